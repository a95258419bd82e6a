"""Spans point at what they claim: in documents that look official, whatever numbers, names and dates stand in them."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from caunoi.analysis import Analysis, analyze
from caunoi.analysis.normal import view
from tests.analysis.claims import OFFICIAL_WORDS, false_claims, faults
from tests.analysis.texts import RESOLUTION

SPACES = st.sampled_from([" ", " ", " ", "\n", "  ", "\u00a0"])
BODIES = st.sampled_from(
    [
        "Sở Nội vụ", "Ban Tổ chức Tỉnh ủy", "Văn phòng Ủy ban nhân dân tỉnh", "Sở Tài chính, Sở Nội vụ",
        "các sở, ban, ngành", "Ủy ban nhân dân các xã, phường", "Hội Nông dân tỉnh", "Uỷ ban Mặt trận Tổ quốc tỉnh",
        "Công an tỉnh và Bộ Chỉ huy Quân sự tỉnh", "Đảng uỷ các xã", "Ban Quản lý dự án Đầu tư Xây dựng",
    ]
)  # fmt: skip
NUMBERS = st.sampled_from(["5", "05", "12", "98,5", "1.200", "100", "0,5", "30 - 40", "1.234.567"])
UNITS = st.sampled_from(
    ["% cơ sở", "% đảng viên", " mô hình", " mô hình (03 tập thể, 02 cá nhân)", " lớp", "% hộ"]
)
COMPARED = st.sampled_from(["", "trên ", "ít nhất ", "không quá ", "dưới ", "tối thiểu đạt ", "Phấn đấu "])
DAYS = st.one_of(
    st.dates(min_value=date(1990, 1, 1)).map(lambda day: f"ngày {day:%d/%m/%Y}"),
    st.dates(min_value=date(1990, 1, 1)).map(lambda day: f"ngày {day.day} tháng {day.month} năm {day.year}"),
    st.sampled_from(
        ["tháng 12/2026", "quý IV/2026", "quý 2 năm 2027", "năm 2030", "ngày 31/02/2026", "30/6/2026"]
    ),
)
SYMBOLS = st.builds(
    "{}{}".format,
    st.integers(1, 9999),
    st.sampled_from(["-NQ/TW", "/QĐ-UBND", "/2025/NĐ-CP", "/2015/NĐ/CP", "-KL/TU", " - NQ/TU", "/KHUBND", "-\nNQ/TW"]),
)  # fmt: skip
TYPES = st.sampled_from(
    ["Nghị quyết số", "Quyết định số", "Kế hoạch", "Chỉ thị số", "Kết luận", "Công văn số"]
)

SENTENCES = st.one_of(
    st.builds("Giao {} chủ trì, phối hợp với {} xây dựng kế hoạch, hoàn thành trước {}.".format, BODIES, BODIES, DAYS),
    st.builds("{} có trách nhiệm báo cáo {}; định kỳ hằng quý tổng hợp.".format, BODIES, BODIES),
    st.builds("{}: Tham mưu thực hiện {} {}, {}.".format, BODIES, TYPES, SYMBOLS, DAYS),
    st.builds("{}{}{} được công nhận, hoàn thành đến {}.".format, COMPARED, NUMBERS, UNITS, DAYS),
    st.builds("Mỗi chi bộ có {}{}{}; chậm nhất {} phải xong.".format, COMPARED, NUMBERS, UNITS, DAYS),
    st.builds("Căn cứ {} {}, {} của Ban Thường vụ Tỉnh ủy về \"một việc\";".format, TYPES, SYMBOLS, DAYS),
    st.builds("Theo {} {} và {} của Chính phủ.".format, TYPES, SYMBOLS, SYMBOLS),
    st.builds("Cơ quan chủ trì: {}.\nCơ quan phối hợp: {}.\nThời gian hoàn thành: {}.".format, BODIES, BODIES, DAYS),
    st.builds("1\tViệc {}\t{}\t{}\t{}".format, NUMBERS, BODIES, BODIES, DAYS),
    st.builds("Nhiệm vụ của {}:".format, BODIES),
    BODIES,
)  # fmt: skip
LABELS = st.sampled_from(
    [
        "",
        "- ",
        "+ ",
        "1. ",
        "2. ",
        "3. ",
        "1.1. ",
        "a) ",
        "b) ",
        "I. ",
        "II- ",
        "Điều 1. ",
        "Điều 2. ",
        "(1). ",
        "A. ",
    ]
)
HEADINGS = st.sampled_from(
    ["I. MỤC TIÊU, CHỈ TIÊU", "II. TỔ CHỨC THỰC HIỆN", "III- NHIỆM VỤ, GIẢI PHÁP", "Chương I\nQUY ĐỊNH CHUNG",
     "TT\tNhiệm vụ\tCơ quan chủ trì\tCơ quan phối hợp\tThời gian", "PHỤ LỤC I", "Nơi nhận:", "I. TÌNH HÌNH"]
)  # fmt: skip
LINES = st.one_of(
    HEADINGS,
    st.builds("{}{}".format, LABELS, SENTENCES),
    st.builds("{}{}{}{}".format, LABELS, SENTENCES, SPACES, SENTENCES),
    st.lists(st.sampled_from(OFFICIAL_WORDS), max_size=8).map(" ".join),
)
HEADS = st.sampled_from(
    [
        RESOLUTION.partition("Thời gian qua")[0],
        "SỞ NỘI VỤ\nSố: 5/KH-SNV\nKẾ HOẠCH\nthực hiện một việc\n\n",
        "",
    ]
)
GAPS = st.sampled_from(["\n", "\n\n"])
DOCUMENTS = st.builds(
    lambda head, lines, gap: head + gap.join(lines), HEADS, st.lists(LINES, max_size=25), GAPS
)


@settings(
    max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
@given(DOCUMENTS)
def test_findings_of_official_looking_documents_show_what_they_say(text):
    assert faults(analyze(text)) == []


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
@given(DOCUMENTS)
def test_an_analysis_survives_its_own_json(text):
    analysis = analyze(text)
    assert Analysis.from_json(analysis.to_json()) == analysis


def _tampered(analysis: Analysis, kind: str, **changes) -> Analysis:
    """The analysis with another fact in the first finding of a kind that has it."""
    found = getattr(analysis, kind)
    at = next(i for i, item in enumerate(found) if all(getattr(item, name) for name in changes))
    return replace(analysis, **{kind: (*found[:at], replace(found[at], **changes), *found[at + 1 :])})


@pytest.mark.parametrize(
    ("kind", "changes"),
    [
        ("provisions", {"label": "99."}),
        ("citations", {"symbol": "98-NQ/TW"}),
        ("targets", {"value": 77.0}),
        ("assignments", {"lead": ("Sở Bịa đặt",)}),
        ("deadlines", {"date": "2027-01-31"}),
        ("deadlines", {"every": "week"}),
    ],
)
def test_a_finding_that_the_text_does_not_show_is_noticed(kind, changes):
    analysis = analyze(RESOLUTION)
    assert false_claims(analysis) == []
    assert len(false_claims(_tampered(analysis, kind, **changes))) == 1


def test_a_span_outside_the_text_is_noticed():
    analysis = analyze(RESOLUTION)
    beyond = replace(analysis.citations[0], span=(len(analysis.text), len(analysis.text) + 5))
    assert any(line.startswith("span") for line in faults(replace(analysis, citations=(beyond,))))


def test_the_view_in_which_words_are_compared_keeps_every_offset():
    text = "Uỷ ban Hoà Bình\u00a0– 12-NQ/ТU"
    assert len(view(text).low) == len(text)
