"""Names of bodies, levels and roles in a sentence: where a list of them ends, and how it divides."""

import re

from caunoi.analysis.body_words import HEAD, OWED, OWED_FAR, PROTECTED, TELLS_WHICH, VERB
from caunoi.analysis.normal import View
from caunoi.language.text import UPPER, canonical_tones

# Words that stand for a body only together with their neighbours: "sở, ban, ngành", "huyện, thị, thành ủy".
_SHORT = re.compile(
    r"(?:(?:thủ\s+trưởng|lãnh\s+đạo|đại\s+diện|chủ\s+tịch|ubnd|ủy\s+ban\s+nhân\s+dân|người\s+đứng\s+đầu|cấp\s+ủy)\s+)*(?:các\s+)?"
    r"(?:sở|ban|ngành|ban\s+ngành|hội|bộ|huyện|thị|thị\s+xã|quận|xã|phường|phòng|tỉnh|cơ\s+quan|đơn\s+vị|địa\s+phương|đoàn\s+thể|thành\s+phố|"
    r"đặc\s+khu|chi|cục|vụ|viện|tổ\s+chức|doanh\s+nghiệp|cá\s+nhân|cộng\s+đồng|báo|đài)"
    r"(?:\s+(?:(?:có\s+)?liên\s+quan|khác|cấp|thuộc|trực\s+thuộc|trên\s+địa\s+bàn|tỉnh|thành\s+phố|trung\s+ương|chức\s+năng|của|theo|được|báo)(?:\s+.*)?)?"
)
# "các địa phương, cơ quan, đơn vị đề xuất": what the last one is said to do is said of all.
_BARE = re.compile(r"(?:các\s+)?(?:cơ\s+quan|đơn\s+vị|tổ\s+chức|địa\s+phương|doanh\s+nghiệp|cá\s+nhân)")
_QUALIFIED = re.compile(r"(?:cơ\s+quan|đơn\s+vị|tổ\s+chức|địa\s+phương|doanh\s+nghiệp|cá\s+nhân)\s")
# "Phó Chủ tịch phụ trách lĩnh vực Dân tộc, Tôn giáo và các Hội": fields of one person until another is named.
_IN_CHARGE = re.compile(r"\bphụ\s+trách\s+(?:lĩnh\s+vực|công\s+tác|mảng)\b")
_ROLE = re.compile(
    r"(?:các\s+)?(?:đồng\s+chí|phó|chủ\s+tịch|chuyên\s+viên|cán\s+bộ|trưởng|kế\s+toán|giám\s+đốc|bí\s+thư|thành\s+viên)\b"
)
_ELLIPTIC = re.compile(r"(?:các\s+)?(?:tỉnh|huyện|thị|quận)(?:\s*,\s*(?:tỉnh|huyện|thị|quận))*")
_COMMITTEE = re.compile(r"(?:thành|thị|huyện|quận|tỉnh)\s+ủy")
# A part that begins so names its own body, however short its neighbours are.
_OWN_NAME = re.compile(
    r"(?:thủ\s+trưởng|chủ\s+tịch|giám\s+đốc|lãnh\s+đạo|người\s+đứng\s+đầu|ubnd|ủy\s+ban\s+nhân\s+dân)\b"
)
_LEVELS = re.compile(
    r"(?:huyện|thị\s+xã|thành\s+phố|quận|xã|phường|thị\s+trấn|đặc\s+khu)(?:\s+(?:có|trong|thuộc|trên)\b.*)?"
)
# "UBND các xã, phường, đặc khu Bình Sơn": the one that bears a name still belongs to the committees.
_NAMED_LEVEL = re.compile(r"(?:thị\s+xã|thành\s+phố|thị\s+trấn|đặc\s+khu)\s+\w+")
_LEVEL_END = re.compile(r"\b(?:huyện|thị\s+xã|quận|xã|phường|thị\s+trấn)$")
_CITIES = re.compile(r"thành phố(?: trực thuộc trung ương)?")
# "UBND các xã, phường, đơn vị liên quan": an agency is no level.
_ANY_LEVEL_END = re.compile(r"\b(?:huyện|thị\s+xã|thành\s+phố|quận|xã|phường|thị\s+trấn|đặc\s+khu)$")
_AGENCY = re.compile(r"(?:cơ\s+quan|đơn\s+vị|tổ\s+chức|doanh\s+nghiệp)\b")
# A list behind a colon or a plural: "các Sở: Nội vụ, Tài chính, Giáo dục và Đào tạo".
_PLURAL = re.compile(r"các\s+(?=(?:sở|bộ|ban|tập\s+đoàn|cục|phòng|huyện|xã|phường|hội)\b)", re.I)
# Second halves of the names of fields: no list divides before them.
_SECOND_HALF = re.compile(
    r"(?:đào tạo|công nghệ|môi trường|phát triển|truyền thông|xã hội|đầu tư|tôn giáo|dân vận|du lịch|thể thao)\b",
    re.I,
)
# Fields that departments and ministries bear as names.
_FIELDS = re.compile(
    r"(?:nội vụ|tài chính|tư pháp|y tế|công thương|xây dựng|nông nghiệp và|ngoại vụ|ngoại giao|quốc phòng|giáo dục và|"
    r"khoa học và|kế hoạch và|tài nguyên và|giao thông vận tải|dân tộc và|văn hóa,? (?:thể thao|và)|văn hóa$|"
    r"thông tin và|lao động)"
)
_FIELD_KIND = re.compile(
    r"(?:(?:các|những)\s+)?(?P<kind>(?:(?:Thủ trưởng|Giám đốc|Lãnh đạo|Bộ trưởng)\s+(?:các\s+)?)?(?:Sở|Bộ|sở|bộ))"
    r"\s+(?=[^\W\d_a-zà-ỹ])"
)
_ALSO_FIELDS = frozenset({"công an", "thanh tra"})
_COMMA = re.compile(r"\s*(?:[,;]|\s+và(?=\s))\s*")
# "đồng chí A B – Phó Chủ tịch X": the office is the name.
_PERSON = re.compile(
    rf"\b(?i:đồng\s+chí|đ/c|ông|bà)\s+(?:[{UPPER}][^\W\d_]*\s+){{1,4}}[{UPPER}][^\W\d_]*\s*[-–—,:]\s*(?=[{UPPER}])"
)
_LOOSE_END = re.compile(r"\s+(?:và|trong|với|của|tại|về|\()$")
_LONGEST_SURE = 12
_WORD = re.compile(r"[^\W_]+")
# The small words that names of bodies are made of; any other may belong to the sentence.
_PLAIN = frozenset(
    re.findall(
        r"\w+",
        "ban bàn báo bí bộ bảo các cao cấp chánh chi chính chỉ chủ công cơ cục của dân doanh đảng đài địa "
        "đoàn đô đơn đốc đồng đứng đầu giám huy huyện hội khối khu kho kiểm lãnh liên mặt nghiệp ngành "
        "người nhà nhân phòng phó phố phường phương quan quận quân quốc sát sở sự tác tâm tài thanh thành "
        "thể thị thiếu thôn thống thư thuộc thủ thường tịch tỉnh toàn tòa tổ tổng tra trạm trận trị trên "
        "trung trưởng trường trực tư ty uỷ ủy và văn viên viện việt vị vụ xã xóm chức đạo đặc án mttq "
        "ubnd y tế",
    )
)
_PLACES = frozenset({"tỉnh", "huyện", "xã", "phường", "phố", "ương", "quận"})
_LEVEL_PAIR = re.compile(r"xã, phường(?:, (?:đặc khu|thị trấn))?|huyện, thị xã, thành phố")
# "và các …", a comma before a small letter, a verb or clause inside: the name may be cut or joined in a wrong place.
_DOUBTFUL = re.compile(
    rf"(?:,| và)\s+(?![{UPPER}])|\b(?:có|được|tới|trong|việc|với|gồm|là|nêu|theo|khác)\b|[:;]"
)
_WITHIN = re.compile(r"\s+trong\s+phạm\s+vi\s+chức\s+năng\b.*$", re.I)
# "các sở, ban, ngành và đơn vị liên quan": the unnamed rest is a body of its own.
_OTHERS = re.compile(r"(?:cơ\s+quan|đơn\s+vị|tổ\s+chức)\b.*liên\s+quan")
_LAST_PART = re.compile(r",| và ")
_ASIDE = re.compile(r"\s*\([^()]*\)")
_INSIDE = re.compile(r"[^\W\d_]([ ]|[ ]?[,-][ ]|[ ]và[ ])$")
_SPLIT = re.compile(r"\s*(?:[,;]|\s+và(?=\s)|\s+cùng(?:\s+với)?(?=\s))\s*")
_LEADING = re.compile(r"^(?:đề\s+nghị|yêu\s+cầu|giao(?:\s+cho)?|và|với|cùng|phân\s+công|cho)\s+", re.I)
_LOW_LEADING = re.compile(_LEADING.pattern)
_TRIM = " |,;:.-–…\"'"
_LONGEST_NAME = 100
_LONGEST_CLAUSE = 150


def verb_after(view: View, start: int, end: int) -> re.Match[str] | None:
    """The first verb of a duty in a stretch, verbs inside the names of bodies left out.

    A verb with a capital in the middle of a line is a word of a name: "Ban Quản lý dự án Đầu tư Xây dựng".
    """
    low = view.low
    at = start
    for match in VERB.finditer(low, start, end):
        # … unless the whole line stands in capitals.
        titled = view.flat[match.start()].isupper() and view.flat[match.start() + 1].islower()
        named = titled and _INSIDE.search(view.flat[max(start, match.start() - 4) : match.start()])
        # "Truyền hình Thành phố": two words of a name, no verb.
        crosses = not titled and any(map(str.isupper, view.flat[match.start() + 1 : match.end()]))
        if crosses and view.flat[match.start()].islower():
            continue
        name = _name_behind(low, at, match.start(), end)
        at = name.start() if name else match.start()
        if (
            not named
            and not (name and name.start() <= match.start())
            and not _is_aside(low, start, match, end)
        ):
            return _owed_behind(low, match, end) or match
    return None


def _is_aside(low: str, start: int, verb: re.Match[str], end: int) -> bool:
    """Whether a verb stands in brackets: "Ban Quản lý (sau đây gọi là …)"."""
    opened = low.rfind("(", max(start, verb.start() - _LONGEST_CLAUSE), verb.start())
    if opened < 0 or low.find(")", opened, verb.start()) > 0:
        return False
    return low.find(")", verb.end(), min(end, verb.end() + _LONGEST_CLAUSE)) > 0


def _owed_behind(low: str, verb: re.Match[str], end: int) -> re.Match[str] | None:
    """The "có trách nhiệm" behind a clause that only says which body: "Cán bộ được giao soạn thảo có trách nhiệm …"."""
    reach = min(end, verb.start() + _LONGEST_CLAUSE)
    if low.find("trách", verb.end(), reach) < 0 or not TELLS_WHICH.match(low, verb.start()):
        return None
    passive = verb[0] == "được"
    owes = (OWED_FAR if passive else OWED).match(low, verb.start(), reach)
    return VERB.match(low, owes.start("owes"), end) if owes else None


def _name_behind(low: str, at: int, verb: int, end: int) -> re.Match[str] | None:
    """The first name from `at` on that ends behind the start of a verb; one that begins far behind it is not sought."""
    names = PROTECTED.finditer(low, at, min(end, verb + _LONGEST_NAME))
    return next((name for name in names if name.end() > verb), None)


def name_end(view: View, start: int, end: int) -> int | None:
    """Where one name ends that an unknown word follows: "Sở Y tế | mời chuyên gia"; None where that cannot be said.

    A name is made of words with a capital, their second syllables and the small words of `_PLAIN`.
    """
    before, capitals, last = "", 0, start
    for word in _WORD.finditer(view.flat, start, end):
        text = word[0]
        if before and not view.flat[last : word.start()].isspace():
            return None
        goes_on = text[:1].isupper() or text in _PLAIN or before[:1].isupper()
        if not goes_on:
            return word.start() if capitals > 1 or before in _PLACES else None
        capitals += text[:1].isupper()
        before, last = text, word.end()
    return None


def is_body(words: str) -> bool:
    """Whether these words begin with the name of a body, level or role."""
    return opens_with_body(canonical_tones(words).lower())


def opens_with_body(low: str) -> bool:
    """`is_body` of words in the look of `View.low`."""
    words = low.strip(_TRIM)
    leading = _LOW_LEADING.match(words)
    return bool(HEAD.match(words, leading.end() if leading else 0))


def bodies(words: str) -> tuple[str, ...]:
    """The bodies that a list names, one entry each; "sở, ban, ngành" stays together."""
    words = _LEADING.sub("", words.strip(_TRIM))
    words = _PERSON.sub("", words)
    prefix, colon, listed = words.partition(":")
    if colon and ";" in prefix:
        words = prefix
    elif colon and is_body(prefix) and listed.strip():
        return _expanded(prefix.strip(), listed)
    parts: list[tuple[str, str]] = []
    last = 0
    for match in _SPLIT.finditer(words):
        parts.append((words[last : match.start()], match[0]))
        last = match.end()
    parts.append((words[last:], ""))
    return tuple(name for name in map(_clean, _joined(parts)) if name)


def _expanded(prefix: str, listed: str) -> tuple[str, ...]:
    """ "các Sở: A, B" as Sở A, Sở B; bodies before the last of the prefix stand for themselves."""
    first = _COMMA.split(listed.strip(_TRIM))[0]
    if is_body(first) and first.lower() not in _ALSO_FIELDS:
        plural = _PLURAL.match(prefix) or prefix.lower().startswith(("các ", "những "))
        return bodies(listed) if plural else tuple(f"{prefix} {name}" for name in bodies(listed))
    *before, last = bodies(prefix) or (prefix,)
    kind = _PLURAL.sub("", last)
    names: list[str] = []
    for part in _COMMA.split(listed.strip(_TRIM)):
        if is_body(part) and part.lower() not in _ALSO_FIELDS:
            # A body of its own ends what the plural governs.
            rest = listed[listed.find(part) :]
            return (*before, *(_clean(f"{kind} {name}") for name in names), *bodies(rest))
        if names and (_SECOND_HALF.match(part) or not part[:1].isupper()):
            joint = listed[listed.find(names[-1]) + len(names[-1]) :]
            mark = " và " if joint.lstrip().startswith("và") else ", "
            names[-1] += mark + part
        elif part:
            names.append(part)
    return (*before, *(_clean(f"{kind} {name}") for name in names))


def _joined(parts: list[tuple[str, str]]) -> list[str]:
    """Puts together again what only together names a body."""
    names: list[str] = []
    open_mark = ""
    for part, mark in parts:
        if names and ";" in open_mark and not HEAD.match(canonical_tones(part).strip().lower()):
            # Behind a semicolon something else begins: a date, a product.
            break
        kind = _shared_kind(names[-1], part) if names and open_mark else None
        if kind:
            names.append(f"{kind} {part.strip()}")
        elif names and open_mark and _belongs(names[-1], part, open_mark):
            names[-1] += open_mark + part
        else:
            names.append(part)
        open_mark = mark
    return names


def _shared_kind(before: str, part: str) -> str | None:
    """ "Sở Tài chính, Nội vụ": the kind of body that a bare field shares with the name before it."""
    shared = _FIELD_KIND.match(before.strip())
    return shared["kind"] if shared and _FIELDS.match(canonical_tones(part).strip().lower()) else None


def _belongs(before: str, part: str, mark: str) -> bool:
    """Whether a part goes on with the name before it: it names no body, or either side is elliptic."""
    low, before = canonical_tones(part).strip().lower(), canonical_tones(before)
    if not HEAD.match(low):
        return True
    if before.count("(") > before.count(")") or (_IN_CHARGE.search(before) and not _ROLE.match(low)):
        return True
    if ";" in mark:
        return False
    if _OWN_NAME.match(low):
        return False
    if _CITIES.fullmatch(low) and before.endswith("tỉnh"):
        return True
    if (_LEVELS.fullmatch(low) or _NAMED_LEVEL.match(low)) and _LEVEL_END.search(before):
        return True
    if _AGENCY.match(low) and _ANY_LEVEL_END.search(before):
        return False
    if " và" in mark and _OTHERS.match(low) and "ngành" in before:
        return False
    last = _LAST_PART.split(before)[-1].strip().lower()
    if _ELLIPTIC.fullmatch(before.strip().lower()) and _COMMITTEE.match(low):
        return True
    if _BARE.fullmatch(last) and _QUALIFIED.match(low) and part.strip().islower():
        return True
    return bool(_SHORT.fullmatch(last) and _SHORT.fullmatch(low) and not low.startswith("các "))


def _clean(name: str) -> str:
    """A name without the words that hand work to it and without what stands in brackets."""
    plain = _WITHIN.sub("", _ASIDE.sub(" ", name)).strip(_TRIM) or name
    return _LOOSE_END.sub("", " ".join(_LEADING.sub("", plain.strip(_TRIM)).split()).strip(_TRIM))


def is_sure(name: str) -> bool:
    """Whether a name is whole beyond doubt: short, of a known kind, and without a list or a clause in it."""
    low = canonical_tones(name).lower()
    if len(low.split()) > _LONGEST_SURE or not HEAD.match(low):
        return False
    if _DOUBTFUL.search(_LEVEL_PAIR.sub("", name)):
        return False
    words = _WORD.findall(name)
    # "Kế hoạch": the second syllable behind a capital; behind the first word of the name it may be a verb.
    return all(
        not word[:1].islower() or word in _PLAIN or (at > 1 and words[at - 1][:1].isupper())
        for at, word in enumerate(words)
    )
