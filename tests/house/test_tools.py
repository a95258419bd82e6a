"""The tools behind the two commands: what is done once, what is refused, what a failure says."""

from __future__ import annotations

import os
import shutil
import socket
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from benchmarks.rows import Row, row_of
from benchmarks.run import table
from tools import check, demo_reset, home, install, run, system
from tools.console import ROOT, Failed, without_settings
from tools.home import Home, State

LOCKED_FILES = (*install.LOCKED, "requirements/product.in", "pyproject.toml")


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """The files that an installation depends on, elsewhere."""
    (tmp_path / "requirements").mkdir()
    for name in LOCKED_FILES:
        shutil.copy(ROOT / name, tmp_path / name)
    return tmp_path


@pytest.mark.parametrize("name", LOCKED_FILES)
def test_a_changed_requirement_asks_for_a_new_installation(checkout: Path, name: str) -> None:
    before = install.fingerprint(checkout)
    assert before == install.fingerprint(checkout)
    with (checkout / name).open("a") as file:
        file.write("# changed\n")
    assert install.fingerprint(checkout) != before


def test_an_environment_moved_to_another_folder_is_not_trusted(checkout: Path) -> None:
    assert install.fingerprint(checkout) != install.fingerprint(ROOT)


@pytest.mark.parametrize(
    ("output", "words"),
    [
        ("ERROR: [Errno 28] No space left on device", "Ổ đĩa đã đầy"),
        ("THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE", "mã băm"),
        ("NewConnectionError('failed'): No matching distribution found for numpy", "Không kết nối được"),
        ("Could not find a version that satisfies asgiref (from versions: none)", "không kết nối được"),
        ("ERROR: No matching distribution found for numpy==2", "bản dựng sẵn"),
    ],
)
def test_a_failed_installation_says_what_to_do(output: str, words: str) -> None:
    failure = install.explained("pip không cài được.", output)
    assert words in failure.what
    assert output in failure.what
    assert failure.todo


def test_a_missing_system_package_is_named_where_apt_may_not_be_used(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CAUNOI_NO_APT", "1")
    absent = system.Need("khong-co-goi-nay", "trying", ("khong-co-chuong-trinh-nay",))
    with pytest.raises(Failed) as failed:
        system.provide((absent,))
    assert "khong-co-goi-nay: trying" in failed.value.what
    assert failed.value.todo.endswith("apt-get install -y khong-co-goi-nay")


def test_what_is_there_is_not_installed_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(system, "_apt", lambda *_: pytest.fail("apt-get was called"))
    system.provide((system.Need("dash", "running", ("sh",)),))


def installation(folder: Path, *, people: int, demo: bool) -> Home:
    """A home with a database that has as many people, as far as the tools look at it."""
    with closing(sqlite3.connect(folder / "caunoi.sqlite3")) as connection:
        connection.execute("CREATE TABLE accounts_person (id INTEGER)")
        connection.execute("CREATE TABLE kernel_installation (id INTEGER, is_demo BOOLEAN)")
        connection.executemany("INSERT INTO accounts_person VALUES (?)", [(n,) for n in range(people)])
        connection.execute("INSERT INTO kernel_installation VALUES (1, ?)", (demo,))
        connection.commit()
    return Home(folder)


@pytest.fixture(autouse=True)
def _on_sqlite(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CAUNOI_DATABASE_URL", raising=False)


def test_demo_reset_never_touches_real_data(tmp_path: Path) -> None:
    with pytest.raises(Failed, match="dữ liệu thật"):
        demo_reset.require_demo(installation(tmp_path, people=3, demo=False))


@pytest.mark.parametrize(("people", "demo"), [(3, True), (0, False)])
def test_demo_reset_takes_a_demo_or_an_empty_home(tmp_path: Path, people: int, demo: bool) -> None:
    demo_reset.require_demo(installation(tmp_path, people=people, demo=demo))


def test_demo_reset_takes_a_home_whose_demo_was_not_finished(tmp_path: Path) -> None:
    unfinished = installation(tmp_path, people=3, demo=False)
    unfinished.remember(State(version="x", loading=True))
    demo_reset.require_demo(unfinished)


def test_demo_reset_stays_away_from_postgresql(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CAUNOI_DATABASE_URL", "postgresql://caunoi@127.0.0.1/caunoi")
    with pytest.raises(Failed, match="SQLite"):
        demo_reset.require_demo(installation(tmp_path, people=3, demo=True))


def test_neither_a_second_start_nor_a_reset_disturbs_a_running_site(tmp_path: Path) -> None:
    served = installation(tmp_path, people=3, demo=True)
    # A process that looks like `make run` to whoever reads its command line; its word says that it is there.
    waiting = "print('here', flush=True); import time; time.sleep(60)"
    command = [sys.executable, "-c", waiting, "-m", "tools.run"]
    pretender = subprocess.Popen(command, stdout=subprocess.PIPE)
    assert pretender.stdout is not None
    assert pretender.stdout.readline()
    try:
        (tmp_path / "run.pid").write_text(f"{pretender.pid} 8000")
        with pytest.raises(Failed, match=f"tiến trình {pretender.pid}"):
            demo_reset.require_demo(served)
        with pytest.raises(Failed, match="localhost:8000"):
            run.require_free(served, 8123)
    finally:
        pretender.kill()
        pretender.communicate()
    demo_reset.require_demo(served)


def test_the_note_of_a_dead_or_other_process_is_not_believed(tmp_path: Path) -> None:
    (tmp_path / "run.pid").write_text(f"{os.getpid()} 8000")  # alive, and something else
    assert Home(tmp_path).runner() is None
    (tmp_path / "run.pid").write_text("half a note")
    assert Home(tmp_path).runner() is None


def test_a_taken_port_is_told_with_a_way_out(tmp_path: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(Failed) as failed:
            run.require_free(Home(tmp_path), port)
    assert str(port) in failed.value.what
    assert f"PORT={port + 1}" in failed.value.todo


def test_an_interrupted_demo_is_not_taken_for_a_finished_one(tmp_path: Path) -> None:
    unfinished = installation(tmp_path, people=3, demo=False)
    unfinished.remember(State(version=home.version(), loading=True))
    with pytest.raises(Failed, match="dừng giữa chừng"):
        run.prepare(unfinished, {})


def test_a_home_at_this_version_is_neither_migrated_nor_filled_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ready = installation(tmp_path, people=3, demo=True)
    ready.remember(State(version=home.version()))
    monkeypatch.setattr(run, "caunoi", lambda *_, **__: pytest.fail("something was run"))
    run.prepare(ready, {})


def test_a_home_whose_database_was_removed_is_migrated_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Home(tmp_path).remember(State(version=home.version()))
    called: list[str] = []
    monkeypatch.setattr(run, "caunoi", lambda *words, env: called.append(words[0]))
    run.prepare(Home(tmp_path), {})
    assert called == ["migrate"]


def test_a_damaged_note_means_that_nothing_was_done(tmp_path: Path) -> None:
    (tmp_path / "run.json").write_text('{"version": ')
    assert Home(tmp_path).state() == State()


def test_tests_never_see_the_settings_of_an_installation(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CAUNOI_HOME", "/srv/caunoi")
    monkeypatch.setenv("DJANGO_SETTINGS_MODULE", "caunoi.config.settings")
    given = without_settings(CAUNOI_DATABASE_URL="x")
    assert [name for name in given if name.startswith(("CAUNOI_", "DJANGO_"))] == ["CAUNOI_DATABASE_URL"]


def test_a_check_that_fails_is_named_and_the_others_still_run(capsys: pytest.CaptureFixture[str]) -> None:
    bad = check.Step("bad", (sys.executable, "-c", "raise SystemExit('what is wrong')"), "mend it")
    good = check.Step("good", (sys.executable, "-c", ""), "")
    with pytest.raises(Failed, match="1 of 2 checks failed: bad") as failed:
        check.check([bad, good])
    assert failed.value.todo == "mend it"
    printed = capsys.readouterr().out
    assert "what is wrong" in printed
    assert "good: ok" in printed


def test_every_folder_of_pure_tests_is_there() -> None:
    assert [name for name in check.PURE if not (ROOT / name).is_dir()] == []


def test_a_benchmark_row_is_read_from_words() -> None:
    row = row_of(("analysis of 30,000 characters", "12.5 ms", "< 30 ms"))
    assert (row.value, row.unit, row.goal, row.reached) == (12.5, "ms", 30.0, True)
    assert row_of(("throughput", "80 docs/s", "> 100 docs/s")).reached is False


@pytest.mark.parametrize("words", [("a", "fast", "< 3 ms"), ("a", "3 ms", "soon"), ("a", "3 s", "< 30 ms")])
def test_a_benchmark_row_without_a_figure_is_refused(words: tuple[str, str, str]) -> None:
    with pytest.raises(ValueError, match="a: "):
        row_of(words)


def test_a_missed_goal_is_not_hidden_in_the_table() -> None:
    printed = table([Row("slow", 31.0, "ms", 30.0), Row("free", 1.0, "s")])
    assert "NOT REACHED" in printed.splitlines()[0]
    assert "reached" not in printed.splitlines()[1]


def test_the_tools_that_install_need_nothing_installed() -> None:
    for tool in ("install", "run", "demo_reset", "test", "system", "postgres"):
        # -S leaves out every installed package.
        done = subprocess.run(
            [sys.executable, "-S", "-c", f"import tools.{tool}"], cwd=ROOT, capture_output=True
        )
        assert done.returncode == 0, done.stderr.decode()
