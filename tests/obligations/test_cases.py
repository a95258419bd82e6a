"""A case obligation: counted under its neutral title, opened by holders of a grant only, leaked nowhere."""

import io
import json
from datetime import date

import openpyxl
import pytest
from django.db import IntegrityError, transaction

from caunoi.kernel import clock
from caunoi.kernel.audit import record
from caunoi.kernel.errors import NotFoundForYou
from caunoi.kernel.models import AuditEntry
from caunoi.kernel.running import mark_policy_checked
from caunoi.kernel.scoping import system_access
from caunoi.kernel.usecases import use_case
from caunoi.obligations import origins, services
from caunoi.obligations.board import board
from caunoi.obligations.evidence import Evidence
from caunoi.obligations.models import Obligation
from caunoi.obligations.opening import Draft, Sealed, open_all
from caunoi.obligations.selectors import Filters, duty_for, filtered, owed_by, rows_of

SECRET_TITLE = "Xác minh đơn của ông Bùi Thử Nghiệm về đất đai"
SECRET_PRODUCT = "Kết luận xác minh thửa 77"
SECRETS = ("Bùi Thử", "đất đai", "thửa 77", "Xác minh")
NEUTRAL = "Việc theo hồ sơ đơn thư số 12/2026"


@use_case("tests.open_case")
def _open(*, actor, draft):
    mark_policy_checked()
    (row,) = open_all(actor, [draft])
    record(row, unit_id=row.custodian_id, stage=(None, "open"))
    return row


@pytest.fixture
def case(world, today):
    granted = (world.people["lanh.dao"].pk, world.people["chuyen.vien"].pk)
    draft = Draft(
        unit_id=world.unit("CS.001").pk,
        superior_id=world.unit("DU").pk,
        line="party",
        title=SECRET_TITLE,
        product=SECRET_PRODUCT,
        due_on=date(2026, 10, 30),
        sealed=Sealed("12/2026", granted, "Phân công giải quyết hồ sơ"),
    )
    return _open(actor=world.reviewer, draft=draft)


def _leaks(text):
    return [secret for secret in SECRETS if secret in text]


@pytest.mark.parametrize("name", ["nguoi.nhap", "cap.tren", "kiem.toan", "quan.tri"])
@pytest.mark.parametrize(
    "url",
    ["/nhiem-vu/", "/nhiem-vu/?nhom=van-ban", "/nhiem-vu/?q=ho+so+don+thu", "/nhiem-vu/ngoai-le/"],
)
def test_others_see_the_neutral_words_and_no_link(sign_in, case, name, url, site_shows):
    site_shows(date(2026, 11, 20))
    page = sign_in(name).get(url).content.decode()
    assert NEUTRAL in page
    assert not _leaks(page)
    assert f"/nhiem-vu/{case.pk}/" not in page


@pytest.mark.parametrize("name", ["nguoi.nhap", "cap.tren", "kiem.toan", "quan.tri", "nguoi.la"])
def test_without_a_grant_every_address_of_the_case_is_not_found(sign_in, case, name):
    client = sign_in(name)
    assert client.get(f"/nhiem-vu/{case.pk}/").status_code == 404
    for step in ("nop", "duyet", "tra-lai", "tien-do", "gia-han", "huy"):
        assert client.post(f"/nhiem-vu/{case.pk}/{step}/", {"text": "x", "reason": "x"}).status_code == 404


@pytest.mark.parametrize("text", ["xac minh", "dat dai", "thua 77", "bui thu"])
def test_searching_for_its_words_finds_nothing_even_for_holders(world, case, text):
    for actor in (world.superior, world.reviewer):
        assert not list(filtered(actor, Filters(text=text)))


def test_the_export_carries_the_neutral_title_only(sign_in, case):
    response = sign_in("chuyen.vien").get("/nhiem-vu/bang.xlsx", {"cot": ["vb", "mc", "tt"]})
    sheet = openpyxl.load_workbook(io.BytesIO(response.content)).active
    text = " ".join(str(cell) for row in sheet.iter_rows(values_only=True) for cell in row)
    assert NEUTRAL in text
    assert not _leaks(text)


def test_rows_desk_and_board_hold_no_word_of_it(world, case):
    rows = rows_of(world.superior, filtered(world.superior, Filters())) + owed_by(world.clerk)
    with clock.frozen(clock.at_noon(date(2026, 11, 20))):
        rows += [one.row for one in board(world.superior).exceptions]
    assert len(rows) == 3
    assert not _leaks(repr(rows))
    assert not any(row.openable for row in rows)


def test_a_holder_of_the_grant_reads_it(sign_in, case):
    page = sign_in("lanh.dao").get(f"/nhiem-vu/{case.pk}/").content.decode()
    assert SECRET_TITLE in page
    assert SECRET_PRODUCT in page


def test_a_grant_of_a_person_outside_the_two_units_opens_nothing(world, case):
    from caunoi.obligations.models import CaseGrant

    CaseGrant.objects.create(
        obligation=case, person=world.people["nguoi.la"], since=date(2026, 10, 12), reason="nhầm"
    )
    with pytest.raises(NotFoundForYou):
        duty_for(world.stranger, case.pk)


def test_use_cases_answer_not_found_to_those_without_a_grant(world, case):
    with pytest.raises(NotFoundForYou):
        services.accept(actor=world.superior, duty=case)
    with pytest.raises(NotFoundForYou):
        services.note_progress(actor=world.clerk, duty=case, text="x")


def test_the_audit_log_holds_no_word_of_it(world, case):
    services.submit(
        actor=world.leader, duty=case, evidence=Evidence("9-KL", date(2026, 10, 12), "về đất đai")
    )
    services.send_back(actor=world.reviewer, duty=case, reason="Xác minh lại thửa 77")
    rows = AuditEntry.objects.filter(target_type="obligations.obligation", target_id=str(case.pk))
    assert rows.count() == 3
    text = json.dumps([[row.target_label, row.changes] for row in rows], ensure_ascii=False)
    assert not _leaks(text)


def test_the_database_itself_refuses_a_telling_title(case):
    for change in ({"title": SECRET_TITLE}, {"product": "Kết luận"}):
        with pytest.raises(IntegrityError), transaction.atomic(), system_access("test"):
            Obligation.objects.filter(pk=case.pk).update(**change)


def test_the_draft_of_a_case_does_not_print_who_may_open_it(world):
    assert "person_ids" not in repr(Draft(1, 2, "party", "x", "y", sealed=Sealed("1", (7,), "z")))


def test_an_unregistered_origin_cannot_open_anything(world, today):
    with pytest.raises(ValueError, match="not registered"):
        origins.open_for_origin(world.reviewer, Draft(1, 2, "party", "x", "y"), origin="khong-co", ref="1")
