import pytest

from tests.analysis.texts import body, marked


def facts(text):
    return [(item.kind, item.date, item.every) for item in body("I. VIỆC\n\n1. " + text).deadlines]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Gửi báo cáo trước ngày 15/12/2025.", ("date", "2025-12-15", None)),
        ("Gửi báo cáo chậm nhất ngày 31 tháng 12 năm 2025.", ("date", "2025-12-31", None)),
        ("Gửi trước 07h00 ngày 14/3/2026.", ("date", "2026-03-14", None)),
        ("Hoàn thành trong tháng 12/2026.", ("date", "2026-12", None)),
        ("Hoàn thành trong quý III/2026.", ("date", "2026-09", None)),
        ("Hoàn thành trong quý IV năm 2026.", ("date", "2026-12", None)),
        ("Hoàn thành trong năm 2026.", ("date", "2026", None)),
        ("Trả lời trong thời hạn 10 ngày làm việc kể từ ngày nhận.", ("date", None, None)),
        ("Định kỳ hằng quý báo cáo Đảng ủy.", ("recurring", None, "quarter")),
        ("Báo cáo định kỳ 6 tháng về Đảng ủy.", ("recurring", None, "half-year")),
        ("Trước ngày 20 hằng tháng gửi số liệu.", ("recurring", None, "month")),
        ("Trước ngày 15/12 hàng năm gửi báo cáo.", ("recurring", None, "year")),
        ("Báo cáo đột xuất khi cấp trên yêu cầu.", ("ad-hoc", None, None)),
        ("Xây dựng đội ngũ đến năm 2030 và những năm tiếp theo.", ("horizon", "2030", None)),
        ("Gửi báo cáo trước ngày 31/02/2026.", ("date", None, None)),
    ],
)  # fmt: skip
def test_it_finds_a_date_or_rhythm(text, found):
    assert facts(text) == [found]


@pytest.mark.parametrize(
    "text",
    [
        "Theo Quyết định số 12-QĐ/TU, ngày 15/12/2025 của Ban Thường vụ về giai đoạn đến năm 2030.",
        "Nghị quyết có hiệu lực từ ngày 01/01/2026.",
        "Hội nghị đã tổng kết trong tháng 12/2024.",
        "Nhiệm kỳ 2020 - 2025 có nhiều kết quả.",
    ],
)
def test_dates_of_other_things_are_no_deadlines(text):
    assert facts(text) == []


def test_a_rhythm_and_on_demand_are_two_findings():
    assert facts("Định kỳ hàng quý và đột xuất, cấp ủy làm việc với đoàn thể.") == [
        ("recurring", None, "quarter"),
        ("ad-hoc", None, None),
    ]


def test_a_list_of_rhythms_is_several_findings():
    assert facts("Báo cáo định kỳ tháng, quý, 6 tháng và năm về Đảng ủy.") == [
        ("recurring", None, "month"),
        ("recurring", None, "quarter"),
        ("recurring", None, "half-year"),
        ("recurring", None, "year"),
    ]


def test_each_mention_counts_once():
    assert len(facts("Hằng năm xây dựng kế hoạch; hằng năm báo cáo.")) == 2


def test_the_span_takes_in_the_words_that_set_the_date():
    analysis = body("I. VIỆC\n\n1. Gửi báo cáo chậm nhất trước ngày 20 hằng tháng về Văn phòng.")
    assert marked(analysis, analysis.deadlines) == ["trước ngày 20 hằng tháng"]


def test_it_says_what_is_due():
    (found,) = body("I. VIỆC\n\n1. Chi bộ họp. Đoàn thể gửi báo cáo trước ngày 15/12/2025.").deadlines
    assert found.what == "Đoàn thể gửi báo cáo trước ngày 15/12/2025"
    assert found.provision == "I.1"
