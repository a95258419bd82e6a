"""Normalization, and a view of the text for rules: same length, so that every offset holds in both."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from caunoi.language.text import canonical_tones, nfc

_LINE_ENDS = re.compile("[\r\u0085\u2028\u2029\x0b\x0c\x1c-\x1e]")
_SURROGATES = re.compile("[\ud800-\udfff]")

# One look for signs that printers and copyists vary: spaces, hyphens, Cyrillic letters that look Latin.
_LOOKS = {
    **dict.fromkeys("\u00a0\u2002\u2003\u2007\u2009\u202f\u200b\ufeff\u00ad", " "),
    **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212\u2043", "-"),
    **dict.fromkeys("“”„«»″", '"'),
    **dict.fromkeys("‘’", "'"),
    **dict.fromkeys("\u2044\u2215", "/"),
    "\u00d0": "Đ",
    **dict.fromkeys("*_", " "),
    **dict(zip("АВЕКМНОРСТХУасеорху", "ABEKMHOPCTXYaceopxy", strict=True)),
}
FILLER = "\u2060"
_HASHES = re.compile(r"^[ \t]{0,3}#{1,6}(?=[ \t])", re.M)


def normalize(text: str) -> str:
    """NFC, one line ending, no byte-order mark, no lone surrogates; every word stays as it stands."""
    composed = nfc(_SURROGATES.sub("\ufffd", text.removeprefix("\ufeff")))
    return _LINE_ENDS.sub("\n", composed.replace("\r\n", "\n"))


@dataclass(frozen=True, slots=True)
class View:
    """The text three times, one length: as it stands, in one look (`flat`), and that in lower case (`low`).

    `read` is a recognized text with what it misread mended, for fields; `FILLER` stands where letters fell away.
    """

    text: str
    flat: str
    low: str
    read: str = ""

    def words(self, start: int, end: int) -> str:
        """The words of a span on one line, without marks of Markdown."""
        return " ".join(self.bare(start, end).replace(FILLER, "").split())

    def bare(self, start: int, end: int) -> str:
        """The span with every mark of Markdown blanked, letters as they stand."""
        return _without_hashes((self.read or self.text)[start:end].replace("*", " ").replace("_", " "))


def _without_hashes(text: str) -> str:
    return _HASHES.sub(lambda match: " " * len(match[0]), text) if "#" in text else text


def view(text: str) -> View:
    """The view of a normalized text. Line ends stay in `flat`; rules match them as any space."""
    flat = text
    # Most signs are rare: replacing each takes a tenth of the time of `translate`, which visits every letter.
    for sign, look in _LOOKS.items():
        flat = flat.replace(sign, look)
    flat = _without_hashes(_same_length(flat, canonical_tones))
    return View(text, flat, _same_length(flat, str.lower))


def _same_length(text: str, change: Callable[[str], str]) -> str:
    changed = change(text)
    if len(changed) == len(text):
        return changed
    # A few foreign letters grow when lowered (İ): they stay as they are.
    return "".join(new if len(new := change(char)) == 1 else char for char in text)
