"""A document with the word "Zimbo" in it, and everything that the product can make of a document.

Plain functions, so that a process of its own can tell the same story in a database on disk.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from caunoi.directives.exclusions import decline
from caunoi.directives.models import Addressee, Appraisal, CoverageLink, Directive, Plan, Requirement
from caunoi.directives.plans import confirm_plan
from caunoi.directives.reconfirming import reconfirm
from caunoi.directives.selectors.bases import cases
from caunoi.directives.setting_up import Demands, set_up
from caunoi.documents import review
from caunoi.documents.models import Document
from caunoi.documents.selectors import decided_findings, finding_for, provision_ids, version_for
from caunoi.documents.services import correct_text, distribute
from caunoi.indicators.measuring import Measure, Threshold, define_target, judge
from caunoi.indicators.models import FrozenReport
from caunoi.kernel.actors import Actor
from caunoi.obligations import services
from caunoi.obligations.evidence import Evidence
from caunoi.obligations.handouts import hand_out
from caunoi.obligations.models import Obligation
from caunoi.obligations.orders import Order
from caunoi.orgs.lines import Line
from caunoi.outputs.issuing import issue_report
from caunoi.rules.recurrence import DueRule
from tests.directives import texts
from tests.directives.conftest import decide_all, take
from tests.documents.arriving import bring, read_all
from tests.indicators import builders
from tests.world import World

WORD = "Zimbo"
SYMBOL = "77-NQ/ĐU"
FILE = "zimbo.txt"
TEXT = (
    texts.HEAD.format(
        superior="TỈNH ỦY AN KHÊ THƯỢNG",
        issuer="ĐẢNG ỦY CÁC CƠ QUAN ĐẢNG TỈNH",
        symbol=SYMBOL,
        day="10",
        month="10",
        kind="NGHỊ QUYẾT",
        subject="về chuyên đề Zimbo",
    )
    + """
Nghị quyết này sửa đổi, bổ sung Nghị quyết số 30-NQ/ĐU ngày 01/9/2026 của Đảng ủy.

I. CHỈ TIÊU
1. Phấn đấu 95% chi bộ học tập chuyên đề Zimbo.
2. Ít nhất 90% đảng viên nắm vững chuyên đề Zimbo.

II. TỔ CHỨC THỰC HIỆN
1. Giao các chi bộ, đảng bộ cơ sở tổ chức học tập chuyên đề Zimbo trước ngày 30/11/2026.

T/M BAN CHẤP HÀNH
BÍ THƯ
"""
)


@dataclass
class Story:
    """The world with the document, what stands on it, and what stands beside it."""

    world: World
    quarter: builders.Quarter
    document: Document
    basis: Document
    plan: Document
    done: Obligation
    open: Obligation
    other: Obligation
    quiet_report: FrozenReport
    speaking_report: FrozenReport

    @property
    def actor(self) -> Actor:
        return self.world.reviewer


def tell(world: World) -> Story:
    """The clock stands at 12/10/2026."""
    quarter = builders.build(world)
    actor, unit = world.reviewer, world.unit("DU")
    quarter.accept("CS.001", builders.FULL)
    quiet = issue_report(actor=actor, period=quarter.period, unit=unit).report
    basis = take(actor, unit, texts.DEMANDS, "nghi-quyet-cu.txt")
    other = hand_out_duty(world, basis, "Tổ chức tập huấn kỹ năng số", "CS.003")[0]
    document = _taken_in(world)
    done, still = _worked_on(world, document)
    _measured(quarter, document)
    plan = _demanded(world, document)
    _decided_anew(actor, other)
    speaking = issue_report(actor=actor, period=quarter.period, unit=unit).report
    return Story(world, quarter, document, basis, plan, done, still, other, quiet, speaking)


def _taken_in(world: World) -> Document:
    """Two texts, decisions about both, a distribution, and a second file refused for the sake of the first."""
    actor, unit = world.reviewer, world.unit("DU")
    document = take(actor, unit, TEXT, FILE)
    corrected = TEXT.replace("nắm vững", "hiểu rõ").encode()
    correct_text(actor=actor, document=document, data=corrected, file_name=FILE, reason=f"Sửa {WORD}")
    decide_all(actor, document)
    review.sign_off(actor=actor, version=version_for(actor, document))
    distribute(actor=actor, document=document, units=[world.unit("XA")], reason=f"Để học {WORD}")
    read_all(bring(world, (FILE, corrected)))
    return document


def hand_out_duty(
    world: World, document: Document, title: str, *codes: str, **changes: Any
) -> list[Obligation]:
    """Duties of these units on clause II.1."""
    actor = world.reviewer
    order = Order(
        **{
            "title": title,
            "product": f"Báo cáo {title}",
            "line": Line.PARTY.value,
            "units": tuple(world.unit(code).pk for code in codes),
            "due_on": date(2026, 11, 30),
            "provision_id": provision_ids(version_for(actor, document))["II.1"],
        }
        | changes
    )
    handout = hand_out(actor=actor, unit=world.unit("DU"), order=order)
    return list(Obligation.objects.system("test").filter(handout=handout).order_by("pk"))


def _worked_on(world: World, document: Document) -> tuple[Obligation, Obligation]:
    """One duty is done, after having been sent back; one is under way and was extended; some come every year."""
    done, still = hand_out_duty(world, document, f"Học tập {WORD}", "CS.001", "CS.002")
    hand_out_duty(
        world, document, f"Tổng kết {WORD}", "CS.004", every="year", due_rule=DueRule("fixed", 14, 12)
    )
    reviewer, leader = world.reviewer, world.leader
    services.note_progress(actor=leader, duty=done, text=f"Đã học {WORD}")
    services.submit(actor=leader, duty=done, evidence=_evidence("một"))
    services.send_back(actor=reviewer, duty=done, reason=f"Thiếu {WORD}")
    services.submit(actor=leader, duty=done, evidence=_evidence("hai"))
    services.accept(actor=reviewer, duty=done, note=f"Tốt về {WORD}")
    ruling = services.Ruling(f"9-QĐ/{WORD}", date(2026, 10, 12), f"Ban {WORD}")
    reason = f"Chờ {WORD}"
    services.extend(actor=reviewer, duty=still, until=date(2026, 12, 20), ruling=ruling, reason=reason)
    return done, still


def _evidence(text: str) -> Evidence:
    content = f"Kết quả học tập {WORD}, lần {text}.".encode()
    return Evidence(f"5-BC/{WORD}", date(2026, 10, 12), f"Về {WORD}", content, FILE)


def _measured(quarter: builders.Quarter, document: Document) -> None:
    actor = quarter.world.reviewer
    goals = decided_findings(version_for(actor, document), "target")
    measures = (
        Measure("ratio", f"Tỷ lệ chi bộ học {WORD}", "t.studied", "t.cells"),
        Measure("judged", f"Nắm vững {WORD}", why_judged=f"Không đếm được {WORD}"),
    )
    for goal, measure in zip(goals, measures, strict=True):
        target = define_target(
            actor=actor,
            unit=quarter.world.unit("DU"),
            measure=measure,
            threshold=Threshold(">=", Decimal(95)),
            period_kind="quarter",
            scope=builders.scope(quarter.world),
            finding=finding_for(actor, goal.id),
        )
    unit, reason = quarter.world.unit("DU"), f"Chưa nắm vững {WORD}"
    judge(actor=actor, target=target, unit=unit, period=quarter.period, met=False, reason=reason)


def _demanded(world: World, document: Document) -> Document:
    """Requirements, one unit's plan that answers them, another's word that it will not."""
    actor = world.reviewer
    asked = tuple(one.id for one in decided_findings(version_for(actor, document), "target"))
    units = (world.unit("CS.001").pk, world.unit("CS.002").pk)
    demands = Demands(Line.PARTY.value, units, asked, date(2026, 10, 30))
    directive = set_up(actor=actor, document=document, demands=demands)
    first, second = Addressee.objects.system("test").filter(directive=directive).order_by("unit__code")
    text = texts.plan(cites="Chi bộ ban hành kế hoạch như sau:")
    plan = take(world.leader, world.unit("CS.001"), text, "ke-hoach.txt")
    confirm_plan(actor=actor, addressee=first, document=plan)
    requirement = Requirement.objects.filter(directive=directive).first()
    assert requirement is not None
    decline(
        actor=world.actor("ld.cs002"), addressee=second, requirement=requirement, reason=f"Không có {WORD}"
    )
    row = Plan.objects.system("test").get(addressee=first)
    Appraisal.objects.create(
        plan=row, requirement=requirement, reason=f"Chấp nhận {WORD}", by_label="x", on=date(2026, 10, 12)
    )
    place = provision_ids(version_for(world.leader, plan))["I.1"]
    CoverageLink.objects.get_or_create(plan=row, requirement=requirement, provision_id=place)
    assert Directive.objects.system("test").filter(document=document).exists()
    return plan


def _decided_anew(actor: Actor, duty: Obligation) -> None:
    """The document amends another; a duty on that one is cancelled for its sake."""
    keys = [case.key for case in cases(actor) if case.obligation == duty]
    assert keys
    reconfirm(actor=actor, keys=keys, decision="cancel", reason=f"Theo {WORD}")
