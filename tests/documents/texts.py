"""Self-written official texts and files of every kind, good and bad."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable

from docx import Document

RESOLUTION = """TỈNH ỦY AN KHÊ THƯỢNG
ĐẢNG ỦY CÁC CƠ QUAN ĐẢNG TỈNH
*
Số 12-NQ/ĐU
ĐẢNG CỘNG SẢN VIỆT NAM
An Khê Thượng, ngày 05 tháng 9 năm 2026

NGHỊ QUYẾT
về đổi mới công tác dân vận trong các cơ quan Đảng

Thực hiện Kế hoạch số 31-KH/ĐU ngày 02/6/2026 của Đảng ủy về công tác dân vận, Ban Chấp hành ban hành nghị quyết:

I. MỤC TIÊU
1. Mục tiêu chung
Nâng cao chất lượng công tác dân vận 𝔸 của các tổ chức đảng.
2. Chỉ tiêu
- Phấn đấu 95% đảng viên được học tập, quán triệt nghị quyết.
- Mỗi chi bộ xây dựng ít nhất 01 mô hình dân vận khéo.

II. TỔ CHỨC THỰC HIỆN
1. Giao Văn phòng Đảng ủy chủ trì, phối hợp với Ban Tuyên giáo và Dân vận theo dõi việc thực hiện nghị quyết.
2. Các chi bộ báo cáo kết quả trước ngày 15/12/2026.

T/M BAN CHẤP HÀNH
BÍ THƯ
"""

PLAN = """ĐẢNG ỦY CÁC CƠ QUAN ĐẢNG TỈNH
*
Số 31-KH/ĐU
ĐẢNG CỘNG SẢN VIỆT NAM
An Khê Thượng, ngày 02 tháng 6 năm 2026

KẾ HOẠCH
công tác dân vận năm 2026

1. Các chi bộ tổ chức đối thoại với đảng viên.
2. Báo cáo định kỳ hằng quý.
"""

SECRET = "MẬT\n" + PLAN


def txt(text: str) -> bytes:
    """The text as a .txt file."""
    return text.encode("utf-8")


def docx(text: str) -> bytes:
    """The text as a .docx file, one paragraph a line."""
    document = Document()
    for line in text.splitlines():
        document.add_paragraph(line)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def zipped(parts: Iterable[tuple[str, bytes]]) -> bytes:
    """A zip file of these parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts:
            archive.writestr(name, content)
    return out.getvalue()


def zip_bomb() -> bytes:
    """A .docx whose text inflates to 80 MB."""
    return zipped([("[Content_Types].xml", b"<Types/>"), ("word/document.xml", b"0" * 80_000_000)])


def entity_bomb() -> bytes:
    """A .docx whose text is a few entities that grow to billions of characters."""
    levels = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 11))
    xml = f'<?xml version="1.0"?><!DOCTYPE d [<!ENTITY e0 "ha">{levels}]><d>&e10;</d>'
    good = zipfile.ZipFile(io.BytesIO(docx("x")))
    parts = {name: good.read(name) for name in good.namelist()}
    parts["word/document.xml"] = xml.encode()
    return zipped(parts.items())


ENCRYPTED = (
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    + b"\x00" * 600
    + "EncryptedPackage".encode("utf-16-le")
    + b"\x00" * 600
)
