"""One report with all its versions and steps, for reading."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from caunoi.indicators.cells import Cell, loaded
from caunoi.indicators.forms import Field
from caunoi.indicators.models import Submission, SubmissionStep, SubmissionVersion
from caunoi.kernel.errors import NotFoundForYou


def versions_of(submission: Submission) -> list[SubmissionVersion]:
    """All versions of a report that the caller has been let see, the newest first."""
    return list(submission.versions.order_by("-number"))


def version_of(submission: Submission, number: int) -> SubmissionVersion:
    """One version by number; raises NotFoundForYou where there is none."""
    row: SubmissionVersion | None = submission.versions.filter(number=number).first()
    if row is None:
        raise NotFoundForYou("Báo cáo này không có bản đó.")
    return row


def steps_of(submission: Submission) -> list[SubmissionStep]:
    """The report's history, oldest first."""
    return list(submission.steps.select_related("version").order_by("pk"))


def last_return(steps: Iterable[SubmissionStep]) -> SubmissionStep | None:
    """The last return, for the reason on top of the form."""
    return _last(steps, SubmissionStep.Kind.RETURNED)


def last_restating(steps: Iterable[SubmissionStep]) -> SubmissionStep | None:
    """The last opening for restatement, for the reason on top of the form."""
    return _last(steps, SubmissionStep.Kind.RESTATING)


def _last(steps: Iterable[SubmissionStep], kind: str) -> SubmissionStep | None:
    found = [step for step in steps if step.kind == kind]
    return found[-1] if found else None


@dataclass(frozen=True)
class ReadField:
    """A field of a version as read, with what it was in the version before where that differs."""

    field: Field
    cell: Cell
    before: Cell | None


def read_sections(
    submission: Submission, version: SubmissionVersion | None, earlier: SubmissionVersion | None = None
) -> list[tuple[str, list[ReadField]]]:
    """The sections of a version (of the draft where ``version`` is None) for reading."""
    definition = submission.period.form_version.read
    cells = loaded(version.typed if version else submission.draft)
    old = loaded(earlier.typed) if earlier else {}
    return [
        (section.title, [_read_field(field, cells, old, earlier is not None) for field in section.fields])
        for section in definition.sections
    ]


def _read_field(field: Field, cells: dict[str, Cell], old: dict[str, Cell], compares: bool) -> ReadField:
    cell, before = cells.get(field.code, Cell()), old.get(field.code, Cell())
    differs = compares and (cell.state, cell.shown) != (before.state, before.shown)
    return ReadField(field, cell, before if differs else None)
