"""The way of a text through the analysis: normalize, view, then one rule book after the other."""

import hashlib

from caunoi.analysis.assignments import find_assignments
from caunoi.analysis.citations import find_citations
from caunoi.analysis.deadlines import find_deadlines
from caunoi.analysis.lines import blocks, sentences
from caunoi.analysis.metadata import own_symbol_span, read_metadata
from caunoi.analysis.model import Analysis, Source
from caunoi.analysis.normal import normalize, view
from caunoi.analysis.provisions import build_tree
from caunoi.analysis.readers import PLAIN, own_name, read_bytes
from caunoi.analysis.targets import find_targets
from caunoi.analysis.task_tables import row_assignments, row_deadlines, task_rows, with_rows
from caunoi.analysis.warnings import find_warnings
from caunoi.analysis.zones import find_zones

ANALYZER_VERSION = "1.1"


def analyze(
    text: str,
    *,
    name: str = "",
    sha256: str = "",
    media_type: str = PLAIN,
    encoding: str | None = None,
    pages: int | None = None,
) -> Analysis:
    """The analysis of any string whatever; it never refuses and never raises."""
    source = Source(own_name(name), sha256 or _digest(text), media_type, pages, False, encoding)
    return _find(normalize(text), source)


def _find(text: str, source: Source) -> Analysis:
    seen = view(text)
    found = blocks(seen)
    zones = find_zones(seen, found)
    metadata = read_metadata(seen, found, zones)
    own = own_symbol_span(seen, zones, found)
    tree = build_tree(seen, found, zones)
    spans = tuple(sentences(seen, found))
    mentions = find_citations(seen, found, zones, tree, own, metadata.symbol)
    deadlines = find_deadlines(seen, found, zones, tree, mentions, metadata.type, metadata.date)
    rows = task_rows(seen, found, zones.indexes())
    deadlines = with_rows(deadlines, row_deadlines(seen, tree, rows))
    assignments = find_assignments(seen, found, zones, tree, metadata.type)
    return Analysis(
        source=source,
        text=text,
        metadata=metadata,
        provisions=tree.provisions,
        citations=mentions.citations,
        targets=find_targets(seen, tree, spans, deadlines, metadata.type),
        assignments=with_rows(assignments, row_assignments(seen, tree, rows)),
        deadlines=deadlines,
        warnings=find_warnings(seen, zones, tree, mentions, metadata, own),
        sentences=spans,
    )


def analyze_bytes(data: bytes, name: str) -> Analysis:
    """The analysis of a file's content; raises `Unreadable` where no reader takes it."""
    reading = read_bytes(data, name)
    return analyze(
        reading.text,
        name=name,
        sha256=hashlib.sha256(data).hexdigest(),
        media_type=reading.media_type,
        encoding=reading.encoding,
        pages=reading.pages,
    )


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()
