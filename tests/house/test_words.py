"""What may not stand in the source: unfinished work, hosts, words that scare or shout."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from tests.house import PACKAGE, ROOT, named, parsed, sources

# Put together here, so that this file does not hold the words that it looks for.
UNFINISHED = re.compile(r"\b({}DO|{}ME|{}XX|{}CK)\b".format("TO", "FIX", "X", "HA"))
REGISTRIES = [
    f"{name}.{end}"
    for name, end in [
        ("pypi", "org"),
        ("pythonhosted", "org"),
        ("npmjs", "org"),
        ("npmjs", "com"),
        ("debian", "org"),
        ("docker", "io"),
    ]
]
SKIPPED = {".git", ".venv", "build", "var", "vendor", "node_modules", "__pycache__", ".hypothesis"}
TEXTS = {
    ".py",
    ".md",
    ".txt",
    ".in",
    ".toml",
    ".yaml",
    ".yml",
    ".html",
    ".css",
    ".js",
    ".csv",
    ".json",
    ".svg",
    "",
}
# Names of XML vocabularies look like addresses; nobody calls them.
VOCABULARIES = {
    "www.w3.org",
    "schemas.openxmlformats.org",
    "schemas.microsoft.com",
    "purl.org",
    "docs.oasis-open.org",
    "openoffice.org",
}
OWN = {"localhost", "127.0.0.1"}
ADDRESS = re.compile(r"https?://([A-Za-z0-9.-]+)")
EMOJI = re.compile("[\U0001f000-\U0001faff\u2600-\u27bf\u2b50\u2b55\ufe0f]")
# Signs from those blocks that are typography, not pictures.
TYPOGRAPHY = {"✓", "✗"}
GETTEXT = {"_", "gettext", "gettext_lazy", "ngettext", "ngettext_lazy", "pgettext", "pgettext_lazy"}


def texts(folder: Path) -> list[Path]:
    """Every text file of the project below a folder."""
    return sorted(
        path
        for path in folder.rglob("*")
        if path.is_file()
        and path.suffix in TEXTS
        and not SKIPPED & set(path.relative_to(ROOT).parts)
        and not any(part.endswith((".egg-info", "_cache")) for part in path.parts)
    )


def shouts(text: str) -> bool:
    """Whether a text that users read holds an exclamation mark or a picture."""
    pictures = set(EMOJI.findall(text)) - TYPOGRAPHY
    return "!" in text or bool(pictures)


def spoken(path: Path) -> list[tuple[int, str]]:
    """The sentences of a module that are marked for translation, with their lines."""
    found = []
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in GETTEXT:
            words = [word for word in node.args if isinstance(word, ast.Constant)]
            found += [(node.lineno, word.value) for word in words if isinstance(word.value, str)]
    return found


def test_nothing_in_the_product_is_left_unfinished() -> None:
    files = [*texts(PACKAGE), *texts(ROOT / "tools")]
    found = [named(path) for path in files if UNFINISHED.search(path.read_text("utf-8"))]
    assert found == []


def test_no_registry_is_named_anywhere() -> None:
    found = [
        f"{named(path)}: {host}"
        for path in texts(ROOT)
        for host in REGISTRIES
        if host in path.read_text("utf-8", errors="replace")
    ]
    assert found == []


def test_the_product_knows_no_other_host() -> None:
    found = [
        f"{named(path)}: {host}"
        for path in texts(PACKAGE)
        for host in ADDRESS.findall(path.read_text("utf-8"))
        if host not in VOCABULARIES | OWN
    ]
    assert found == []


def test_no_sentence_shouts() -> None:
    found = [
        f"{named(path)}:{line} {text}" for path in sources() for line, text in spoken(path) if shouts(text)
    ]
    assert found == []


@pytest.mark.parametrize("text", ["Đã lưu!", "Đã gửi \U0001f389", "Chú ý \u26a0\ufe0f"])
def test_a_shout_is_heard(text: str) -> None:
    assert shouts(text)
    assert not shouts("Đã lưu lúc 14:05 ngày 08/05/2026.")


def test_sentences_are_marked_with_whole_words_only() -> None:
    """A marked f-string is never found in a catalogue."""
    found = [
        f"{named(path)}:{node.lineno}"
        for path in sources()
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id in GETTEXT
        and any(isinstance(word, ast.JoinedStr | ast.BinOp) for word in node.args)
    ]
    assert found == []
