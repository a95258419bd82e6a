"""Programs of the system that the product or its tests need: found, installed through apt, or named.

python3 -m tools.system    what `make test` needs
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from tools.console import Failed, main, run

POSTGRES_FOLDERS = "/usr/lib/postgresql"
CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome")


@dataclass(frozen=True)
class Need:
    """One Debian package, and the programs or files (any of them) that show that it is there."""

    package: str
    purpose: str
    programs: tuple[str, ...] = ()
    files: tuple[str, ...] = ()

    def met(self) -> bool:
        if any(shutil.which(program) for program in self.programs):
            return True
        return any(_any_file(pattern) for pattern in self.files)


TEST_NEEDS = (
    Need("postgresql", "the tests on PostgreSQL", ("initdb",), (f"{POSTGRES_FOLDERS}/*/bin/initdb",)),
    Need("chromium", "the browser tests and the pictures", CHROMIUM_NAMES),
    Need(
        "libatomic1",
        "the program that steers the browser (Playwright's driver)",
        files=("/usr/lib/*/libatomic.so.1", "/lib/*/libatomic.so.1", "/usr/lib/libatomic.so.1"),
    ),
    Need(
        "libreoffice-writer-nogui",
        "opening the .docx reports",
        files=("/usr/lib/libreoffice/program/libswlo.so", "/opt/libreoffice*/program/libswlo.so"),
    ),
    Need("poppler-utils", "looking at a report as text and picture", ("pdftotext",)),
    Need(
        "fonts-liberation",
        "the reports' typeface (metric twin of Times New Roman)",
        files=("/usr/share/fonts/truetype/liberation*/LiberationSerif-Regular.ttf",),
    ),
    Need("tesseract-ocr", "recognizing scans", ("tesseract",)),
    Need(
        "tesseract-ocr-vie",
        "recognizing scans in Vietnamese",
        files=("/usr/share/tesseract-ocr/*/tessdata/vie.traineddata", "/usr/share/tessdata/vie.traineddata"),
    ),
    Need(
        "fonts-freefont-ttf",
        "the typeface of the scans that tests make",
        files=("/usr/share/fonts/truetype/freefont/FreeSerif.ttf",),
    ),
)


def _any_file(pattern: str) -> bool:
    return any(Path("/").glob(pattern.lstrip("/")))


def missing(needs: tuple[Need, ...]) -> list[Need]:
    """The needs that this machine does not meet."""
    return [need for need in needs if not need.met()]


def provide(needs: tuple[Need, ...]) -> None:
    """Install what is missing through apt when it may; otherwise name the exact packages and stop."""
    absent = missing(needs)
    if not absent:
        return
    packages = [need.package for need in absent]
    prefix = _apt_prefix()
    if prefix is None:
        raise Failed(_told(absent), f"Run as root: apt-get update && apt-get install -y {' '.join(packages)}")
    print(f"apt-get install {' '.join(packages)}", flush=True)
    _apt(prefix, packages)
    if still := missing(needs):
        raise Failed(_told(still), "apt-get reported success; look at its output above.")


def _told(absent: list[Need]) -> str:
    return "Missing system packages:\n" + "\n".join(f"  {need.package}: {need.purpose}" for need in absent)


def _apt_prefix() -> list[str] | None:
    """What to put before apt-get; None where installing is not ours to do or ``CAUNOI_NO_APT`` forbids it."""
    if os.environ.get("CAUNOI_NO_APT") or not shutil.which("apt-get"):
        return None
    if os.geteuid() == 0:
        return ["env"]
    if shutil.which("sudo") and subprocess.run(["sudo", "-n", "true"], capture_output=True).returncode == 0:
        return ["sudo", "-n", "env"]
    return None


def _apt(prefix: list[str], packages: list[str]) -> None:
    get = [*prefix, "DEBIAN_FRONTEND=noninteractive", "apt-get", "-q"]
    try:
        run([*get, "update"])
        run([*get, "install", "-y", "--no-install-recommends", *packages])
    except Failed as failure:
        raise Failed(
            f"apt-get failed ({failure.what}).",
            f"Check the network and /etc/apt, or install by hand: {' '.join(packages)}",
        ) from None


def program(names: tuple[str, ...]) -> str:
    """The path of the first of these programs; the caller has made sure that one is there."""
    return next(path for name in names if (path := shutil.which(name)))


if __name__ == "__main__":
    sys.exit(main(lambda: provide(TEST_NEEDS)))
