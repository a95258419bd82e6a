import pytest

from caunoi.analysis.bodies import bodies
from tests.analysis.texts import body, marked


def given(text, heading="III. TỔ CHỨC THỰC HIỆN"):
    return body(f"{heading}\n\n{text}").assignments


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("Ban Thường vụ Đoàn Khối và Hội Cựu chiến binh Khối", ["Ban Thường vụ Đoàn Khối", "Hội Cựu chiến binh Khối"]),
        ("các huyện, thị, thành ủy, đảng ủy trực thuộc tỉnh", ["các huyện, thị, thành ủy", "đảng ủy trực thuộc tỉnh"]),
        ("Các cấp ủy, tổ chức đảng", ["Các cấp ủy", "tổ chức đảng"]),
        ("Các sở, ban, ngành, cơ quan, đơn vị liên quan", ["Các sở, ban, ngành, cơ quan, đơn vị liên quan"]),
        ("Sở Kế hoạch và Đầu tư, Sở Lao động - Thương binh và Xã hội",
         ["Sở Kế hoạch và Đầu tư", "Sở Lao động - Thương binh và Xã hội"]),
        ("Ban Thường vụ: Đoàn Khối; Hội Nông dân", ["Ban Thường vụ Đoàn Khối", "Ban Thường vụ Hội Nông dân"]),
        ("Chủ tịch UBND các huyện, thị xã, thành phố", ["Chủ tịch UBND các huyện, thị xã, thành phố"]),
        ("cơ quan tham mưu, giúp việc Tỉnh ủy", ["cơ quan tham mưu, giúp việc Tỉnh ủy"]),
    ],
)  # fmt: skip
def test_a_list_of_bodies_divides_where_a_body_begins(words, names):
    assert list(bodies(words)) == names


def test_giving_names_lead_partners_and_whom_to_report_to():
    (found,) = given(
        "1. Giao Ban Tổ chức Đảng ủy chủ trì, phối hợp với Văn phòng Đảng ủy và Hội Nông "
        "dân tỉnh theo dõi, định kỳ báo cáo kết quả"
        " thực hiện với Ban Thường vụ Đảng ủy."
    )
    assert found.lead == ("Ban Tổ chức Đảng ủy",)
    assert found.cooperating == ("Văn phòng Đảng ủy", "Hội Nông dân tỉnh")
    assert found.report_to == ("Ban Thường vụ Đảng ủy",)
    assert found.action.startswith("chủ trì, phối hợp")
    assert (found.rule, found.confidence) == ("assign-give", "certain")


def test_a_condition_before_the_body_is_left_behind():
    (found,) = given(
        "1. Căn cứ Nghị quyết và tình hình của từng đơn vị, cấp ủy các chi bộ trực thuộc xây dựng kế hoạch."
    )
    assert found.lead == ("cấp ủy các chi bộ trực thuộc",)


def test_a_verb_inside_a_name_does_not_end_it():
    assert given("1. Ủy ban kiểm tra Đảng ủy tham mưu chương trình giám sát.")[0].lead == (
        "Ủy ban kiểm tra Đảng ủy",
    )
    assert given("1. Các tổ chức cơ sở đảng tổ chức quán triệt.")[0].lead == ("Các tổ chức cơ sở đảng",)
    assert given("1. Sở Giao thông vận tải rà soát các cầu.")[0].lead == ("Sở Giao thông vận tải",)


def test_an_item_addressed_to_a_body_is_one_assignment_with_all_its_dashes():
    analysis = body(
        "III. TỔ CHỨC THỰC HIỆN\n\n1. Sở Nội vụ\n\n- Theo dõi việc thực hiện.\n\n- Phối "
        "hợp với Sở Tài chính bố trí kinh phí.\n\n"
        "2. Sở Y tế\n\n- Kiểm tra."
    )
    assert [(item.lead, item.cooperating) for item in analysis.assignments] == [
        (("Sở Nội vụ",), ("Sở Tài chính",)),
        (("Sở Y tế",), ()),
    ]


def test_leading_with_others_is_an_assignment_in_any_section():
    (found,) = given(
        "Ban Dân vận các cấp chủ trì, phối hợp với các cơ quan liên quan tham mưu.", heading="II. NHIỆM VỤ"
    )
    assert (found.lead, found.confidence) == (("Ban Dân vận các cấp",), "likely")


def test_general_exhortations_are_no_assignments():
    text = "1. Các cấp ủy, tổ chức đảng đổi mới phương thức lãnh đạo.\n\n2. Tăng cường tuyên truyền."
    assert given(text, heading="II. NHIỆM VỤ VÀ GIẢI PHÁP") == ()


def test_a_programme_of_cooperation_names_no_partner():
    (found,) = given(
        "1. Giao Ban Tổ chức Đảng ủy thực hiện Chương trình phối hợp với Liên đoàn Lao động tỉnh."
    )
    assert found.cooperating == ()


def test_the_numbered_items_of_a_directive_hand_out_work():
    head = (
        "Số: 06/CT-UBND\n\nSơn Lam, ngày 02 tháng 01 năm 2026\n\nCHỈ THỊ\nvề an "
        "toàn\n\nỦy ban nhân dân tỉnh yêu cầu:\n\n"
    )
    found = body(
        "1. Công an tỉnh tăng cường tuần tra.\n\n2. Sở Xây dựng rà soát công trình.", head=head
    ).assignments
    assert [item.lead for item in found] == [("Công an tỉnh",), ("Sở Xây dựng",)]


def test_the_span_begins_with_the_body():
    analysis = body("III. TỔ CHỨC THỰC HIỆN\n\n1. Giao Văn phòng Đảng ủy theo dõi.")
    assert marked(analysis, analysis.assignments) == ["Văn phòng Đảng ủy theo dõi."]
    assert analysis.assignments[0].provision == "III.1"


def test_a_report_to_somebody_may_end_the_document():
    text = body("II. TỔ CHỨC THỰC HIỆN\n\n1. Giao Sở Nội vụ báo cáo Tỉnh ủy Sơn Lam").assignments
    assert text[0].report_to == ("Tỉnh ủy Sơn Lam",)
