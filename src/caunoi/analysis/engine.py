"""The way of a text through the analysis: normalize, view, then one rule book after the other."""

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from itertools import accumulate, pairwise

from caunoi.analysis.assignments import find_assignments
from caunoi.analysis.cell_tables import stacked_rows
from caunoi.analysis.citations import find_citations
from caunoi.analysis.deadlines import find_deadlines
from caunoi.analysis.lines import blocks, sentences
from caunoi.analysis.metadata import own_symbol_span, read_metadata
from caunoi.analysis.misread import mended
from caunoi.analysis.model import Analysis, Source
from caunoi.analysis.normal import normalize, view
from caunoi.analysis.provisions import build_tree
from caunoi.analysis.readers import PDF, PLAIN, own_name, read_bytes
from caunoi.analysis.readers.safety import Progress
from caunoi.analysis.signed import check_signatures
from caunoi.analysis.target_tables import row_targets
from caunoi.analysis.targets import find_targets
from caunoi.analysis.task_tables import row_assignments, row_deadlines, task_rows, with_rows
from caunoi.analysis.warnings import find_warnings
from caunoi.analysis.zones import find_zones

ANALYZER_VERSION = "1.2"


def analyze(
    text: str,
    *,
    name: str = "",
    sha256: str = "",
    media_type: str = PLAIN,
    encoding: str | None = None,
    pages: int | None = None,
    page_starts: Sequence[int] = (),
    ocr: bool = False,
) -> Analysis:
    """The analysis of any string whatever; it never refuses and never raises.

    `page_starts` are offsets in the text as given, `ocr` tells that it was recognized from pictures.
    """
    source = Source(own_name(name), sha256 or _digest(text), media_type, pages, ocr, encoding)
    return replace(_find(normalize(text), source), page_starts=_normalized_starts(text, page_starts))


def _normalized_starts(text: str, starts: Sequence[int]) -> tuple[int, ...]:
    """The same places in the normalized text, whose letters may be fewer."""
    pages = (normalize(text[start:end]) for start, end in pairwise((0, *starts)))
    return tuple(accumulate(map(len, pages)))


def _find(text: str, source: Source) -> Analysis:
    seen, misread = mended(view(text)) if source.ocr else (view(text), ())
    found = blocks(seen)
    zones = find_zones(seen, found)
    metadata = read_metadata(seen, found, zones)
    own = own_symbol_span(seen, zones, found)
    tree = build_tree(seen, found, zones)
    spans = tuple(sentences(seen, found))
    mentions = find_citations(seen, found, zones, tree, own, metadata.symbol)
    deadlines = find_deadlines(seen, found, zones, tree, mentions, metadata.type, metadata.date)
    body = found[zones.body].start if zones.body < len(found) else len(text)
    rows = [*task_rows(seen, found, zones.indexes()), *stacked_rows(seen, body)]
    deadlines = with_rows(deadlines, row_deadlines(seen, tree, rows))
    assignments = find_assignments(seen, found, zones, tree, metadata.type)
    return Analysis(
        source=source,
        text=text,
        metadata=metadata,
        provisions=tree.provisions,
        citations=mentions.citations,
        targets=with_rows(
            find_targets(seen, tree, spans, deadlines, metadata.type),
            row_targets(seen, tree, found, zones.indexes(), metadata.type),
        ),
        assignments=with_rows(assignments, row_assignments(seen, tree, rows)),
        deadlines=deadlines,
        warnings=find_warnings(seen, zones, tree, mentions, metadata, own, misread),
        sentences=spans,
    )


def analyze_bytes(
    data: bytes, name: str, *, progress: Progress | None = None, roots: Sequence[bytes] = ()
) -> Analysis:
    """The analysis of a file's content; raises `Unreadable` where no reader takes it.

    `progress` is told (pages done, pages to do) while the pages of a scan are recognized; `roots` are the
    certificates to which the signatures of a PDF are followed.
    """
    reading = read_bytes(data, name, progress=progress)
    found = analyze(
        reading.text,
        name=name,
        sha256=hashlib.sha256(data).hexdigest(),
        media_type=reading.media_type,
        encoding=reading.encoding,
        pages=reading.pages,
        page_starts=reading.page_starts,
        ocr=reading.ocr,
    )
    return replace(found, signatures=check_signatures(data, roots)) if reading.media_type == PDF else found


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()
