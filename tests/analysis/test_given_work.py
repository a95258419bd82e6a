"""Who is given work where names are long, headings name several, and sentences go round about; names invented."""

import pytest

from caunoi.analysis import analyze
from caunoi.analysis.bodies import bodies
from tests.analysis.test_leads import document, leads

ORDER = {"kind": "CHỈ THỊ", "sign": "CT"}
DECISION = {"kind": "QUYẾT ĐỊNH", "sign": "QĐ"}
NOTICE = {"kind": "THÔNG BÁO", "sign": "TB"}


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (
            "Ủy ban nhân dân các xã, phường, đặc khu Hòn Mây",
            ("Ủy ban nhân dân các xã, phường, đặc khu Hòn Mây",),
        ),
        ("Ban Chỉ đạo du lịch các tỉnh, thành phố", ("Ban Chỉ đạo du lịch các tỉnh, thành phố",)),
        ("UBND các xã, phường, Công an tỉnh", ("UBND các xã, phường", "Công an tỉnh")),
        ("Sở Tài chính, Nội vụ và UBND các xã", ("Sở Tài chính", "Sở Nội vụ", "UBND các xã")),
        ("Sở Văn hóa, Thể thao và Du lịch", ("Sở Văn hóa, Thể thao và Du lịch",)),
        (
            "các địa phương, cơ quan, đơn vị đề xuất khen thưởng",
            ("các địa phương, cơ quan, đơn vị đề xuất khen thưởng",),
        ),
        ("Các cơ quan, đơn vị và Ban Công tác thôn", ("Các cơ quan, đơn vị", "Ban Công tác thôn")),
    ],
)
def test_a_list_divides_between_bodies_and_nowhere_else(text, names):
    assert bodies(text) == names


@pytest.mark.parametrize(
    "name",
    [
        "Các chủ rừng",
        "Quân ủy Trung ương",
        "Viễn thông Sơn Lam",
        "Hạt Kiểm lâm",
        "Liên minh Hợp tác xã tỉnh",
        "Các cấp công đoàn",
        "Trạm Y tế xã",
        "TTYT huyện",
        "BVĐK tỉnh",
    ],
)
def test_bodies_of_many_kinds_are_known_as_headings(name):
    text = f"Yêu cầu:\n\n1. {name}\n\n- Rà soát hồ sơ.\n\n2. Kinh phí\n\n- Thực hiện theo quy định.\n"
    assert leads(text, **ORDER) == [(name,)]


def test_letters_that_stand_for_a_matter_are_no_body():
    assert leads("Yêu cầu:\n\n1. TTHC cấp tỉnh\n\n- Rà soát hồ sơ.\n", **ORDER) == []


def test_a_clause_that_tells_which_body_is_meant_belongs_to_its_name():
    text = (
        "I. TỔ CHỨC THỰC HIỆN\n\n"
        "1. Cán bộ được giao soạn thảo văn bản có trách nhiệm kiểm tra thể thức.\n\n"
        "2. Các tổ chức được cấp phép thăm dò, khai thác cát có trách nhiệm cắm mốc.\n"
    )
    assert leads(text) == [
        ("Cán bộ được giao soạn thảo văn bản",),
        ("Các tổ chức được cấp phép thăm dò, khai thác cát",),
    ]


def test_a_second_duty_behind_the_first_is_no_part_of_the_name():
    text = "I. TỔ CHỨC THỰC HIỆN\n\n1. Sở Y tế thực hiện kiểm tra và có trách nhiệm báo cáo.\n"
    assert leads(text) == [("Sở Y tế",)]


def test_verbs_in_brackets_and_across_a_name_end_no_list():
    text = (
        "I. TỔ CHỨC THỰC HIỆN\n\n1. Ban Quản lý khu du lịch (sau đây gọi là Ban) có trách nhiệm lập phương án.\n\n"
        "2. Đài Phát thanh và Truyền hình Thành phố mở chuyên mục.\n"
    )
    assert leads(text) == [("Ban Quản lý khu du lịch",), ("Đài Phát thanh và Truyền hình Thành phố",)]


def test_a_verb_that_no_other_rule_needs_still_ends_the_name():
    text = "I. TỔ CHỨC THỰC HIỆN\n\n1. Sở Công Thương dự trữ hàng hóa.\n\n2. Sở Y tế mời chuyên gia.\n"
    assert leads(text) == [("Sở Công Thương",), ("Sở Y tế",)]


def test_an_unknown_word_behind_a_name_ends_it_as_a_guess():
    (found,) = document("I. TỔ CHỨC THỰC HIỆN\n\n1. Công an tỉnh lắp camera tại chợ.\n").assignments
    assert (found.lead, found.confidence) == (("Công an tỉnh",), "guess")
    assert leads("I. TỔ CHỨC THỰC HIỆN\n\n1. Cơ quan nào chậm trễ thì nêu tên.\n") == []


def test_a_heading_of_several_gives_nothing_where_each_item_names_its_own():
    text = (
        "Yêu cầu:\n\n1. Các doanh nghiệp\n\na) Công ty Môi trường Sơn Lam tăng cường thu gom rác.\n\n"
        "b) Công ty Điện lực Sơn Lam khẩn trương rà soát lưới điện.\n"
    )
    assert leads(text, **ORDER) == [("Công ty Môi trường Sơn Lam",), ("Công ty Điện lực Sơn Lam",)]


def test_a_heading_keeps_its_duties_where_one_item_of_many_names_another_body():
    text = (
        "Yêu cầu:\n\n1. UBND các xã, phường\n\n- Chủ tịch UBND các xã, phường phụ trách chung.\n\n"
        "- Ban hành kế hoạch.\n\n- Tổ chức tuyên truyền.\n"
    )
    assert leads(text, **ORDER) == [("UBND các xã, phường",)]


def test_those_who_sit_on_a_body_are_given_nothing():
    text = (
        "Điều 1. Thành lập Ban Chỉ đạo, gồm:\n\n1. Phó Trưởng ban:\n\n- Giám đốc Sở Nội vụ;\n\n"
        "- Giám đốc Sở Y tế.\n\n2. Các ủy viên:\n\n- Chánh Văn phòng tỉnh.\n"
    )
    assert leads(text, **DECISION) == []


def test_a_field_to_be_filled_in_is_no_heading():
    text = "I. THÔNG TIN\n\n1. Đơn vị công tác:\n……………………\n\n2. Người đại diện:\n..........................\n"
    assert leads(text) == []


def test_a_block_that_ends_open_takes_in_what_stands_below_it():
    text = (
        "Điều 2. Tổ chức thực hiện\n\n1. Sở Xây dựng có quyền hạn và trách nhiệm:\n\n"
        "a) Lập danh mục.\n\nb) Sở Xây dựng chủ trì kiểm tra.\n\n2. Sở Y tế chịu trách nhiệm:\n\na) Kiểm tra kho.\n"
    )
    assert leads(text, **DECISION) == [("Sở Xây dựng",), ("Sở Y tế",)]


@pytest.mark.parametrize(
    ("text", "how", "names"),
    [
        ("1. Biên bản (bước 2): Các cơ quan, đơn vị gửi về Đảng ủy xã.\n", {}, [("Các cơ quan, đơn vị",)]),
        ("1. Thành phần: Lãnh đạo các sở tham dự hội nghị.\n", {}, []),
        ("1. Tập thể: Các sở, ban, ngành tham gia phong trào.\n", {}, []),
        (
            "1. Thanh tra khoa học: Ủy ban nhân dân huyện làm đầu mối phát hiện vi phạm.\n",
            ORDER,
            [("Ủy ban nhân dân huyện",)],
        ),
        ("1. Thanh tra tỉnh: Kiểm tra việc mua sắm.\n", ORDER, [("Thanh tra tỉnh",)]),
    ],
)
def test_work_stands_before_the_body_but_members_and_kinds_do_not(text, how, names):
    assert leads("II. NHIỆM VỤ\n\n" + text, **how) == names


def test_a_list_of_members_behind_a_colon_is_not_drawn_into_the_name():
    assert (
        leads("II. NHIỆM VỤ\n\n1. Hội đồng xã: Thành phần dự họp gồm lãnh đạo các ban của tổ chức.\n") == []
    )


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("1. Số liệu còn thiếu, do vậy đề nghị Chủ đầu tư cập nhật đầy đủ.\n", [("Chủ đầu tư",)]),
        (
            "1. Trong quá trình triển khai dự án, đề nghị Chủ đầu tư:\n\n- Phối hợp với xã kiểm tra.\n",
            [("Chủ đầu tư",)],
        ),
        ("1. Trong quá trình thực hiện, nếu có vướng mắc, đề nghị các sở phản ánh về Sở Y tế.\n", []),
        ("1. Các việc do Chính phủ, Bộ Y tế giao các tỉnh được theo dõi hằng tháng.\n", []),
        ("1. Trường hợp hồ sơ chưa đủ, Sở Y tế yêu cầu đơn vị bổ sung giấy tờ.\n", []),
        (
            "1. Đối với chi phí được Thủ tướng Chính phủ giao năm 2022, giao Bảo hiểm xã hội tỉnh thanh toán.\n",
            [("Bảo hiểm xã hội tỉnh",)],
        ),
    ],
)
def test_a_request_inside_a_sentence_is_told_from_a_tale_a_step_and_a_closing(text, names):
    assert leads("I. Ý KIẾN CHỈ ĐẠO\n\n" + text, **NOTICE) == names


def test_a_request_with_a_colon_names_the_bodies_behind_it():
    text = "I. TỔ CHỨC THỰC HIỆN\n\n1. Đề nghị: Hội Nông dân tỉnh, Liên minh Hợp tác xã tỉnh\n\na) Tuyên truyền.\n"
    assert leads(text) == [("Hội Nông dân tỉnh", "Liên minh Hợp tác xã tỉnh")]


def test_a_sentence_that_announces_duties_gives_them_to_its_subject():
    text = (
        "II. CÁC THÔN\n\nCó 05 thôn chưa được phân bổ. Ban Công tác các thôn này thực hiện các nội dung sau:\n\n"
        "- Tiếp tục tuyên truyền.\n"
    )
    assert leads(text) == [("Ban Công tác các thôn này",)]
    assert leads(text.replace("thực hiện các nội dung sau", "gồm các thành viên sau")) == []


def test_an_article_of_a_decision_gives_work_in_the_words_of_a_duty():
    text = (
        "Điều 1. Đối tượng áp dụng\n\n1. Sở Y tế tổng hợp số liệu từ các xã.\n\nĐiều 2. Báo cáo\n\n"
        "1. Văn phòng tỉnh tổng hợp số liệu, trình Chủ tịch.\n\n2. Văn phòng tỉnh đặt tại phường Hòa An.\n"
    )
    assert leads(text, **DECISION) == [("Văn phòng tỉnh",)]


def test_the_duties_of_all_members_are_given_to_them_where_no_item_names_another():
    text = (
        "Điều 9. Trách nhiệm của các ủy viên Ban Chỉ đạo\n\n1. Tham gia họp.\n\n2. Đôn đốc việc được giao.\n"
    )
    assert leads(text, **DECISION) == [("các ủy viên Ban Chỉ đạo",)]


def test_what_is_said_of_being_the_focal_point_is_a_duty():
    assert leads("1. Việc chung.\n\nCác sở, ban, ngành là đầu mối tiếp nhận tư liệu.\n", **ORDER) == [
        ("Các sở, ban, ngành",)
    ]
    assert leads("1. Việc chung.\n\nCác sở, ban, ngành là cơ quan chuyên môn.\n", **ORDER) == []


def test_a_heading_without_a_mark_takes_a_semicolon_for_a_list():
    text = "Yêu cầu:\n\n1. Thủ trưởng các sở, ban, ngành; Chủ tịch UBND các xã\n\na) Rà soát hồ sơ.\n"
    (found,) = document(text, **ORDER).assignments
    assert found.lead == ("Thủ trưởng các sở, ban, ngành", "Chủ tịch UBND các xã")
    assert found.rule == "assign-heading"


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("1. Kiểm toán tỉnh hằng năm kiểm toán quỹ.\n", [("Kiểm toán tỉnh",)]),
        ("1. Mời BHXH tỉnh cử cán bộ tham gia.\n", [("BHXH tỉnh",)]),
        (
            "1. Đề nghị Tòa án tỉnh xử lý kiến nghị; Ủy ban Mặt trận tỉnh, các tổ chức thành viên tuyên truyền.\n",
            [("Tòa án tỉnh",), ("Ủy ban Mặt trận tỉnh", "các tổ chức thành viên")],
        ),
        (
            "1. Giao Ban Tuyên giáo chủ trì, phối hợp với Ban Thường vụ: Đoàn; Hội Nông dân thường xuyên báo tin.\n",
            [("Ban Tuyên giáo",)],
        ),
        (
            "1. Giao Sở Y tế lập hồ sơ (Tổ mời thầu; Hội đồng tỉnh đấu thầu công khai; Tổ thẩm định).\n",
            [("Sở Y tế",)],
        ),
    ],
)
def test_rhythms_invitations_and_semicolons_divide_who_does_what(text, names):
    assert leads("I. TỔ CHỨC THỰC HIỆN\n\n" + text) == names


def test_the_fields_of_one_person_are_no_bodies_but_the_next_person_is():
    one = "Phó Chủ tịch phụ trách lĩnh vực Dân tộc, Tôn giáo và các Hội quần chúng"
    assert bodies(one) == (one,)
    assert bodies("Cán bộ phụ trách lĩnh vực giám sát, Kế toán") == (
        "Cán bộ phụ trách lĩnh vực giám sát",
        "Kế toán",
    )


def test_those_of_a_body_do_not_take_its_heading_from_it():
    text = (
        "I. TỔ CHỨC THỰC HIỆN\n\n1. Ban Thường trực Ủy ban xã\n\n- Đồng chí Chủ tịch Ủy ban xã lãnh đạo chung.\n\n"
        "- Đồng chí Phó Chủ tịch Ủy ban xã chỉ đạo trực tiếp.\n"
    )
    assert leads(text)[0] == ("Ban Thường trực Ủy ban xã",)


def test_a_letter_with_an_enclosed_decision_keeps_its_own_body():
    text = (
        "SỞ Y TẾ SƠN LAM\n\nSố: 12/SYT-VP\n\nKính gửi: Giám đốc Trung tâm Y tế các huyện.\n\n"
        "Sở Y tế nhận được Quyết định số 21/QĐ-BYT ngày 01/02/2026 của Bộ Y tế.\n\n"
        "Giám đốc Sở Y tế yêu cầu thủ trưởng các đơn vị triển khai thực hiện.\n\n"
        "Nơi nhận:\n- Như trên;\n- Lưu: VT.\n\nBỘ Y TẾ\n\nQUYẾT ĐỊNH\n\nVề trạm y tế\n\nĐiều 1. Ban hành.\n"
    )
    assert [item.lead for item in analyze(text).assignments] == [("thủ trưởng các đơn vị",)]


def test_a_heading_above_things_to_be_looked_at_gives_nothing():
    text = (
        "II. NỘI DUNG KIỂM TRA\n\n1. Sở Y tế\n\n- Công tác đào tạo nhân lực;\n\n- Việc bảo quản thuốc;\n\n"
        "2. Phòng Y tế\n\n- Kiểm tra kho thuốc;\n\n- Công tác thống kê.\n"
    )
    assert leads(text) == [("Phòng Y tế",)]


def test_rows_name_who_lays_a_bill_before_whom():
    text = (
        "PHỤ LỤC\nPHÂN CÔNG CƠ QUAN TRÌNH\n\nSTT\tTên dự án\tCơ quan trình\tCơ quan chủ trì thẩm tra\tTiến độ trình\n"
        "1.\tLuật Hòa giải\tChính phủ\tỦy ban Pháp luật\tTháng 7/2026\n"
        "2.\tLuật Trạm\tHội Nông dân\tỦy ban Xã hội\tTháng 8/2026\n"
    )
    head = "Điều 1. Chương trình.\n\nNơi nhận:\n- Lưu: VT.\n\n"
    assert leads(head + text, **DECISION) == [("Chính phủ",), ("Hội Nông dân",)]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (
            "Các đơn vị trực thuộc Sở Y tế, các cơ sở có hoạt động về dược",
            ("Các đơn vị trực thuộc Sở Y tế", "các cơ sở có hoạt động về dược"),
        ),
        (
            "Sở Nội vụ tỉnh, thành phố trực thuộc Trung ương",
            ("Sở Nội vụ tỉnh, thành phố trực thuộc Trung ương",),
        ),
    ],
)
def test_establishments_are_bodies_and_provinces_go_with_cities(text, names):
    assert bodies(text) == names


def test_the_body_that_lays_a_bill_keeps_the_words_that_say_so():
    text = "I. TỔ CHỨC THỰC HIỆN\n\n1. Chính phủ, các cơ quan trình dự án tiếp tục quán triệt nghị quyết.\n"
    assert leads(text) == [("Chính phủ", "các cơ quan trình dự án")]
