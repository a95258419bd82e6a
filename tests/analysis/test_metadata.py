import pytest

from caunoi.analysis import analyze
from tests.analysis.texts import RESOLUTION, marked

STAMPED = """Số 09 - NQ/ĐU

Sơn Lam, ngày 08 tháng 5 năm 2025

**NGHỊ QUYẾT**

VĂN PHÒNG UBND T. SƠN LAM\tCỦA
Số: 5120\tvề nâng
ĐẾN Ngày 12-05-2025\tcao chất lượng sinh hoạt
Chuyển: I. TÌNH HÌNH CHUNG\tchi bộ
Số và ký hiệu HS: Trong

BAN CHẤP HÀNH ĐẢNG BỘ CÁC CƠ QUAN TỈNH
về nâng cao chất lượng sinh hoạt chi bộ

-----

Chuyên: I. TÌNH HÌNH CHUNG

Số và ký hiệu HS: Trong những năm qua, các chi bộ đã đạt nhiều kết quả.

II. MỤC TIÊU

- Nâng cao chất lượng.

T/M BAN CHẤP HÀNH
BÍ THƯ
Lò Văn Mẫu
"""

STATE = """ỦY BAN NHÂN DÂN
TỈNH SƠN LAM
-------
CỘNG HÒA XÃ HỘI
CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
---------------

Số: 0124/KH-UBND
Sơn Lam, ngày 18 tháng 12 năm 2025

KẾ HOẠCH
TRIỂN KHAI CHUYỂN ĐỔI SỐ TRÊN ĐỊA BÀN TỈNH

Thực hiện Quyết định số 18/QĐ-TTg ngày 27 tháng 8 năm 2025 của Thủ tướng Chính phủ;

I. MỤC ĐÍCH

1. Một.

Nơi nhận:
- Các sở;
- Lưu: VT.
TM. ỦY BAN NHÂN DÂN
KT. CHỦ TỊCH
PHÓ CHỦ TỊCH
Lò Văn Mẫu
"""


def test_a_party_resolution_tells_everything_of_itself():
    found = analyze(RESOLUTION).metadata
    assert (found.system, found.type, found.symbol, found.number) == ("party", "nghi-quyet", "07-NQ/TU", "07")
    assert (found.place, found.date) == ("Sơn Lam", "2025-12-05")
    assert found.issuer == "Ban Chấp hành Đảng bộ tỉnh Sơn Lam"
    assert found.subject == "về xây dựng chi bộ bốn tốt giai đoạn mới"
    assert found.recipients == ("Ban Bí thư (để b/c)", "Lưu Văn phòng Tỉnh ủy")


def test_a_signer_has_authority_position_and_a_span():
    analysis = analyze(RESOLUTION)
    (signer,) = analysis.metadata.signers
    assert (signer.authority, signer.position) == ("T/M BAN CHẤP HÀNH", "BÍ THƯ")
    assert marked(analysis, [signer]) == [signer.name]


def test_a_state_plan_tells_everything_of_itself():
    found = analyze(STATE).metadata
    assert (found.system, found.type, found.symbol, found.number) == (
        "state",
        "ke-hoach",
        "0124/KH-UBND",
        "0124",
    )
    assert (found.issuer, found.date) == ("Ủy ban nhân dân tỉnh Sơn Lam", "2025-12-18")
    assert found.subject == "TRIỂN KHAI CHUYỂN ĐỔI SỐ TRÊN ĐỊA BÀN TỈNH"
    assert found.signers[0].authority == "TM. ỦY BAN NHÂN DÂN; KT. CHỦ TỊCH"


def test_an_incoming_stamp_is_never_the_documents_number_or_date():
    found = analyze(STAMPED).metadata
    assert (found.symbol, found.number, found.date) == ("09-NQ/ĐU", "09", "2025-05-08")
    (stamp,) = found.stamps
    assert (stamp.number, stamp.date, stamp.office) == ("5120", "2025-05-12", "VĂN PHÒNG UBND T. SƠN LAM")


def test_a_stamp_alone_gives_no_number():
    found = analyze(STAMPED.replace("Số 09 - NQ/ĐU", "Số - NQ/ĐU")).metadata
    assert (found.symbol, found.number) == ("-NQ/ĐU", None)


def test_a_stamp_mixed_into_title_and_text_leaves_both_readable():
    analysis = analyze(STAMPED)
    assert analysis.metadata.subject == "về nâng cao chất lượng sinh hoạt chi bộ"
    assert analysis.metadata.issuer == "Ban Chấp hành Đảng bộ các cơ quan tỉnh Sơn Lam"
    assert [item.id for item in analysis.provisions if item.kind == "section"] == ["I", "II"]


@pytest.mark.parametrize(
    "line", ["Số - KH/ĐU", "Số: -KH/ĐU", "Số      -KH/ĐU", "Số ….. - KH/ĐU", "Số ____-KH/ĐU"]
)
def test_a_blank_number_keeps_its_symbol(line):
    analysis = analyze(f"{line}\n\nKẾ HOẠCH\nvề công tác năm\n\nĐảng ủy xây dựng kế hoạch như sau:\n\nI. MỘT")
    assert (analysis.metadata.symbol, analysis.metadata.number) == ("-KH/ĐU", None)
    assert {"number-missing", "date-missing"} <= {item.code for item in analysis.warnings}


def test_a_date_without_its_day_is_no_date():
    found = analyze(STATE.replace("ngày 18 tháng 12", "ngày      tháng 12")).metadata
    assert (found.place, found.date) == ("Sơn Lam", None)


def test_a_letter_has_no_type_line_and_its_matter_is_the_subject():
    found = analyze(
        "SỞ NỘI VỤ\nSố: 77/SNV-TCCB\nV/v rà soát biên chế\nSơn Lam, ngày 02 tháng 01 năm "
        "2026\n\nKính gửi:\n- Các phòng;\n"
        "- Các trung tâm.\n\nThực hiện chỉ đạo của tỉnh, Sở đề nghị các đơn vị rà soát biên chế hiện có.\n"
    ).metadata
    assert (found.type, found.symbol, found.subject) == ("cong-van", "77/SNV-TCCB", "rà soát biên chế")


def test_an_issuer_that_only_the_opening_and_the_signature_tell():
    found = analyze(
        "Số 3-KH/ĐU\n\nKẾ HOẠCH\n\nvề công tác năm\n\nThực hiện chỉ đạo cấp trên, Đảng ủy "
        "Khối Doanh nghiệp tỉnh xây dựng kế hoạch"
        " như sau:\n\nI. MỘT\n\n1. Việc.\n\nT/M BAN THƯỜNG VỤ\nBÍ THƯ\n\nLò Văn Mẫu"
    ).metadata
    assert found.issuer == "Ban Thường vụ Đảng ủy Khối Doanh nghiệp tỉnh"


@pytest.mark.parametrize(
    ("mark", "value"),
    [
        ("MẬT", "mat"),
        ("M Ậ T", "mat"),
        ("TỐI MẬT", "toi-mat"),
        ("| TUYỆT MẬT |", "tuyet-mat"),
        ("**[MẬT]**", "mat"),
    ],
)
def test_a_mark_of_its_own_makes_a_document_secret(mark, value):
    analysis = analyze(f"{mark}\n{RESOLUTION}")
    assert analysis.metadata.secrecy == value
    assert "secrecy-marked" in {item.code for item in analysis.warnings}


@pytest.mark.parametrize(
    "line",
    [
        "- Văn bản đóng dấu MẬT phải lưu riêng.",
        "Các độ mật gồm:\n\nMẬT\n\nTỐI MẬT",
        "Bảo mật thông tin là việc chung.",
    ],
)
def test_a_document_that_talks_about_secrecy_is_not_secret(line):
    assert (
        analyze(RESOLUTION.replace("Nâng cao năng lực lãnh đạo của chi bộ.", line)).metadata.secrecy is None
    )


def test_a_mark_on_a_scrap_without_head_counts_too():
    assert analyze("TỐI MẬT\n\nDanh sách cán bộ.").metadata.secrecy == "toi-mat"
