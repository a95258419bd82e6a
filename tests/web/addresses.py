"""A sample for every address that names a record, all from the demo province, all of the Đảng bộ's own.

A new address without a sample fails the matrix test.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from caunoi.accounts.models import RoleGrant
from caunoi.documents.models import Document, Finding, Provision
from caunoi.indicators.models import FrozenReport, Period, Submission, Target
from caunoi.obligations.models import Handout, Obligation
from caunoi.orgs.models import Reorganization, Unit

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

SAMPLES: dict[str, Callable[[], dict[str, Any]]] = {
    "unit": lambda: {"code": OWN},
    "rename-unit": lambda: {"code": OWN},
    "merge": pk(Reorganization),
    "cancel-merge": pk(Reorganization),
    "revoke-role": pk(RoleGrant, unit__code=OWN),
    "end-delegation": pk(RoleGrant, unit__code=OWN),
    "clause": pk(Provision, version__document__symbol="12-NQ/ĐU"),
    "finding": FINDING,
    "finding-confirm": FINDING,
    "finding-reject": FINDING,
    "finding-reopen": FINDING,
    "finding-edit": FINDING,
    "document": DOCUMENT,
    "document-text": DOCUMENT,
    "document-file": DOCUMENT,
    "document-facts": DOCUMENT,
    "document-distribute": DOCUMENT,
    "document-correct": DOCUMENT,
    "document-review": DOCUMENT,
    "finding-add": DOCUMENT,
    "document-sign-off": DOCUMENT,
    "document-reopen": DOCUMENT,
    "handout": pk(Handout),
    "handout-newcomers": pk(Handout),
    "duty": DUTY,
    "duty-file": DUTY,
}
