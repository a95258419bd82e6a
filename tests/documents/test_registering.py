"""From an uploaded file to a registered document, or to a refusal that leaves nothing behind."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from django.db import DatabaseError, transaction

from caunoi.documents.errors import AlreadyThere, SecretRefused
from caunoi.documents.models import Document, DocumentVersion, Finding, Provision
from caunoi.documents.services import register_document
from caunoi.kernel import files
from caunoi.kernel.errors import Forbidden, Refused
from caunoi.kernel.models import AuditEntry, StoredFile
from tests.documents import texts
from tests.documents.conftest import findings_of, version_of
from tests.world import World


def everything_stored() -> tuple[int, int, int]:
    """Documents, file rows, files on the disk."""
    on_disk = sum(path.is_file() for path in files.root().rglob("*")) if files.root().exists() else 0
    return Document.objects.system("test").count(), StoredFile.objects.count(), on_disk


def test_a_document_is_registered_with_what_is_printed_on_it(resolution: Document, today: date) -> None:
    assert resolution.symbol == "12-NQ/ĐU"
    assert resolution.doc_type == "nghi-quyet"
    assert resolution.issued_on == date(2026, 9, 5)
    assert resolution.registered_on == today
    assert "đổi mới công tác dân vận" in resolution.subject


def test_the_original_is_kept_by_its_content(resolution: Document) -> None:
    version = version_of(resolution)
    assert files.content(version.source_file).startswith(b"PK")
    assert version.source_file.sha256 == version.analysis["source"]["sha256"]
    assert everything_stored() == (1, 1, 1)


def test_the_tree_keeps_every_label_under_its_parent(resolution: Document) -> None:
    rows = Provision.objects.system("test").filter(version=version_of(resolution)).select_related("parent")
    numbered = {
        row.ident: row.parent.ident if row.parent else None for row in rows if row.label not in ("", "-")
    }
    assert numbered == {"I": None, "I.1": "I", "I.2": "I", "II": None, "II.1": "II", "II.2": "II"}


def test_findings_stand_where_their_words_stand_in_code_points(resolution: Document) -> None:
    """The text before the targets holds 𝔸, which is one code point and two UTF-16 units."""
    target = findings_of(resolution, "target")[0]
    text = version_of(resolution).text
    assert "𝔸" in text[: target.start]
    assert text[target.start : target.end].startswith("Phấn đấu 95% đảng viên")
    assert target.state == Finding.State.PROPOSED
    assert target.proposed["value"] == 95


def test_registering_is_told_in_the_log_without_the_text(resolution: Document, world: World) -> None:
    entry = AuditEntry.objects.get(action="documents.register")
    assert entry.target_unit_id == world.unit("DU").pk
    assert entry.changes["symbol"] == "12-NQ/ĐU"
    assert "dân vận" not in str(entry.changes)


def test_a_text_never_changes(resolution: Document) -> None:
    with pytest.raises(DatabaseError), transaction.atomic():
        DocumentVersion.objects.system("test").filter(document=resolution).update(text="khác")


def test_a_proposal_never_changes(resolution: Document) -> None:
    with pytest.raises(DatabaseError), transaction.atomic():
        Finding.objects.system("test").filter(version__document=resolution).update(proposed={})


def test_the_same_file_is_refused_and_leads_to_the_document(resolution: Document, world: World) -> None:
    data = files.content(version_of(resolution).source_file)
    with pytest.raises(AlreadyThere, match="Tệp này đã có") as refused:
        register_document(actor=world.reviewer, unit=world.unit("DU"), data=data, file_name="lan-hai.docx")
    assert refused.value.document_id == resolution.pk
    assert everything_stored() == (1, 1, 1)


def test_the_same_symbol_issuer_and_date_are_refused(
    resolution: Document, take: Callable[..., Document]
) -> None:
    with pytest.raises(AlreadyThere, match="cùng số, ký hiệu") as refused:
        take(texts.RESOLUTION.replace("đổi mới", "tiếp tục đổi mới"), "ban-khac.docx")
    assert refused.value.document_id == resolution.pk


def test_another_unit_may_register_what_it_cannot_know_of(
    resolution: Document, take: Callable[..., Document]
) -> None:
    """A refusal would tell the stranger that somebody else has the document."""
    own = take(texts.RESOLUTION, "nghi-quyet.docx", unit="CB.XA", who="nguoi.la")
    assert own.pk != resolution.pk


def test_two_documents_of_one_symbol_differ_by_their_date(
    resolution: Document, take: Callable[..., Document]
) -> None:
    other = take(texts.RESOLUTION.replace("ngày 05 tháng 9 năm 2026", "ngày 05 tháng 9 năm 2025"), "cu.docx")
    assert other.symbol == resolution.symbol
    assert other.pk != resolution.pk


def test_nobody_registers_for_a_unit_that_is_not_theirs(world: World, today: date) -> None:
    with pytest.raises(Forbidden):
        register_document(actor=world.clerk, unit=world.unit("DU"), data=b"x", file_name="a.txt")
    with pytest.raises(Forbidden):
        register_document(actor=world.auditor, unit=world.unit("TU"), data=b"x", file_name="a.txt")


def test_a_text_that_is_no_official_document_is_still_taken(take: Callable[..., Document]) -> None:
    document = take("Mua rau, mua gạo.\nGọi điện cho mẹ.", "ghi-chep.txt")
    assert document.symbol == ""
    assert str(document)
    assert version_of(document).analysis["warnings"]


@pytest.mark.parametrize("symbol", ["a" * 5000, "I. " * 400, "🌉" * 300, "1.1.1.1.1 x\n" * 50])
def test_no_text_breaks_the_registration(take: Callable[..., Document], symbol: str) -> None:
    assert take(f"Số {symbol}\nngày 32 tháng 13 năm 2026", "la.txt").pk


BAD_FILES = {
    "empty": (b"", "trong.docx"),
    "truncated": (texts.docx(texts.PLAN)[:4000], "cut.docx"),
    "encrypted": (texts.ENCRYPTED, "khoa.docx"),
    "renamed": (b"%PDF-1.7\n1 0 obj", "doi-ten.docx"),
    "binary text": (b"MZ\x90\x00\x03ab" * 50, "nhi-phan.txt"),
    "zip bomb": (texts.zip_bomb(), "bom.docx"),
    "entity bomb": (texts.entity_bomb(), "thuc-the.docx"),
    "unknown kind": (b"x", "anh.bmp"),
    "no kind": (b"x", "khong-duoi"),
}


@pytest.mark.parametrize("name", BAD_FILES)
def test_a_bad_file_is_refused_with_a_sentence_and_leaves_nothing(
    world: World, today: date, name: str
) -> None:
    data, file_name = BAD_FILES[name]
    with pytest.raises(Refused) as refused:
        register_document(actor=world.reviewer, unit=world.unit("DU"), data=data, file_name=file_name)
    assert refused.value.where == file_name
    assert len(refused.value.what) > 40
    assert everything_stored() == (0, 0, 0)


def test_a_secret_document_leaves_only_the_fact_in_the_log(world: World, today: date) -> None:
    before = AuditEntry.objects.count()
    with pytest.raises(SecretRefused) as refused:
        register_document(
            actor=world.reviewer,
            unit=world.unit("DU"),
            data=texts.docx(texts.SECRET),
            file_name="ke-hoach-mat-31.docx",
        )
    assert "cán bộ bảo mật" in refused.value.todo
    assert everything_stored() == (0, 0, 0)
    entry = AuditEntry.objects.order_by("-id")[0]
    assert AuditEntry.objects.count() == before + 1
    assert (entry.action, entry.actor_label) == ("documents.refuse_secret", world.reviewer.label)
    told = f"{entry.target_label} {entry.changes} {refused.value}"
    assert not any(word in told for word in ("31-KH", "ke-hoach-mat", "dân vận", "đối thoại"))


def test_a_document_that_talks_about_secrecy_is_not_secret(take: Callable[..., Document]) -> None:
    text = texts.PLAN.replace("công tác dân vận năm 2026", "bảo vệ bí mật nhà nước, tài liệu Mật và Tối mật")
    assert take(text, "ke-hoach.docx").pk


def test_a_failure_while_writing_leaves_no_half_document(
    world: World, today: date, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("no")

    monkeypatch.setattr("caunoi.documents.intake.link_version", fail)
    with pytest.raises(RuntimeError):
        register_document(
            actor=world.reviewer, unit=world.unit("DU"), data=texts.txt(texts.PLAN), file_name="a.txt"
        )
    assert everything_stored()[:2] == (0, 0)
    assert not Provision.objects.system("test").exists()


def test_a_file_name_with_folders_loses_them(world: World, today: date) -> None:
    document = register_document(
        actor=world.reviewer,
        unit=world.unit("DU"),
        data=texts.txt(texts.PLAN),
        file_name="C:\\Users\\an\\..\\ke-hoach.txt",
    )
    assert version_of(document).file_name == "ke-hoach.txt"
