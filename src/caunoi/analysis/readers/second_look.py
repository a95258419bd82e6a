"""A second look at numbers and symbols, which a model of Vietnamese words often misreads: 2028 as 2026, TTg as TTEg.

All such words of a page are set one under another and recognized again by the model that knows digits best. Its
reading counts only where it is surer than the first one; it has no diacritics, so that letters keep theirs.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import replace

from PIL import Image
from rapidfuzz.distance import Levenshtein

from caunoi.analysis.damage import plain
from caunoi.analysis.readers import tesseract
from caunoi.analysis.readers.tesseract import Word

LANGUAGE = "eng"
_SIGNS = "0123456789/-.,%:;()ABCDEFGHIJKLMNOPQRSTUVWXYZgr"
_COLUMN = "6"
_SCALE = 1.5
_AROUND, _APART = 4, 24
_LEAST_SURE = 70
_MUCH_SURER = 10
_LOOKS = r"\dlI|\]¡OoØøóöŠS§ÑT"
_NUMBER = re.compile(rf"[{_LOOKS}]+(?:[/.,:h-][{_LOOKS}]*)*%?")
_SYMBOL = re.compile(rf"[{_LOOKS}]{{1,6}}(?:/[{_LOOKS}]{{4}})?[/-][^\W\d_]{{1,3}}[\w/&.-]*")
_LABEL = re.compile(r"\(?[\dlI]{1,2}[.)]+|\d")
_EDGES = re.compile(r"^[^\w\]|§¡]+|[^\w\]|§¡%]+$")


def looked_again(words: Sequence[Word], picture: Image.Image) -> list[Word]:
    """The words of a page, its numbers and symbols as the surer of two readings has them."""
    chosen = [at for at, word in enumerate(words) if _worth_a_look(word.text)]
    if not chosen or not tesseract.knows(LANGUAGE):
        return list(words)
    again = list(words)
    for at, (text, confidence) in zip(chosen, _second([words[at] for at in chosen], picture), strict=True):
        surer = confidence - words[at].confidence
        if confidence >= _LEAST_SURE and surer > 0:
            again[at] = replace(words[at], text=merged(words[at].text, text, surer >= _MUCH_SURER))
    return again


def _worth_a_look(text: str) -> bool:
    core = _EDGES.sub("", text)
    if not any(sign.isdigit() for sign in core) or _LABEL.fullmatch(text):
        return False
    return bool(_NUMBER.fullmatch(core) or _SYMBOL.fullmatch(core))


def _second(words: Sequence[Word], picture: Image.Image) -> list[tuple[str, int]]:
    """What the words read alone, and how sure that is; blank and 0 where nothing was read."""
    sheet, rows = _column([_cut(word, picture) for word in words])
    found: list[tuple[str, int]] = [("", 0)] * len(words)
    for word in tesseract.words_of(sheet, _COLUMN, LANGUAGE, _SIGNS):
        middle = (word.top + word.bottom) / 2
        at = next((at for at, (top, bottom) in enumerate(rows) if top <= middle < bottom), None)
        if at is not None:
            before, sure = found[at]
            found[at] = (before + word.text, min(sure, word.confidence) if before else word.confidence)
    return found


def _cut(word: Word, picture: Image.Image) -> Image.Image:
    left, top = round(word.left) - _AROUND, round(word.top) - _AROUND
    cut = picture.crop((left, top, round(word.right) + _AROUND, round(word.bottom) + _AROUND))
    size = max(round(cut.width * _SCALE), 1), max(round(cut.height * _SCALE), 1)
    return cut.resize(size, Image.Resampling.LANCZOS)


def _column(cuts: Sequence[Image.Image]) -> tuple[Image.Image, list[tuple[float, float]]]:
    """The pictures one under another, and the rows that belong to each."""
    width = max(cut.width for cut in cuts) + 2 * _APART
    sheet = Image.new("L", (width, sum(cut.height + _APART for cut in cuts) + _APART), 255)
    rows, top = [], _APART
    for cut in cuts:
        sheet.paste(cut, (_APART, top))
        rows.append((top - _APART / 2, top + cut.height + _APART / 2))
        top += cut.height + _APART
    return sheet, rows


def merged(first: str, second: str, letters: bool = True) -> str:
    """The first reading with the digits, and the `letters` too, of the second.

    Marks and diacritics stay as they were read first, and a digit is never given up for a letter.
    """
    ours, parts = unicodedata.normalize("NFC", first), list[str]()
    for step in Levenshtein.opcodes(plain(ours), second):
        old, new = ours[step.src_start : step.src_end], second[step.dest_start : step.dest_end]
        parts.append(new if step.tag != "equal" and _better(old, new, letters) else old)
    return "".join(parts).replace("Ð", "Đ")


def _better(old: str, new: str, letters: bool) -> bool:
    if not (letters or new.isdigit()):
        return False
    if not all(map(str.isalnum, new)) or (any(map(str.isdigit, old)) and not new.isdigit()):
        return False
    return old.casefold() != new.casefold() and (bool(new) or old.isalpha())
