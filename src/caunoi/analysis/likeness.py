"""Which clause of a plan may answer which requirement: likeness of words, computed here and now, no network.

A written syllable is a word in Vietnamese, two neighbours often make one meaning: single syllables, pairs and
numbers with their unit are weighed by how rare they are in both documents. What is proposed is confirmed by a
person.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import log, sqrt

from rapidfuzz import fuzz

from caunoi.language.text import canonical_tones, fold

FLOOR = 0.17
_RERANKED = 12
_FUZZY = 0.3
# A feature that more texts hold than this share tells nothing and costs most; small collections keep all.
_COMMON, _FEW = 0.15, 60
_TOKEN = re.compile(r"\d+(?:[.,]\d+)*\s?%|\d+(?:[.,]\d+)*|[^\W\d_]+")
# Words of one meaning that offices write in several ways; the left side is what is compared.
_ABBREVIATED = {
    "bhxh": "bảo hiểm xã hội",
    "bhyt": "bảo hiểm y tế",
    "btv": "ban thường vụ",
    "bch": "ban chấp hành",
    "cbcc": "cán bộ công chức",
    "cbccvc": "cán bộ công chức viên chức",
    "cchc": "cải cách hành chính",
    "cntt": "công nghệ thông tin",
    "cđs": "chuyển đổi số",
    "hđnd": "hội đồng nhân dân",
    "htx": "hợp tác xã",
    "lđlđ": "liên đoàn lao động",
    "mttq": "mặt trận tổ quốc",
    "ntm": "nông thôn mới",
    "qcdc": "quy chế dân chủ",
    "tthc": "thủ tục hành chính",
    "ubmttq": "ủy ban mặt trận tổ quốc",
    "ubnd": "ủy ban nhân dân",
}
_SAME = {"hàng": "hằng", "tỉ": "tỷ", "bốn": "4", "một": "1", "hai": "2"}
# Grammar that joins any two clauses; its pairs with other words still count.
_GRAMMAR_WORDS = (
    "các của và với cho trong về theo từ đến tại được có là để những mọi mỗi đạt trở lên ít nhất việc thực hiện"
    " tổ chức công tác bảo đảm xây dựng tăng cường đẩy mạnh tiếp tục năm tỷ lệ phấn đấu trên"
)
_GRAMMAR = frozenset(_GRAMMAR_WORDS.split())


@dataclass(frozen=True, slots=True)
class Match:
    """A text that may answer a query: its place, how like it is (0–1), and the words that both share."""

    index: int
    score: float
    shared: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Read:
    """A text as its syllables and as what is weighed."""

    syllables: tuple[str, ...]
    features: Mapping[str, float]


def candidates(
    queries: Sequence[str], texts: Sequence[str], *, best: int = 3, floor: float = FLOOR
) -> list[list[Match]]:
    """For each query the ``best`` likest texts, the likest first, none below ``floor``."""
    asked, known = [_read(query) for query in queries], [_read(text) for text in texts]
    rarity = _rarity([*asked, *known])
    index = _Index(known, rarity)
    return [index.ranked(query, best, floor) for query in asked]


def _syllables(text: str) -> tuple[str, ...]:
    plain = canonical_tones(text).casefold()
    found: list[str] = []
    for token in _TOKEN.findall(plain):
        if token[0].isdigit():
            found.append(_number(token))
        else:
            found.extend(_ABBREVIATED.get(token, _SAME.get(token, token)).split())
    return tuple(found)


def _number(token: str) -> str:
    bare = token.replace(" ", "").lstrip("0")
    return bare if bare[:1].isdigit() else "0" + bare


def _read(text: str) -> _Read:
    syllables = _syllables(text)
    weights: dict[str, float] = {}
    for syllable in syllables:
        weights[syllable] = _weight(syllable)
        weights[_bare(syllable)] = 0.4 * _weight(syllable)
    for first, second in zip(syllables, syllables[1:], strict=False):
        if first not in _GRAMMAR or second not in _GRAMMAR:
            weights[f"{first} {second}"] = 1.6
    return _Read(syllables, weights)


@lru_cache(maxsize=20_000)
def _bare(syllable: str) -> str:
    """The syllable without diacritics, as a feature of its own: what was typed without them is found, too."""
    return "~" + fold(syllable)


def _weight(syllable: str) -> float:
    if syllable[0].isdigit():
        return 1.0
    return 0.15 if syllable in _GRAMMAR else 0.6


def _rarity(reads: Sequence[_Read]) -> dict[str, float]:
    """The weight of a feature: the rarer in both documents, the more it tells (smoothed inverse frequency)."""
    counted = Counter(feature for read in reads for feature in read.features)
    return {feature: log(1 + len(reads) / count) for feature, count in counted.items()}


class _Index:
    """The texts by feature, so that a query meets only those with which it shares one."""

    def __init__(self, texts: Sequence[_Read], rarity: Mapping[str, float]) -> None:
        self.texts, self.rarity = texts, rarity
        self.lengths = [self._length(read.features) for read in texts]
        self.holders: dict[str, list[tuple[int, float]]] = defaultdict(list)
        for place, read in enumerate(texts):
            for feature, weight in read.features.items():
                self.holders[feature].append((place, weight * rarity[feature]))
        limit = max(_FEW, int(len(texts) * _COMMON))
        self.holders = {name: rows for name, rows in self.holders.items() if len(rows) <= limit}

    def _length(self, features: Mapping[str, float]) -> float:
        return sqrt(sum((weight * self.rarity[name]) ** 2 for name, weight in features.items()))

    def ranked(self, query: _Read, best: int, floor: float) -> list[Match]:
        """The likest texts of one query."""
        rough = sorted(self._rough(query).items(), key=lambda pair: (-pair[1], pair[0]))
        words = " ".join(query.syllables)
        found = [
            (place, (1 - _FUZZY) * score + _FUZZY * self._fuzzy(words, place))
            for place, score in rough[:_RERANKED]
        ]
        found = sorted((one for one in found if one[1] >= floor), key=lambda pair: (-pair[1], pair[0]))
        return [
            Match(place, round(score, 4), _shared(query, self.texts[place])) for place, score in found[:best]
        ]

    def _rough(self, query: _Read) -> dict[int, float]:
        dots: dict[int, float] = defaultdict(float)
        for feature, weight in query.features.items():
            own = weight * self.rarity[feature]
            for place, other in self.holders.get(feature, ()):
                dots[place] += own * other
        length = self._length(query.features)
        return {place: dot / (length * self.lengths[place]) for place, dot in dots.items() if dot}

    def _fuzzy(self, words: str, place: int) -> float:
        return fuzz.token_set_ratio(words, " ".join(self.texts[place].syllables)) / 100


def _shared(query: _Read, text: _Read) -> tuple[str, ...]:
    """The runs of syllables that both have, longest first, in the spelling of the query."""
    pairs = set(zip(text.syllables, text.syllables[1:], strict=False))
    known = set(text.syllables)
    runs: list[list[str]] = []
    before = ""
    for syllable in query.syllables:
        if runs and before and (before, syllable) in pairs:
            runs[-1].append(syllable)
        elif syllable in known:
            runs.append([syllable])
        before = syllable if syllable in known else ""
    telling = dict.fromkeys(" ".join(run) for run in runs if _tells(run))
    return tuple(sorted(telling, key=lambda run: -len(run.split())))[:6]


def _tells(run: Iterable[str]) -> bool:
    return any(syllable not in _GRAMMAR for syllable in run)
