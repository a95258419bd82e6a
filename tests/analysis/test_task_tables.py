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
