"""`make install`: the locked packages and the product itself into .venv; done again only when they change.

It takes packages from whatever registry this machine's pip is set up for, by hash, as wheels only.
"""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import sys
from pathlib import Path

from tools.console import BIN, PYTHON, ROOT, VENV, Failed, captured, main, phase, tail
from tools.system import Need, provide

OLDEST = (3, 11)
LOCKED = ("requirements/product.txt", "requirements/dev.txt")
STAMP = VENV / "installed"
PIP = (PYTHON, "-m", "pip", "install", "--quiet", "--no-input", "--disable-pip-version-check")

# What pip prints → what it means and what to do. The first that fits is told.
CAUSES = (
    (
        ("No space left on device",),
        "Ổ đĩa đã đầy.",
        "Giải phóng khoảng 1 GB rồi chạy lại.",
    ),
    (
        ("DO NOT MATCH THE HASHES",),
        "Một gói tải về không khớp mã băm đã khóa.",
        "Không cài tiếp. Chạy 'pip cache purge' rồi thử lại; nếu vẫn lỗi, kho gói đã giao tệp khác.",
    ),
    (
        ("Temporary failure in name", "NewConnectionError", "ConnectionError", "ProxyError", "SSLError")
        + ("Connection refused", "Read timed out", "Max retries", "CERTIFICATE_VERIFY_FAILED"),
        "Không kết nối được kho gói Python.",
        "Kiểm tra mạng, proxy và cấu hình của pip ('pip config list'), rồi chạy lại.",
    ),
    (
        ("from versions: none",),
        "Kho gói không đưa ra bản nào của một gói: không kết nối được, hoặc không có gói đó.",
        "Kiểm tra mạng và cấu hình của pip ('pip config list'); dùng Python 3.11 đến 3.13.",
    ),
    (
        ("No matching distribution", "Could not find a version", "from versions"),
        "Kho gói không có bản dựng sẵn của một gói cho Python này.",
        "Dùng Python 3.11 đến 3.13 trên Linux x86-64 hoặc arm64, và kiểm tra kho gói có kết nối được.",
    ),
)


def ensure() -> bool:
    """Install unless the stamp says that nothing changed; returns whether anything was done."""
    if sys.version_info < OLDEST:
        have = ".".join(map(str, sys.version_info[:3]))
        raise Failed(
            f"Cần Python 3.11 trở lên; python3 của máy là {have}.",
            "Cài Python mới hơn (Debian 12: apt-get install python3), hoặc: make install PYTHON=python3.12",
        )
    wanted = fingerprint(ROOT)
    if STAMP.is_file() and STAMP.read_text() == wanted and (BIN / "caunoi").exists():
        return False
    STAMP.unlink(missing_ok=True)
    _environment()
    with phase("Tải và cài các gói đã khóa mã băm"):
        locked = [word for name in LOCKED for word in ("-r", str(ROOT / name))]
        _pip("--require-hashes", "--only-binary=:all:", *locked)
    with phase("Cài Cầu Nối vào .venv"):
        _pip("--no-deps", "--no-build-isolation", "-e", str(ROOT))
    STAMP.write_text(wanted)
    return True


def fingerprint(root: Path) -> str:
    """A digest of everything that an installation depends on, the checkout's own place included."""
    total = hashlib.sha256(f"{sys.version_info[:2]} {root}".encode())
    for name in (*LOCKED, "requirements/product.in", "pyproject.toml"):
        total.update((root / name).read_bytes())
    return total.hexdigest()


def _environment() -> None:
    """Make .venv; one made by another Python or moved from another folder is made anew."""
    if PYTHON.exists() and _usable():
        return
    provide_venv()
    with phase("Tạo môi trường .venv"):
        if VENV.exists():
            shutil.rmtree(VENV)
        code, output = captured([sys.executable, "-m", "venv", VENV])
        if code:
            raise explained("Không tạo được .venv.", output)


def _usable() -> bool:
    code, output = captured([PYTHON, "-c", "import sys, pip; print(sys.version_info[:2], sys.prefix)"])
    return code == 0 and output.strip() == f"{sys.version_info[:2]} {VENV}"


def provide_venv() -> None:
    """Debian ships the venv module without ensurepip: the package that brings it is named or installed."""
    if subprocess.run([sys.executable, "-c", "import ensurepip, venv"], capture_output=True).returncode == 0:
        return
    version = f"{sys.version_info[0]}.{sys.version_info[1]}"
    provide(
        (
            Need(
                f"python{version}-venv",
                "making the environment .venv",
                files=(f"/usr/lib/python{version}/ensurepip/__init__.py",),
            ),
        )
    )


def _pip(*words: str) -> None:
    code, output = captured([*PIP, *words])
    if code:
        raise explained("pip không cài được.", output)


def explained(what: str, output: str) -> Failed:
    """The failure in words, with the end of what was printed below it."""
    for marks, sentence, todo in CAUSES:
        if any(mark in output for mark in marks):
            return Failed(f"{what} {sentence}\n{tail(output)}", todo)
    return Failed(f"{what}\n{tail(output)}", "Xem các dòng trên; xóa .venv rồi chạy lại 'make install'.")


def _install() -> None:
    if not ensure():
        print("Đã cài đủ, không có gì thay đổi.")


if __name__ == "__main__":
    sys.exit(main(_install))
