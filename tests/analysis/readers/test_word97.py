"""LibreOffice makes the .doc, .odt, .rtf and .pdf of one .docx; all must read as that one does."""

import os
import shutil
import stat
import subprocess
import time
from pathlib import Path

import pytest

from caunoi.analysis import Unreadable, analyze_bytes, read_bytes
from caunoi.analysis.readers import DOC, word97
from tests.analysis.files import docx, level, numbered, numbering, paragraph, row

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000)
needs_office = pytest.mark.skipif(
    not (shutil.which("soffice") or shutil.which("libreoffice")), reason="LibreOffice is not installed here"
)
HEADER = row(
    paragraph("ỦY BAN NHÂN DÂN") + paragraph("XÃ SƠN HẠ") + paragraph("Số: 25/KH-UBND"),
    paragraph("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM") + paragraph("Sơn Hạ, ngày 08 tháng 3 năm 2026"),
)
TASKS = row(paragraph("TT"), paragraph("Nhiệm vụ")) + row(paragraph("1"), paragraph("Lập danh sách hộ nghèo"))
SOURCE = docx(
    f"<w:tbl>{HEADER}</w:tbl>"
    + paragraph("KẾ HOẠCH")
    + paragraph("Thực hiện công tác giảm nghèo năm 2026")
    + numbered("Rà soát các hộ nghèo của từng thôn.")
    + numbered("Báo cáo kết quả.")
    + f"<w:tbl>{TASKS}</w:tbl>"
    + paragraph("Hết."),
    {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.'
        'wordprocessingml.document.main+xml"/><Override PartName="/word/numbering.xml" ContentType="application/vnd.'
        'openxmlformats-officedocument.wordprocessingml.numbering+xml"/></Types>',
        "_rels/.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="a" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/'
        'officeDocument" Target="word/document.xml"/></Relationships>',
        "word/_rels/document.xml.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/'
        'relationships"><Relationship Id="n" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
        'relationships/numbering" Target="numbering.xml"/></Relationships>',
        "word/numbering.xml": numbering(level(0, "decimal", "%1.")),
    },
)


@pytest.fixture(scope="module")
def converted(tmp_path_factory) -> Path:
    """The source in four other formats."""
    folder = tmp_path_factory.mktemp("converted")
    (folder / "a.docx").write_bytes(SOURCE)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    office = shutil.which("soffice") or shutil.which("libreoffice") or ""
    for kind in ("odt", "rtf", "doc", "pdf"):
        command = [
            office,
            profile,
            "--headless",
            "--convert-to",
            kind,
            "--outdir",
            str(folder),
            str(folder / "a.docx"),
        ]
        subprocess.run(command, check=True, capture_output=True, timeout=120)
    return folder


def words(text):
    return [" ".join(line.split()) for line in text.split("\n") if line.strip()]


@needs_office
@pytest.mark.parametrize("kind", ["doc", "odt", "rtf", "pdf"])
def test_every_format_reads_as_the_docx_does(converted, kind):
    assert words(read_bytes((converted / f"a.{kind}").read_bytes(), f"a.{kind}").text) == words(
        read_bytes(SOURCE, "a.docx").text
    )


@needs_office
@pytest.mark.parametrize("kind", ["odt", "rtf", "pdf"])
def test_number_and_date_are_found_in_every_format(converted, kind):
    found = analyze_bytes((converted / f"a.{kind}").read_bytes(), f"a.{kind}")
    assert (found.metadata.symbol, found.metadata.date) == ("25/KH-UBND", "2026-03-08")


@needs_office
def test_a_doc_is_told_as_such_and_leaves_no_process_and_no_folder(converted, tmp_path, monkeypatch):
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr(word97.tempfile, "tempdir", None)
    assert read_bytes((converted / "a.doc").read_bytes(), "a.doc").media_type == DOC
    assert list(tmp_path.iterdir()) == []


def refusal(data, name="a.doc"):
    with pytest.raises(Unreadable) as caught:
        read_bytes(data, name)
    return caught.value


def test_a_server_without_libreoffice_names_the_package(monkeypatch):
    monkeypatch.setattr(word97, "_PROGRAMS", ("no-such-office",))
    monkeypatch.setattr(word97, "_ELSEWHERE", ())
    refused = refusal(OLE)
    assert refused.code == "no-libreoffice"
    assert "libreoffice-writer" in refused.message


def stand_in(tmp_path, script):
    """A program in LibreOffice's place."""
    program = tmp_path / "office"
    program.write_text(f"#!/bin/sh\n{script}\n", "utf-8")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    return str(program)


def gone(pid):
    for _ in range(50):
        status = Path(f"/proc/{pid}/stat")
        if not status.exists() or status.read_text().split(") ")[1].startswith("Z"):
            return True
        time.sleep(0.05)
    return False


@pytest.mark.skipif(os.name != "posix", reason="process groups are a matter of POSIX")
def test_a_conversion_that_hangs_is_stopped_with_its_children(monkeypatch, tmp_path):
    hanging = stand_in(tmp_path, f"sleep 300 & echo $! > {tmp_path}/child; echo $$ > {tmp_path}/own; wait")
    monkeypatch.setattr(word97, "_program", lambda: hanging)
    monkeypatch.setattr(word97, "TIME_LIMIT", 1)
    assert refusal(OLE).code == "too-long"
    assert all(gone((tmp_path / name).read_text().strip()) for name in ("child", "own"))


@pytest.mark.skipif(os.name != "posix", reason="process groups are a matter of POSIX")
def test_a_child_that_outlives_the_conversion_is_ended(monkeypatch, tmp_path):
    monkeypatch.setattr(
        word97, "_program", lambda: stand_in(tmp_path, f"sleep 300 & echo $! > {tmp_path}/child")
    )
    assert refusal(OLE).code == "truncated"
    assert gone((tmp_path / "child").read_text().strip())


@pytest.mark.skipif(os.name != "posix", reason="limits are a matter of POSIX")
def test_the_conversion_may_not_take_endless_memory(monkeypatch, tmp_path):
    monkeypatch.setattr(word97, "_program", lambda: stand_in(tmp_path, f"ulimit -v > {tmp_path}/limit"))
    refusal(OLE)
    assert int((tmp_path / "limit").read_text()) == word97._MEMORY_KB


def test_a_doc_with_a_password_is_refused_before_anything_starts(monkeypatch):
    monkeypatch.setattr(word97, "_as_docx", lambda _: pytest.fail("started"))
    head = bytearray(OLE)
    head[512:516] = b"\xec\xa5\xc1\x00"
    head[523] = 0x01
    assert refusal(bytes(head)).code == "encrypted"


@pytest.mark.parametrize("data", [b"Xin", b"%PDF-1.7", b"<html>"])
def test_what_is_no_doc_is_refused(data):
    assert refusal(data).code == "not-what-it-says"


def test_a_docx_called_doc_is_read():
    assert "KẾ HOẠCH" in read_bytes(SOURCE, "a.doc").text
