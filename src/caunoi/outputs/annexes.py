"""The annexes of a period report: targets, figures by section, overdue work."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _

from caunoi.kernel import clock
from caunoi.language.dates import format_date
from caunoi.language.numbers import DASH, format_number
from caunoi.obligations.board import Exceptional
from caunoi.outputs.figures import ElementFigure, Measured, TargetFigure
from caunoi.outputs.official import Annex, Column, Keyed, Row, Table, Words
from caunoi.outputs.provenance import target_printed
from caunoi.rules.lifecycle import STATUSES
from caunoi.rules.rollup import Nature

ESTIMATE_MARK, GAP_MARK = " (*)", " (**)"


def annexes(facts: Measured, exceptions: Sequence[Exceptional]) -> tuple[Annex, ...]:
    """Annexes 1 to 3; the third only where something is overdue."""
    label = facts.period.key.label
    dates = _("chốt ngày %(day)s, theo tổ chức bộ máy ngày %(tree)s") % {
        "day": format_date(clock.today()),
        "tree": format_date(facts.totals.on),
    }
    found = [
        Annex(_("Phụ lục 1"), _("Kết quả thực hiện các chỉ tiêu %(period)s") % {"period": label},
              (target_table(facts.targets),), (dates,), landscape=True),
        Annex(_("Phụ lục 2"), _("Số liệu tổng hợp %(period)s") % {"period": label},
              (number_table(facts),), (dates,)),
    ]  # fmt: skip
    if exceptions:
        day = _("tính đến ngày %(day)s") % {"day": format_date(clock.today())}
        table = exception_table(exceptions)
        found.append(Annex(_("Phụ lục 3"), _("Nhiệm vụ quá hạn"), (table,), (day,), landscape=True))
    return tuple(found)


def target_table(figures: Sequence[TargetFigure]) -> Table:
    """Every target with its clause, threshold, figure and verdict."""
    columns = (
        Column(_("TT"), 11),
        Column(_("Chỉ tiêu"), 66),
        Column(_("Căn cứ"), 46),
        Column(_("Yêu cầu"), 32),
        Column(_("Tử số"), 21, numeric=True),
        Column(_("Mẫu số"), 21, numeric=True),
        Column(_("Kết quả"), 24, numeric=True),
        Column(_("Đánh giá"), 36),
    )
    rows = tuple(_target_row(number, figure) for number, figure in enumerate(figures, start=1))
    notes = tuple(
        f"{number}. {figure.formula}."
        for number, figure in enumerate(figures, start=1)
        if not figure.is_judged
    )
    return Table(columns, rows, (_("Cách tính:"), *notes) if notes else ())


def _target_row(number: int, figure: TargetFigure) -> Row:
    printed = target_printed(figure)
    cells: list[Words] = []
    for key in (f"{figure.key}_tu", f"{figure.key}_mau", figure.key):
        cells.append((Keyed(printed[key], key),) if key in printed else DASH)
    reading = figure.reading
    verdict = (
        reading.verdict.words if figure.is_judged or reading.verdict.met is None else reading.verdict.label
    )
    return Row(
        (str(number), figure.target.indicator.name, clause_words(figure), figure.wanted, *cells, verdict)
    )


def clause_words(figure: TargetFigure) -> str:
    """The clause that demands it: "Mục II.3, 12-NQ/ĐU"."""
    return f"{figure.clause.path}, {figure.clause.document_symbol}" if figure.clause else DASH


def number_table(facts: Measured) -> Table:
    """The figures of the form by its sections, each with the number of units behind it."""
    columns = (
        Column(_("TT"), 10),
        Column(_("Nội dung"), 68),
        Column(_("Đơn vị tính"), 21),
        Column(_("Trong kỳ"), 24, numeric=True),
        Column(_("Từ đầu năm"), 24, numeric=True),
        Column(_("Đơn vị có số liệu"), 18, numeric=True),
    )
    return Table(columns, tuple(_number_rows(facts)), tuple(_number_notes(facts)))


def _number_rows(facts: Measured) -> Iterator[Row]:
    number = 0
    for _code, title, figures in facts.sections:
        if figures:
            yield Row((title,), section=True)
        for figure in figures:
            number += 1
            yield _number_row(number, figure)


def _number_row(number: int, figure: ElementFigure) -> Row:
    shown = (Keyed(figure.shown, figure.key), ESTIMATE_MARK if figure.origin.estimated else "")
    units = f"{figure.total.reported}/{figure.total.expected}"
    return Row((str(number), figure.field.label, figure.field.unit, shown, _to_date(figure), units))


def _to_date(figure: ElementFigure) -> Words:
    if figure.to_date is None:
        return DASH
    mark = GAP_MARK if _has_gap(figure) else ESTIMATE_MARK if figure.to_date.estimated else ""
    return (Keyed(figure.to_date_shown, f"{figure.key}_nam"), mark)


def _has_gap(figure: ElementFigure) -> bool:
    """Whether a period is missing from a figure that adds up over periods; a stock is its last period's."""
    return bool(figure.to_date and figure.to_date.missing and figure.field.nature != Nature.STOCK)


def _number_notes(facts: Measured) -> Iterator[str]:
    estimated = {unit.id: unit for figure in facts.elements for unit in figure.origin.estimated}
    if estimated:
        names = ", ".join(unit.name for unit in sorted(estimated.values(), key=lambda unit: unit.sort_key))
        yield _("(*) Có số ước tính của: %(units)s.") % {"units": names}
    gaps = {
        key
        for figure in facts.elements
        if _has_gap(figure) and figure.to_date
        for key in figure.to_date.missing
    }
    if gaps:
        periods = ", ".join(key.label for key in sorted(gaps))
        yield _("(**) Không có số liệu của: %(periods)s.") % {"periods": periods}
    yield _("Số có đến cuối kỳ không cộng giữa các kỳ; số người không cộng giữa các đơn vị.")


def exception_table(exceptions: Sequence[Exceptional]) -> Table:
    """Overdue work: whose, which product, since when, and what is to be decided."""
    columns = (
        Column(_("TT"), 11),
        Column(_("Đơn vị thực hiện"), 58),
        Column(_("Nhiệm vụ, sản phẩm"), 82),
        Column(_("Thời hạn"), 26),
        Column(_("Số ngày làm việc quá hạn"), 24, numeric=True),
        Column(_("Trạng thái"), 28),
        Column(_("Cần quyết định"), 28),
    )
    return Table(
        columns, tuple(_exception_row(number, one) for number, one in enumerate(exceptions, start=1))
    )


def _exception_row(number: int, one: Exceptional) -> Row:
    row = one.row
    what = f"{row.title} ({row.product})" if row.product else row.title
    due = format_date(row.due_on) if row.due_on else DASH
    status = STATUSES[row.status].label
    return Row((str(number), row.owner.name, what, due, format_number(one.days), status, one.decision))
