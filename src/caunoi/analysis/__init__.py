"""Official texts in, findings out: a pure library that knows neither Django nor the network."""

from caunoi.analysis.engine import ANALYZER_VERSION, analyze, analyze_bytes
from caunoi.analysis.model import (
    Analysis,
    Assignment,
    Breakdown,
    Citation,
    Deadline,
    Metadata,
    Provision,
    Signer,
    Source,
    Span,
    Stamp,
    Target,
    Warning,
)
from caunoi.analysis.outline import outline
from caunoi.analysis.readers import Reading, read_bytes
from caunoi.analysis.readers.safety import Unreadable

__all__ = [
    "ANALYZER_VERSION",
    "Analysis",
    "Assignment",
    "Breakdown",
    "Citation",
    "Deadline",
    "Metadata",
    "Provision",
    "Reading",
    "Signer",
    "Source",
    "Span",
    "Stamp",
    "Target",
    "Unreadable",
    "Warning",
    "analyze",
    "analyze_bytes",
    "outline",
    "read_bytes",
]
