"""What recognition costs: `make bench-ocr`.

Every annotated document is printed on A4 pages at 300 dots per inch (benchmarks/quality/paper.py), scanned as
pictures without letters, recognized and analysed; its findings are held against the same golden as those of the
text itself. Texts whose header runs together are badly recognized scans themselves and are left out. `--pages N`
leaves out documents of more than N pages. Then a scan of 30 pages is timed. The locked documents give figures only.
"""

import argparse
import json
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from itertools import islice

from benchmarks import run
from benchmarks.analysis_quality import GOALS, together
from benchmarks.quality.aligned import carried_over
from benchmarks.quality.goldens import Golden, load
from benchmarks.quality.matching import Tally, judge
from benchmarks.quality.paper import is_clean, scan, typeset
from caunoi.analysis import analyze_bytes

MOST_LOSS = 0.03
LONG_SCAN_PAGES = 30
LONG_SCAN_SECONDS = 180.0
OUT = run.OUT / "ocr.json"


@dataclass(frozen=True)
class Compared:
    """One document's tallies from its text and from its scan."""

    golden: Golden
    pages: int
    text: dict[str, Tally]
    scanned: dict[str, Tally]


def compare(most_pages: int) -> Iterator[Compared]:
    """Every annotated document of at most so many pages whose text is clean."""
    for golden in load():
        pages = typeset(golden.text) if is_clean(golden.text) else []
        if not 0 < len(pages) <= most_pages:
            continue
        print("." if golden.locked else f"{golden.name} ({len(pages)})", end=" ", flush=True)
        recognized = analyze_bytes(scan(pages), f"{golden.name}.pdf")
        scanned = judge(golden, carried_over(recognized, golden.text))
        plain = analyze_bytes(golden.file.read_bytes(), golden.file.name)
        yield Compared(golden, len(pages), judge(golden, plain), scanned)


def rows_of(compared: list[Compared]) -> Iterator[run.Row]:
    """F1 by kind (share of exact fields for metadata) after recognition, and how much lower it is than before."""
    for locked, column in ((False, "development"), (True, "locked")):
        chosen = [each for each in compared if each.golden.locked == locked]
        for kind in GOALS:
            before = _figure(together(each.text[kind] for each in chosen), kind)
            after = _figure(together(each.scanned[kind] for each in chosen), kind)
            if before is None or after is None:
                continue
            yield run.Row(f"{column} {kind}: text", round(before, 4), "", None, None, len(chosen))
            yield run.Row(f"{column} {kind}: scan", round(after, 4), "", None, None, len(chosen))
            goal = MOST_LOSS if locked else None
            yield run.Row(f"{column} {kind}: loss", round(before - after, 4), "", goal, None, len(chosen))


def _figure(tally: Tally, kind: str) -> float | None:
    return tally.recall if kind == "metadata" else tally.f1


def timed() -> Iterator[run.Row]:
    """Seconds from a file of 30 scanned pages to its analysis."""
    every = (page for golden in load() if not golden.locked for page in typeset(golden.text))
    data = scan(list(islice(every, LONG_SCAN_PAGES)))
    start = time.perf_counter()
    analyze_bytes(data, "scan.pdf")
    took = time.perf_counter() - start
    yield run.Row(
        "30 scanned pages to their analysis", round(took, 1), "s", LONG_SCAN_SECONDS, None, LONG_SCAN_PAGES
    )


def main() -> None:
    parser = argparse.ArgumentParser(prog="make bench-ocr", description=__doc__)
    parser.add_argument("--pages", type=int, default=99, help="leave out documents of more pages")
    parser.add_argument("--losses", action="store_true", help="list what is lost (development documents)")
    wanted = parser.parse_args()
    compared = list(compare(wanted.pages))
    if not compared:
        print("../shared/corpus is absent: nothing to measure.")
        return
    found = list(rows_of(compared))
    print(
        f"\n{len(compared)} documents, {sum(each.pages for each in compared)} pages\n{run.table(found)}",
        flush=True,
    )
    if wanted.losses:
        show_losses(compared)
    found += timed()
    print(run.table(found[-1:]))
    kept = [{key: value for key, value in asdict(row).items() if key != "more_is_better"} for row in found]
    run.OUT.mkdir(parents=True, exist_ok=True)
    report = {"machine": run.machine(), "commit": run.commit(), "fsync_ms": run.fsync_ms(), "rows": kept}
    OUT.write_text(json.dumps(report, ensure_ascii=False, indent=1) + "\n", "utf-8")
    print(f"\nWritten to {OUT}")


def show_losses(compared: list[Compared]) -> None:
    """What the text gives and the scan does not, by place."""
    for each in compared:
        if not each.golden.locked:
            for kind in GOALS:
                lost = set(each.text[kind].right) - set(each.scanned[kind].right)
                wrong = set(each.scanned[kind].wrong) - set(each.text[kind].wrong)
                print(*(f"lost  {key}" for key in sorted(lost)), sep="\n", end="\n" * bool(lost))
                print(*(f"wrong {key}" for key in sorted(wrong)), sep="\n", end="\n" * bool(wrong))


if __name__ == "__main__":
    main()
