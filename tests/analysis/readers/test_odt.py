import zipfile
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from caunoi.analysis import Unreadable, read_bytes
from caunoi.analysis.readers import ODT
from tests.analysis.files import outcome

NAMES = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{long}:1.0"'
    for short, long in [
        ("office", "office"),
        ("text", "text"),
        ("table", "table"),
        ("style", "style"),
        ("draw", "drawing"),
        ("meta", "meta"),
        ("manifest", "manifest"),
    ]
)
LISTS = (
    '<office:automatic-styles><text:list-style style:name="L">'
    '<text:list-level-style-number text:level="1" style:num-format="I" style:num-suffix="."/>'
    '<text:list-level-style-number text:level="2" style:num-format="1" style:num-suffix="." text:display-levels="2"/>'
    '<text:list-level-style-bullet text:level="3" text:bullet-char="-"/>'
    "</text:list-style></office:automatic-styles>"
)


def odt(body, styles="", parts=None):
    content = (
        f"<office:document-content {NAMES}>{styles}<office:body><office:text>{body}</office:text></office:body>"
        "</office:document-content>"
    )
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in {"content.xml": content, **(parts or {})}.items():
            archive.writestr(name, part)
    return buffer.getvalue()


def lines(body, styles="", parts=None):
    return read_bytes(odt(body, styles, parts), "a.odt").text.split("\n")


def p(text):
    return f"<text:p>{text}</text:p>"


def refusal(data):
    with pytest.raises(Unreadable) as caught:
        read_bytes(data, "a.odt")
    return caught.value


def test_paragraphs_and_headings_are_lines():
    body = "<text:h>Kế hoạch</text:h>" + p(
        'Năm <text:span>20</text:span>26<text:s text:c="2"/>a<text:tab/>b<text:line-break/>c'
    )
    reading = read_bytes(odt(body), "a.odt")
    assert (reading.text, reading.media_type) == ("Kế hoạch\nNăm 2026  a\tb\nc", ODT)


def test_list_labels_are_printed_and_counted_as_the_page_shows_them():
    items = "".join(f"<text:list-item>{p(words)}</text:list-item>" for words in ("Một", "Hai"))
    inner = f"<text:list>{items}</text:list>"
    body = (
        f'<text:list text:style-name="L"><text:list-item>{p("Chung")}{inner}</text:list-item>'
        f"<text:list-item>{p('Riêng')}{inner}</text:list-item></text:list>"
    )
    assert lines(body, LISTS) == ["I. Chung", "I.1. Một", "I.2. Hai", "II. Riêng", "II.1. Một", "II.2. Hai"]


def test_a_list_goes_on_after_a_paragraph_only_where_it_says_so():
    part = '<text:list text:style-name="L"{}><text:list-item><text:p>x</text:p></text:list-item></text:list>'
    going_on = part.format(' text:continue-numbering="true"')
    assert lines(part.format("") + p("giữa") + going_on + part.format(""), LISTS) == [
        "I. x",
        "giữa",
        "II. x",
        "I. x",
    ]


def test_a_table_becomes_rows():
    def row(*cells):
        return (
            "<table:table-row>"
            + "".join(f"<table:table-cell>{c}</table:table-cell>" for c in cells)
            + "</table:table-row>"
        )

    head = f"<table:table-header-rows>{row(p('TT'), p('Việc'))}</table:table-header-rows>"
    assert lines(f"<table:table>{head}{row(p('1'), p('Lập') + p('sổ'))}</table:table>") == [
        "TT\tViệc",
        "1\tLập sổ",
    ]
    header = row(p("UBND") + p("XÃ SƠN HẠ"), p("CỘNG HÒA XÃ HỘI") + p("Độc lập - Tự do"))
    assert lines(f"<table:table>{header}</table:table>") == [
        "UBND",
        "XÃ SƠN HẠ",
        "CỘNG HÒA XÃ HỘI",
        "Độc lập - Tự do",
    ]


def test_deletions_notes_and_comments_are_no_text():
    body = (
        f"<text:tracked-changes><text:changed-region>{p('đã xóa')}</text:changed-region></text:tracked-changes>"
        + p("Xin<text:note><text:note-body><text:p>chú thích</text:p></text:note-body></text:note>"
            "<office:annotation><text:p>ý kiến</text:p></office:annotation> chào")
    )  # fmt: skip
    assert lines(body) == ["Xin chào"]


def test_a_text_box_and_a_running_head_are_read():
    box = f"<draw:frame><draw:text-box>{p('MẬT')}</draw:text-box></draw:frame>"
    styles = f"<office:document-styles {NAMES}><style:header>{p('Hỏa tốc')}</style:header></office:document-styles>"
    assert lines(p(f"{box}Xin"), parts={"styles.xml": styles}) == ["Hỏa tốc", "MẬT", "Xin"]


def test_the_page_count_that_was_noted_is_told():
    meta = (
        f'<office:document-meta {NAMES}><meta:document-statistic meta:page-count="7"/></office:document-meta>'
    )
    assert read_bytes(odt(p("Xin"), parts={"meta.xml": meta}), "a.odt").pages == 7


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty"),
        (b"Xin", "not-what-it-says"),
        (odt(p(" ")), "empty"),
        (odt(p("Xin"))[:200], "truncated"),
        (odt("<text:p>"), "truncated"),
        (odt(p("Xin"), parts={"content.xml": "<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>"}), "entity-bomb"),
        (odt(p("Xin"), parts={"Pictures/a.bin": "0" * 40_000_000}), "zip-bomb"),
        (odt(p("Xin"), parts={"../a": "x"}), "not-what-it-says"),
        (odt(p("Xin"), parts={"content.xml": "<a/>"}), "not-what-it-says"),
        (odt(p("Xin"), parts={"META-INF/manifest.xml": "<m:manifest><m:encryption-data/></m:manifest>"}), "encrypted"),
    ],
)  # fmt: skip
def test_a_bad_file_is_refused(data, code):
    assert refusal(data).code == code


def test_deep_nesting_does_not_bring_down_the_process():
    assert outcome(odt("<text:section>" * 120 + p("Xin") + "</text:section>" * 120 + p("Chào")), "a.odt")


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 2000), st.binary(min_size=1, max_size=8))
def test_any_damage_is_read_or_refused(at, noise):
    whole = odt(p("Kế hoạch công tác"), LISTS)
    at %= len(whole)
    assert outcome(whole[:at] + noise + whole[at + len(noise) :], "a.odt")
