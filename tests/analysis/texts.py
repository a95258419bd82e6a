"""Invented documents, and readers of what the analysis says of them."""

from collections.abc import Iterable
from typing import Any

from caunoi.analysis import Analysis, analyze

RESOLUTION = """ĐẢNG BỘ TỈNH SƠN LAM
BAN CHẤP HÀNH
*
Số 07-NQ/TU
ĐẢNG CỘNG SẢN VIỆT NAM
Sơn Lam, ngày 05 tháng 12 năm 2025

NGHỊ QUYẾT
CỦA BAN CHẤP HÀNH ĐẢNG BỘ TỈNH
về xây dựng chi bộ bốn tốt giai đoạn mới
-----

Thời gian qua, các cấp ủy trong tỉnh đã thực hiện Kết luận số 21-KL/TW, ngày 25/10/2021 của Ban Chấp hành Trung ương.

I- MỤC TIÊU

1. Mục tiêu chung

Nâng cao năng lực lãnh đạo của chi bộ.

2. Chỉ tiêu

- 100% chi bộ đăng ký xây dựng chi bộ bốn tốt.
- Phấn đấu hằng năm mỗi chi bộ giới thiệu ít nhất 02 quần chúng ưu tú.

II- TỔ CHỨC THỰC HIỆN

1. Các đảng ủy trực thuộc xây dựng kế hoạch triển khai, hoàn thành trước ngày 31/12/2025.

2. Giao Ban Tổ chức Tỉnh ủy chủ trì, phối hợp với Văn phòng Tỉnh ủy theo dõi,
định kỳ hằng quý và đột xuất báo cáo Ban Thường vụ Tỉnh ủy.

Nơi nhận:
- Ban Bí thư (để b/c),
- Lưu Văn phòng Tỉnh ủy.

T/M BAN CHẤP HÀNH
BÍ THƯ

Lò Văn Mẫu
"""

PLAN_HEAD = "Số 12-KH/ĐU\n\nSơn Lam, ngày 01 tháng 3 năm 2026\n\nKẾ HOẠCH\nvề công tác dân vận\n\n"


def body(text: str, head: str = PLAN_HEAD) -> Analysis:
    """The analysis of a plan with this body."""
    return analyze(head + "Đảng ủy xây dựng kế hoạch như sau:\n\n" + text)


def labels(analysis: Analysis) -> list[tuple[str, str | None]]:
    """(id, parent) of every printed label."""
    unscored = {"dash", "item", "paragraph", "row", "preamble"}
    return [(item.id, item.parent) for item in analysis.provisions if item.kind not in unscored]


def marked(analysis: Analysis, findings: Iterable[Any]) -> list[str]:
    """The words that the findings' spans cover, on one line each."""
    return [" ".join(analysis.text[item.span[0] : item.span[1]].split()) for item in findings]
