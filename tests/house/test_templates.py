"""Templates: all words marked for translation, nothing inline that the content policy would refuse."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from tests.house import named, templates
from tests.house.test_words import shouts

COMMENT = re.compile(r"\{#.*?#\}|\{% comment %\}.*?\{% endcomment %\}", re.DOTALL)
BLOCK = re.compile(r"\{% blocktrans(?:late)?\b.*?%\}(.*?)\{% endblocktrans(?:late)? %\}", re.DOTALL)
# Blocks of base.html that fill an attribute with class names.
CLASSES = re.compile(r"\{% block (?:body_class|columns) %\}[\w -]*\{% endblock(?: \w+)? %\}")
TAG = re.compile(r"\{%.*?%\}|\{\{.*?\}\}", re.DOTALL)
MARKED = re.compile(r"""\{% trans(?:late)? (?:"([^"]*)"|'([^']*)')|_\((?:"([^"]*)"|'([^']*)')\)""")
LITERAL = re.compile(r"""(?<!_\()(?:"([^"]*)"|'([^']*)')""")
# Attributes that are read out or shown.
SHOWN = {"alt", "title", "placeholder", "aria-label", "label", "content", "value", "summary"}
LETTERS = re.compile(r"[^\W\d_]{2,}")
VIETNAMESE = re.compile(r"[À-ỹ]")
# What is not a word of a language: names of formats.
NOT_WORDS = {"JSON", "Excel", "Word", "PDF", "A4"}
# Elements whose content is code, or the name on a key.
QUIET = {"script", "style", "kbd"}
# Words of other languages that slip onto screens; each has a Vietnamese one that officials use.
FOREIGN = re.compile(
    r"\b(dashboard|submit|log ?in|log ?out|upload|download|user|password|error|ok|settings|search|filter|"
    r"export|status|report|deadline|feedback|admin|email|review|task|back|next|save|cancel|delete)\b",
    re.IGNORECASE,
)


class Shown(HTMLParser):
    """Collects the words that stand in a page outside of any template tag, and what is inline."""

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self.inline: list[str] = []
        self.quiet = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self._look_for_inline(tag, given)
        self.quiet += tag in QUIET
        if tag == "meta" and given.get("name") in ("viewport", "htmx-config"):
            return
        self.words += [value for name, value in attrs if name in SHOWN and value and LETTERS.search(value)]

    def _look_for_inline(self, tag: str, given: dict[str, str | None]) -> None:
        if tag == "style" or (tag == "script" and "src" not in given):
            self.inline.append(f"<{tag}>")
        self.inline += [name for name in given if name == "style" or re.match(r"(on[a-z]+|hx-on.*)$", name)]
        self.inline += [
            f"{name}=javascript:" for name, value in given.items() if (value or "")[:11] == "javascript:"
        ]

    def handle_endtag(self, tag: str) -> None:
        self.quiet -= tag in QUIET

    def handle_data(self, data: str) -> None:
        if not self.quiet and LETTERS.search(data):
            self.words.append(data.strip())


def read(source: str) -> Shown:
    """A template without its tags, as a page."""
    page = Shown()
    page.feed(TAG.sub("", CLASSES.sub("", BLOCK.sub("", COMMENT.sub("", source)))))
    page.close()
    return page


def unmarked(source: str) -> list[str]:
    """Words that stand on the page without being marked, in the markup or as a tag's argument."""
    loose = [word for word in read(source).words if not _code(word) and word not in NOT_WORDS]
    arguments = [
        literal
        for tag in re.findall(r"\{[%{].*?[%}]\}", BLOCK.sub("", COMMENT.sub("", source)), re.DOTALL)
        if not re.match(r"\{% (?:block)?trans", tag)
        for pair in LITERAL.findall(tag)
        if VIETNAMESE.search(literal := "".join(pair))
    ]
    return loose + arguments


def _code(word: str) -> bool:
    """Whether an attribute's value is a machine's word (a form value, a charset), not one that is read."""
    return bool(re.fullmatch(r"[a-z0-9/_.:#-]+", word))


def said(source: str) -> list[str]:
    """Everything that is marked for translation."""
    bare = COMMENT.sub("", source)
    marked = ["".join(groups) for groups in MARKED.findall(bare)]
    return marked + [TAG.sub(" ", block).strip() for block in BLOCK.findall(bare)]


def faults(check: object) -> dict[str, list[str]]:
    found = {named(path): check(path.read_text("utf-8")) for path in templates()}  # type: ignore[operator]
    return {name: words for name, words in found.items() if words}


def test_every_word_on_a_page_is_marked_for_translation() -> None:
    assert faults(unmarked) == {}


def test_nothing_inline_stands_in_a_template() -> None:
    assert faults(lambda source: read(source).inline) == {}


def test_no_page_shouts() -> None:
    assert faults(lambda source: [words for words in said(source) if shouts(words)]) == {}


def test_no_foreign_word_stands_on_a_page() -> None:
    assert faults(lambda source: [words for words in said(source) if FOREIGN.search(words)]) == {}


def test_every_form_that_posts_carries_its_token() -> None:
    def check(source: str) -> list[str]:
        forms = re.findall(r"<form\b(?=[^>]*method=\"post\").*?</form>", source, re.DOTALL | re.IGNORECASE)
        return [form[:60] for form in forms if "csrf_token" not in form]

    assert faults(check) == {}


def test_no_template_says_that_something_is_safe() -> None:
    assert faults(lambda source: re.findall(r"\|\s*safe\b|\{% autoescape off %\}", source)) == {}


@pytest.mark.parametrize(
    "source",
    [
        "<p>Đã lưu</p>",
        '<input placeholder="Tìm kiếm">',
        '<button value="Gửi">{% translate "Gửi" %}</button>',
        '{% empty_state "Chưa có văn bản" %}',
        "<p>{% translate 'Đến' %} đơn vị</p>",
    ],
)
def test_an_unmarked_word_is_seen(source: str) -> None:
    assert unmarked(source)


@pytest.mark.parametrize(
    "source",
    [
        '<p>{% translate "Đã lưu" %} · {{ when }}</p>',
        '{% empty_state _("Chưa có văn bản") %}',
        "{% block body_class %}print-wide{% endblock %}",
        "{% blocktranslate with n=count %}Còn {{ n }} văn bản{% endblocktranslate %}",
        '<input type="hidden" name="next" value="confirm">{# Đã lưu #}',
    ],
)
def test_a_marked_word_is_let_pass(source: str) -> None:
    assert unmarked(source) == []


@pytest.mark.parametrize(
    "source",
    ["<script>alert(1)</script>", '<p style="color:red">', '<a onclick="x()">', '<a href="javascript:x">'],
)
def test_inline_code_is_seen(source: str) -> None:
    assert read(source).inline


def test_there_are_templates_to_look_at() -> None:
    assert len(templates()) > 15
    assert all(isinstance(path, Path) for path in templates())
