"""The report of a period: its outline filled with figures; what needs words is left to its author."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from caunoi.kernel import clock
from caunoi.language.dates import format_date
from caunoi.language.numbers import format_number
from caunoi.obligations.board import Exceptional
from caunoi.outputs.annexes import annexes
from caunoi.outputs.datafiles import load
from caunoi.outputs.figures import ElementFigure, Measured, TargetFigure
from caunoi.outputs.issuers import Issuer
from caunoi.outputs.measured import reasons
from caunoi.outputs.official import Block, Dash, Heading, Keyed, OfficialDocument, Paragraph, ToWrite, Words
from caunoi.rules.lifecycle import STATUSES

CODE = "bao-cao-ky"
_KIND_WORDS = ("tháng", "quý", "6 tháng", "9 tháng", "năm")
_REPORT = "Báo cáo "


def period_report(facts: Measured, exceptions: Sequence[Exceptional], issuer: Issuer) -> OfficialDocument:
    """The whole report, ready to be laid out."""
    outline = load(CODE)
    return OfficialDocument(
        superior=issuer.superior,
        issuer=issuer.name,
        number=issuer.number(outline["type_name"]),
        place_date=issuer.place_date,
        type_name=outline["type_name"],
        abstract=(abstract(facts),),
        notes=(cut_off(facts),),
        blocks=tuple(_blocks(outline, facts, exceptions)),
        signature=issuer.signature,
        recipients=_recipients(issuer),
        annexes=annexes(facts, exceptions),
    )


def abstract(facts: Measured) -> str:
    """What the report is about: "kết quả công tác dân vận Quý III/2026"."""
    name = facts.totals.definition.name.removeprefix(_REPORT)
    for word in sorted(_KIND_WORDS, key=len, reverse=True):
        name = name.removesuffix(f" {word}")
    return f"{name[:1].lower()}{name[1:]} {facts.period.key.label}"


def cut_off(facts: Measured) -> str:
    """The two dates that every figure stands on."""
    return _("Số liệu chốt đến ngày %(day)s, theo tổ chức bộ máy ngày %(tree)s") % {
        "day": format_date(clock.today()),
        "tree": format_date(facts.totals.on),
    }


def _recipients(issuer: Issuer) -> tuple[str, ...]:
    above = [_("%(unit)s (để báo cáo)") % {"unit": issuer.above}] if issuer.above else []
    return (*above, _("Các đơn vị trực thuộc"), _("Lưu Văn phòng"))


def _blocks(
    outline: Mapping[str, Any], facts: Measured, exceptions: Sequence[Exceptional]
) -> Iterator[Block]:
    named = {
        code
        for part in outline["parts"]
        for sub in part.get("subsections", ())
        for code in sub.get("sections", ())
    }
    rest = [code for code, _title, figures in facts.sections if code not in named and figures]
    for part in outline["parts"]:
        yield Heading(1, part["title"])
        if part.get("coverage"):
            yield coverage_line(facts)
        yield from _to_write(part)
        kept = [sub for sub in part.get("subsections", ()) if not sub.get("rest") or rest]
        for number, sub in enumerate(kept, start=1):
            yield Heading(2, f"{number}. {sub['title']}")
            yield from _to_write(sub)
            yield from _figures(facts, rest if sub.get("rest") else sub.get("sections", ()))
            if sub.get("targets"):
                yield from _targets(facts.targets)
            if sub.get("exceptions"):
                yield from _exceptions(exceptions)


def _to_write(part: Mapping[str, Any]) -> Iterator[Block]:
    if part.get("write"):
        yield ToWrite(_("[Người lập báo cáo viết: %(what)s.]") % {"what": part["write"]})


def coverage_line(facts: Measured) -> Paragraph:
    """How complete the figures are, every missing unit by name."""
    return Paragraph((_("Số liệu tổng hợp từ "), Keyed(facts.coverage.words, "DV"), coverage_tail(facts)))


def coverage_tail(facts: Measured) -> str:
    """The rest of the sentence: who is missing and why, and whose figures are of another tree."""
    parts = [_(" đã báo cáo")]
    for why, units in reasons(facts.coverage):
        parts.append(f"{why}: {named(facts, units)}")
    if facts.totals.outside and facts.unit.id == facts.totals.root:
        gone = named(facts, [row.unit_id for row in facts.totals.outside])
        parts.append(_("không còn thuộc cây tổ chức ngày tính: %(units)s") % {"units": gone})
    return "; ".join(parts) + "."


def named(facts: Measured, units: Iterable[int]) -> str:
    """Units by name, in the order of the alphabet."""
    found = sorted((facts.names[unit] for unit in units), key=lambda unit: unit.sort_key)
    return ", ".join(unit.name for unit in found)


def _figures(facts: Measured, codes: Sequence[str]) -> Iterator[Block]:
    for code, _title, figures in facts.sections:
        if code in codes:
            yield from (Dash(_figure_line(figure)) for figure in figures)


def _figure_line(figure: ElementFigure) -> Words:
    estimated = _(", trong đó %(n)s đơn vị ghi số ước tính") % {"n": len(figure.origin.estimated)}
    tail = estimated if figure.origin.estimated else ""
    measure = f" {figure.field.unit}" if figure.shown[:1].isdigit() and " " not in figure.shown else ""
    return (f"{figure.field.label}: ", Keyed(figure.shown, figure.key), f"{measure}{tail}.")


def _targets(figures: Sequence[TargetFigure]) -> Iterator[Block]:
    if not figures:
        yield Paragraph(_("Kỳ này chưa có chỉ tiêu nào được lập từ văn bản."))
        return
    verdicts = [figure.reading.verdict.met for figure in figures]
    yield Paragraph(
        _(
            "Trong %(all)s chỉ tiêu có %(met)s chỉ tiêu đạt, %(unmet)s chưa đạt, %(unknown)s chưa đủ số liệu "
            "hoặc chưa đánh giá; chi tiết tại Phụ lục 1."
        )
        % {
            "all": format_number(len(figures)),
            "met": verdicts.count(True),
            "unmet": verdicts.count(False),
            "unknown": verdicts.count(None),
        }
    )
    yield from (Dash(_target_line(figure)) for figure in figures)


def _target_line(figure: TargetFigure) -> Words:
    name, verdict = figure.target.indicator.name, figure.reading.verdict
    if figure.is_judged:
        return f"{name}: {verdict.words[:1].lower()}{verdict.words[1:].rstrip('.')}."
    return (
        f"{name}: ",
        Keyed(figure.reading.shown, figure.key),
        f" ({figure.wanted}), {verdict.label.lower()}.",
    )


def _exceptions(exceptions: Sequence[Exceptional]) -> Iterator[Block]:
    if not exceptions:
        yield Paragraph(_("Đến ngày chốt số liệu không có nhiệm vụ quá hạn."))
        return
    yield Paragraph(
        _("Đến ngày chốt số liệu có %(n)s nhiệm vụ quá hạn hoặc chờ duyệt quá hạn; chi tiết tại Phụ lục 3.")
        % {"n": format_number(len(exceptions))}
    )
    counts = {status: sum(1 for one in exceptions if one.row.status == status) for status in STATUSES}
    for status, count in counts.items():
        if count:
            yield Dash(f"{STATUSES[status].label}: {format_number(count)}.")
