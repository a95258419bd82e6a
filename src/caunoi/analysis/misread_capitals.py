"""Words of the head whose diacritics recognition missed, read as the document's own sentences write them.

QUẢN ĐANG TĨNH is the place of "cơ quan Đảng tỉnh": a pair of words counts where sentences know one spelling only.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from itertools import pairwise

from caunoi.analysis.damage import plain
from caunoi.analysis.model import Span

_HEAD, _FOOT = 3000, 1500
_LINE = re.compile(r"[^\n\t]+")
_WORD = re.compile(r"[^\W\d_]+")
# Pairs that the heads of official documents are made of; sentences need not have them.
_PAIRS = (
    "đảng bộ", "đảng ủy", "đảng tỉnh", "đảng viên", "cộng sản", "việt nam", "cộng hòa", "xã hội", "chủ nghĩa",
    "ban chấp", "chấp hành", "thường vụ", "thường trực", "tỉnh ủy", "thành ủy", "ủy ban", "nhân dân", "hội đồng",
    "trung ương", "mặt trận", "tổ quốc", "chính phủ", "thủ tướng", "bộ trưởng", "quốc hội", "thành phố", "nghị quyết",
    "quyết định", "chỉ thị", "kết luận", "hướng dẫn", "kế hoạch", "thông báo", "báo cáo", "triển khai", "thi hành",
    "thực hiện", "hiệu quả", "nâng cao", "tầm nhìn", "đến năm", "giai đoạn", "công tác", "địa bàn", "cần thiết",
)  # fmt: skip

_KNOWN, _SOME, _MANY, _RARE = 3, 2, 3, 0.2

Pairs = Mapping[tuple[str, str], Counter[tuple[str, str]]]


def misread_capitals(flat: str) -> Iterator[tuple[Span, str]]:
    """The words of the head, and capitals of the foot, that sentences spell otherwise, each with that spelling.

    In a line in capitals two sentences are enough; in any other line most sentences must say the same
    of the words on both sides.
    """
    lines = list(_LINE.finditer(flat))
    known = _pairs([line[0] for line in lines if not line[0].isupper()])
    for line in lines:
        in_foot = line[0].isupper() and line.start() > len(flat) - _FOOT
        if line.start() > _HEAD and not in_foot:
            continue
        yield from _misread(list(_WORD.finditer(flat, *line.span())), known, line[0].isupper())


def _pairs(lines: list[str]) -> Pairs:
    found: dict[tuple[str, str], Counter[tuple[str, str]]] = defaultdict(Counter)
    for line in (*_PAIRS * _KNOWN, *lines):
        for one, two in pairwise(_WORD.findall(line.lower())):
            found[plain(one), plain(two)][one, two] += 1
    return found


def _misread(words: list[re.Match[str]], known: Pairs, capitals: bool) -> Iterator[tuple[Span, str]]:
    low = [word[0].lower() for word in words]
    told: dict[int, list[str]] = defaultdict(list)
    for at, pair in enumerate(pairwise(low)):
        spellings = Counter(known.get((plain(pair[0]), plain(pair[1])), ()))
        # A line of sentences bears no witness for itself.
        spellings[pair] -= not capitals
        for side, word in enumerate(_spelling(pair, +spellings, capitals)):
            told[at + side].append(word)
    for at, (reading, *others) in told.items():
        agreed = set(others) <= {reading} and (capitals or others)
        if agreed and reading != low[at]:
            yield words[at].span(), _as_printed(reading, words[at][0])


def _spelling(pair: tuple[str, str], spellings: Counter[tuple[str, str]], capitals: bool) -> tuple[str, ...]:
    """How a pair is spelt: as it stands where sentences differ; nothing where they tell too little."""
    common = [spelt for spelt, count in spellings.items() if count > _RARE * spellings.total()]
    if len(common) > 1:
        return pair
    enough = _SOME if capitals and not spellings[pair] else _MANY
    if common and spellings[common[0]] >= enough:
        return common[0]
    return pair if spellings[pair] else ()


def _as_printed(reading: str, printed: str) -> str:
    if printed.isupper():
        return reading.upper()
    return reading.capitalize() if printed[0].isupper() else reading
