"""Word 97–2003 files (.doc): LibreOffice turns them into .docx in a process of its own, bounded in time and memory.

The process gets a profile of its own that runs no macros and follows no links, and it and its children are
gone when the reader returns.
"""

import contextlib
import os
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path

from caunoi.analysis.readers.docx import read_docx
from caunoi.analysis.readers.safety import Unreadable, encrypted

TIME_LIMIT = 60
_CPU_SECONDS = 90
_MEMORY_KB = 4 * 1024 * 1024
_FILE_BLOCKS = 400 * 1024
_PROGRAMS = ("soffice", "libreoffice")
_ELSEWHERE = (
    r"C:\Program Files\LibreOffice\program\soffice.exe",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
)
_SECTOR = 512
_HEADER_SEARCH = 4 * 1024 * 1024
_WORD_MARK = b"\xec\xa5"
_SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableMacrosExecution" \
oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="BlockUntrustedRefererLinks" \
oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="MacroSecurityLevel" \
oor:op="fuse"><value>3</value></prop></item>
</oor:items>
"""


def read_doc(data: bytes) -> tuple[str, str, int | None]:
    """The text, its encoding and the page count of a .doc file, read as the .docx that LibreOffice makes of it."""
    if _has_password(data):
        raise encrypted()
    return read_docx(_as_docx(data))


def _has_password(data: bytes) -> bool:
    """The flag in the head of the Word stream, which begins at a sector."""
    for at in range(_SECTOR, min(len(data) - 32, _HEADER_SEARCH), _SECTOR):
        if (
            data.startswith(_WORD_MARK, at)
            and 0x65 <= int.from_bytes(data[at + 2 : at + 4], "little") <= 0x200
        ):
            return bool(data[at + 11] & 0x01)
    return False


def _as_docx(data: bytes) -> bytes:
    program = _program()
    with tempfile.TemporaryDirectory(prefix="caunoi-doc-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        (folder / "source.doc").write_bytes(data)
        settings = folder / "profile/user/registrymodifications.xcu"
        settings.parent.mkdir(parents=True)
        settings.write_text(_SETTINGS, "utf-8")
        _run(_command(program, folder), folder)
        made = folder / "source.docx"
        if not made.is_file():
            raise _not_converted()
        return made.read_bytes()


def _program() -> str:
    found = [shutil.which(name) for name in _PROGRAMS] + [path for path in _ELSEWHERE if Path(path).is_file()]
    for path in found:
        if path:
            return path
    raise Unreadable(
        "no-libreoffice",
        "Máy chủ chưa đọc được tệp .doc vì chưa cài LibreOffice (gói libreoffice-writer). Hãy báo người quản trị cài "
        "gói này, hoặc mở tệp bằng Word, lưu thành .docx rồi gửi lại.",
    )


def _command(program: str, folder: Path) -> list[str]:
    profile = (folder / "profile").as_uri()
    words = [program, f"-env:UserInstallation={profile}", "--headless", "--norestore", "--nolockcheck"]
    words += ["--convert-to", "docx:MS Word 2007 XML", "--outdir", str(folder), str(folder / "source.doc")]
    if os.name != "posix":
        return words
    limits = f"ulimit -v {_MEMORY_KB}; ulimit -t {_CPU_SECONDS}; ulimit -f {_FILE_BLOCKS}; ulimit -c 0; "
    return ["/bin/sh", "-c", limits + 'exec "$@"', "sh", *words]


def _run(command: list[str], folder: Path) -> None:
    process = subprocess.Popen(  # noqa: S603 - a fixed program, no shell words from outside
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        cwd=folder,
        env={
            "HOME": str(folder),
            "PATH": os.environ.get("PATH", ""),
            "LANG": "C.UTF-8",
            "TMPDIR": str(folder),
        }
        if os.name == "posix"
        else None,
        start_new_session=True,
    )
    try:
        process.wait(TIME_LIMIT)
    except subprocess.TimeoutExpired as error:
        raise Unreadable(
            "too-long",
            f"Đọc tệp .doc mất hơn {TIME_LIMIT} giây nên đã dừng. Hãy mở tệp bằng Word, lưu thành .docx rồi gửi lại.",
        ) from error
    finally:
        _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    """The process and every child of it, whatever happened."""
    if os.name == "posix":
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
    else:
        process.kill()
    process.wait()


def _not_converted() -> Unreadable:
    return Unreadable(
        "truncated",
        "Không mở được tệp .doc: tệp bị hỏng, có mật khẩu hoặc không phải văn bản Word. "
        "Hãy mở thử trên máy, lưu thành .docx rồi gửi lại.",
    )
