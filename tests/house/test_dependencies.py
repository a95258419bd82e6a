"""Every dependency has its reason, its licence and its lock; none is taken from a named host."""

from __future__ import annotations

import re

import pytest
import yaml

from tests.house import PACKAGE, ROOT

REQUIREMENTS = ROOT / "requirements"
PAGE = ROOT / "docs/dependencies.md"
VENDORED = PACKAGE / "web/static/caunoi/vendor/VENDORED.yaml"
NAMES = ("product", "dev", "lock")


def normal(name: str) -> str:
    """A package's name as registries compare it."""
    return re.sub(r"[-_.]+", "-", name).casefold()


def wanted(name: str) -> set[str]:
    """The packages that a .in file asks for."""
    lines = (REQUIREMENTS / f"{name}.in").read_text("utf-8").splitlines()
    found = [re.match(r"[A-Za-z][\w.-]*", line) for line in lines]
    return {normal(match[0]) for match in found if match}


def locked(name: str) -> dict[str, str]:
    """Package → its lines in a lock file."""
    text = (REQUIREMENTS / f"{name}.txt").read_text("utf-8").replace("\\\n", " ")
    lines = [line for line in text.splitlines() if line and not line.lstrip().startswith("#")]
    return {normal(re.split(r"[=\[ ]", line)[0]): line for line in lines}


def described() -> dict[str, list[str]]:
    """Package → its cells on the page."""
    rows = [line.strip("| ").split(" | ") for line in PAGE.read_text("utf-8").splitlines() if line[:1] == "|"]
    return {normal(row[0]): row for row in rows if row[0] not in ("package", "---|---|---|---")}


def vendored() -> set[str]:
    return {normal(package["name"]) for package in yaml.safe_load(VENDORED.read_text("utf-8"))["packages"]}


def test_every_dependency_is_described_and_no_other() -> None:
    asked = set().union(*(wanted(name) for name in NAMES)) | vendored()
    assert asked - set(described()) == set(), "say in docs/dependencies.md why it is needed"
    assert set(described()) - asked == set(), "gone from the lists, still on the page"


def test_a_description_has_a_reason_a_licence_and_an_alternative() -> None:
    assert len(described()) > 20
    for name, cells in described().items():
        assert len(cells) == 4, name
        assert all(cell.strip() for cell in cells), name


@pytest.mark.parametrize("name", NAMES)
def test_every_wanted_package_is_locked(name: str) -> None:
    # A package for another system has no line in a lock that was made on Linux.
    assert wanted(name) - set(locked(name)) - {"waitress"} == set()


@pytest.mark.parametrize("name", NAMES)
def test_every_locked_package_has_one_version_and_hashes(name: str) -> None:
    assert locked(name)
    for package, line in locked(name).items():
        assert re.match(r"\S+==[\w.]+ ", line), package
        assert "--hash=sha256:" in line, package


def test_both_locks_agree_where_they_name_the_same_package() -> None:
    product, dev = locked("product"), locked("dev")
    for package in product.keys() & dev.keys():
        assert product[package].split()[0].split(";")[0] == dev[package].split()[0].split(";")[0]


@pytest.mark.parametrize("name", NAMES)
def test_a_lock_does_not_say_where_packages_come_from(name: str) -> None:
    for file in (REQUIREMENTS / f"{name}.txt", REQUIREMENTS / f"{name}.in"):
        assert not re.search(
            r"https?:|--(extra-)?index-url|--find-links|--trusted-host|file://", file.read_text("utf-8")
        )
