"""Reports on the web and the command line: ordered, made in the background, downloaded; strangers see nothing."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from caunoi.accounts.models import RoleGrant
from caunoi.cli import report as command
from caunoi.indicators.models import FrozenReport
from caunoi.kernel.errors import Invalid, NotFoundForYou
from caunoi.kernel.models import AuditEntry, Job
from caunoi.outputs.issuing import issue_report
from caunoi.outputs.ordering import make_report, order_report
from caunoi.outputs.provenance import summary
from tests.outputs.conftest import Told
from tests.outputs.reading import bookmarks

SignIn = Callable[[str], Client]


@pytest.fixture
def frozen(told: Told) -> FrozenReport:
    return issue_report(actor=told.world.reviewer, period=told.period, unit=told.world.unit("DU")).report


def test_a_button_leads_to_the_report_by_way_of_its_job(
    told: Told, sign_in: SignIn, django_capture_on_commit_callbacks: Callable[..., object]
) -> None:
    client = sign_in("chuyen.vien")
    page = client.get(reverse("official-reports", args=[told.period.pk]))
    assert "Chưa có báo cáo nào được chốt" in page.content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post(
            reverse("report-order", args=[told.period.pk]), {"don-vi": "DU", "ngay": "30/09/2026"}
        )
    job = Job.objects.get()
    assert answer.url == reverse("report-job", args=[job.pk])
    assert (job.state, job.done, job.total) == (Job.State.DONE, 3, 3)
    made = client.get(answer.url, follow=True)
    assert made.redirect_chain[-1][0] == reverse("official-report", args=[job.ids["report"]])
    assert "19,1 %" in made.content.decode()
    watching = client.get(answer.url, headers={"HX-Request": "true"})
    assert watching["HX-Redirect"] == made.redirect_chain[-1][0]
    assert AuditEntry.objects.filter(action="reports.order").exists()


def test_a_job_that_waits_shows_how_far_it_is(told: Told, sign_in: SignIn) -> None:
    job = order_report(actor=told.world.reviewer, period=told.period, unit=told.world.unit("DU"))
    page = sign_in("chuyen.vien").get(reverse("report-job", args=[job.pk]))
    assert "Đang chờ tiến trình nền" in page.content.decode()
    assert sign_in("cap.tren").get(reverse("report-job", args=[job.pk])).status_code == 404


def test_a_job_that_runs_twice_makes_one_report(told: Told) -> None:
    job = order_report(actor=told.world.reviewer, period=told.period, unit=told.world.unit("DU"))
    make_report.func(job.pk)
    Job.objects.filter(pk=job.pk).update(state=Job.State.QUEUED)
    make_report.func(job.pk)
    assert FrozenReport.objects.system("test").count() == 1
    assert Job.objects.get(pk=job.pk).state == Job.State.DONE


def test_a_job_whose_person_lost_the_right_fails_with_a_sentence(told: Told) -> None:
    job = order_report(actor=told.world.reviewer, period=told.period, unit=told.world.unit("DU"))
    held = RoleGrant.objects.system("test").filter(person=told.world.people["chuyen.vien"])
    held.update(valid_to="2026-10-01")
    make_report.func(job.pk)
    row = Job.objects.get(pk=job.pk)
    assert row.state == Job.State.FAILED
    assert row.problem
    assert not FrozenReport.objects.system("test").exists()


def test_both_files_are_downloaded_as_they_were_frozen(
    told: Told, frozen: FrozenReport, sign_in: SignIn
) -> None:
    client = sign_in("kiem.toan")
    word = client.get(reverse("official-report-docx", args=[frozen.pk]))
    origin = client.get(reverse("official-report-json", args=[frozen.pk]))
    assert bookmarks(word.content)["CT1"] == "19,1 %"
    assert summary(json.loads(origin.content)) == frozen.facts
    assert 'filename="bao-cao-ky-2026Q3-DU.docx"' in word["Content-Disposition"]


def test_the_report_page_leads_to_figure_and_clause(
    told: Told, frozen: FrozenReport, sign_in: SignIn
) -> None:
    page = sign_in("chuyen.vien").get(reverse("official-report", args=[frozen.pk])).content.decode()
    figure = reverse("target-figure", args=[told.period.pk, told.targets["ratio"].pk])
    assert f'href="{figure}?ngay=30%2F09%2F2026&amp;don-vi=DU"' in page
    assert reverse("clause", args=[told.targets["ratio"].provision_id]) in page
    assert "Đảng bộ Trường Chính trị" in page


def test_an_overtaken_report_says_so_in_list_and_page(
    told: Told, frozen: FrozenReport, sign_in: SignIn
) -> None:
    FrozenReport.objects.system("test").filter(pk=frozen.pk).update(stale_since=frozen.frozen_at)
    client = sign_in("chuyen.vien")
    assert "đã đính chính" in client.get(reverse("official-reports", args=[told.period.pk])).content.decode()
    assert "được đính chính" in client.get(reverse("official-report", args=[frozen.pk])).content.decode()


def test_a_stranger_finds_none_of_it(told: Told, frozen: FrozenReport, sign_in: SignIn) -> None:
    assert told.resolution is not None
    client = sign_in("nguoi.la")
    addresses = [
        reverse("official-reports", args=[told.period.pk]),
        *(
            reverse(name, args=[frozen.pk])
            for name in ("official-report", "official-report-docx", "official-report-json")
        ),
        reverse("plan-docx", args=[told.resolution.document_id]),
    ]
    assert [client.get(address).status_code for address in addresses] == [404] * 5


def test_a_reporting_unit_sees_no_report_of_the_unit_above(
    told: Told, frozen: FrozenReport, sign_in: SignIn
) -> None:
    client = sign_in("nguoi.nhap")
    assert client.get(reverse("official-report", args=[frozen.pk])).status_code == 404
    assert client.post(reverse("report-order", args=[told.period.pk]), {"don-vi": "DU"}).status_code in (
        403,
        404,
    )
    assert not Job.objects.exists()


def test_an_auditor_sees_no_button_and_may_not_order(told: Told, sign_in: SignIn) -> None:
    client = sign_in("kiem.toan")
    page = client.get(reverse("official-reports", args=[told.period.pk])).content.decode()
    assert reverse("report-order", args=[told.period.pk]) not in page
    answer = client.post(reverse("report-order", args=[told.period.pk]), {"don-vi": "DU"})
    assert answer.status_code == 403


def test_the_plan_is_offered_and_downloaded_from_the_documents_page(told: Told, sign_in: SignIn) -> None:
    assert told.resolution is not None
    client = sign_in("chuyen.vien")
    address = reverse("plan-docx", args=[told.resolution.document_id])
    assert address in client.get(reverse("document", args=[told.resolution.document_id])).content.decode()
    answer = client.get(address)
    assert answer.status_code == 200
    assert answer.content[:2] == b"PK"


def _arguments(out: Path, **more: str) -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    command.add_arguments(parser)
    given = {"unit": "DU", "period": "2026Q3", "as": "chuyen.vien", "out": str(out)} | more
    words = [word for name, value in given.items() for word in (f"--{name}", value)]
    return parser.parse_args([more.pop("code", "bao-cao-ky"), *words])


def test_the_command_writes_the_report_and_its_origin(told: Told, tmp_path: Path) -> None:
    out = tmp_path / "bao-cao.docx"
    assert command.run(_arguments(out)) == 0
    origin = json.loads((tmp_path / "bao-cao.docx.json").read_text())
    share = next(one for one in origin["figures"] if one["key"] == "CT1")
    assert bookmarks(out.read_bytes())["CT1"] == share["printed"]["CT1"] == "19,1 %"
    assert FrozenReport.objects.system("test").count() == 1


@pytest.mark.parametrize(
    ("changed", "problem"),
    [
        ({"period": "quý ba"}, Invalid),
        ({"period": "2025Q1"}, NotFoundForYou),
        ({"unit": "KHONG.CO"}, NotFoundForYou),
        ({"as": "nguoi.la"}, NotFoundForYou),
        ({"as": "ai.do"}, NotFoundForYou),
    ],
)
def test_the_command_says_what_is_wrong_and_writes_nothing(
    told: Told, tmp_path: Path, changed: dict[str, str], problem: type[Exception]
) -> None:
    with pytest.raises(problem):
        command.run(_arguments(tmp_path / "x.docx", **changed))
    assert list(tmp_path.iterdir()) == []


def test_the_same_order_twice_is_one_job(
    told: Told, django_capture_on_commit_callbacks: Callable[..., object]
) -> None:
    actor, unit = told.world.reviewer, told.world.unit("DU")
    with django_capture_on_commit_callbacks(execute=True):
        first = order_report(actor=actor, period=told.period, unit=unit)
        assert order_report(actor=actor, period=told.period, unit=unit).pk == first.pk
    assert FrozenReport.objects.system("test").count() == 1
    assert order_report(actor=actor, period=told.period, unit=unit).pk != first.pk
