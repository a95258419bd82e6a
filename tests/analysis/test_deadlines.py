import time

import pytest

from caunoi.analysis import analyze
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


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Tổ chức từ ngày 13 đến ngày 15/12/2026.", ("date", "2026-12-15", None)),
        ("Thời gian thực hiện: Ngày 26, 27/12/2026.", ("date", "2026-12-27", None)),
        ("Thời gian thực hiện: Năm 2026 và các năm tiếp theo.", ("date", "2026", None)),
        ("Thông báo ít nhất trước 07 ngày cho các hộ.", ("date", None, None)),
        ("Dừng xem xét hồ sơ trước ngày khai mạc 10 ngày.", ("date", None, None)),
        ("Báo cáo đột xuât theo yêu cầu.", ("ad-hoc", None, None)),
    ],
)
def test_it_finds_ranges_fields_and_spans_without_an_event(text, found):
    assert facts(text) == [found]


def test_every_rhythm_of_a_list_is_found_once():
    assert facts("Định kỳ 6 tháng, hàng năm hoặc đột xuất, báo cáo Đảng ủy.") == [
        ("recurring", None, "half-year"),
        ("recurring", None, "year"),
        ("ad-hoc", None, None),
    ]


def test_a_bare_day_counts_only_behind_the_documents_own_date():
    assert facts("Tổ chức lễ phát động ngày 20/04/2026.") == [("date", "2026-04-20", None)]
    assert facts("Kế thừa kết quả hội nghị ngày 20/01/2026.") == []


def test_a_document_without_a_date_is_as_old_as_the_last_date_it_cites():
    text = "1. Theo Quyết định số 12-QĐ/TU, ngày 15/12/2025 của Ban Thường vụ, tổ chức lễ phát động ngày {}."
    assert [item.date for item in analyze(text.format("20/01/2026")).deadlines] == ["2026-01-20"]
    assert analyze(text.format("20/01/2025")).deadlines == ()


def test_what_was_done_by_a_day_is_no_deadline():
    assert facts("Đến ngày 25/02/2026, Sở Y tế đã phê duyệt 12 hồ sơ.") == []
    assert facts("Phải hoàn thành trước ngày 25/02/2026 việc đã giao.") == [("date", "2026-02-25", None)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Gửi báo cáo chậm nhất ngày 15/12.", ("date", "2026-12-15", None)),
        ("Gửi báo cáo trước ngày 31 tháng 3.", ("date", "2026-03-31", None)),
        ("Gửi báo cáo trước ngày 15/2.", ("date", "2027-02-15", None)),
        ("Hoàn thành trong tháng 12.", ("date", "2026-12", None)),
        ("Hoàn thành trong quý I.", ("date", "2026-03", None)),
        ("Hoàn thành trong Quí IV-2026.", ("date", "2026-12", None)),
        ("Trong 03 ngày làm việc kể từ ngày nhận đơn phải trả lời.", ("date", None, None)),
        ("Từ ngày 15/11/2026 đến ngày 15/12/2026 tổ chức thi.", ("date", "2026-12-15", None)),
        ("Định kỳ 03 tháng báo cáo Đảng ủy.", ("recurring", None, "quarter")),
    ],
)  # fmt: skip
def test_a_day_or_month_without_its_year_is_the_next_one_behind_the_document(text, found):
    assert facts(text) == [found]


def test_a_day_without_a_year_stays_blank_where_the_document_has_none():
    found = analyze("KẾ HOẠCH\nvề tập huấn\n\nI. VIỆC\n\n1. Gửi báo cáo trước ngày 15/12.\n").deadlines
    assert [(item.kind, item.date) for item in found] == [("date", None)]


@pytest.mark.parametrize(
    ("text", "confidence"),
    [
        ("Gửi báo cáo chậm nhất ngày 15/12/2026.", "certain"),
        ("Tổ chức hội thi đến ngày 15/12/2026.", "likely"),
        ("Hoàn thành trong quý III/2026.", "certain"),
        ("Rà soát hồ sơ trong quý III/2025.", "likely"),
        ("Hằng năm, báo cáo Đảng ủy.", "certain"),
        ("Định kỳ hằng quý báo cáo Đảng ủy.", "certain"),
        ("Bố trí kinh phí hằng năm cho các chi bộ.", "likely"),
        ("Báo cáo đột xuất khi cấp trên yêu cầu.", "certain"),
        ("Hồ sơ xét tặng đột xuất gồm có đơn.", "likely"),
    ],
)
def test_certain_is_only_what_a_second_sign_confirms(text, confidence):
    (found,) = body("I. VIỆC\n\n1. " + text).deadlines
    assert found.confidence == confidence


def test_a_horizon_among_the_grounds_belongs_to_a_title():
    found = analyze(
        "Số 12-KH/ĐU\n\nSơn Lam, ngày 01 tháng 3 năm 2026\n\nKẾ HOẠCH\nvề tập huấn\n\n"
        "Thực hiện Chương trình số 3-CTr/TU về chuyển đổi số, định hướng đến năm 2045, Đảng ủy xây dựng kế hoạch.\n\n"
        "I. MỤC TIÊU\n\n1. Phủ sóng đến năm 2030.\n"
    ).deadlines
    assert [item.date for item in found] == ["2030"]


@pytest.mark.parametrize(
    ("text", "every"),
    [
        ("Báo cáo Đảng ủy hằng năm, chậm nhất ngày 15/12.", "year"),
        ("Định kỳ 6 tháng (trước ngày 16/6) báo cáo Đảng ủy.", "half-year"),
    ],
)
def test_a_day_without_a_year_behind_a_rhythm_is_the_rhythms_own(text, every):
    assert facts(text) == [("recurring", None, every)]


@pytest.mark.parametrize("rhythm", ["hằng năm ", "định kỳ hằng quý, ", "báo cáo đột xuất "])
def test_many_rhythms_in_one_block_take_time_by_their_number(rhythm):
    def seconds(copies):
        start = time.perf_counter()
        found = facts(rhythm * copies)
        assert len(found) == copies
        return time.perf_counter() - start

    seconds(50)
    small, large = min(seconds(500) for _ in range(3)), min(seconds(4000) for _ in range(2))
    assert large < small * 8 * 3


def test_the_class_of_a_deadline_is_told_from_what_stands_close_before_it(monkeypatch):
    seen = []

    def judged(rule, given, found, before, ahead):
        seen.append(before)
        return given

    monkeypatch.setattr("caunoi.analysis.deadlines.deadline_class", judged)
    facts("Các đơn vị " + "rà soát " * 200 + "và báo cáo hằng năm.")
    assert [len(before) for before in seen] == [200]
    assert seen[0].endswith("rà soát và báo cáo ")
