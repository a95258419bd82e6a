"""Rich text (.rtf): paragraphs, printed list labels, tables, text boxes and running heads, in this process.

The encoding of a byte comes from its font's character set; runs in fonts of TCVN3 or VNI become Unicode only when
they do read as such.
"""

import codecs
import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from caunoi.analysis.readers.legacy import Family, decode, family_of, recognised
from caunoi.analysis.readers.safety import Unreadable, truncated
from caunoi.analysis.readers.tables import table_lines

_TOKEN = re.compile(
    rb"\\([a-zA-Z]{1,32})(-?\d{1,10})? ?|\\'([0-9a-fA-F]{2})|\\([^a-zA-Z])|([{}])|([^\\{}\r\n]+)|[\r\n]+|\\",
    re.S,
)
_MAX_DEPTH = 500
_CHARSETS = {
    128: "cp932", 129: "cp949", 134: "cp936", 136: "cp950", 161: "cp1253", 162: "cp1254", 163: "cp1258",
    177: "cp1255", 178: "cp1256", 186: "cp1257", 204: "cp1251", 222: "cp874", 238: "cp1250",
}  # fmt: skip
_SKIPPED = frozenset({
    "colortbl", "stylesheet", "info", "pict", "shprslt", "objdata", "objclass", "objname", "fldinst",
    "footnote", "annotation", "atnid", "atnauthor", "listtable", "listoverridetable", "revtbl", "rsidtbl",
    "generator", "themedata", "colorschememapping", "datastore", "latentstyles", "nonesttables", "sp",
    "footer", "footerl", "footerr", "footerf", "xe", "tc", "bkmkstart", "bkmkend", "filetbl", "xmlnstbl",
    "mmathPr", "private"
})  # fmt: skip
_HEADERS = frozenset({"header", "headerl", "headerr", "headerf"})
_SIGNS = {
    "tab": "\t", "line": "\n", "emdash": "—", "endash": "–", "lquote": "‘", "rquote": "’", "ldblquote": "“",
    "rdblquote": "”", "bullet": "•", "emspace": " ", "enspace": " ",
}  # fmt: skip
_SYMBOLS = {b"~": "\u00a0", b"_": "-", b"\\": "\\", b"{": "{", b"}": "}", b"\t": "\t"}
_ENDS = frozenset({"par", "sect", "page", "nestcell"})
_NUMBER_ONLY = re.compile(r"[\W\d]*")


@dataclass(slots=True)
class _Group:
    """What a group inherits and may change."""

    font: int = 0
    fallback: int = 1
    skip: bool = False
    deleted: bool = False
    starred: bool = False
    closes: str = ""


@dataclass(slots=True)
class _Flow:
    """Where paragraphs go: the body, a running head or a text box."""

    lines: list[str] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    cell: list[str] = field(default_factory=list)
    row: list[list[str]] = field(default_factory=list)
    rows: list[list[list[str]]] = field(default_factory=list)
    in_table: bool = False

    def end_paragraph(self) -> None:
        found = "".join(self.words).split("\n")
        self.words.clear()
        if self.in_table:
            self.cell += found
            return
        self.end_table()
        self.lines += found

    def end_cell(self) -> None:
        self.in_table = True
        self.end_paragraph()
        self.row.append(self.cell)
        self.cell = []

    def end_row(self) -> None:
        self.rows.append(self.row)
        self.row = []

    def end_table(self) -> None:
        self.lines += table_lines(self.rows)
        self.rows.clear()

    def close(self) -> list[str]:
        if self.row or self.cell:
            self.end_cell()
            self.end_row()
        self.in_table = False
        if self.words:
            self.end_paragraph()
        self.end_table()
        return self.lines


def read_rtf(data: bytes) -> tuple[str, str]:
    """The text and its encoding (tcvn3, vni, or rtf's own escapes, called utf-8)."""
    first = _Reader(frozenset())
    text = first.read(data)
    families = frozenset(
        family for family, words in first.suspects.items() if recognised("".join(words), family)
    )
    if families:
        text = _Reader(families).read(data)
    if not text.strip():
        raise Unreadable(
            "empty",
            "Tệp không có chữ nào. Nếu văn bản là ảnh quét, hãy gửi bản có chữ; bản quét sẽ đọc được ở phiên bản sau.",
        )
    return text, next(iter(sorted(families)), "utf-8")


class _Reader:
    """One pass over the file; `families` are the encodings whose fonts are taken at their word."""

    def __init__(self, families: frozenset[Family]) -> None:
        self.suspects: dict[Family, list[str]] = {}
        self._families = families
        self._fonts: dict[int, tuple[str, str]] = {}
        self._codec = "cp1252"
        self._group = _Group()
        self._groups: list[_Group] = []
        self._flows = [_Flow()]
        self._heads: list[str] = []
        self._bytes = bytearray()
        self._to_skip = 0
        self._font_number = self._usual = 0

    def read(self, data: bytes) -> str:
        """The whole text; raises `Unreadable` for a file that breaks off."""
        at = 0
        while at < len(data):
            token = _TOKEN.match(data, at)
            if token is None:
                raise truncated()
            at = token.end() + self._take(token)
        self._flush()
        if self._groups:
            raise truncated()
        text = "\n".join([*dict.fromkeys(self._heads), *self._flows[0].close()])
        return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")

    def _take(self, token: re.Match[bytes]) -> int:
        """Use one token; how many bytes after it are a picture's and no text."""
        word, number, code, symbol, brace, plain = token.groups()
        if brace:
            self._open() if brace == b"{" else self._close()
        elif plain is not None or code:
            self._raw(bytes([int(code, 16)]) if code else plain)
        elif symbol:
            self._symbol(symbol)
        elif word:
            return self._word(word.decode("ascii"), int(number) if number else None)
        return 0

    def _open(self) -> None:
        if len(self._groups) >= _MAX_DEPTH:
            raise Unreadable(
                "too-deep",
                "Tệp có cấu trúc lồng nhau bất thường nên bị từ chối. Hãy mở bằng Word, lưu thành .docx rồi gửi lại.",
            )
        self._flush()
        self._to_skip = 0
        self._groups.append(self._group)
        self._group = replace(self._group, starred=False, closes="")

    def _close(self) -> None:
        self._flush()
        self._to_skip = 0
        if self._group.closes == "head":
            self._heads += [line for line in self._flows.pop().close() if not _NUMBER_ONLY.fullmatch(line)]
        elif self._group.closes == "box":
            lines = self._flows.pop().close()
            self._flow.lines += lines
        if not self._groups:
            raise truncated()
        self._group = self._groups.pop()

    @property
    def _flow(self) -> _Flow:
        return self._flows[-1]

    def _raw(self, raw: bytes) -> None:
        if self._to_skip:
            passed = min(self._to_skip, len(raw))
            self._to_skip -= passed
            raw = raw[passed:]
        if self._group.closes == "fonts" or self._in_fonts():
            self._name_font(raw)
        elif not self._group.skip:
            self._bytes += raw

    def _in_fonts(self) -> bool:
        return any(group.closes == "fonts" for group in self._groups[-2:])

    def _name_font(self, raw: bytes) -> None:
        name, codec = self._fonts.get(self._font_number, ("", ""))
        if not name.endswith(";") and not self._group.starred:
            self._fonts[self._font_number] = (name + raw.decode("cp1252", "replace"), codec)

    def _flush(self) -> None:
        if self._bytes:
            name, codec = self._fonts.get(self._group.font, ("", ""))
            legacy = family_of(name.strip(";"))
            raw = bytes(self._bytes)
            self._bytes.clear()
            self._text(raw.decode("cp1252" if legacy else codec or self._codec, "replace"))

    def _text(self, text: str) -> None:
        if self._group.skip or self._group.deleted:
            return
        name = self._fonts.get(self._group.font, ("", ""))[0].strip(";")
        family = family_of(name)
        if family in self._families and family:
            text = decode(text, family, name)
        elif family:
            self.suspects.setdefault(family, []).append(text)
        self._flow.words.append(text)

    def _symbol(self, symbol: bytes) -> None:
        if symbol == b"*":
            self._group.starred = True
        elif symbol in b"\r\n":
            self._end(self._flow.end_paragraph)
        elif symbol in _SYMBOLS:
            self._sign(_SYMBOLS[symbol])

    def _sign(self, sign: str) -> None:
        if self._to_skip:
            self._to_skip -= 1
            return
        self._flush()
        self._text(sign)

    def _end(self, ending: Callable[[], None]) -> None:
        self._flush()
        if not self._group.skip:
            ending()

    def _word(self, word: str, number: int | None) -> int:
        if self._destination(word):
            return 0
        if word == "bin":
            return max(number or 0, 0)
        if word in _SIGNS:
            self._sign(_SIGNS[word])
        elif word in _ENDS:
            self._end(self._flow.end_paragraph)
        elif word == "cell":
            self._end(self._flow.end_cell)
        elif word == "row":
            self._end(self._flow.end_row)
        else:
            self._property(word, number)
        return 0

    def _destination(self, word: str) -> bool:
        """Whether the word says what this group is for."""
        group = self._group
        if word == "fonttbl":
            group.closes = "fonts"
        elif word in _HEADERS and not group.skip:
            group.closes = "head"
            self._flows.append(_Flow())
        elif word == "shptxt":
            group.closes, group.skip = "box", False
            self._flows.append(_Flow())
        elif word in _SKIPPED or (group.starred and not self._in_fonts()):
            group.skip = True
        else:
            return False
        return True

    def _property(self, word: str, number: int | None) -> None:
        group = self._group
        match word:
            case "f":
                self._flush()
                group.font = self._font_number = number or 0
            case "fcharset":
                name = self._fonts.get(self._font_number, ("", ""))[0]
                self._fonts[self._font_number] = (name, _CHARSETS.get(number or 0, ""))
            case "u":
                self._unicode(number or 0)
            case "uc":
                group.fallback = max(number or 0, 0)
            case "ansicpg":
                self._codec = _codec(number)
            case "deleted":
                self._flush()
                group.deleted = number != 0
            case "plain":
                self._flush()
                group.font, group.deleted = self._usual, False
            case "deff":
                self._usual = group.font = number or 0
            case "pard":
                self._flow.in_table = False
            case "intbl":
                self._flow.in_table = True

    def _unicode(self, number: int) -> None:
        self._flush()
        if number % 0x10000 >= 0x20:
            self._text(chr(number % 0x10000))
        self._to_skip = self._group.fallback


def _codec(number: int | None) -> str:
    try:
        return codecs.lookup(f"cp{number}").name
    except LookupError:
        return "cp1252"
