"""Reading in a process of its own: the same result, and a file that misbehaves costs nobody else anything."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from caunoi.analysis import Analysis, Unreadable, analyze, analyze_bytes, bounded
from caunoi.analysis.bounded import Limits, analyze_bounded
from tests.analysis import hostile
from tests.documents import texts

pytestmark = pytest.mark.skipif(os.name != "posix", reason="limits on memory need POSIX")
MEGABYTE = 1024 * 1024
QUICK = Limits(memory=384 * MEGABYTE, silent=3.0, total=30.0)
Drop = Callable[[bytes], Path]


@pytest.fixture
def drop(tmp_path: Path) -> Drop:
    """``drop(data)`` is a file with that content; beside it stands the folder for what the reading makes."""

    def write(data: bytes) -> Path:
        path = tmp_path / "0001"
        path.write_bytes(data)
        (tmp_path / "work").mkdir(exist_ok=True)
        return path

    return write


@pytest.fixture
def misbehaving(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bounded, "COMMAND", hostile.COMMAND)


def read(path: Path, name: str = "a.txt", **options: object) -> Analysis:
    return analyze_bounded(path, name, folder=path.parent / "work", limits=QUICK, **options)  # type: ignore[arg-type]


def refusal(path: Path, **options: object) -> Unreadable:
    with pytest.raises(Unreadable) as refused:
        read(path, **options)
    assert list((path.parent / "work").iterdir()) == []
    return refused.value


@given(st.text())
@settings(max_examples=60, deadline=None)
def test_an_analysis_comes_back_from_json_as_it_was(text: str) -> None:
    found = analyze(text)
    assert Analysis.from_json(found.to_json()) == found


def test_every_kind_of_record_comes_back_from_json() -> None:
    found = analyze(texts.RESOLUTION, page_starts=(0, 100))
    assert found.provisions
    assert found.citations
    assert found.targets
    assert found.assignments
    assert found.deadlines
    again = Analysis.from_json({**found.to_json(), "page_starts": [0, 100]})
    assert again == found


def test_what_a_later_version_adds_is_left_out() -> None:
    found = analyze(texts.PLAN)
    assert Analysis.from_json({**found.to_json(), "later": 1}) == found


@pytest.mark.parametrize("name", ["van-ban.docx", "c:\\thư mục\\van-ban.docx", "--help.docx", "a\nb.docx"])
def test_the_child_reads_as_the_parent_would(drop: Drop, name: str) -> None:
    data = texts.docx(texts.RESOLUTION)
    path = drop(data)
    assert read(path, name) == analyze_bytes(data, name)
    assert list((path.parent / "work").iterdir()) == []


def test_a_refusal_comes_over_with_its_code_and_sentence(drop: Drop) -> None:
    with pytest.raises(Unreadable) as here:
        analyze_bytes(b"", "a.txt")
    there = refusal(drop(b""))
    assert (there.code, there.message) == (here.value.code, here.value.message)


@pytest.mark.usefixtures("misbehaving")
def test_a_file_that_takes_too_much_memory_is_stopped_and_the_next_is_read(drop: Drop) -> None:
    stopped = refusal(drop(b"memory"))
    assert stopped.code == "too-much-memory"
    assert "bộ nhớ" in stopped.message
    assert read(drop(texts.txt(texts.PLAN))).metadata.symbol == "31-KH/ĐU"


@pytest.mark.usefixtures("misbehaving")
def test_an_endless_reader_is_stopped_after_its_silence(drop: Drop) -> None:
    began = time.monotonic()
    stopped = refusal(drop(b"endless"))
    assert stopped.code == "too-long"
    assert time.monotonic() - began < 15


@pytest.mark.usefixtures("misbehaving")
def test_pages_are_signs_of_life_and_the_whole_is_bounded_too(drop: Drop) -> None:
    told: list[tuple[int, int]] = []
    path = drop(b"chatty")
    limits = Limits(memory=384 * MEGABYTE, silent=3.0, total=4.0)
    began = time.monotonic()
    with pytest.raises(Unreadable, match="quá lâu"):
        analyze_bounded(path, "a.txt", progress=lambda *page: told.append(page), limits=limits)
    assert time.monotonic() - began > 3.5
    assert told[:3] == [(0, 10_000), (1, 10_000), (2, 10_000)]
    assert len(told) > 20


def test_a_larger_file_may_be_silent_for_longer() -> None:
    assert Limits().patience(1000) == 150
    assert Limits().patience(50 * MEGABYTE) == 250


@pytest.mark.usefixtures("misbehaving")
@pytest.mark.parametrize("how", [b"crash", b"fault"])
def test_a_crash_is_a_refusal_that_quotes_nothing(
    drop: Drop, how: bytes, caplog: pytest.LogCaptureFixture
) -> None:
    stopped = refusal(drop(how))
    assert stopped.code == "crashed"
    assert "words of the file" not in stopped.message + caplog.text
    assert caplog.text


def is_alive(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"


def ended(*pids: int) -> bool:
    until = time.monotonic() + 10
    while time.monotonic() < until and any(map(is_alive, pids)):
        time.sleep(0.1)
    return not any(map(is_alive, pids))


@pytest.mark.usefixtures("misbehaving")
def test_what_the_child_started_ends_with_it(drop: Drop, tmp_path: Path) -> None:
    note = tmp_path / "ids"
    assert refusal(drop(f"child {note}".encode())).code == "too-long"
    assert ended(*map(int, note.read_text().split()))


@pytest.mark.usefixtures("misbehaving")
def test_whoever_waits_may_break_off(drop: Drop, tmp_path: Path) -> None:
    note = tmp_path / "ids"

    def stop() -> None:
        if note.exists():
            raise InterruptedError

    with pytest.raises(InterruptedError):
        read(drop(f"child {note}".encode()), waiting=stop)
    assert ended(*map(int, note.read_text().split()))


def test_the_child_ends_when_its_parent_is_killed(drop: Drop, tmp_path: Path) -> None:
    note = tmp_path / "ids"
    path = drop(f"child {note}".encode())
    program = (
        "import sys; from pathlib import Path; from caunoi.analysis import bounded;"
        f"bounded.COMMAND = (sys.executable, {hostile.__file__!r});"
        f"bounded.analyze_bounded(Path({str(path)!r}), 'a.txt')"
    )
    parent = subprocess.Popen([sys.executable, "-c", program])
    until = time.monotonic() + 20
    while time.monotonic() < until and not (note.exists() and len(note.read_text().split()) == 2):
        time.sleep(0.1)
    parent.send_signal(signal.SIGKILL)
    parent.wait()
    assert ended(*map(int, note.read_text().split()))


def test_the_name_of_the_file_stands_in_no_list_of_processes_and_no_setting_goes_along(
    drop: Drop, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CAUNOI_SECRET_KEY", "only-for-tests")
    seen: list[tuple[list[str], dict[str, str]]] = []
    start = subprocess.Popen

    def watched(words: list[str], **options: object) -> object:
        seen.append((list(words), dict(options["env"])))  # type: ignore[call-overload]
        return start(words, **options)  # type: ignore[call-overload]

    monkeypatch.setattr(bounded.subprocess, "Popen", watched)
    read(drop(texts.txt(texts.PLAN)), "danh-sach-mat.txt")
    words, environment = seen[0]
    assert "danh-sach-mat" not in " ".join(words) + str(environment)
    assert not any(name.startswith("CAUNOI_") for name in environment)
