"""Run cases for some minutes, or one case again: ``python -m tools.fuzz --seed 7 --case 123``."""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from itertools import count
from pathlib import Path

from tools.console import ROOT, Failed, main
from tools.fuzz.cases import Case, case
from tools.fuzz.seeds import seeds
from tools.fuzz.trial import Outcome, judged, load_readers, tried

OUT = ROOT / "build" / "fuzz"
_TOLD_EVERY = 60.0
_MOST_SHOWN = 25


@dataclass
class Tally:
    """What came of the cases so far."""

    outcomes: Counter[str] = field(default_factory=Counter)
    formats: Counter[str] = field(default_factory=Counter)
    slowest: tuple[float, int] = (0.0, -1)
    failures: list[str] = field(default_factory=list)

    def add(self, one: Case, outcome: Outcome) -> None:
        self.outcomes[outcome.words] += 1
        self.formats[Path(one.name).suffix] += 1
        if not one.name.endswith(".doc"):
            self.slowest = max(self.slowest, (outcome.seconds, one.number))
        if outcome.failed:
            self.failures.append(f"case {one.number} ({one.source}, {one.name}): {outcome.words}")


def fuzz(chance: int, minutes: float, first: int) -> Tally:
    """Run cases one after another until the time is over."""
    load_readers()
    sources = seeds()
    print(f"seed {chance}, {len(sources)} seed files, {minutes:g} minutes", flush=True)
    tally, end, told = Tally(), time.monotonic() + minutes * 60, time.monotonic()
    for number in count(first):
        if time.monotonic() >= end:
            break
        one = case(chance, number, sources)
        outcome = tried(one)
        tally.add(one, outcome)
        if outcome.failed:
            _keep(chance, one, outcome)
            print(f"{tally.failures[-1]}\n{_tail(outcome.details)}", flush=True)
        if time.monotonic() - told > _TOLD_EVERY:
            told = time.monotonic()
            print(f"{sum(tally.outcomes.values())} cases, {len(tally.failures)} failed", flush=True)
    return tally


def _keep(chance: int, one: Case, outcome: Outcome) -> None:
    folder = OUT / f"{chance}-{one.number}"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / one.name).write_bytes(one.data)
    (folder / "outcome.txt").write_text(f"{one.source}\n{outcome.words}\n{outcome.details}\n", "utf-8")


def _tail(details: str) -> str:
    return "\n".join(f"    {line}" for line in details.strip().splitlines()[-8:])


def report(chance: int, minutes: float, tally: Tally) -> None:
    """Print the result and write it to build/fuzz/result.json."""
    cases = sum(tally.outcomes.values())
    OUT.mkdir(parents=True, exist_ok=True)
    result = {
        "seed": chance,
        "minutes": minutes,
        "date": date.today().isoformat(),
        "cases": cases,
        "formats": dict(tally.formats.most_common()),
        "outcomes": dict(tally.outcomes.most_common()),
        "slowest": {"seconds": round(tally.slowest[0], 2), "case": tally.slowest[1]},
        "failures": tally.failures,
    }
    (OUT / "result.json").write_text(json.dumps(result, ensure_ascii=False, indent=1) + "\n", "utf-8")
    for words, times in tally.outcomes.most_common():
        print(f"{times:>8}  {words}")
    print(f"{cases} cases, slowest {tally.slowest[0]:.1f} s (case {tally.slowest[1]}), seed {chance}")
    for line in tally.failures[:_MOST_SHOWN]:
        print(line)


def _again(chance: int, number: int) -> int:
    """One case in this very process, so that a debugger sees it."""
    one = case(chance, number, seeds())
    words, details, taken = judged(one)
    print(f"{one.source} → {one.name}, {len(one.data)} bytes, {taken:.1f} s: {words}\n{details}")
    return 0 if words == "analysed" or words.startswith("refused") else 1


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make fuzz", description=__doc__)
    parser.add_argument("--minutes", type=float, default=1.0, help="how long (1)")
    parser.add_argument("--seed", type=int, help="the seed of chance; without it one is taken from the clock")
    parser.add_argument("--case", type=int, help="run only this case, in this process")
    parser.add_argument("--first", type=int, default=0, help="the number of the first case (0)")
    return parser.parse_args()


def run() -> int:
    given = _arguments()
    chance = int(time.time()) if given.seed is None else given.seed
    if given.case is not None:
        return _again(chance, given.case)
    tally = fuzz(chance, given.minutes, given.first)
    report(chance, given.minutes, tally)
    if tally.failures:
        raise Failed(
            f"{len(tally.failures)} cases failed; their files are in {OUT.relative_to(ROOT)}/.",
            f"One again: .venv/bin/python -m tools.fuzz --seed {chance} --case NUMBER",
        )
    return 0


if __name__ == "__main__":
    sys.exit(main(run))
