"""The two ways in: the Makefile's targets and the commands of ``caunoi``; what the papers say of them is so."""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest

from caunoi.cli.main import COMMANDS, main
from tests.house import ROOT, named

PROMISED_TARGETS = {"install", "run", "demo-reset", "test", "check", "screens", "bench"}
PROMISED_COMMANDS = {
    "analyze",
    "import-document",
    "report",
    "serve",
    "worker",
    "sweep",
    "audit",
    "backup",
    "restore",
    "doctor",
}
PAPERS = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])


def targets() -> set[str]:
    text = (ROOT / "Makefile").read_text("utf-8")
    return set(re.findall(r"^([a-z][a-z-]*):", text, re.MULTILINE))


def test_every_promised_command_is_there() -> None:
    assert targets() >= PROMISED_TARGETS
    assert COMMANDS.keys() >= PROMISED_COMMANDS


def test_every_target_says_what_it_does() -> None:
    text = (ROOT / "Makefile").read_text("utf-8")
    assert set(re.findall(r"^([a-z][a-z-]*):.*## \S", text, re.MULTILINE)) == targets()


@pytest.mark.parametrize("command", sorted(COMMANDS))
def test_a_command_can_be_called_and_explains_itself(
    command: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        main([command, "--help"])
    assert ended.value.code == 0
    assert f"caunoi {command}" in capsys.readouterr().out


@pytest.mark.parametrize("command", sorted(COMMANDS))
def test_every_argument_of_a_command_is_explained(command: str) -> None:
    parser = argparse.ArgumentParser()
    import_module(COMMANDS[command][0]).add_arguments(parser)
    assert [action.dest for action in parser._actions if not action.help] == []


def test_an_unknown_command_is_wrong_use_and_says_what_there_is() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "caunoi.cli.main", "khong-co"], cwd=ROOT, capture_output=True, text=True
    )
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert "analyze" in done.stderr


def test_there_are_papers() -> None:
    assert PAPERS


@pytest.mark.parametrize("paper", PAPERS, ids=named)
def test_the_commands_in_the_papers_exist(paper: Path) -> None:
    code = "\n".join(_code(paper.read_text("utf-8")))
    named_targets = set(re.findall(r"\bmake ([a-z][a-z-]+)", code))
    named_commands = set(re.findall(r"\bcaunoi ([a-z][a-z-]+)", code))
    assert named_targets - targets() == set()
    assert named_commands - COMMANDS.keys() == set()


def _code(text: str) -> list[str]:
    """What stands as code in a paper: blocks and spans."""
    blocks = re.findall(r"```[a-z]*\n(.*?)```", text, re.DOTALL)
    spans = re.findall(r"`([^`\n]+)`", re.sub(r"```.*?```", "", text, flags=re.DOTALL))
    return [*blocks, *spans]


def test_ci_runs_what_a_developer_runs() -> None:
    script = ROOT / ".ci/run"
    assert script.stat().st_mode & 0o111
    assert re.search(r"^exec make test\b", script.read_text("utf-8"), re.MULTILINE)
