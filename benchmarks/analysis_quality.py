"""How good the analysis is on documents annotated by hand: `make bench-analysis`.

Two columns: development (their errors may be looked at) and locked (drawn by lots, figures only). `--errors KIND`
lists what is missed and wrong on the development documents. What the last kept run had right is in
tests/goldens/quality.json; gains and losses are against the one that the last commit holds.
"""

import argparse
import json
import subprocess
from collections.abc import Iterable
from dataclasses import asdict

from benchmarks import run
from benchmarks.draw_locked import GOLDENS
from benchmarks.quality.goldens import Golden, load
from benchmarks.quality.matching import Tally, judge
from caunoi.analysis import Analysis, analyze_bytes

GOALS = {
    "metadata": 0.98,
    "structure": 0.97,
    "citations": 0.97,
    "targets": 0.93,
    "assignments": 0.90,
    "deadlines": 0.90,
}
CERTAIN_GOAL = 0.97
KEPT = GOLDENS / "quality.json"
OUT = run.OUT / "analysis-quality.json"

Judged = list[tuple[Golden, dict[str, Tally]]]


def judge_all() -> Judged:
    """The tallies of every annotated document."""
    return [(golden, judge(golden, _analysis(golden))) for golden in load()]


def _analysis(golden: Golden) -> Analysis:
    return analyze_bytes(golden.file.read_bytes(), golden.file.name)


def together(tallies: Iterable[Tally]) -> Tally:
    """One tally of many documents."""
    total = Tally()
    for tally in tallies:
        total.add(tally)
    return total


def _column(judged: Judged, kind: str, locked: bool) -> Tally:
    return together(tallies[kind] for golden, tallies in judged if golden.locked == locked)


def rows() -> list[run.Row]:
    """F1 by kind (share of exact fields for metadata) and precision of class certain, both columns."""
    return rows_of(judge_all())


def rows_of(judged: Judged) -> list[run.Row]:
    """The figures in the form of every benchmark; goals are set for the locked documents alone."""
    found: list[run.Row] = []
    for locked, column in ((False, "development"), (True, "locked")):
        for kind, goal in GOALS.items():
            tally = _column(judged, kind, locked)
            aim = goal if locked else None
            found += _rows(f"{column} {kind}", tally, aim, exact=kind == "metadata")
    return found


def _rows(name: str, tally: Tally, goal: float | None, exact: bool) -> list[run.Row]:
    figures = {"exact" if exact else "F1": (tally.recall if exact else tally.f1, goal)}
    if not exact:
        figures["precision"], figures["recall"] = (tally.precision, None), (tally.recall, None)
        figures["precision of certain"] = (tally.certain, CERTAIN_GOAL if goal else None)
    n = len(tally.right) + len(tally.missed)
    return [
        run.Row(f"{name}: {figure}", round(value, 4), "", aim, None, n, more_is_better=True)
        for figure, (value, aim) in figures.items()
        if value is not None
    ]


def _figure(value: float | None) -> str:
    return "   —" if value is None else f"{value:.3f}"


def _line(name: str, tally: Tally) -> str:
    counts = f"{len(tally.right):4} right {len(tally.missed):4} missed {len(tally.wrong):4} wrong"
    figures = " ".join(map(_figure, (tally.precision, tally.recall, tally.f1, tally.certain)))
    return f"{name:<28}{figures}   {counts}"


def show(judged: Judged) -> None:
    """The table by kind and by genre, development and locked."""
    for locked, title in ((False, "development"), (True, "locked")):
        chosen = [each for each in judged if each[0].locked == locked]
        print(f"\n{title}: {len(chosen)} documents{'':14}prec. rec.  F1    certain")
        for kind in GOALS:
            print(_line(kind, _column(judged, kind, locked)))
        for genre in sorted({golden.genre for golden, _ in chosen}):
            of_genre = [tallies for golden, tallies in chosen if golden.genre == genre]
            for kind in GOALS:
                tally = together(tallies[kind] for tallies in of_genre)
                if tally.right or tally.missed or tally.wrong:
                    print(_line(f"  {genre} {kind}", tally))


def _kept(judged: Judged) -> dict[str, object]:
    """Every key of the development documents, and no more than counts of the locked ones."""
    total = [tally for golden, tallies in judged if not golden.locked for tally in tallies.values()]
    locked = {kind: _column(judged, kind, True) for kind in GOALS}
    counts = {kind: [len(t.right), len(t.missed), len(t.wrong)] for kind, t in locked.items()}
    return {
        "right": sorted(key for tally in total for key in tally.right),
        "wrong": sorted(key for tally in total for key in tally.wrong),
        "locked": counts,
    }


def _before() -> dict[str, list[str]] | None:
    """What the last commit's result says, or the file on disk where no commit holds one yet."""
    told = subprocess.run(
        ["git", "show", "HEAD:tests/goldens/quality.json"], cwd=GOLDENS, capture_output=True, text=True
    )
    content = told.stdout if told.returncode == 0 else KEPT.read_text("utf-8") if KEPT.exists() else ""
    found: dict[str, list[str]] | None = json.loads(content) if content else None
    return found


def compare(now: dict[str, object], before: dict[str, list[str]] | None) -> None:
    """Gains and losses on the development documents, by place."""
    if before is None:
        print("\nNo earlier result to compare with.")
        return
    right, wrong = set(now["right"]), set(now["wrong"])  # type: ignore[call-overload]
    for name, keys in (
        ("gained", right - set(before["right"])),
        ("lost", set(before["right"]) - right),
        ("newly wrong", wrong - set(before["wrong"])),
        ("no longer wrong", set(before["wrong"]) - wrong),
    ):
        print(f"\n{name}: {len(keys)}", *sorted(keys), sep="\n  ")


def show_errors(judged: Judged, kind: str) -> None:
    """What is missed and wrong on the development documents, by place."""
    for golden, tallies in judged:
        if not golden.locked:
            for name in ("missed", "wrong"):
                print(*(f"{name:<7}{key}" for key in getattr(tallies[kind], name)), sep="\n")


def write(judged: Judged) -> None:
    """build/bench/analysis-quality.json in the form that others read."""
    kept = [
        {key: value for key, value in asdict(row).items() if key != "more_is_better"}
        for row in rows_of(judged)
    ]
    run.OUT.mkdir(parents=True, exist_ok=True)
    report = {"machine": run.machine(), "commit": run.commit(), "fsync_ms": run.fsync_ms(), "rows": kept}
    OUT.write_text(json.dumps(report, ensure_ascii=False, indent=1) + "\n", "utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(prog="make bench-analysis", description=__doc__)
    parser.add_argument("--errors", choices=list(GOALS), help="list the errors of one kind (development)")
    parser.add_argument("--keep", action="store_true", help="write tests/goldens/quality.json")
    wanted = parser.parse_args()
    judged = judge_all()
    if not judged:
        print("../shared/corpus is absent: nothing to measure.")
        return
    if wanted.errors:
        show_errors(judged, wanted.errors)
        return
    now = _kept(judged)
    show(judged)
    compare(now, _before())
    write(judged)
    if wanted.keep:
        KEPT.write_text(json.dumps(now, ensure_ascii=False, indent=0) + "\n", "utf-8")
    print(f"\nWritten to {OUT}")


if __name__ == "__main__":
    main()
