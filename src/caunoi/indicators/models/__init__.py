"""The dictionary of data elements, forms and targets; periods, submissions and frozen reports."""

from caunoi.indicators.models.dictionary import DataElement, Form, FormVersion, Indicator, Judgement, Target
from caunoi.indicators.models.reporting import (
    ExpectedReporter,
    FrozenReport,
    Period,
    Submission,
    SubmissionStep,
    SubmissionVersion,
)

__all__ = [
    "DataElement",
    "ExpectedReporter",
    "Form",
    "FormVersion",
    "FrozenReport",
    "Indicator",
    "Judgement",
    "Period",
    "Submission",
    "SubmissionStep",
    "SubmissionVersion",
    "Target",
]
