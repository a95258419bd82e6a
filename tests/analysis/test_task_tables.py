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
