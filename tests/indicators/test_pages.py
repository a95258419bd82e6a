"""The pages of the area: who finds them, what they say, what they keep, how much they ask of the database."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from caunoi.indicators.cells import loaded
from caunoi.indicators.definitions import load_form
from caunoi.indicators.models import Submission
from caunoi.indicators.review import return_
from caunoi.kernel import roles
from caunoi.orgs.lines import Kind, Level, Line
from tests.indicators.builders import (
    BUILDER,
    CODES,
    FORM,
    FULL,
    Quarter,
    add_leaders,
    carry_out,
    open_quarter,
    stage,
)
from tests.world import World

SignIn = Callable[[str], Client]
At = Callable[[date], AbstractContextManager[datetime]]


def posted(values: dict[str, str], revision: int, act: str = "luu") -> dict[str, str]:
    return {f"f-{code}": value for code, value in values.items()} | {"revision": str(revision), "viec": act}


def addresses(quarter: Quarter) -> list[str]:
    period, report, target = quarter.period.pk, quarter.report("CS.001").pk, quarter.target().pk
    return [
        f"/bao-cao/ky/{period}/",
        f"/bao-cao/ky/{period}/tong-hop/",
        f"/bao-cao/ky/{period}/tong-hop/?xem=don-vi",
        f"/bao-cao/ky/{period}/tong-hop/tai-ve/",
        f"/bao-cao/ky/{period}/so-lieu/t.cells/",
        f"/bao-cao/ky/{period}/chi-tieu/{target}/",
        f"/bao-cao/phieu/{report}/",
        f"/bao-cao/phieu/{report}/ban/1/",
        f"/chi-tieu/{target}/",
        f"/chi-tieu/bang-nhiet/?ky={period}",
    ]


def test_every_page_opens_for_the_reviewer(quarter: Quarter, sign_in: SignIn) -> None:
    quarter.accept("CS.001", FULL)
    client = sign_in("chuyen.vien")
    lists = [
        "/bao-cao/",
        "/bao-cao/cho-duyet/",
        "/bao-cao/ky/",
        "/bao-cao/ky/moi/",
        "/chi-tieu/",
        "/chi-tieu/bang-nhiet/",
    ]
    for address in lists + addresses(quarter):
        assert client.get(address).status_code == 200, address


def test_a_stranger_finds_none_of_them(quarter: Quarter, sign_in: SignIn) -> None:
    quarter.accept("CS.001", FULL)
    client, report = sign_in("nguoi.la"), quarter.report("CS.001").pk
    for address in [*addresses(quarter), f"/bao-cao/phieu/{report}/nhap/"]:
        assert client.get(address).status_code == 404, address
    for act in ("gui", "rut", "duyet", "dinh-chinh", "ban-nhap"):
        answer = client.post(f"/bao-cao/phieu/{report}/{act}/", {"reason": "x", "revision": "0"})
        assert answer.status_code == 404, act
    assert client.post(f"/bao-cao/phieu/{report}/tra-lai/", {"reason": "x"}).status_code in (403, 404)


def test_a_unit_that_only_reports_sees_its_own_line_and_not_the_total_above(
    quarter: Quarter, sign_in: SignIn
) -> None:
    quarter.accept("CS.001", FULL)
    quarter.accept("CS.002", FULL)
    client, period = sign_in("nguoi.nhap"), quarter.period.pk
    page = client.get(f"/bao-cao/ky/{period}/").content.decode()
    assert "Chi bộ Văn phòng Tỉnh ủy" in page
    assert "Chi bộ Sơn Hà" not in page
    assert client.get(f"/bao-cao/ky/{period}/tong-hop/?don-vi=DU").status_code == 404
    own = client.get(f"/bao-cao/ky/{period}/tong-hop/").content.decode()
    assert "1 trên 1 đơn vị" in own


def test_the_sheet_keeps_letters_and_says_why(quarter: Quarter, sign_in: SignIn) -> None:
    client, report = sign_in("lanh.dao"), quarter.report("CS.001")
    address = f"/bao-cao/phieu/{report.pk}/nhap/"
    values = {"t.cells": "4", "t.studied": "5", "t.sessions": "hai", "t.days": "-"}
    answer = client.post(address, posted(values, report.revision, "gui"))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Còn 2 ô cần sửa" in page
    assert 'value="hai"' in page
    assert "không phải là số" in page
    assert loaded(quarter.report("CS.001").draft)["t.days"].state == "nil"


def test_saving_what_is_wrong_is_quiet_success(quarter: Quarter, sign_in: SignIn) -> None:
    client, report = sign_in("nguoi.nhap"), quarter.report("CS.001")
    answer = client.post(f"/bao-cao/phieu/{report.pk}/nhap/", posted({"t.cells": "-2"}, report.revision))
    assert answer.status_code == 302
    page = client.get(f"/bao-cao/phieu/{report.pk}/nhap/").content.decode()
    assert 'value="-2"' in page
    assert "Không ghi số âm." in page


def test_the_second_writer_sees_both_texts_and_can_save(quarter: Quarter, sign_in: SignIn) -> None:
    client, report = sign_in("lanh.dao"), quarter.report("CS.001")
    quarter.save("CS.001", {"t.cells": "4", "t.sessions": "hai"}, actor=quarter.world.clerk)
    address = f"/bao-cao/phieu/{report.pk}/nhap/"
    answer = client.post(address, posted({"t.cells": "9", "t.sessions": ""}, report.revision))
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "<td>4</td><td>9</td>" in page
    assert 'value="hai"' in page, "a cell left empty does not wipe out what the first writer typed"
    fresh = re.search(r'name="revision" value="(\d+)"', page)
    assert fresh is not None
    assert client.post(address, posted({"t.cells": "9"}, int(fresh[1]))).status_code == 302
    assert loaded(quarter.report("CS.001").draft)["t.cells"].typed == "9"


def test_the_autosaved_draft_answers_with_its_revision_or_the_conflict(
    quarter: Quarter, sign_in: SignIn
) -> None:
    client, report = sign_in("nguoi.nhap"), quarter.report("CS.001")
    address = f"/bao-cao/phieu/{report.pk}/ban-nhap/"
    first = client.post(address, posted({"t.cells": "4a"}, report.revision))
    assert first.json()["revision"] == report.revision + 1
    second = client.post(address, posted({"t.cells": "5"}, report.revision))
    assert second.status_code == 409
    assert "vừa lưu" in second.json()["message"]


def test_a_clerk_is_offered_no_sending_and_posting_it_is_forbidden(quarter: Quarter, sign_in: SignIn) -> None:
    client, report = sign_in("nguoi.nhap"), quarter.report("CS.001")
    assert "Gửi báo cáo" not in client.get(f"/bao-cao/phieu/{report.pk}/nhap/").content.decode()
    assert client.post(f"/bao-cao/phieu/{report.pk}/gui/").status_code == 403


def test_the_way_of_a_report_over_the_pages(quarter: Quarter, sign_in: SignIn) -> None:
    leader, reviewer = sign_in("lanh.dao"), sign_in("chuyen.vien")
    report = quarter.report("CS.001")
    place = f"/bao-cao/phieu/{report.pk}/"
    leader.post(place + "nhap/", posted(FULL | {"t.sessions": "30"}, report.revision, "gui"))
    assert "Chi bộ Văn phòng" in reviewer.get("/bao-cao/cho-duyet/").content.decode()
    refused = reviewer.post(place + "tra-lai/", {"reason": ""})
    assert refused.status_code == 422
    reviewer.post(place + "tra-lai/", {"reason": "Số buổi gấp mười lần."})
    page = leader.get(place + "nhap/").content.decode()
    assert "Số buổi gấp mười lần." in page
    leader.post(place + "nhap/", posted({"t.sessions": "3"}, quarter.report("CS.001").revision, "gui"))
    assert reviewer.post(place + "duyet/").status_code == 302
    assert quarter.report("CS.001").state == "accepted"
    first = reviewer.get(place + "ban/1/").content.decode()
    assert "<strong>30</strong>" in first
    assert 'id="o-t-sessions"' in first


def test_a_figure_leads_to_the_field_of_the_version_and_names_the_missing(
    quarter: Quarter, sign_in: SignIn
) -> None:
    quarter.accept("CS.002", FULL)
    target = quarter.target()
    page = (
        sign_in("chuyen.vien").get(f"/bao-cao/ky/{quarter.period.pk}/chi-tieu/{target.pk}/").content.decode()
    )
    report = quarter.report("CS.002").pk
    assert f"/bao-cao/phieu/{report}/ban/1/#o-t-studied" in page
    assert "1 trên 5 đơn vị" in page
    assert "Đảng bộ Trường Chính trị" in page
    assert "Đạt: 100 %" in page


def test_the_totals_page_shows_the_new_unit_as_of_today_only(
    quarter: Quarter, sign_in: SignIn, at: At
) -> None:
    quarter.accept("CS.002", FULL | {"t.cells": "7", "t.studied": "7"})
    quarter.accept("CS.003", FULL | {"t.cells": "5", "t.studied": "5"})
    merge = stage(quarter.world, date(2026, 10, 15))
    with at(date(2026, 10, 20)):
        carry_out(quarter.world, merge)
        address = f"/bao-cao/ky/{quarter.period.pk}/tong-hop/?xem=don-vi"
        then = sign_in("chuyen.vien").get(address).content.decode()
        now = sign_in("chuyen.vien").get(address + "&ngay=20/10/2026").content.decode()
    assert "Chi bộ Sơn Hà Hạ" not in then
    assert "Chi bộ Sơn Hà Hạ" in now
    assert "gồm Chi bộ Sơn Hà; Chi bộ Sơn Hạ" in now


def test_a_date_that_cannot_be_read_is_kept_and_said(quarter: Quarter, sign_in: SignIn) -> None:
    answer = sign_in("chuyen.vien").get(f"/bao-cao/ky/{quarter.period.pk}/tong-hop/?ngay=hôm qua")
    page = answer.content.decode()
    assert answer.status_code == 200
    assert 'value="hôm qua"' in page
    assert "không đọc được" in page


def test_the_export_holds_the_sum_the_units_and_the_missing(quarter: Quarter, sign_in: SignIn) -> None:
    quarter.accept("CS.002", FULL)
    answer = sign_in("chuyen.vien").get(f"/bao-cao/ky/{quarter.period.pk}/tong-hop/tai-ve/")
    rows = [list(row) for row in load_workbook(BytesIO(answer.content)).active.iter_rows(values_only=True)]  # type: ignore[union-attr]
    text = " ".join(str(cell) for row in rows for cell in row if cell is not None)
    assert "1 trên 5 đơn vị" in text
    assert "Đảng bộ Trường Chính trị" in text
    total = next(row for row in rows if str(row[0]).startswith("Tổng:"))
    assert total[1] == 10


def test_the_list_of_a_period_finds_without_diacritics_and_exports_as_shown(
    quarter: Quarter, sign_in: SignIn
) -> None:
    client, address = sign_in("chuyen.vien"), f"/bao-cao/ky/{quarter.period.pk}/?q=son ha"
    page = client.get(address).content.decode()
    assert "Chi bộ Sơn Hà" in page
    assert "Chi bộ Sơn Hạ" in page
    assert "Trường Chính trị" not in page
    sheet = load_workbook(BytesIO(client.get(address + "&tai=xlsx").content)).active
    names = [row[0] for row in sheet.iter_rows(values_only=True)]  # type: ignore[union-attr]
    assert names[-2:] == ["Chi bộ Sơn Hà", "Chi bộ Sơn Hạ"]


def test_opening_a_period_names_the_units_before_it_opens(world: World, today: date, sign_in: SignIn) -> None:
    version = load_form(actor=BUILDER, definition=FORM)
    client = sign_in("chuyen.vien")
    fields = {
        "form_version": str(version.pk),
        "period": "2026Q3",
        "kinds": [Kind.CELL_BASE.value],
        "due_on": "05/10/2026",
    }
    preview = client.post("/bao-cao/ky/moi/", fields | {"buoc": "xem"}).content.decode()
    assert "Chi bộ Sơn Hạ" in preview
    assert "Mở kỳ cho 3 đơn vị" in preview
    assert not Submission.objects.system("test").exists()
    assert client.post("/bao-cao/ky/moi/", fields | {"buoc": "mo"}).status_code == 302
    assert Submission.objects.system("test").count() == 3
    again = client.post("/bao-cao/ky/moi/", fields | {"buoc": "mo"})
    assert again.status_code == 422
    assert "đã mở rồi" in again.content.decode()


def test_a_wrong_due_day_is_kept_as_typed(world: World, today: date, sign_in: SignIn) -> None:
    load_form(actor=BUILDER, definition=FORM)
    answer = sign_in("chuyen.vien").post("/bao-cao/ky/moi/", {"due_on": "31/02/2026", "buoc": "xem"})
    assert answer.status_code == 422
    assert "31/02/2026" in answer.content.decode()


def test_blank_zero_and_nil_read_apart_on_the_page(quarter: Quarter, sign_in: SignIn) -> None:
    quarter.send("CS.001", FULL | {"t.sessions": "0", "t.days": "nil", "t.people": "blank"})
    page = sign_in("lanh.dao").get(f"/bao-cao/phieu/{quarter.report('CS.001').pk}/").content.decode()
    assert "<strong>0</strong>" in page
    assert "Không phát sinh" in page
    assert "Trống" in page


def _sixty(world: World) -> Quarter:
    codes = [f"CS.{number:03}" for number in range(6, 61)]
    for code in codes:
        world.add_unit(code, f"Chi bộ số {code[3:]}", Kind.CELL_BASE, Level.BASE, {Line.PARTY.value: "DU"})
    add_leaders(world, CODES[1:])
    for code in codes:
        world.add_person(f"ld.cs{code[3:]}", f"Cán bộ {code}", code, roles.ENTRY, roles.LEADER)
    version = load_form(actor=BUILDER, definition=FORM)
    return Quarter(world, version, open_quarter(world, version))


def test_no_page_asks_more_with_sixty_units(world: World, today: date, sign_in: SignIn) -> None:
    quarter = _sixty(world)
    for code in ("CS.001", "CS.007", "CS.033"):
        quarter.accept(code, FULL)
    for code in ("CS.002", "CS.008"):
        quarter.send(code, FULL)
    return_(actor=world.reviewer, submission=quarter.report("CS.008"), reason="Ghi lại.")
    quarter.target("element", value=Decimal(1), each_unit=True)
    quarter.target("judged", value=Decimal(100))
    lists = ["/bao-cao/", "/bao-cao/cho-duyet/", "/bao-cao/ky/", "/chi-tieu/", "/chi-tieu/bang-nhiet/"]
    client, asked = sign_in("chuyen.vien"), {}
    for address in lists + addresses(quarter):
        client.get(address)
        with CaptureQueriesContext(
            connection,
        ) as caught:
            assert client.get(address).status_code == 200
        asked[address] = len(caught)
    clerk, sheet = sign_in("lanh.dao"), f"/bao-cao/phieu/{quarter.report('CS.002').pk}/nhap/"
    own = sign_in("ld.cs002")
    own.get(sheet)
    with CaptureQueriesContext(connection) as caught:
        assert own.get(sheet).status_code in (200, 302)
    asked[sheet] = len(caught)
    assert clerk.get("/bao-cao/").status_code == 200
    assert {address: count for address, count in asked.items() if count > 25} == {}
