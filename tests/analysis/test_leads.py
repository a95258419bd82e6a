"""Who is given work by fields, colons, headings and inner sentences; names invented."""

import pytest

from caunoi.analysis import analyze
from caunoi.analysis.bodies import bodies
from tests.analysis.texts import body

PLAN = """ỦY BAN NHÂN DÂN
TỈNH SƠN LAM
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc

Số: 15/{sign}-UBND
Sơn Lam, ngày 18 tháng 12 năm 2025

{type}
về việc làm sạch dữ liệu dân cư

"""


def document(text, kind="KẾ HOẠCH", sign="KH"):
    return analyze(PLAN.format(type=kind, sign=sign) + text)


def leads(text, **how):
    return [item.lead for item in document(text, **how).assignments]


def test_a_field_of_a_task_names_lead_and_the_line_below_it_the_partners():
    (found,) = document(
        "I. NỘI DUNG\n\n1. Rà soát hồ sơ.\n\n- Cơ quan chủ trì: Sở Nội vụ, Sở Tài chính.\n\n"
        "- Cơ quan phối hợp: Công an tỉnh, các đơn vị có liên quan.\n"
    ).assignments
    assert found.lead == ("Sở Nội vụ", "Sở Tài chính")
    assert found.cooperating == ("Công an tỉnh", "các đơn vị có liên quan")
    assert (found.rule, found.action) == ("assign-field", "1. Rà soát hồ sơ")


def test_the_line_of_partners_is_no_assignment_of_its_own():
    assert (
        leads("I. TỔ CHỨC THỰC HIỆN\n\n1. Việc.\n\n- Đơn vị phối hợp: Công an tỉnh tổ chức kiểm tra.\n") == []
    )


def test_a_colon_behind_a_body_gives_it_what_follows():
    (found,) = document(
        "Yêu cầu:\n\n1. Sở Y tế: Kịp thời công bố danh sách cơ sở.\n", kind="CHỈ THỊ", sign="CT"
    ).assignments
    assert (found.lead, found.rule) == (("Sở Y tế",), "assign-colon")


def test_the_duties_of_a_body_as_a_heading_are_given_to_it():
    assert leads(
        "Điều 1. Thành lập Tổ giúp việc.\n\nĐiều 2. Nhiệm vụ của Tổ giúp việc:\n\n- Rà soát hồ sơ.\n"
    ) == [("Tổ giúp việc",)]


def test_a_heading_on_the_duties_of_all_bodies_names_none():
    text = "Điều 1. Nội dung.\n\nĐiều 2. Trách nhiệm của các cơ quan, đơn vị liên quan\n\n1. Sở Y tế kiểm tra kho."
    assert leads(text, kind="QUYẾT ĐỊNH", sign="QĐ") == [("Sở Y tế",)]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Theo đề nghị của Sở Y tế, Chủ tịch UBND tỉnh giao Sở Nội vụ chủ trì rà soát.", [("Sở Nội vụ",)]),
        (
            "UBND tỉnh yêu cầu các sở, ban, ngành khẩn trương báo cáo kết quả rà soát hồ sơ.",
            [("các sở, ban, ngành",)],
        ),
        ("Các đơn vị thực hiện theo yêu cầu của Sở Y tế.", []),
        ("Nhiệm vụ được giao các đơn vị hoàn thành.", []),
    ],
)
def test_the_body_that_hands_out_is_not_the_one_that_leads(text, names):
    assert leads(f"Kính gửi: Các sở, ban, ngành.\n\n{text}\n", kind="", sign="CV") == names


def test_a_report_tells_of_bodies_and_gives_them_nothing():
    text = "I. KẾT QUẢ\n\n1. Sở Y tế\n\n- Đã cấp 12 giấy phép.\n"
    assert leads(text, kind="BÁO CÁO", sign="BC") == []


def test_a_guide_lists_duties_without_a_section_for_them():
    text = "I. BẦU CỬ\n\n- Ban Thường trực Mặt trận xã phối hợp với Ủy ban nhân dân xã lập danh sách.\n"
    assert leads(text, kind="HƯỚNG DẪN", sign="HD") == [("Ban Thường trực Mặt trận xã",)]


def test_aims_of_a_plan_hand_out_no_work():
    assert leads("I. MỤC ĐÍCH, YÊU CẦU\n\n- Các cơ quan, đơn vị tổ chức thực hiện nghiêm túc.\n") == []


def test_a_verb_with_a_capital_inside_a_line_belongs_to_the_name():
    found = body("III. TỔ CHỨC THỰC HIỆN\n\n1. Phòng Quản lý Đô thị rà soát hồ sơ.").assignments
    assert found[0].lead == ("Phòng Quản lý Đô thị",)


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("Thủ trưởng các sở, ban, ngành và Ủy ban nhân dân xã, phường",
         ["Thủ trưởng các sở, ban, ngành", "Ủy ban nhân dân xã, phường"]),
        ("Thủ trưởng các sở, ngành của tỉnh, Chủ tịch Ủy ban nhân dân các huyện, thành phố",
         ["Thủ trưởng các sở, ngành của tỉnh", "Chủ tịch Ủy ban nhân dân các huyện, thành phố"]),
        ("Phòng Y tế, Trung tâm Y tế huyện, thị xã, thành phố",
         ["Phòng Y tế", "Trung tâm Y tế huyện, thị xã, thành phố"]),
        ("Các sở, ban ngành và đơn vị liên quan", ["Các sở, ban ngành", "đơn vị liên quan"]),
        ("Sở Y tế (cơ quan thường trực)", ["Sở Y tế"]),
        ("Sở Y tế; các sở, ngành", ["Sở Y tế", "các sở, ngành"]),
    ],
)  # fmt: skip
def test_bodies_divide_where_the_next_one_names_itself(words, names):
    assert list(bodies(words)) == names


def test_a_second_body_in_one_item_has_a_duty_of_its_own():
    text = "I. TỔ CHỨC THỰC HIỆN\n\n1. Sở Y tế chủ trì lập danh sách; Sở Nội vụ chủ động tổ chức tập huấn.\n"
    assert leads(text) == [("Sở Y tế",), ("Sở Nội vụ",)]


def test_a_partner_that_only_joins_in_has_no_duty_of_its_own():
    text = "I. TỔ CHỨC THỰC HIỆN\n\n1. Sở Y tế chủ trì; các cơ quan phối hợp có trách nhiệm tham gia.\n"
    assert leads(text) == [("Sở Y tế",)]


def test_what_another_document_gave_on_a_day_is_told_and_not_given():
    text = (
        "Văn phòng tỉnh có Công văn số 12/UBND-VX ngày 16/10/2024 giao Sở Y tế chủ trì rà soát hồ sơ dự thảo."
    )
    assert leads(f"Kính gửi: Sở Y tế.\n\n{text}\n", kind="", sign="CV") == []
