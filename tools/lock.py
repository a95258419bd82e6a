"""`make lock`: requirements/*.txt anew from requirements/*.in, every file with its hashes.

pip-compile runs in an environment of its own under build/, itself locked. `--upgrade` takes newer versions.
"""

from __future__ import annotations

import sys
from pathlib import Path

from tools.console import PYTHON, ROOT, captured, main, phase, without_settings
from tools.install import explained

NAMES = ("product", "dev", "lock")
FOLDER = ROOT / "build/lock-env"
# setuptools is locked too: the editable install builds with it, without fetching another.
WORDS = ("--generate-hashes", "--allow-unsafe", "--strip-extras", "--quiet", "--no-emit-index-url")
WORDS_OF_HOSTS = ("--no-emit-trusted-host", "--no-emit-find-links", "--no-emit-options")


def lock(extra: list[str]) -> None:
    """Write every lock file; raises with what pip-compile said."""
    _pip_compile()
    for name in NAMES:
        with phase(f"requirements/{name}.txt"):
            _compile(name, extra)


def _pip_compile() -> None:
    if (FOLDER / "bin/pip-compile").exists():
        return
    with phase("pip-tools in build/lock-env"):
        _must([PYTHON, "-m", "venv", FOLDER])
        locked = ROOT / "requirements/lock.txt"
        _must([FOLDER / "bin/python", "-m", "pip", "install", "-q", "--require-hashes", "-r", locked])


def _compile(name: str, extra: list[str]) -> None:
    files = [f"--output-file={name}.txt", f"{name}.in"]
    env = without_settings(CUSTOM_COMPILE_COMMAND="make lock")
    command: list[str | Path] = [FOLDER / "bin/pip-compile", *WORDS, *WORDS_OF_HOSTS, *extra, *files]
    code, output = captured(command, env=env, cwd=ROOT / "requirements")
    if code:
        raise explained(f"pip-compile could not lock {name}.in.", output)


def _must(command: list[str | Path]) -> None:
    code, output = captured(command)
    if code:
        raise explained("pip-tools could not be installed.", output)


if __name__ == "__main__":
    sys.exit(main(lambda: lock(sys.argv[1:])))
