"""Building the demo through use cases only, which makes it the widest test there is."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from caunoi import sweep
from caunoi.accounts.services import begin_demo
from caunoi.demo import carrying_out, organization, papers, people, reporting, work
from caunoi.demo.source import data
from caunoi.kernel import clock
from caunoi.kernel.actors import system_actor

Say = Callable[[str], None]


def load(say: Say = lambda line: None) -> None:
    """Fill an empty installation with the province at work; refused when it is not empty."""
    builder = system_actor("Dựng bản trình diễn")
    today = data("duties")["clock"]
    begin_demo(actor=builder, clock_date=today)
    with _phase(say, "tổ chức"):
        organization.load(builder)
        organization.move_on(builder)
    with clock.frozen(clock.at_noon(today)), _phase(say, "tài khoản"):
        sweep.run()
        people.load(builder)
    with _phase(say, "văn bản"):
        registered = papers.load()
    with _phase(say, "nhiệm vụ"):
        work.load(registered)
    with _phase(say, "chỉ tiêu và báo cáo"):
        with clock.frozen(clock.at_noon(data("previous_quarter")["opens_on"])):
            form_version = reporting.load_form_version(builder)
        reporting.load_quarter("previous_quarter", form_version)
        reporting.load_quarter("quarter", form_version)
    with _phase(say, "triển khai ở cơ sở"):
        carrying_out.load()
    with clock.frozen(clock.at_noon(today)), _phase(say, "chỉ tiêu, sắp xếp tổ chức"):
        reporting.load_targets(registered["resolution"])
        organization.stage_merges(people.of_cast("quantridv"))
        sweep.run()


@contextmanager
def _phase(say: Say, name: str) -> Iterator[None]:
    start = time.perf_counter()
    yield
    say(f"  {name}: {time.perf_counter() - start:.1f} s")
