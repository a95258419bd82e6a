"""The foot of a document: who signed, for whom, and who receives it."""

import re
from collections.abc import Iterator

from caunoi.analysis.model import Signer
from caunoi.analysis.normal import View
from caunoi.language.text import LOWER, UPPER

# Cells: lines, columns set apart by tabs or wide spaces, and what stands before and behind "(Đã ký)".
_EDGES = re.compile(r"[\n\t]|[ ]{3,}|\(\s*[Đđ]ã\s+ký\s*\)")
_AUTHORITY = re.compile(rf"(?:T/?\s?M|K/?\s?T|T/?L|TUQ|Q)(?:\s?\.\s*|\s+)[{UPPER}]{{2}}")
_BEFORE_ACTING = re.compile(r"\s+(?=(?:K/?T|T/?L|TUQ)\s?\.?\s)")
_POSITION_BEHIND = re.compile(
    r"(?<=\w)\s+PHÓ\s[\w\s]+$|(?<!^KT\.)(?<!^TL\.)(?<!^K/T)(?<!^T/L)(?<!TUQ\.)(?<!ĐOÀN)(?<!BAN)(?<!PHÓ)\s+"
    r"(?:CHỦ\sTỊCH|BÍ\sTHƯ|THỦ\sTƯỚNG)$"
)
# Shortened names of units that go on with "Lưu: VT, …".
_CODES = re.compile(r"[A-ZĐƯ]{1,6}(?:\s?[,.]\s?[A-ZĐƯ]{2,6})+\s?[.,;]?")
_RECIPIENTS = re.compile(r"nơi\s+nhận\b\s*:?")
_ITEM = re.compile(r"[-+•]\s*(.+)")
_NAME = re.compile(rf"(?:[{UPPER}][^\W\d_]*\.?\s+){{1,5}}[{UPPER}][^\W\d_]*")
_WHOLE_NAME = re.compile(rf"[{UPPER}][{LOWER}]+(?: [{UPPER}][{LOWER}]+){{2,3}}")
_NAME_BEHIND = re.compile(rf"[;:]\s+({_WHOLE_NAME.pattern})\s*$")
_RANK = re.compile(
    r"(?:pgs|gs|ts|ths|thượng tướng|trung tướng|thiếu tướng|đại tướng|đại tá|trung tá|thiếu tá|thượng tá)\b\.?\s*",
    re.I,
)
_ROLE = re.compile(
    r"(?:PHÓ|QUYỀN|CHỦ|BÍ|GIÁM|BỘ TRƯỞNG|THỦ|TRƯỞNG|CHÁNH|TỔNG|VIỆN|HIỆU|CỤC|VỤ|ỦY VIÊN|CHỈ|THỨ|TỔ|ĐOÀN|CHÍNH)\b"
)
# Behind a signature: the first part of a text that is enclosed without a heading of its own.
_NEXT_TEXT = re.compile(
    r"(?:phần\s+(?:thứ\s+)?\w+|chương\s+[ivx\d]+|điều\s+\d+|[IVX]{1,4}[.-]|[A-H]\.|mẫu\s+(?:số\s+)?\d|biểu\s+(?:số\s+)?\d)\s",
    re.I,
)
_REACH = 8000
_EDGE = " \t*_#.,;:/"


def read_foot(view: View, start: int, end: int) -> tuple[tuple[Signer, ...], tuple[str, ...]]:
    """The signers and the recipients named between two offsets."""
    foot = _Foot()
    for at, text in _cells(view, start, min(end, start + _REACH)):
        if foot.signers and _NEXT_TEXT.match(text):
            break
        foot.read(text, view.low[at : at + len(text)], at)
    foot.close()
    return tuple(foot.signers), tuple(foot.recipients)


def _cells(view: View, start: int, end: int) -> Iterator[tuple[int, str]]:
    bare, last = view.bare(start, end), 0
    for edge in (*(match.span() for match in _EDGES.finditer(bare)), (end - start, end - start)):
        text = bare[last : edge[0]].strip()
        if text:
            yield start + last + bare[last : edge[0]].find(text[0]), text
        last = edge[1]


class _Foot:
    def __init__(self) -> None:
        self.signers: list[Signer] = []
        self.recipients: list[str] = []
        self._authority: list[str] = []
        self._position: list[str] = []
        self._receiving = False
        # "Lưu: …" ends the list; what begins with a dash below belongs to something else.
        self._kept = False
        self._lone: tuple[str, int] | None = None

    def read(self, text: str, low: str, at: int) -> None:
        """Takes one cell of the foot, in reading order."""
        item = None if self._kept else _ITEM.match(text)
        if heading := _RECIPIENTS.match(low):
            self._receiving = True
            behind = text[heading.end() :].strip()
            if behind.isupper():
                # Two columns read as one line: "Nơi nhận: TM. ỦY BAN NHÂN DÂN".
                self.read(behind, behind.lower(), at + text.find(behind))
            return
        if item and self._receiving:
            self._receive(item, at)
        elif self._kept and not self._lone and (name := _NAME_BEHIND.search(text)):
            self._lone = (name[1], at + name.start(1))
        elif _AUTHORITY.match(text):
            self._act(text.strip(_EDGE))
        elif self._receiving and _CODES.fullmatch(text):
            return
        elif text.isupper() and len(text) > 2:
            self._stand(text.strip(_EDGE))
        elif self._position or self._authority:
            self._sign(text, at)
        elif self._receiving and _WHOLE_NAME.fullmatch(text.strip(_EDGE)):
            self._lone = (text.strip(_EDGE), at)
        elif self._receiving and self.recipients and text[0].islower() and not self._kept:
            self.recipients[-1] = f"{self.recipients[-1]} {text.strip(_EDGE)}"

    def _receive(self, item: re.Match[str], at: int) -> None:
        """A recipient; recognition may have set the signer's name behind one on the same line."""
        name = _NAME_BEHIND.search(item[1])
        if name:
            self._lone = (name[1], at + item.start(1) + name.start(1))
        recipient = item[1][: name.start() if name else None].strip(_EDGE + "-")
        if recipient:
            self.recipients.append(recipient)
        self._kept = recipient.lower().startswith("lưu")

    def _act(self, text: str) -> None:
        """For whom somebody signs; the position too, where the line between them was lost."""
        *acting, last = _BEFORE_ACTING.split(text)
        position = _POSITION_BEHIND.search(last)
        self._authority.extend([*acting, last[: position.start()].strip() if position else last])
        if position:
            self._position.append(position[0].strip())

    def close(self) -> None:
        """A name alone on a line is the signer's, though its office was not read (a seal over it)."""
        if self._lone and not self.signers:
            name, at = self._lone
            self.signers.append(Signer(name, None, None, (at, at + len(name))))

    def _stand(self, text: str) -> None:
        """A line in capitals: a position, or the end of a line above that was broken off."""
        lines = self._position or self._authority
        if lines and not _ROLE.match(text):
            lines[-1] += " " + text
        else:
            self._position.append(text)

    def _sign(self, text: str, at: int) -> None:
        name = text.strip(_EDGE)
        rank = _RANK.match(name)
        plain = name[rank.end() :] if rank else name
        if not _NAME.fullmatch(plain):
            return
        if not self._authority and not any(map(_ROLE.match, self._position)):
            # Capitals without an office, as over a list of persons, make no signature.
            self._position = []
            if self._receiving and _WHOLE_NAME.fullmatch(name):
                self._lone = (name, at + text.find(name))
            return
        start = at + text.find(plain)
        self.signers.append(
            Signer(
                plain,
                "; ".join(self._position) or None,
                "; ".join(self._authority) or None,
                (start, start + len(plain)),
            )
        )
        self._position, self._authority = [], []
