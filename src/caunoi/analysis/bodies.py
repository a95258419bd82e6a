"""Names of bodies, levels and roles in a sentence: where a list of them ends, and how it divides."""

import re

from caunoi.analysis.normal import View
from caunoi.language.text import UPPER, canonical_tones

_KIND = (
    r"ban(?!\s+hành)|ủy\s+ban|hội\s+đồng|hội(?!\s+(?:nghị|thảo|thi|viên))|đoàn|liên\s+đoàn|công\s+đoàn|sở|bộ(?!\s+(?:tiêu\s+chí|chỉ\s+số|công\s+cụ|dữ\s+liệu|luật|tài\s+liệu|câu\s+hỏi|mã))|cục|vụ|viện|chi\s+cục|phòng(?!\s*,?\s*(?:chống|ngừa))|văn\s+phòng|thanh\s+tra(?!\s*(?:,|và)\s*kiểm\s+tra)|"
    r"tỉnh\s+ủy|thành\s+ủy|huyện\s+ủy|quận\s+ủy|thị\s+ủy|đảng\s+ủy|đảng\s+bộ|đảng\s+đoàn|chi\s+bộ|chi\s+ủy|cấp\s+ủy|"
    r"tổ\s+chức|chính\s+quyền|mặt\s+trận|ubnd|hđnd|mttq|ubmttq|công\s+an|quân\s+đội|bộ\s+đội|ban\s+cán\s+sự|hệ\s+thống|"
    r"cơ\s+quan|đơn\s+vị|địa\s+phương|doanh\s+nghiệp|trung\s+tâm|trường(?!\s+hợp)|học\s+viện|bệnh\s+viện|báo(?!\s+cáo)|đài|cổng|tạp\s+chí|"
    r"tòa\s+án|viện\s+kiểm\s+sát|kho\s+bạc|ngân\s+hàng|bảo\s+hiểm(?=\s+xã)|thuế(?=\s+(?:tỉnh|thành|cơ\s+sở|khu\s+vực|huyện|các))|thống\s+kê(?=\s+(?:tỉnh|thành|cơ\s+sở|khu\s+vực|huyện))|hải\s+quan|tổng(?=\s+(?:cục|công\s+ty|liên\s+đoàn|giám\s+đốc|bí\s+thư))|tập\s+đoàn|công\s+ty|"
    r"thường\s+trực|thường\s+vụ|chủ\s+tịch|phó\s+chủ\s+tịch|bí\s+thư|phó\s+bí\s+thư|giám\s+đốc|thủ\s+trưởng|trưởng\s+(?:ban|thôn|phòng|tiểu\s+ban|khoa|bản|ấp|bộ\s+phận)|"
    r"người\s+đứng\s+đầu|chánh|bộ\s+trưởng|thủ\s+tướng|chính\s+phủ|quốc\s+hội|chủ\s+đầu\s+tư|đồng\s+chí|đ/c|ông|bà|"
    r"thành\s+viên|cán\s+bộ|lãnh\s+đạo|đại\s+biểu(?=\s+(?:quốc\s+hội|hội\s+đồng))|xã(?!\s+hội)|phường|đặc\s+khu|huyện|thị\s+xã|quận|thành\s+phố|tỉnh|khối|"
    r"tổ(?!\s+quốc)|ngành|lực\s+lượng|tiểu\s+ban|btv|btg|bcđ|tỉnh\s+đoàn|thành\s+đoàn|huyện\s+đoàn|quỹ|hợp\s+tác\s+xã|"
    r"chuyên\s+viên|kế\s+toán|hiệp\s+hội|hiệu\s+trưởng|chỉ\s+huy\s+trưởng|nhà\s+trường|ubkt|ubbc|"
    r"kiểm\s+toán|bưu\s+điện|điện\s+lực|vietnam|vnpt|viettel|mobifone"
)
HEAD = re.compile(rf"(?:(?:tất\s+cả\s+)?(?:các|những|mỗi|từng|toàn\s+bộ)\s+)?(?:{_KIND})\b")
# Words that stand for a body only together with their neighbours: "sở, ban, ngành", "huyện, thị, thành ủy".
_SHORT = re.compile(
    r"(?:(?:thủ\s+trưởng|lãnh\s+đạo|đại\s+diện|chủ\s+tịch|ubnd|ủy\s+ban\s+nhân\s+dân|người\s+đứng\s+đầu|cấp\s+ủy)\s+)*(?:các\s+)?"
    r"(?:sở|ban|ngành|ban\s+ngành|hội|bộ|huyện|thị|thị\s+xã|quận|xã|phường|phòng|tỉnh|cơ\s+quan|đơn\s+vị|địa\s+phương|đoàn\s+thể|thành\s+phố|"
    r"đặc\s+khu|chi|cục|vụ|viện|tổ\s+chức|doanh\s+nghiệp|cá\s+nhân|cộng\s+đồng|báo|đài)"
    r"(?:\s+(?:(?:có\s+)?liên\s+quan|khác|cấp|thuộc|trực\s+thuộc|trên\s+địa\s+bàn|tỉnh|thành\s+phố|trung\s+ương|chức\s+năng|của|theo|được|báo)(?:\s+.*)?)?"
)
_ELLIPTIC = re.compile(r"(?:các\s+)?(?:tỉnh|huyện|thị|quận)(?:\s*,\s*(?:tỉnh|huyện|thị|quận))*")
_COMMITTEE = re.compile(r"(?:thành|thị|huyện|quận|tỉnh)\s+ủy")
# Names that hold a word which elsewhere is the verb of the sentence.
_PROTECTED = re.compile(
    r"(?:ủy\s+ban|đoàn)\s+(?:kiểm\s+tra|giám\s+sát|bầu\s+cử|xây\s+dựng)|ban\s+(?:chỉ\s+đạo|tổ\s+chức|kiểm\s+tra|xây\s+dựng|quản\s+lý|điều\s+hành|"
    r"giám\s+sát|bầu\s+cử|vận\s+động|tuyên\s+giáo(?:\s+và\s+dân\s+vận)?)|sở\s+xây\s+dựng|bộ\s+xây\s+dựng|"
    r"ngoại\s+giao|giúp\s+việc|văn\s+phòng\s+điều\s+phối|hội\s+đồng\s+(?:phối\s+hợp|thẩm\s+định|tư\s+vấn|nghiệm\s+thu|đánh\s+giá|giám\s+sát)|"
    r"cơ\s+quan\s+(?:quản\s+lý|chủ\s+trì|kiểm\s+tra|thực\s+hiện|tham\s+mưu(?:\s*,?\s*giúp\s+việc)?|chỉ\s+đạo|được\s+giao|tổ\s+chức|thường\s+trực)|"
    r"(?:các|những)\s+tổ\s+chức(?:\s+cung\s+cấp\s+dịch\s+vụ)?|(?:tổ\s+chức|doanh\s+nghiệp|đơn\s+vị|cơ\s+sở)\s+cung\s+cấp\s+dịch\s+vụ|"
    r"tổ\s+chức\s*(?:,|và)\s*(?:cá\s+nhân|đơn\s+vị|doanh\s+nghiệp)|(?:cơ\s+quan|đơn\s+vị|doanh\s+nghiệp|cộng\s+đồng)\s*(?:,|và)\s*tổ\s+chức(?=\s*(?:[,:;.]|(?:và|có|được|khác|liên|cá|trên|thuộc|chủ)\b))|"
    r"(?:cơ\s+quan|đơn\s+vị|bộ\s+phận)\s+đầu\s+mối(?:\s+giao\s+kế\s+hoạch)?|"
    r"trong\s+phạm\s+vi\s+chức\s+năng(?:\s*,\s*nhiệm\s+vụ)?(?:\s+của\s+mình)?\s+và\s+(?=các\s)|"
    r"(?:cơ\s+quan|đơn\s+vị)\s+được\s+(?:giao|phân\s+công)(?:\s+(?:chủ\s+trì|nhiệm\s+vụ|thực\s+hiện))*|"
    r"đầu\s+tư\s+xây\s+dựng|(?:độc|công)\s+lập|"
    r"tổ\s+chức\s+(?:cơ\s+sở|đảng|đoàn|chính\s+trị|hội(?!\s+(?:nghị|thảo|thi|đàm))|công\s+đoàn|thành\s+viên|phi|xã\s+hội|liên\s+quan|khác|cán\s+bộ|tín\s+dụng)|"
    r"đơn\s+vị\s+(?:có\s+liên\s+quan|liên\s+quan|(?:thực\s+hiện|chủ\s+trì)(?!\s+(?:các|một|những|việc|nghiêm|tốt|đúng|theo)))|được\s+(?:phân\s+công|giao)\s+(?:chủ\s+trì|nhiệm\s+vụ|quản\s+lý|phụ\s+trách|tại)|"
    r"(?:có|được)\s+liên\s+quan|chủ\s+đầu\s+tư|kế\s+hoạch\s+và\s+đầu\s+tư|người\s+đứng\s+đầu|đang\s+hoạt\s+động|"
    r"(?:làm|phụ\s+trách)\s+công\s+tác|xây\s+dựng\s+và\s+kinh\s+doanh|quản\s+lý\s+(?:nhà\s+nước|khu|dự\s+án)|kiểm\s+tra\s+nhà\s+nước|"
    r"bảo\s+vệ\s+(?:môi\s+trường|thực\s+vật)|bộ\s+chỉ\s+huy|chỉ\s+huy|giáo\s+dục\s+và\s+đào\s+tạo|đào\s+tạo|giao\s+thông|thông\s+báo\s+chí"
)
VERB = re.compile(
    r"\b(?:chủ\s+trì|phối\s+hợp|chủ\s+động|có\s+trách\s+nhiệm|chịu\s+trách\s+nhiệm|tổ\s+chức|tăng\s+cường|lãnh\s+đạo(?=\s*,|\s+(?:xây|tổ|công|làm|triển|quán|toàn|nâng|hoàn|đẩy|cụ|rà|tập|tăng)\b|\s+chỉ\s+đạo|\s+thực|\s+việc|\s+tốt|\s+các\s+c)|"
    r"chỉ\s+đạo|xây\s+dựng|tham\s+mưu|hướng\s+dẫn|theo\s+dõi|căn\s+cứ|trên\s+cơ\s+sở|theo\s+chức\s+năng|thường\s+xuyên|tiếp\s+tục|triển\s+khai|"
    r"thực\s+hiện|rà\s+soát|ban\s+hành|báo\s+cáo|đôn\s+đốc|kiểm\s+tra|giám\s+sát|quán\s+triệt|đẩy\s+mạnh|nghiên\s+cứu|bố\s+trí|phân\s+công|"
    r"cụ\s+thể\s+hóa|tập\s+trung|khẩn\s+trương|kịp\s+thời|định\s+kỳ|tuyên\s+truyền|vận\s+động|phổ\s+biến|đưa|cử|phát\s+huy|giúp|là|được|phải|"
    r"cần|sẽ|đề\s+xuất|tổng\s+hợp|cung\s+cấp|bảo\s+đảm|đảm\s+bảo|hỗ\s+trợ|tạo\s+điều\s+kiện|quan\s+tâm|nâng\s+cao|đổi\s+mới|giao|gửi|lập|"
    r"tiếp\s+nhận|xem\s+xét|thẩm\s+định|trình|công\s+bố|công\s+khai|cập\s+nhật|quản\s+lý|sử\s+dụng|thành\s+lập|kiện\s+toàn|tham\s+gia|thông\s+báo|"
    r"thống\s+nhất|hoàn\s+thành|hoàn\s+thiện|lồng\s+ghép|chuẩn\s+bị|chấp\s+hành|gương\s+mẫu|nghiêm\s+túc|tích\s+cực|chú\s+trọng|ưu\s+tiên|duy\s+trì|"
    r"đăng\s+ký|ký\s+kết|huy\s+động|đánh\s+giá|sơ\s+kết|tổng\s+kết|biểu\s+dương|khen\s+thưởng|xử\s+lý|giải\s+quyết|phát\s+động|vận\s+hành|"
    r"nội\s+dung|tiếp\s+thu|đẩy\s+nhanh|khảo\s+sát|làm\s+rõ|tháo\s+gỡ|điều\s+phối|bàn\s+giao|trong\s+(?:việc|công\s+tác|phạm\s+vi)|có\s+(?:kế\s+hoạch|văn\s+bản|nhiệm\s+vụ)|điều\s+động|tiên\s+hành|trực\s+tiếp|tiến\s+hành|đồng\s+thời|ngoài\s+ra|khi|trong\s+quá\s+trình|để|nhằm|"
    r"làm\s+việc|điều\s+tra|mở\s+rộng|khuyến\s+khích|bám\s+sát|áp\s+dụng|lựa\s+chọn|đăng\s+tải|phát\s+hành|thu\s+thập|nhân\s+rộng|"
    r"ngăn\s+chặn|phát\s+hiện|khắc\s+phục|vận\s+dụng|tham\s+dự|tuân\s+thủ|niêm\s+yết|phân\s+bổ|giải\s+ngân|cân\s+đối|kết\s+nối|"
    r"chia\s+sẻ|thiết\s+lập|xác\s+định|củng\s+cố|giữ\s+vững|bổ\s+sung|sửa\s+đổi|biên\s+soạn|trả\s+lời|phản\s+ánh|quyết\s+định|"
    r"cho\s+ý\s+kiến|phụ\s+trách\s+chung|trưng\s+tập|tranh\s+thủ|triệu\s+tập|họp(?!\s+báo)|phê\s+duyệt|góp\s+ý|tặng|trao|rút\s+kinh\s+nghiệm|đón\s+tiếp|chọn|nắm|bảo\s+quản|in\s+ấn)\b"
)
# A part that begins so names its own body, however short its neighbours are.
_OWN_NAME = re.compile(
    r"(?:thủ\s+trưởng|chủ\s+tịch|giám\s+đốc|lãnh\s+đạo|người\s+đứng\s+đầu|ubnd|ủy\s+ban\s+nhân\s+dân)\b"
)
_LEVELS = re.compile(
    r"(?:huyện|thị\s+xã|thành\s+phố|quận|xã|phường|thị\s+trấn|đặc\s+khu)(?:\s+(?:có|trong|thuộc|trên)\b.*)?"
)
_LEVEL_END = re.compile(r"\b(?:huyện|thị\s+xã|quận|xã|phường|thị\s+trấn)$")
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
_TRIM = " ,;:.-–…\"'"
_LONGEST_NAME = 100


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
        name = _name_behind(low, at, match.start(), end)
        at = name.start() if name else match.start()
        if not named and not (name and name.start() <= match.start()):
            return match
    return None


def _name_behind(low: str, at: int, verb: int, end: int) -> re.Match[str] | None:
    """The first name from `at` on that ends behind the start of a verb; one that begins far behind it is not sought."""
    names = _PROTECTED.finditer(low, at, min(end, verb + _LONGEST_NAME))
    return next((name for name in names if name.end() > verb), None)


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
        if names and open_mark and _belongs(names[-1], part, open_mark):
            names[-1] += open_mark + part
        else:
            names.append(part)
        open_mark = mark
    return names


def _belongs(before: str, part: str, mark: str) -> bool:
    """Whether a part goes on with the name before it: it names no body, or either side is elliptic."""
    low, before = canonical_tones(part).strip().lower(), canonical_tones(before)
    if not HEAD.match(low):
        return True
    if before.count("(") > before.count(")"):
        return True
    if ";" in mark:
        return False
    if _OWN_NAME.match(low):
        return False
    if _LEVELS.fullmatch(low) and _LEVEL_END.search(before):
        return True
    if _AGENCY.match(low) and _ANY_LEVEL_END.search(before):
        return False
    if " và" in mark and _OTHERS.match(low) and "ngành" in before:
        return False
    last = _LAST_PART.split(before)[-1].strip().lower()
    if _ELLIPTIC.fullmatch(before.strip().lower()) and _COMMITTEE.match(low):
        return True
    return bool(_SHORT.fullmatch(last) and _SHORT.fullmatch(low) and not low.startswith("các "))


def _clean(name: str) -> str:
    """A name without the words that hand work to it and without what stands in brackets."""
    plain = _WITHIN.sub("", _ASIDE.sub("", name)).strip(_TRIM) or name
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
