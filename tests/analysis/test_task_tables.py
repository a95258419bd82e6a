import time

import pytest

from caunoi.analysis import analyze
from tests.analysis.texts import body

HEAD = "TT\tNhiệm vụ\tCơ quan chủ trì\tCơ quan phối hợp\tThời gian thực hiện\tSản phẩm\n"
ROWS = (
    "1.\tRà soát hồ sơ hộ nghèo\tSở Nội vụ\tSở Tài chính; các xã, phường\tXong trong Quý II/2026\tBáo cáo\n"
    "2.\tTập huấn nghiệp vụ\tSở Y tế, Sở Nội vụ\t\t15/9/2026\tKế hoạch\n"
)


def table(text):
    return body("III. TỔ CHỨC THỰC HIỆN\n\n1. Nhiệm vụ cụ thể như sau:\n\n" + text)


def test_every_row_with_a_lead_is_one_assignment_with_its_own_deadline():
    found = table(HEAD + ROWS)
    assert [(item.lead, item.cooperating, item.action) for item in found.assignments] == [
        (("Sở Nội vụ",), ("Sở Tài chính", "các xã, phường"), "Rà soát hồ sơ hộ nghèo"),
        (("Sở Y tế", "Sở Nội vụ"), (), "Tập huấn nghiệp vụ"),
    ]
    assert [(item.date, item.what) for item in found.deadlines] == [
        ("2026-06", "Rà soát hồ sơ hộ nghèo"),
        ("2026-09-15", "Tập huấn nghiệp vụ"),
    ]
    assert {item.rule for item in found.assignments} == {"assign-row"}


def test_the_number_of_a_row_is_no_provision():
    kinds = [item.kind for item in table(HEAD + ROWS).provisions if item.label]
    assert kinds == ["section", "clause"]


def test_a_row_without_a_lead_gives_nothing():
    assert table(HEAD + "I\tNHÓM VIỆC\t\t\t\t\n").assignments == ()
    assert table(HEAD + "(1)\t(2)\t(3)\t(4)\t(5)\t(6)\n").assignments == ()


def test_a_table_of_figures_gives_no_work():
    assert table("TT\tTên xã\tSố hộ\tNăm\n1\tXã Mẫu Sơn\t120\t2026\n").assignments == ()


def stacked(lines):
    return table(
        "STT\nNội dung\nCơ quan\nchủ trì\nCơ quan\nphối hợp\nSản phẩm\nThời gian\n" + "\n".join(lines) + "\n"
    )


def test_the_product_of_a_row_is_kept_with_its_assignment():
    assert [item.product for item in table(HEAD + ROWS).assignments] == ["Báo cáo", "Kế hoạch"]


def test_a_row_whose_column_says_when_it_begins_has_no_deadline():
    row = "1.\tRà soát hồ sơ\tSở Nội vụ\t\tTừ quý II/2026\tBáo cáo\n"
    assert table(HEAD + row).deadlines == ()
    until = "1.\tRà soát hồ sơ\tSở Nội vụ\t\tTừ quý II/2026 đến quý IV/2026\tBáo cáo\n"
    assert len(table(HEAD + until).deadlines) == 1


def test_cells_set_apart_by_bars_are_read_by_their_place():
    cells = ["STT", "Nội dung", "Cơ quan chủ trì", "Cơ quan phối hợp", "Thời gian", "Sản phẩm"]
    first = ["1", "Rà soát\nhồ sơ", "Sở Y tế", "", "Quý III/2026", "Báo cáo"]
    second = ["2", "Tập huấn", "Sở Nội vụ", "Các xã", "", "Kế hoạch"]
    rows = [*cells, "", *first, "", *second]
    found = table("\n|\n".join(rows) + "\n|\n")
    assert [(item.lead, item.cooperating, item.product) for item in found.assignments] == [
        (("Sở Y tế",), (), "Báo cáo"),
        (("Sở Nội vụ",), ("Các xã",), "Kế hoạch"),
    ]
    assert [(item.date, item.what) for item in found.deadlines] == [("2026-09", "Rà soát hồ sơ")]
    assert found.assignments[0].confidence == "likely"


def test_cells_one_under_another_are_told_apart_by_the_names_of_bodies():
    found = stacked(
        [
            "1",
            "Rà soát, bổ sung các",
            "quy định về đất đai",
            "Sở Nông nghiệp và",
            "Môi trường",
            "Các sở,",
            "ban, ngành",
        ]
        + ["Báo cáo", "Quý IV/2026", "2", "Xây dựng phần mềm", "Sở Y tế", "Sở Nội vụ", "Phần mềm", "Năm 2027"]
    )
    assert [(item.lead, item.cooperating, item.action, item.product) for item in found.assignments] == [
        (("Sở Nông nghiệp và Môi trường",), ("Các sở, ban, ngành",), "Rà soát, bổ sung các quy định về đất đai",
         "Báo cáo"),
        (("Sở Y tế",), ("Sở Nội vụ",), "Xây dựng phần mềm", "Phần mềm"),
    ]  # fmt: skip
    assert [item.date for item in found.deadlines] == ["2026-12", "2027"]
    assert {item.confidence for item in found.assignments} == {"guess"}


def test_a_running_head_inside_a_row_belongs_to_no_cell():
    found = stacked(
        ["1", "Rà soát hồ sơ", "Sở Y tế", "CÔNG BÁO/Số 12/Ngày 21-05-2026", "99", "Sở Nội vụ", "Quý I/2026"]
    )
    assert [(item.lead, item.cooperating) for item in found.assignments] == [(("Sở Y tế",), ("Sở Nội vụ",))]


def test_cells_one_under_another_without_a_leading_body_are_no_tasks():
    assert table("STT\nTên xã\nSố hộ\n1\nXã Mẫu Sơn\n120\n2\nXã Lam Giang\n98\n").assignments == ()


def leads(text):
    return [item.lead for item in table(text).assignments]


@pytest.mark.parametrize(
    ("task", "lead"),
    [
        ("Công việc", "Đơn vị phụ trách"),
        ("Giải pháp", "Cơ quan, đơn vị chịu trách nhiệm"),
        ("Việc cần làm", "Bộ phận tham mưu"),
        ("Đầu việc", "Đơn vị theo dõi"),
        ("Hoạt động", "Người thực hiện và kết quả"),
        ("Tên nhiệm vụ", "Đầu mối"),
        ("Nội dung công việc", "Trách nhiệm thực hiện"),
    ],
)
def test_a_head_may_name_its_columns_in_many_words(task, lead):
    found = table(f"TT\t{task}\t{lead}\tHạn nộp\tĐầu ra\n1\tRà soát hồ sơ\tSở Y tế\t15/9/2026\tDanh sách\n")
    assert [(item.lead, item.action, item.product) for item in found.assignments] == [
        (("Sở Y tế",), "Rà soát hồ sơ", "Danh sách")
    ]
    assert [item.date for item in found.deadlines] == ["2026-09-15"]


@pytest.mark.parametrize(
    "head",
    [
        "TT\tNội dung thi đua\tĐơn vị theo dõi\tĐiểm tối đa\n",
        "TT\tNội dung\tNgười phụ trách\tSố điện thoại\n",
        "TT\tHọ và tên\tNhiệm vụ\tĐơn vị thực hiện\n",
        "TT\tVăn bản\tĐơn vị\tĐơn vị tính\n",
        "TT\tNội dung\tTổ chức thực hiện\tGhi chú\n",
        "TT\tNội dung\tSố đơn vị triển khai\tGhi chú\n",
    ],
)
def test_a_head_of_scores_or_people_opens_no_task_table(head):
    assert leads(head + "1\tTổ\tSở Y tế\t20\n") == []


def test_a_head_on_two_rows_is_read_column_by_column():
    head = "TT\tNhiệm vụ\tCơ quan\tCơ quan\tThời gian\n\t\tchủ trì\tphối hợp\thoàn thành\n"
    found = table(head + "1\tRà soát hồ sơ\tSở Y tế\tSở Nội vụ\tTháng 9/2026\n")
    assert [(item.lead, item.cooperating) for item in found.assignments] == [(("Sở Y tế",), ("Sở Nội vụ",))]
    shared = "TT\tNhiệm vụ\tPhân công\tPhân công\n\t\tphối hợp\tchủ trì\n"
    assert leads(shared + "1\tRà soát hồ sơ\tSở Y tế\tSở Nội vụ\n") == [("Sở Nội vụ",)]


def test_a_row_that_names_a_task_of_leading_is_no_head():
    row = "3.\tXây dựng nhiệm vụ năm\tSở Y tế chủ trì\t\t\t\n"
    assert len(leads(HEAD + row + ROWS)) == 3


def test_the_numbers_of_the_columns_are_no_row():
    assert leads(HEAD + "(1)\t(2)\t(3)\t(4)\t(5)\t(6)\n" + ROWS) == leads(HEAD + ROWS)


def test_cells_on_one_line_between_bars_are_read_as_a_table():
    rows = "| TT | Nhiệm vụ | Cơ quan chủ trì | Thời hạn |\n|----|----|----|----|\n"
    rows += "| 1 | Rà soát hồ sơ | Sở Y tế | 15/9/2026 |\n| 2 | Tập huấn | Sở Nội vụ | |\n"
    found = table(rows)
    assert [(item.lead, item.action) for item in found.assignments] == [
        (("Sở Y tế",), "Rà soát hồ sơ"),
        (("Sở Nội vụ",), "Tập huấn"),
    ]
    assert [item.date for item in found.deadlines] == ["2026-09-15"]
    assert all(found.text[slice(*item.span)].count("\n") == 0 for item in found.assignments)


GUESSED = (
    "1\tRà soát hồ sơ hộ nghèo toàn tỉnh\tSở Nội vụ\t15/9/2026\n"
    "2\tXây dựng kế hoạch truyền thông năm\tSở Y tế, Sở Công Thương\tQuý III/2026\n"
    "3\tTổ chức tập huấn cho cán bộ\tỦy ban nhân dân các xã\t\n"
    "4\tKiểm tra việc thực hiện quy chế\tTheo phân công riêng\tNăm 2026\n"
)


@pytest.mark.parametrize(
    "head",
    [
        "",
        "TT\tMô tả\tAi làm\tMốc\n(1)\t(2)\t(3)\t(4)\n",
        "TT\tMô tả\tAi làm\tMốc\n",
        "TT\tMô tả\tCơ quan\tMốc\n",
    ],
)
@pytest.mark.parametrize("sign", ["\t", " | "])
def test_without_a_known_head_the_cells_tell_lead_and_task(head, sign):
    found = table((head + GUESSED).replace("\t", sign))
    assert [item.lead for item in found.assignments] == [
        ("Sở Nội vụ",),
        ("Sở Y tế", "Sở Công Thương"),
        ("Ủy ban nhân dân các xã",),
    ]
    assert {item.confidence for item in found.assignments} == {"guess"}
    rows = [item for item in found.deadlines if item.rule == "due-row"]
    assert [(item.date, item.confidence) for item in rows] == [
        ("2026-09-15", "guess"),
        ("2026-09", "guess"),
        ("2026", "guess"),
    ]


def test_a_second_column_of_bodies_beside_the_lead_holds_the_partners():
    rows = "".join(f"{n}\tRà soát hồ sơ hộ nghèo\tSở Nội vụ\tSở Tài chính; các xã\n" for n in range(1, 5))
    found = [(item.lead, item.cooperating) for item in table(rows).assignments]
    assert found == [(("Sở Nội vụ",), ("Sở Tài chính", "các xã"))] * 4


def without_guess(text):
    return [item for item in table(text).assignments if item.rule == "assign-row"] == []


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ("{n}\tRà soát hồ sơ hộ nghèo\tSở Nội vụ\t{n}20,5", "figures beside"),
        ("{n}\tRà soát hồ sơ hộ nghèo\tSở Nội vụ\t0203 38{n} 1234", "telephones"),
        ("{n}\tRà soát hồ sơ hộ nghèo\tSở Nội vụ\tmau{n}@example.vn", "mail"),
        ("{n}\tLò Văn Mẫu\tSở Nội vụ\tThành viên", "members"),
        ("{n}\tPhụ trách công tác chung của tổ\tTrưởng ban\tHà Thị Thử", "members with their work"),
        ("{n}\tKiểm tra công tác quý vừa qua\tSở Nội vụ\tHà Thị Thử", "people beside"),
        ("{n}\tKiểm tra công tác quý vừa qua\tSở Nội vụ\tThành viên", "offices beside"),
        ("{n}\tTrường Mầm non xã Mẫu Sơn\tSở Giáo dục và Đào tạo\tHuyện", "names"),
        ("{n}\tRà soát hồ sơ hộ nghèo\tSở Nội vụ\tSở Tài chính\tSở Y tế", "three columns of bodies"),
        ("{n}\tSở Nội vụ\tRà soát hồ sơ hộ nghèo\tSở Y tế", "bodies on both sides of the task"),
        ("{n}\tSở Nội vụ\tRà soát hồ sơ hộ nghèo\t", "the task right of the body"),
    ],
)
def test_other_tables_without_a_known_head_give_no_work(row, why):
    assert without_guess("\n".join(row.format(n=n) for n in range(1, 6)) + "\n"), why


@pytest.mark.parametrize(
    "head",
    [
        "TT\tÝ kiến tham gia\tNơi góp ý\tMốc",
        "TT\tTên\tCơ quan ban hành\tMốc",
        "TT\tMục\tNơi nhận\tMốc",
        "TT\tMục\tĐơn vị được kiểm tra\tMốc",
        "TT\tTiêu chí\tĐơn vị\tĐiểm chuẩn",
    ],
)
def test_a_head_of_another_relation_forbids_the_guess(head):
    assert without_guess(head + "\n" + GUESSED)


def test_the_numbers_of_the_columns_do_not_vouch_for_a_guess():
    rows = GUESSED.splitlines(keepends=True)
    assert without_guess("".join([*rows[:2], "(1)\t(2)\t(3)\t(4)\n"]))
    named = "TT\tMục\tĐơn vị được kiểm tra\tMốc\n"
    assert without_guess(named + "(1)\t(2)\t(3)\t(4)\n" + GUESSED)


def test_two_rows_are_too_few_for_a_guess():
    assert without_guess("".join(GUESSED.splitlines(keepends=True)[:2]))
    assert not without_guess("".join(GUESSED.splitlines(keepends=True)[:3]))


def test_rows_of_another_width_do_not_vouch_for_a_table():
    rows = GUESSED.splitlines()
    assert without_guess("\n".join([rows[0], rows[1], rows[2] + "\tGhi chú"]) + "\n")


def test_empty_cells_at_the_edges_of_a_row_keep_their_places():
    head = "TT\tNhiệm vụ\tCơ quan chủ trì\tCơ quan phối hợp\tThời hạn\n"
    assert leads(head + "\tRà soát hồ sơ\tSở Y tế\tSở Nội vụ\t\n") == [("Sở Y tế",)]
    assert leads(head + "1\tRà soát hồ sơ\tSở Y tế\t\t\n") == [("Sở Y tế",)]


def test_a_paragraph_ends_rows_without_a_known_head():
    first, second, third, _ = GUESSED.splitlines(keepends=True)
    assert without_guess(first + second + "Bảng dưới đây ghi việc khác.\n" + third)
    assert not without_guess(first + second + "Nhóm việc khác\n" + third)


def test_a_sentence_with_bars_is_no_table():
    assert without_guess("Gửi Sở Y tế | Sở Nội vụ | Sở Tài chính để biết.\n" * 4)


@pytest.mark.parametrize(
    "row", ["a\tb\tc\n", "1\tRà soát hồ sơ năm nay\tSở Y tế\n", "\t", "|", "| a | b |\n", "\t\t\n|"]
)
def test_time_grows_with_the_rows_not_faster(row):
    def seconds(copies):
        text = row * copies
        start = time.perf_counter()
        analyze(text)
        return time.perf_counter() - start

    seconds(100)
    small, large = min(seconds(500) for _ in range(3)), min(seconds(4000) for _ in range(2))
    assert large < small * 8 * 3
