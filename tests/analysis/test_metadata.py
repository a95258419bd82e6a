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


def test_a_name_in_capitals_takes_the_letters_of_the_text():
    text = STATE.replace("ỦY BAN NHÂN DÂN\nTỈNH SƠN LAM", "UBND TỈNH SƠN LAM\nSỞ CÔNG THƯƠNG", 1)
    found = analyze(text.replace("1. Một.", "1. Sở Công Thương theo dõi.")).metadata
    assert (found.parent_issuer, found.issuer) == (
        "UBND tỉnh Sơn Lam",
        "Sở Công Thương tỉnh Sơn Lam",
    )


def test_a_list_of_persons_behind_the_signature_signs_nothing():
    signers = analyze(RESOLUTION + "\nDANH SÁCH TỔ CÔNG TÁC\nLò Văn Mẫu Hai\n").metadata.signers
    assert len(signers) == 1


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


def test_a_copy_without_letterhead_still_tells_its_symbol():
    analysis = analyze(
        "Kết luận số 71-KL/TW\n\nKết luận của Ban Bí thư về công tác mẫu\n\nSau nhiều năm "
        "thực hiện Chỉ thị số 12-CT/TW, công tác"
        " mẫu có tiến bộ rõ rệt ở các địa phương.\n\n1. Việc một."
    )
    assert (analysis.metadata.type, analysis.metadata.symbol) == ("ket-luan", "71-KL/TW")
    assert [item.symbol for item in analysis.citations] == ["12-CT/TW"]


@pytest.mark.parametrize(
    ("line", "symbol"),
    [
        ("Nghị quyết số: 253/2025/QH15", "253/2025/QH15"),
        ("Luật số: 72/2025/QH15", "72/2025/QH15"),
        ("Số: 10/2025/NQLT - UBTVQH15 - CP", "10/2025/NQLT-UBTVQH15-CP"),
        ("Số:        /BC - SCT", "/BC-SCT"),
    ],
)
def test_the_symbol_is_read_however_its_line_is_set(line, symbol):
    text = (
        f"{line}\nSơn Lam, ngày 02 tháng 01 năm 2026\n\nNGHỊ QUYẾT\nvề việc mẫu\n\nCăn "
        f"cứ Hiến pháp;\n\nĐiều 1. Phạm vi"
    )
    assert analyze(text).metadata.symbol == symbol


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
        ("Mật", "mat"),
        ("Độ mật: Tối mật", "toi-mat"),
        ("MẬT        ĐẢNG CỘNG SẢN VIỆT NAM", "mat"),
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


DAMAGED = """TRUNG TÂM TIN HỌC
lienhe@sonlam.example
24.01.2025 20:01:14 +07:00

ỦY BAN NHÂN DÂN CỌNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
TINH SON LAM Độc lập - Tự do - Hạnh phúc
Só: 2§ /CT-UBND Sơn Lam, ngày /4} tháng 9 năm 2024
CHÍ THỊ

Về việc bảo đảm an toàn cầu đường mùa mưa bão

Thực hiện Công điện số 12/CĐ-TTg ngày 02/9/2024 của Thủ tướng Chính phủ, Ủy ban nhân dân yêu cầu:

1. Sở Xây dựng kiểm tra các cầu.

Nơi nhận:
- Các sở;
- Lưu: VT.

Lò Văn Mẫu
"""


def test_a_header_that_recognition_damaged_is_read_but_never_guessed():
    read = analyze(DAMAGED).metadata
    assert (read.type, read.symbol, read.number, read.date) == ("chi-thi", "/CT-UBND", None, None)
    assert (read.place, read.system) == ("Sơn Lam", "state")
    assert (read.parent_issuer, read.issuer) == (None, "Ủy ban nhân dân tỉnh Sơn Lam")
    assert read.subject == "Về việc bảo đảm an toàn cầu đường mùa mưa bão"
    assert [signer.name for signer in read.signers] == ["Lò Văn Mẫu"]


def test_the_text_of_a_letter_begins_behind_its_address():
    text = (
        "Số: 5/UBND-VX\nSơn Lam, ngày 02 tháng 01 năm 2026\n\nKính gửi: Sở Y tế\n"
        "Theo đề nghị của Sở Nội vụ, Ủy ban nhân dân tỉnh giao Sở Y tế chủ trì rà soát, báo cáo "
        "trước ngày 10/02/2026./.\n"
    )
    found = analyze(text)
    assert [item.date for item in found.deadlines] == ["2026-02-10"]
    assert found.assignments[0].lead == ("Sở Y tế",)


def test_a_line_that_names_the_document_stands_for_a_header():
    read = analyze(
        "Kết luận số 12-KL/TW\n\nKết luận số 12-KL/TW ngày 11/01/2024 của Bộ Chính trị về phát triển khoa học\n\n"
        "Sau 10 năm thực hiện, công tác này đã có nhiều kết quả tốt ở các cấp, các ngành trong cả nước.\n"
    ).metadata
    assert (read.symbol, read.date, read.issuer) == ("12-KL/TW", "2024-01-11", "Bộ Chính trị")


HEAD = "ỦY BAN NHÂN DÂN\tCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nTỈNH SƠN LAM\tĐộc lập - Tự do - Hạnh phúc\n"


@pytest.mark.parametrize(
    ("line", "symbol", "number"),
    [
        ("Số: II /2026/QĐ-UBND Sơn Lam, ngày 29 tháng 01 năm 2026", "/2026/QĐ-UBND", None),
        ("Số:/‡6 /QĐ-UBND Sơn Lam, ngày 29 tháng 01 năm 2026", "/QĐ-UBND", None),
        ("Số: 542\n\n/QĐ-UBND\n\nSơn Lam, ngày 29 tháng 01 năm 2026", "542/QĐ-UBND", "542"),
    ],
)
def test_a_symbol_that_is_damaged_or_parted_is_read_as_far_as_it_stands(line, symbol, number):
    read = analyze(f"{HEAD}{line}\n\nQUYẾT ĐỊNH\nVề việc ban hành quy chế\n\nĐiều 1. Ban hành.\n").metadata
    assert (read.symbol, read.number, read.place, read.date) == (symbol, number, "Sơn Lam", "2026-01-29")


def test_the_name_of_a_law_is_its_subject_though_it_names_a_body():
    text = "QUỐC HỘI\n\nLuật số: 75/2015/QH13\n\nLUẬT\n\nTHANH TRA\n\nCăn cứ Hiến pháp;\n\nĐiều 1. Phạm vi\n\nMột.\n"
    assert analyze(text).metadata.subject == "THANH TRA"


@pytest.mark.parametrize("end", ["cấp cơ sở", "trên địa bàn tỉnh", "về chuyển đổi số", "theo pháp luật"])
def test_a_subject_ends_where_the_grounds_begin(end):
    subject = f"Đẩy mạnh khoa học và công nghệ {end}"
    head = f"{HEAD}Số: 5/KH-UBND\tSơn Lam, ngày 02 tháng 01 năm 2026\n\nKẾ HOẠCH\n{subject}\n\n"
    for first in (
        "Trong thời gian qua, hoạt động khoa học và công nghệ được cả tỉnh quan tâm.",
        "Căn cứ Luật Tổ\nchức chính quyền địa phương;",
    ):
        assert (
            analyze(f"{head}{first}\n\n1. Việc.\n").metadata.subject
            == f"Đẩy mạnh khoa học và công nghệ {end}"
        )


def test_a_title_line_says_what_a_header_would():
    found = analyze(
        "Nghị định\ncủa Chính phủ số 29/1998/NĐ-CP ngày 11 tháng 5 năm 1998\nvề việc ban hành Quy chế mẫu\n"
        "Chính phủ\nCăn cứ Luật Tổ chức Chính phủ ngày 30 tháng 9 năm 1992;\n\nĐiều 1. Ban hành Quy chế mẫu.\n"
    ).metadata
    assert (found.type, found.symbol, found.number) == ("nghi-dinh", "29/1998/NĐ-CP", "29")
    assert (found.date, found.issuer) == ("1998-05-11", "Chính phủ")
    assert found.subject == "về việc ban hành Quy chế mẫu"


LAW = (
    "QUỐC HỘI\tCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nLuật số: 12/2025/QH15\tĐộc lập - Tự do - Hạnh phúc\n\n"
    "LUẬT\nAN TOÀN HỒ ĐẬP\n\nQuốc hội ban hành Luật An toàn hồ đập.\n\nĐiều 1. Phạm vi\n\nLuật này quy định.\n\n"
    "Luật này được Quốc hội khóa XV, Kỳ họp thứ 10 thông qua ngày 10 tháng 12 năm 2025.\n\n"
    "ePas: 12\tCHỦ TỊCH QUỐC HỘI\n\tLò Văn Mẫu\n"
)


def test_a_law_has_the_day_on_which_it_was_passed_and_its_signer():
    found = analyze(LAW).metadata
    assert found.date == "2025-12-10"
    assert [(item.name, item.position) for item in found.signers] == [("Lò Văn Mẫu", "CHỦ TỊCH QUỐC HỘI")]


def test_a_plan_does_not_take_the_day_of_a_resolution_that_it_tells_of():
    text = RESOLUTION.replace("Sơn Lam, ngày 05 tháng 12 năm 2025", "").replace("NGHỊ QUYẾT", "KẾ HOẠCH")
    told = "Nghị quyết này được Đại hội đại biểu toàn tỉnh thông qua ngày 10 tháng 10 năm 2025.\n\nNơi nhận:"
    assert analyze(text.replace("Nơi nhận:", told)).metadata.date is None


def test_an_issuer_printed_twice_is_named_once():
    text = "CÔNG BÁO/Số 5\n\nỦY BAN THƯỜNG VỤ QUỐC HỘI\nỦY BAN THƯỜNG VỤ QUỐC HỘI\nNghị quyết số: 89/2025/UBTVQH15\n"
    found = analyze(text + "\nNGHỊ QUYẾT\nVề mức chi\n\nĐiều 1. Mức chi.\n").metadata
    assert found.issuer == "Ủy ban Thường vụ Quốc hội"


def test_a_signer_whom_recognition_set_behind_a_recipient_is_found():
    text = RESOLUTION.replace("\nT/M BAN CHẤP HÀNH\nBÍ THƯ\n\nLò Văn Mẫu\n", "").replace(
        "- Ban Bí thư (để b/c),", "- Ban Bí thư (để b/c); Lò Văn Mẫu"
    )
    found = analyze(text).metadata
    assert [item.name for item in found.signers] == ["Lò Văn Mẫu"]
    assert found.recipients[0] == "Ban Bí thư (để b/c)"


def test_two_bodies_that_issue_together_are_set_apart_by_a_dash():
    text = "UBND TỈNH SƠN LAM\nSỞ Y TẾ -CÔNG ĐOÀN NGÀNH\nSố: 12/KH-SYT-CĐN\nSơn Lam, ngày 10 tháng 3 năm 2026\n\n"
    found = analyze(text + "KẾ HOẠCH\nvề tập huấn\n\nI. VIỆC\n\n1. Tập huấn.\n").metadata
    assert found.issuer == "Sở Y tế - Công đoàn ngành"


def _headed(*lines, foot="TM. BAN THƯỜNG VỤ\nCHỦ TỊCH\n\nLò Văn Mẫu\n"):
    return analyze(
        "\n".join(lines)
        + "\nSơn Lam, ngày 12 tháng 02 năm 2026\n\nKẾ HOẠCH\nTổ chức hội thi\n\nI. MỤC ĐÍCH\n\n"
        "1. Một.\n\nNơi nhận:\n- Như trên;\n- Lưu: VT.\n\n" + foot
    ).metadata


MOTTO = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc"


@pytest.mark.parametrize(
    ("lines", "issuer"),
    [
        (("LIÊN ĐOÀN LAO ĐỘNG TỈNH SƠN LAM", "BAN THƯỜNG VỤ", MOTTO, "Số: 22/KH-LĐLĐ"),
         "Ban Thường vụ Liên đoàn Lao động tỉnh Sơn Lam"),
        (("HỘI LHPN VIỆT NAM", "BAN THƯỜNG VỤ HỘI LHPN TỈNH SƠN LAM", "Số: 77/KH-BTV"),
         "Ban Thường vụ Hội LHPN tỉnh Sơn Lam"),
        (("BCH ĐOÀN TỈNH SƠN LAM\tĐOÀN TNCS HỒ CHÍ MINH", "***", "Số: 45-KH/TĐTN-PT"), "BCH đoàn tỉnh Sơn Lam"),
    ],
)  # fmt: skip
def test_a_mass_organization_is_none_of_the_state_or_the_party(lines, issuer):
    found = _headed(*lines)
    assert (found.system, found.issuer) == ("organization", issuer)


def test_a_department_is_named_with_the_province_of_its_superior():
    found = _headed("UBND TỈNH SƠN LAM", "SỞ Y TẾ", MOTTO, "Số: 15/KH-SYT")
    assert (found.parent_issuer, found.issuer) == ("UBND tỉnh Sơn Lam", "Sở Y tế tỉnh Sơn Lam")


def test_a_central_organ_is_named_as_it_calls_itself():
    head = ("ĐẢNG CỘNG SẢN VIỆT NAM",)
    assert (
        _headed("BAN CHẤP HÀNH TRUNG ƯƠNG", "BAN TỔ CHỨC", *head, "Số 15-KH/BTCTW").issuer
        == "Ban Tổ chức Trung ương"
    )
    assert (
        _headed("BAN CHẤP HÀNH TRUNG ƯƠNG", "VĂN PHÒNG", *head, "Số 15-KH/VPTW").issuer
        == "Văn phòng Trung ương Đảng"
    )


def test_a_mark_of_draft_is_no_superior_body():
    found = _headed("DỰ THẢO", "HỘI ĐỒNG NHÂN DÂN", "TỈNH SƠN LAM", MOTTO, "Số:      /KH-HĐND")
    assert (found.parent_issuer, found.issuer) == (None, "Hội đồng nhân dân tỉnh Sơn Lam")


def test_the_day_of_passing_does_not_fill_the_blank_date_of_a_draft():
    text = STATE.replace("KẾ HOẠCH", "NGHỊ QUYẾT").replace(
        "ngày 18 tháng 12 năm 2025", "ngày     tháng     năm 2025"
    )
    passed = (
        "1. Một.\n\nNghị quyết này đã được Hội đồng nhân dân tỉnh thông qua ngày 10 tháng 12 năm 2025./.\n"
    )
    assert analyze(text.replace("1. Một.", passed)).metadata.date is None


def test_the_matter_of_a_decision_has_no_shortened_about():
    text = STATE.replace("TRIỂN KHAI CHUYỂN ĐỔI SỐ TRÊN ĐỊA BÀN TỈNH", "V/v thành lập Tổ công tác")
    assert analyze(text).metadata.subject == "thành lập Tổ công tác"


def test_an_old_font_that_lost_its_capitals_still_shows_the_type():
    text = STATE.replace(
        "KẾ HOẠCH\nTRIỂN KHAI CHUYỂN ĐỔI SỐ TRÊN ĐỊA BÀN TỈNH", "Kế hoạch\nchuyển đổi số trên địa bàn tỉnh"
    )
    found = analyze(text.replace("HÒA XÃ HỘI\nCHỦ NGHĨA VIỆT NAM", "hòa xã hội\nchủ nghĩa Việt Nam")).metadata
    assert (found.type, found.subject) == ("ke-hoach", "chuyển đổi số trên địa bàn tỉnh")


def test_what_follows_a_signature_names_no_recipients():
    text = STATE + "\nPhần thứ nhất\nBIỂU MẪU\n\n- Dòng một;\n- Dòng hai.\n"
    assert len(analyze(text).metadata.recipients) == 2


@pytest.mark.parametrize("position", ["TRƯỞNG PHÒNG", "TRƯỞNG CÔNG AN XÃ", "HIỆU TRƯỞNG"])
def test_an_office_in_capitals_signs_where_no_recipients_are_listed(position):
    text = "Số: 12/KH-KT\nSơn Lam, ngày 12 tháng 02 năm 2026\n\nKẾ HOẠCH\nTổ chức hội thi\n\n1. Một.\n\n2. Hai.\n\n"
    (signer,) = analyze(f"{text}{position}\n\nThượng tá Lò Văn Mẫu\n").metadata.signers
    assert (signer.position, signer.name) == (position, "Lò Văn Mẫu")


def test_the_office_that_decides_is_no_part_of_the_subject():
    text = STATE.replace(
        "TRIỂN KHAI CHUYỂN ĐỔI SỐ TRÊN ĐỊA BÀN TỈNH", "Về việc thành lập Tổ\n\nHIỆU TRƯỞNG TRƯỜNG SỐ 1"
    )
    assert analyze(text).metadata.subject == "Về việc thành lập Tổ"


def test_the_second_field_of_a_department_has_its_capital():
    found = _headed("UBND TỈNH SƠN LAM", "SỞ GIÁO DỤC VÀ ĐÀO TẠO", MOTTO, "Số: 15/KH-SGDĐT")
    assert found.issuer == "Sở Giáo dục và Đào tạo tỉnh Sơn Lam"


def test_a_committee_of_a_council_is_named_with_it():
    found = _headed("HỘI ĐỒNG NHÂN DÂN", "PHƯỜNG HÒA AN", "BAN PHÁP CHẾ", MOTTO, "Số: 12/KH-BPC")
    assert found.issuer == "Ban Pháp chế Hội đồng nhân dân phường Hòa An"


def test_a_date_in_figures_dates_the_document():
    found = analyze(STATE.replace("ngày 18 tháng 12 năm 2025", "ngày 18/12/2025")).metadata
    assert (found.place, found.date) == ("Sơn Lam", "2025-12-18")


def test_a_lost_line_between_authority_and_office_does_not_join_them():
    foot = "TM. ỦY BAN NHÂN DÂN KT. CHỦ TỊCH PHÓ CHỦ TỊCH\n\nLò Văn Mẫu\n"
    (signer,) = _headed("UBND TỈNH SƠN LAM", MOTTO, "Số: 15/KH-UBND", foot=foot).signers
    assert (signer.authority, signer.position) == ("TM. ỦY BAN NHÂN DÂN; KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH")


def test_shortened_units_of_the_file_copy_are_no_office():
    foot = "KT. THỦ TƯỚNG\nKTTH, PL, TKBT, KGVX;\nPHÓ THỦ TƯỚNG\n\nLò Văn Mẫu\n"
    (signer,) = _headed("THỦ TƯỚNG CHÍNH PHỦ", MOTTO, "Số: 15/KH-TTg", foot=foot).signers
    assert signer.position == "PHÓ THỦ TƯỚNG"


def test_dashes_below_the_file_copy_are_no_recipients():
    found = _headed(
        "UBND TỈNH SƠN LAM",
        MOTTO,
        "Số: 15/KH-UBND",
        foot="- Dòng một;\n- Dòng hai.\nCHỦ TỊCH\n\nLò Văn Mẫu\n",
    )
    assert found.recipients == ("Như trên", "Lưu: VT")
