"""The daily work: calls every area's system use cases for today; what should be, computed anew.

It stands right below the interfaces, so that the worker, the command line and the demo's
clock run the same sweep.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime, timedelta

from caunoi.documents.incoming import clear_abandoned
from caunoi.documents.linking import relink
from caunoi.documents.passages import write_missing
from caunoi.kernel import clock, files
from caunoi.kernel.actors import Actor, system_actor
from caunoi.kernel.audit_chain import close_blocks
from caunoi.kernel.jobs import requeue_silent
from caunoi.kernel.models import SweepRun
from caunoi.obligations.turns import continue_all
from caunoi.orgs.reorganizations import activate_due
from caunoi.orgs.tree import rebuild_if_stale

Step = Callable[[Actor], int]
log = logging.getLogger("caunoi.sweep")
# A file is written before its record: younger ones may belong to work under way.
UNKEPT_FOR = timedelta(hours=1)

STEPS: tuple[tuple[str, Step], ...] = (
    ("cây tổ chức đánh số lại", lambda actor: int(rebuild_if_stale())),
    ("phương án sắp xếp thi hành", lambda actor: len(activate_due(actor))),
    ("nhiệm vụ định kỳ của năm mới", continue_all),
    ("viện dẫn nối được", lambda actor: relink()),
    ("văn bản lập lại chỉ mục tìm kiếm", lambda actor: write_missing()),
    ("công việc nền chạy lại", lambda actor: requeue_silent()),
    ("tệp tạm được dọn", lambda actor: clear_abandoned()),
    ("tệp không còn bản ghi được xóa", lambda actor: files.clear_unkept(clock.true_now() - UNKEPT_FOR)),
    ("khối nhật ký đóng", lambda actor: close_blocks()),
)


def run(at: datetime | None = None) -> dict[str, int]:
    """Run every step for today (or the day of ``at``) and note the run; safe to run again at any time."""
    with clock.frozen(at):
        outcome = _steps(system_actor("Tác vụ hằng ngày"))
        SweepRun.objects.create(for_day=clock.today(), true_at=clock.true_now(), outcome=outcome)
    return outcome


def _steps(actor: Actor) -> dict[str, int]:
    """Every step, also after one has failed; its error is raised once the others have done their work."""
    outcome: dict[str, int] = {}
    failed: Exception | None = None
    for name, step in STEPS:
        try:
            outcome[name] = step(actor)
        except Exception as error:
            log.exception("a step of the sweep failed: %s", name)
            failed = failed or error
    if failed is not None:
        raise failed
    return outcome


def due() -> bool:
    """Whether no sweep has run yet for today's date."""
    last = SweepRun.objects.order_by("-pk").first()
    return last is None or last.for_day != clock.today()
