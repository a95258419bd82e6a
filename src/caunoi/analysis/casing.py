"""Names of bodies in sentence case, from headers printed in capitals."""

import re

from caunoi.language.text import canonical_tones

# Bodies and parts of bodies as the regulations on office style capitalize them; longest first.
_PHRASES = sorted(
    [
        "Ban Chấp hành", "Ủy ban Thường vụ", "Ban Thường vụ", "Ban Bí thư", "Ban Tổ chức", "Ban Tuyên giáo",
        "Ban Dân vận", "Ban Nội chính", "Ban Kinh tế", "Ban Chỉ đạo", "Ban Xây dựng Đảng", "Ban Thường trực",
        "Bộ Chính trị", "Trung ương", "Đảng bộ", "Đảng ủy", "Tỉnh ủy", "Thành ủy", "Huyện ủy", "Quận ủy", "Thị ủy",
        "Chi bộ", "Khối", "Đảng", "Ủy ban nhân dân", "Hội đồng nhân dân", "Ủy ban Kiểm tra",
        "Ủy ban Mặt trận Tổ quốc Việt Nam", "Mặt trận Tổ quốc Việt Nam", "Việt Nam", "Chính phủ", "Thủ tướng",
        "Quốc hội", "Chủ tịch nước", "Nhà nước",
        "LHPN", "BCH", "BTV", "LHTN", "Hội LHPN", "Đoàn TNCS", "Đoàn Chủ tịch",
        "Công đoàn", "Liên đoàn Lao động", "Đoàn Thanh niên", "Cộng sản", "Hồ Chí Minh", "Hội Cựu chiến binh",
        "Hội Liên hiệp Phụ nữ", "Hội Nông dân", "Văn phòng", "Tổng Liên đoàn", "Tỉnh đoàn", "Thành đoàn",
        "Chủ tịch", "Bộ trưởng", "Giám đốc", "MTTQ", "UBND", "HĐND", "TNCS", "LĐLĐ", "BCĐ", "CCB", "TW",
    ],
    key=len,
    reverse=True,
)  # fmt: skip
_KEPT = {phrase.lower(): phrase for phrase in _PHRASES}
_PHRASE = re.compile(r"\b(?:" + "|".join(map(re.escape, _KEPT)) + r")\b")
_PLACE = re.compile(
    r"\b((?:tỉnh|thành phố|huyện|thị xã|quận|xã|phường|đặc khu|thị trấn|thôn|ấp|khu phố)(?:\sủy)?|"
    r"tỉnh ủy|thành ủy|huyện ủy|quận ủy|"
    r"thị ủy|tỉnh đoàn|thành đoàn)\s+(?!ủy\b|đoàn\b)([^,;()]+)$"
)
_FIELD = re.compile(
    r"(^|\bcủa |trưởng |đốc |- )(bộ|sở|phòng|cục|vụ|viện|ban|tổng cục)\s+(?!trưởng|phận|máy|chính|hành)([^\W\d_])"
)
_SECOND_FIELD = re.compile(r"( và | - )([^\W\d_])")
_LOOKS = 20
_SMALL = frozenset({"và", "các", "của", "cơ", "quan", "doanh", "nghiệp"})


def sentence_case(name: str) -> str:
    """A body's name as it is written inside a sentence: "Ủy ban nhân dân tỉnh Đắk Lắk"."""
    words = canonical_tones(" ".join(name.split()))
    if not words.isupper():
        return words
    low = words.lower()
    place = _PLACE.search(low)
    if place and place[2].split()[0] not in {"các", "về"}:
        low = low[: place.start(2)] + " ".join(map(_title, place[2].split()))
    low = _PHRASE.sub(lambda phrase: _KEPT[phrase[0]], low)
    low = _FIELD.sub(lambda field: f"{field[1]}{field[2].capitalize()} {field[3].upper()}", low)
    if low.startswith(("bộ ", "sở ", "Bộ ", "Sở ")):
        # The second field of a department: Giáo dục và Đào tạo, Lao động - Thương binh và Xã hội.
        low = _SECOND_FIELD.sub(lambda found: found[1] + found[2].upper(), low)
    return low[:1].upper() + low[1:]


def case_in_text(name: str, flat: str, low: str) -> str | None:
    """The name in the letters that the document's own sentences use for it; None where none names it."""
    wanted, at = name.lower(), -1
    for _ in range(_LOOKS):
        at = low.find(wanted, at + 1)
        if at < 0:
            break
        found = flat[at : at + len(wanted)]
        if found[:1].isupper() and not found.isupper():
            return found
    return None


def _title(word: str) -> str:
    return word if word in _SMALL else "-".join(part.capitalize() for part in word.split("-"))
