"""Who is given work by fields, colons, headings and inner sentences; names invented."""

import pytest

from caunoi.analysis import analyze
from caunoi.analysis.bodies import bodies, is_sure
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


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("các Sở: Nội vụ, Tài chính", ["Sở Nội vụ", "Sở Tài chính"]),
        ("Giám đốc các Sở: Văn hóa, Thể thao và Du lịch, Nội vụ",
         ["Giám đốc Sở Văn hóa, Thể thao và Du lịch", "Giám đốc Sở Nội vụ"]),
        ("các Sở: Y tế, Giáo dục và Đào tạo, Công ty Nước sạch Sơn Lam",
         ["Sở Y tế", "Sở Giáo dục và Đào tạo", "Công ty Nước sạch Sơn Lam"]),
        ("các Bộ: Công an, Quốc phòng", ["Bộ Công an", "Bộ Quốc phòng"]),
        ("đồng chí Lò Văn Mẫu – Phó Chủ tịch Hội Nông dân xã", ["Phó Chủ tịch Hội Nông dân xã"]),
        ("UBND các xã, phường, đơn vị có liên quan", ["UBND các xã, phường", "đơn vị có liên quan"]),
        ("Các cơ quan, đơn vị được giao chủ trì", ["Các cơ quan, đơn vị được giao chủ trì"]),
        ("Sở Y tế, các sở trong phạm vi chức năng, nhiệm vụ của mình và các hội liên quan",
         ["Sở Y tế", "các sở", "các hội liên quan"]),
        ("chính quyền địa phương trong", ["chính quyền địa phương"]),
    ],
)  # fmt: skip
def test_a_shortened_list_is_named_in_full_and_a_person_by_the_office(text, named):
    assert list(bodies(text)) == named


@pytest.mark.parametrize(
    ("name", "sure"),
    [
        ("Sở Kế hoạch và Đầu tư", True),
        ("Ủy ban nhân dân các xã, phường", True),
        ("Ban Thường trực Ủy ban MTTQ Việt Nam xã", True),
        ("Các sở, ban, ngành", False),
        ("Đoàn tiễn hành họp", False),
        ("Chánh Thanh tra Sở trưng tập cán bộ", False),
        ("Các đơn vị có liên quan tới việc", False),
        ("Bệnh viện huyện và các trạm", False),
        ("Rừng phòng hộ", False),
    ],
)
def test_only_a_whole_name_is_beyond_doubt(name, sure):
    assert is_sure(name) is sure


CONCLUSION = "Tại cuộc họp, Chủ tịch kết luận như sau:\n\nI. VỀ KIẾN NGHỊ\n\n"


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("1. Về dự án cầu Mẫu: giao Sở Xây dựng rà soát hồ sơ.", [("Sở Xây dựng",)]),
        ("1. Về dự án cầu Mẫu: Sở Xây dựng khẩn trương rà soát hồ sơ.", [("Sở Xây dựng",)]),
        ("1. Về kho thuốc: với vai trò là chủ đầu tư, Sở Y tế chủ động làm việc với các bên.", [("Sở Y tế",)]),
        ("1. Về đường Mẫu: giao Sở Xây dựng rà soát; Sở Tài chính hướng dẫn thủ tục.",
         [("Sở Xây dựng",), ("Sở Tài chính",)]),
        ("1. Về đất đai: Khi có kiến nghị của dân, yêu cầu Sở Nội vụ căn cứ nhiệm vụ trả lời.", [("Sở Nội vụ",)]),
        ("1. Về đường Mẫu như sau:\n\nSở Tài chính khẩn trương hoàn thiện phương án vốn.", [("Sở Tài chính",)]),
        ("1. Về đường Mẫu như sau:\n\nSở Tài chính đã hoàn thiện phương án vốn.", []),
    ],
)  # fmt: skip
def test_a_conclusion_gives_work_behind_the_matter_it_is_about(text, named):
    found = document(CONCLUSION + text + "\n", kind="THÔNG BÁO", sign="TB").assignments
    assert [item.lead for item in found] == named


def test_partners_and_duty_of_the_first_body_end_where_the_second_begins():
    text = "1. Về cầu Mẫu: giao Sở Y tế rà soát; Sở Nội vụ chủ trì, phối hợp với Sở Tài chính lập hồ sơ.\n"
    first, second = document(CONCLUSION + text, kind="THÔNG BÁO", sign="TB").assignments
    assert (first.cooperating, second.cooperating) == ((), ("Sở Tài chính",))


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("1. Hằng năm, các xã, phường rà soát hộ nghèo.", ("các xã, phường",)),
        ("1. Kết thúc đợt thi đua các đơn vị báo cáo kết quả.", ("các đơn vị",)),
        ("1. Căn cứ tình hình của từng cơ quan, đơn vị, các phòng xây dựng kế hoạch.", ("các phòng",)),
        ("1. Đối với ngành Y tế: Xây dựng kế hoạch tập huấn.", ("ngành Y tế",)),
        ("1. Trên cơ sở kết quả rà soát, giao Sở Y tế thành lập đoàn kiểm tra.", ("Sở Y tế",)),
    ],
)
def test_a_body_behind_a_condition_is_found(text, named):
    assert leads(f"I. TỔ CHỨC THỰC HIỆN\n\n{text}\n") == [named]


def test_a_closing_sentence_hands_out_nothing_though_it_asks():
    text = (
        "1. Sở Y tế rà soát hồ sơ.\n\nTrong quá trình thực hiện, nếu có vướng mắc, đề nghị các sở phản ánh.\n"
    )
    assert leads(f"I. TỔ CHỨC THỰC HIỆN\n\n{text}") == [("Sở Y tế",)]


def test_a_paragraph_behind_the_last_item_gives_work_to_all():
    text = "I. TỔ CHỨC THỰC HIỆN\n\n1. Sở Y tế\n\n- Tập huấn.\n\nỦy ban nhân dân tỉnh giao Giám đốc các sở thực hiện.\n"
    assert leads(text) == [("Sở Y tế",), ("Giám đốc các sở",)]


def test_an_item_below_a_body_that_names_another_is_its_own_assignment():
    text = "1. Hội Nông dân xã\n\n- Giao Tổ công tác xã tổng hợp danh sách.\n\n- Rà soát hội viên.\n"
    assert leads(f"I. TỔ CHỨC THỰC HIỆN\n\n{text}") == [("Hội Nông dân xã",), ("Tổ công tác xã",)]


def test_a_heading_with_a_verb_inside_is_one_name_and_covers_its_first_item():
    text = "1. Cán bộ phụ trách lĩnh vực giám sát xã hội\n\n- Chuẩn bị tài liệu.\n\n- Lập danh sách.\n"
    found = document(f"I. TỔ CHỨC THỰC HIỆN\n\n{text}")
    assert [item.lead for item in found.assignments] == [("Cán bộ phụ trách lĩnh vực giám sát xã hội",)]
    assert found.text[slice(*found.assignments[0].span)].endswith("Chuẩn bị tài liệu.")


def test_a_line_that_goes_on_in_small_letters_begins_no_assignment():
    assert leads("I. TỔ CHỨC THỰC HIỆN\n\nđịa phương tổng hợp báo cáo.\n") == []


def test_what_a_submission_carries_as_a_draft_binds_nobody():
    text = (
        "Dự thảo gồm:\n\nĐiều 1. Ban hành quy định.\n\nĐiều 2. Giao Sở Y tế trước ngày 15/12/2026 rà soát.\n"
    )
    found = document(text, kind="TỜ TRÌNH", sign="TTr")
    assert (found.assignments, found.deadlines) == ((), ())


def test_only_a_named_body_with_open_words_is_certain():
    text = "1. Giao Sở Y tế chủ trì rà soát.\n\n2. Giao các sở, ban, ngành rà soát.\n\n3. Sở A và các hội rà soát.\n"
    found = document(f"I. TỔ CHỨC THỰC HIỆN\n\n{text}").assignments
    assert [item.confidence for item in found] == ["certain", "likely", "likely"]


def test_whoever_gives_may_report_in_the_same_breath_but_do_nothing_else():
    text = "Ủy ban nhân dân tỉnh báo cáo và đề nghị Sở Y tế rà soát hồ sơ."
    assert leads(f"Kính gửi: Sở Y tế.\n\n{text}\n", kind="", sign="CV") == [("Sở Y tế",)]
    told = "1. Ban Tổ chức tham mưu Thường trực Thành ủy phân công các đồng chí Ủy viên dự lễ."
    assert leads(f"I. HÌNH THỨC\n\n{told}\n", kind="HƯỚNG DẪN", sign="HD") == [("Ban Tổ chức",)]


def test_a_verb_behind_a_comma_is_none_where_it_ends_a_list_of_bodies():
    given = "1. Giao các cơ quan, đơn vị, tổ chức, cá nhân thực hiện."
    assert leads(f"I. TỔ CHỨC THỰC HIỆN\n\n{given}\n") == [("các cơ quan, đơn vị, tổ chức, cá nhân",)]
    verb = "1. Giao các cơ quan, đơn vị tổ chức thực hiện."
    assert leads(f"I. TỔ CHỨC THỰC HIỆN\n\n{verb}\n") == [("các cơ quan, đơn vị",)]


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("1. Đảng đoàn Hội đồng tỉnh, Ban cán sự đảng tỉnh lãnh đạo xây dựng cơ chế.",
         ("Đảng đoàn Hội đồng tỉnh", "Ban cán sự đảng tỉnh")),
        ("1. Các huyện ủy, thành ủy, đảng ủy trực thuộc Tỉnh ủy xây dựng kế hoạch.",
         ("Các huyện ủy", "thành ủy", "đảng ủy trực thuộc Tỉnh ủy")),
        ("1. Giao Thường trực Hội đồng nhân dân tỉnh, các Ban của Hội đồng nhân dân tỉnh giám sát.",
         ("Thường trực Hội đồng nhân dân tỉnh", "các Ban của Hội đồng nhân dân tỉnh")),
        ("1. Mặt trận Tổ quốc và các tổ chức chính trị - xã hội tổ chức quán triệt.",
         ("Mặt trận Tổ quốc", "các tổ chức chính trị - xã hội")),
        ("1. Bộ Ngoại giao chủ trì rà soát.", ("Bộ Ngoại giao",)),
    ],
)  # fmt: skip
def test_bodies_of_the_party_the_state_and_the_front_end_where_the_duty_begins(text, named):
    assert leads(f"III. TỔ CHỨC THỰC HIỆN\n\n{text}\n") == [named]


def test_fields_in_one_line_with_their_task_are_read():
    text = (
        "- Đề án du lịch. Cơ quan chuẩn bị: Sở Y tế; cơ quan phối hợp: Công an tỉnh; thời gian: tháng 3/2026."
    )
    (found,) = document(f"II. NỘI DUNG\n\n{text}\n", kind="CHƯƠNG TRÌNH", sign="CTr").assignments
    assert (found.lead, found.cooperating) == (("Sở Y tế",), ("Công an tỉnh",))
