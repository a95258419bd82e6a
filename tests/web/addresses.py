"""A sample for every address that names a record, all from the demo province, all of the Đảng bộ's own.

A new address without a sample fails the matrix test.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from caunoi.accounts.models import Person, RoleGrant
from caunoi.accounts.selectors import actor_by_username
from caunoi.directives.models import Addressee, CoverageLink, Plan, Requirement
from caunoi.documents.models import Document, Finding, IncomingFile, Provision
from caunoi.indicators.models import FrozenReport, Period, Submission, Target
from caunoi.indicators.selectors.reports import period_for
from caunoi.kernel import clock
from caunoi.kernel.models import Job
from caunoi.obligations.models import Handout, Obligation
from caunoi.orgs.models import Reorganization
from caunoi.orgs.selectors import unit_by_code
from caunoi.outputs.issuing import issue_report

OWN = "CS.025"


def first(model: type[Any], **conditions: Any) -> Any:
    """The first row of the demo that fits."""
    row = model.objects.system("sample of an address").filter(**conditions).order_by("pk").first()
    assert row is not None, f"the demo has no {model.__name__} {conditions}"
    return row


def pk(model: type[Any], **conditions: Any) -> Callable[[], dict[str, Any]]:
    """The keyword arguments for an address with one ``pk``."""
    return lambda: {"pk": first(model, **conditions).pk}


DOCUMENT = pk(Document, symbol="12-NQ/ĐU")
FINDING = pk(Finding, version__document__symbol="12-NQ/ĐU")
DUTY = pk(Obligation, unit__code=OWN)
SUBMISSION = pk(Submission, unit__code=OWN, period__index=3)
PERIOD = pk(Period, index=3)
TARGET = pk(Target)


def REPORT() -> dict[str, Any]:  # noqa: N802  a sample like the others
    return a_report()


ADDRESSEE = pk(Addressee, unit__code=OWN)
PLAN = pk(Plan, addressee__unit__code=OWN)
FOLLOWED = pk(Document, symbol="14-NQ/ĐU")


def a_row(model: type[Any], **conditions: Any) -> int:
    """The first row of a model that is read through its parent."""
    return model.objects.filter(**conditions).order_by("pk").first().pk


SAMPLES: dict[str, Callable[[], dict[str, Any]]] = {
    "unit": lambda: {"code": OWN},
    "rename-unit": lambda: {"code": OWN},
    "merge": pk(Reorganization),
    "cancel-merge": pk(Reorganization),
    "revoke-role": pk(RoleGrant, unit__code=OWN),
    "end-delegation": pk(RoleGrant, unit__code=OWN),
    "document-page": lambda: {**DOCUMENT(), "number": 1, "page": 1},
    "clause": pk(Provision, version__document__symbol="12-NQ/ĐU"),
    "finding": FINDING,
    "finding-confirm": FINDING,
    "finding-reject": FINDING,
    "finding-reopen": FINDING,
    "finding-edit": FINDING,
    "incoming-stop": lambda: {"pk": a_file()},
    "incoming-clear": lambda: {"pk": a_file()},
    "document": DOCUMENT,
    "document-text": DOCUMENT,
    "document-compare": DOCUMENT,
    "document-related": DOCUMENT,
    "document-file": DOCUMENT,
    "document-akoma-ntoso": DOCUMENT,
    "document-data": DOCUMENT,
    "document-commented": DOCUMENT,
    "document-facts": DOCUMENT,
    "document-distribute": DOCUMENT,
    "document-correct": DOCUMENT,
    "document-withdraw": DOCUMENT,
    "document-review": DOCUMENT,
    "finding-add": DOCUMENT,
    "document-sign-off": DOCUMENT,
    "document-reopen": DOCUMENT,
    "handout": pk(Handout),
    "handout-newcomers": pk(Handout),
    "duty": DUTY,
    "duty-file": DUTY,
    "duty-step": lambda: {**DUTY(), "step": "nop"},
    "directive": FOLLOWED,
    "directive-set-up": DOCUMENT,
    "directive-export": FOLLOWED,
    "directive-newcomers": FOLLOWED,
    "directive-correction": FOLLOWED,
    "directive-unit": ADDRESSEE,
    "plan-decide": ADDRESSEE,
    "plan": PLAN,
    "plan-look-again": PLAN,
    "plan-export": PLAN,
    "link-decide": lambda: {
        "pk": a_row(CoverageLink, plan__addressee__unit__code=OWN),
        "step": "xac-nhan",
    },
    "requirement-answer": lambda: {
        **ADDRESSEE(),
        "requirement_pk": a_row(Requirement, directive__document__symbol="14-NQ/ĐU"),
    },
    "target": TARGET,
    "target-new": pk(Finding, version__document__symbol="21-KH/ĐU", kind="target"),
    "target-judge": TARGET,
    "period": PERIOD,
    "period-totals": PERIOD,
    "period-export": PERIOD,
    "figure": lambda: {**PERIOD(), "code": "dv.cells_total"},
    "target-figure": lambda: {**PERIOD(), "target_pk": TARGET()["pk"]},
    "submission": SUBMISSION,
    "sheet": SUBMISSION,
    "sheet-draft": SUBMISSION,
    "submission-send": SUBMISSION,
    "submission-recall": SUBMISSION,
    "submission-return": SUBMISSION,
    "submission-accept": SUBMISSION,
    "submission-restate": SUBMISSION,
    "submission-version": lambda: {**pk(Submission, unit__code="CS.001", period__index=3)(), "number": 1},
    "official-reports": PERIOD,
    "report-order": PERIOD,
    "report-job": lambda: {"pk": a_job()},
    "official-report": REPORT,
    "official-report-docx": REPORT,
    "official-report-json": REPORT,
    "plan-docx": DOCUMENT,
}


def a_job() -> int:
    """A job that the specialist asked for."""
    person = Person.objects.get(username="chuyenvien")
    job, _ = Job.objects.get_or_create(
        task="test",
        actor_id=person.pk,
        ids={"period": PERIOD()["pk"]},
        defaults={"created_at": clock.true_now()},
    )
    return job.pk


def a_file() -> int:
    """A file that the specialist has on its way in."""
    person = Person.objects.get(username="chuyenvien")
    row, _ = IncomingFile.objects.system("sample of an address").get_or_create(
        person_id=person.pk, unit=unit_by_code("DU.CQD"), defaults={"created_at": clock.true_now()}
    )
    return int(row.pk)


def a_report() -> dict[str, Any]:
    """A frozen report of the demo's quarter, made once."""
    found = FrozenReport.objects.system("sample of an address").first()
    if found is None:
        specialist = actor_by_username("chuyenvien")
        assert specialist is not None
        period = period_for(specialist, PERIOD()["pk"])
        found = issue_report(actor=specialist, period=period, unit=unit_by_code("DU.CQD")).report
    return {"pk": found.pk}
