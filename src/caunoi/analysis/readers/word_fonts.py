"""Fonts of a Word document, so far as they tell that a run is written in an encoding from before Unicode."""

from collections.abc import Iterator
from typing import Any

from caunoi.analysis.readers.legacy import Family, decode, family_of, recognised
from caunoi.analysis.readers.numbering import child, local, value

_MAX_STYLES = 20
_SOFT_HYPHEN = "softHyphen"


def decode_runs(body: Any, styles: Any, sure: Family | None = None) -> Family | None:
    """Write Unicode into the runs that stand in a legacy font and do read as legacy text; which encoding it was.

    The font alone proves nothing: people set .VnTime on text that is Unicode already. `sure` is the encoding that
    another part of the document was proved to have; a running head is too short to prove it.
    """
    fonts = _Fonts(styles)
    found: dict[Family, list[tuple[Any, str]]] = {}
    for text, font in _texts(body, fonts):
        family = family_of(font)
        if family:
            found.setdefault(family, []).append((text, font))
    decoded = [family for family, texts in found.items() if _decode(family, texts, family == sure)]
    return decoded[0] if decoded else None


def _decode(family: Family, texts: list[tuple[Any, str]], sure: bool) -> bool:
    if not sure and not recognised("".join(_printed(text, family) for text, _ in texts), family):
        return False
    for text, font in texts:
        text.text = decode(_printed(text, family), family, font)
        if text.text and local(text) == _SOFT_HYPHEN:
            text.tag = text.tag.replace(_SOFT_HYPHEN, "t")
    return True


def _printed(text: Any, family: Family) -> str:
    """What stands in an element; a soft hyphen is the letter ư in TCVN3 and nothing anywhere else."""
    if local(text) == _SOFT_HYPHEN:
        return "\u00ad" if family == "tcvn3" else ""
    return text.text or ""


def _texts(body: Any, fonts: "_Fonts") -> Iterator[tuple[Any, str]]:
    for run in body.iter("{*}r"):
        texts = [item for item in run if local(item) in {"t", _SOFT_HYPHEN}]
        if texts:
            font = fonts.of(run)
            yield from ((text, font) for text in texts)


class _Fonts:
    """Styles' fonts with what they inherit."""

    def __init__(self, styles: Any) -> None:
        self._based: dict[str, str | None] = {}
        self._own: dict[str, str] = {}
        self._normal = ""
        for item in () if styles is None else styles:
            self._read(item)

    def of(self, run: Any) -> str:
        """The font of a run: its own, its character style's, its paragraph's style's, the document's."""
        own = _font(child(run, "rPr"))
        if own:
            return own
        paragraph = next((above for above in run.iterancestors() if local(above) == "p"), None)
        style = value(child(paragraph, "pPr", "pStyle"))
        return self._styled(value(child(run, "rPr", "rStyle"))) or self._styled(style) or self._normal

    def _styled(self, style: str | None) -> str:
        for _ in range(_MAX_STYLES):
            if style is None or self._own.get(style):
                break
            style = self._based.get(style)
        return self._own.get(style or "", "")

    def _read(self, item: Any) -> None:
        if local(item) == "docDefaults":
            self._normal = self._normal or _font(child(item, "rPrDefault", "rPr"))
        if local(item) != "style":
            return
        name = value(item, "styleId") or ""
        self._based[name] = value(child(item, "basedOn"))
        self._own[name] = _font(child(item, "rPr"))
        if value(item, "type") == "paragraph" and value(item, "default") in {"1", "true"} and self._own[name]:
            self._normal = self._own[name]


def _font(properties: Any) -> str:
    fonts = child(properties, "rFonts")
    return value(fonts, "ascii") or value(fonts, "hAnsi") or ""
