"""Side by side with public tools where the jobs overlap: `make bench-compare`.

viparse reads files and converts old encodings, underthesea splits sentences. They live in an environment of their
own (build/compare-env), with the versions of `PINNED`, and never in the product's. Both work without a network.
"""

import json
import re
import subprocess
import sys
import time
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from tools.console import ROOT

from benchmarks import run
from benchmarks.originals import listed_originals, unicode_texts
from benchmarks.rows import Row
from caunoi.analysis import Unreadable, analyze, read_bytes
from caunoi.analysis.readers import legacy, scan

PINNED = ("viparse[office,pdf,rtf]==0.1.31", "underthesea==9.5.0")
ENV = ROOT / "build" / "compare-env"
STAMP = ENV / "pinned.txt"
WORKER = Path(__file__).with_name("compare_worker.py")
SENTENCES = Path(__file__).parent / "data" / "sentences.txt"
OUT = run.OUT / "compare.json"
_WORD = re.compile(r"\w+")
_SPACES = re.compile(r"\s+")


@dataclass(frozen=True)
class Line:
    """One figure of both: the product's and the other tool's."""

    what: str
    ours: str
    theirs: str
    tool: str


def provide() -> None:
    """The environment with exactly the pinned versions."""
    wanted = "\n".join(PINNED)
    if STAMP.is_file() and STAMP.read_text() == wanted:
        return
    subprocess.run([sys.executable, "-m", "venv", "--clear", ENV], check=True)
    subprocess.run([ENV / "bin/pip", "install", "-q", "--disable-pip-version-check", *PINNED], check=True)
    STAMP.write_text(wanted)


def theirs(do: str, given: Any) -> Any:
    """What a tool of the other environment answers."""
    task = json.dumps({"do": do, "given": given})
    done = subprocess.run(
        [ENV / "bin/python", WORKER], input=task, capture_output=True, text=True, check=True, cwd=ENV
    )
    return json.loads(done.stdout)


# Sentences: a sentence a line, a paragraph ends at an empty line; an end is counted in signs without spaces.


def _ends(sentences: list[str]) -> set[int]:
    found, at = set(), 0
    for sentence in sentences:
        at += len(_SPACES.sub("", sentence))
        found.add(at)
    return found


def _split_by_us(paragraph: str) -> list[str]:
    analysis = analyze(paragraph)
    return [analysis.text[start:end] for start, end in analysis.sentences]


def sentence_lines() -> Iterator[Line]:
    """Precision, recall and F1 of the ends inside paragraphs, each paragraph given on its own."""
    golden = [part.splitlines() for part in SENTENCES.read_text("utf-8").strip().split("\n\n")]
    paragraphs = [" ".join(sentences) for sentences in golden]
    answers = {"ours": [_split_by_us(text) for text in paragraphs], "theirs": theirs("sentences", paragraphs)}
    figures = {who: _scored(golden, answer) for who, answer in answers.items()}
    inner = sum(len(sentences) - 1 for sentences in golden)
    for at, name in enumerate(("precision", "recall", "F1")):
        yield Line(
            f"sentence ends inside {len(golden)} paragraphs ({inner} ends): {name}",
            f"{figures['ours'][at]:.3f}",
            f"{figures['theirs'][at]:.3f}",
            "underthesea",
        )


def _scored(golden: list[list[str]], answers: list[list[str]]) -> tuple[float, float, float]:
    right = said = wanted = 0
    for sentences, answer in zip(golden, answers, strict=True):
        true = _ends(sentences) - {max(_ends(sentences))}
        given = _ends(answer) - {max(_ends(sentences))}
        right, said, wanted = right + len(true & given), said + len(given), wanted + len(true)
    precision, recall = right / max(said, 1), right / max(wanted, 1)
    return precision, recall, 2 * precision * recall / max(precision + recall, 1e-9)


# Reading: originals whose text the corpus has from another extraction, or from the Unicode edition of an old file.


def _likeness(text: str | None, truth: str) -> float:
    """F1 of the words with their counts, spacing and order aside."""
    one, two = _counted(text or ""), _counted(truth)
    return 2 * (one & two).total() / max(one.total() + two.total(), 1)


def _counted(text: str) -> Counter[str]:
    return Counter(_WORD.findall(unicodedata.normalize("NFC", text).lower()))


def _read_by_us(path: Path) -> tuple[str | None, float]:
    start = time.perf_counter()
    try:
        text: str | None = read_bytes(path.read_bytes(), path.name).text
    except Unreadable:
        text = None
    return text, time.perf_counter() - start


def _no_recognition(*_: Any, **__: Any) -> Any:
    # viparse is asked for no recognition either: what is compared is reading.
    raise Unreadable("recognition-left-out", "")


def reading_lines() -> Iterator[Line]:
    """Files read and their likeness to the known text, by format."""
    scan.recognized = _no_recognition
    given = [(path, truth) for path, truth in listed_originals() if path.suffix != ".txt"]
    answers = theirs("files", [str(path) for path, _ in given])
    groups: dict[str, list[tuple[tuple[str | None, float], tuple[str | None, float], str | None]]] = {}
    for (path, truth), answer in zip(given, answers, strict=True):
        kind = "TCVN3 and VNI files" if path.name.startswith("legacy") else path.suffix
        groups.setdefault(kind, []).append((_read_by_us(path), tuple(answer), truth))
    for kind, members in sorted(groups.items()):
        yield from _group_lines(kind, members)


def _group_lines(kind: str, members: list[Any]) -> Iterator[Line]:
    read = [sum(bool((member[who][0] or "").strip()) for member in members) for who in (0, 1)]
    yield Line(f"{kind}: read of {len(members)}", str(read[0]), str(read[1]), "viparse")
    known = [member for member in members if member[2] and member[0][0] and member[1][0]]
    if known:
        shares = [
            sum(_likeness(member[who][0], member[2]) for member in known) / len(known) for who in (0, 1)
        ]
        what = f"{kind}: words as in the known text, mean of {len(known)} that both read"
        yield Line(what, f"{shares[0]:.3f}", f"{shares[1]:.3f}", "viparse")
    seconds = [sum(member[who][1] for member in members) for who in (0, 1)]
    yield Line(f"{kind}: seconds for all", f"{seconds[0]:.1f}", f"{seconds[1]:.1f}", "viparse")


def text_lines() -> Iterator[Line]:
    """Texts that are Unicode already and must stay as they are."""
    given = [unicodedata.normalize("NFC", text) for text in unicode_texts()]
    fixed = theirs("texts", given)
    ours = [legacy.to_unicode(text)[0] for text in given]
    damaged = [
        sum(_counted(a) != _counted(b) for a, b in zip(given, made, strict=True)) for made in (ours, fixed)
    ]
    yield Line(
        f"Unicode texts whose words were changed, of {len(given)}",
        str(damaged[0]),
        str(damaged[1]),
        "viparse",
    )


def old_code_lines() -> Iterator[Line]:
    """Texts in old codes, as a converter without knowledge of fonts leaves them."""
    given = [
        (path.read_text("utf-8"), truth)
        for path, truth in listed_originals()
        if path.suffix == ".txt" and truth
    ]
    if not given:
        return
    fixed = theirs("texts", [text for text, _ in given])
    ours = [legacy.to_unicode(text)[0] for text, _ in given]
    shares = [
        sum(_likeness(text, truth or "") for text, (_, truth) in zip(made, given, strict=True)) / len(given)
        for made in (ours, fixed)
    ]
    what = f"texts in TCVN3 and VNI codes: words as in the known text, mean of {len(given)}"
    yield Line(what, f"{shares[0]:.3f}", f"{shares[1]:.3f}", "viparse")


def lines() -> list[Line]:
    """All figures."""
    return [*sentence_lines(), *text_lines(), *old_code_lines(), *reading_lines()]


def main() -> int:
    provide()
    found = lines()
    width = max(len(line.what) for line in found)
    print(f"{'':<{width}}  {'Cầu Nối':>9}  other tool")
    for line in found:
        print(f"{line.what:<{width}}  {line.ours:>9}  {line.theirs:>9} {line.tool}")
    run.OUT.mkdir(parents=True, exist_ok=True)
    report = {
        "machine": run.machine(),
        "commit": run.commit(),
        "fsync_ms": run.fsync_ms(),
        "pinned": PINNED,
        "lines": [asdict(line) for line in found],
        "rows": [asdict(Row(line.what, float(line.ours), "")) for line in found],
    }
    OUT.write_text(json.dumps(report, ensure_ascii=False, indent=1) + "\n", "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
