"""Names of bodies, levels and roles in a sentence: where a list of them ends, and how it divides."""

import re

from caunoi.analysis.normal import View
from caunoi.language.text import canonical_tones

_KIND = (
    r"ban(?!\s+hành)|ủy\s+ban|hội\s+đồng|hội(?!\s+(?:nghị|thảo|thi|viên))|đoàn|liên\s+đoàn|công\s+đoàn|sở|bộ|cục|vụ|viện|chi\s+cục|phòng(?!\s*,?\s*(?:chống|ngừa))|văn\s+phòng|thanh\s+tra|"
    r"tỉnh\s+ủy|thành\s+ủy|huyện\s+ủy|quận\s+ủy|thị\s+ủy|đảng\s+ủy|đảng\s+bộ|đảng\s+đoàn|chi\s+bộ|chi\s+ủy|cấp\s+ủy|"
    r"tổ\s+chức|chính\s+quyền|mặt\s+trận|ubnd|hđnd|mttq|ubmttq|công\s+an|quân\s+đội|bộ\s+đội|ban\s+cán\s+sự|hệ\s+thống|"
    r"cơ\s+quan|đơn\s+vị|địa\s+phương|doanh\s+nghiệp|trung\s+tâm|trường(?!\s+hợp)|học\s+viện|bệnh\s+viện|báo(?!\s+cáo)|đài|cổng|tạp\s+chí|"
    r"tòa\s+án|viện\s+kiểm\s+sát|kho\s+bạc|ngân\s+hàng|bảo\s+hiểm|thuế|thống\s+kê|hải\s+quan|tổng(?=\s+(?:cục|công\s+ty|liên\s+đoàn|giám\s+đốc|bí\s+thư))|tập\s+đoàn|công\s+ty|"
    r"thường\s+trực|thường\s+vụ|chủ\s+tịch|phó\s+chủ\s+tịch|bí\s+thư|phó\s+bí\s+thư|giám\s+đốc|thủ\s+trưởng|trưởng\s+ban|"
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
    r"đặc\s+khu|chi|cục|vụ|viện|tổ\s+chức|doanh\s+nghiệp)"
    r"(?:\s+(?:(?:có\s+)?liên\s+quan|khác|cấp|thuộc|trực\s+thuộc|trên\s+địa\s+bàn|tỉnh|thành\s+phố|trung\s+ương|chức\s+năng|của)(?:\s+.*)?)?"
)
_ELLIPTIC = re.compile(r"(?:các\s+)?(?:tỉnh|huyện|thị|quận)(?:\s*,\s*(?:tỉnh|huyện|thị|quận))*")
_COMMITTEE = re.compile(r"(?:thành|thị|huyện|quận|tỉnh)\s+ủy")
# Names that hold a word which elsewhere is the verb of the sentence.
_PROTECTED = re.compile(
    r"(?:ủy\s+ban|đoàn)\s+(?:kiểm\s+tra|giám\s+sát|bầu\s+cử|xây\s+dựng)|ban\s+(?:chỉ\s+đạo|tổ\s+chức|kiểm\s+tra|xây\s+dựng|quản\s+lý|điều\s+hành|"
    r"giám\s+sát|bầu\s+cử|vận\s+động|tuyên\s+giáo(?:\s+và\s+dân\s+vận)?)|sở\s+xây\s+dựng|bộ\s+xây\s+dựng|"
    r"cơ\s+quan\s+(?:chủ\s+trì|kiểm\s+tra|thực\s+hiện|tham\s+mưu(?:\s*,?\s*giúp\s+việc)?|chỉ\s+đạo|được\s+giao|tổ\s+chức|thường\s+trực)|"
    r"(?:các|những)\s+tổ\s+chức|"
    r"(?:cơ\s+quan|đơn\s+vị)\s+được\s+(?:giao|phân\s+công)(?:\s+(?:chủ\s+trì|nhiệm\s+vụ|thực\s+hiện))*|"
    r"đầu\s+tư\s+xây\s+dựng|(?:độc|công)\s+lập|"
    r"tổ\s+chức\s+(?:cơ\s+sở|đảng|đoàn|chính\s+trị|hội|công\s+đoàn|thành\s+viên|phi|xã\s+hội|liên\s+quan|khác|cán\s+bộ|tín\s+dụng)|"
    r"đơn\s+vị\s+(?:có\s+liên\s+quan|liên\s+quan|(?:thực\s+hiện|chủ\s+trì)(?!\s+(?:các|một|những|việc|nghiêm|tốt|đúng|theo)))|được\s+(?:phân\s+công|giao)\s+(?:chủ\s+trì|nhiệm\s+vụ|quản\s+lý|phụ\s+trách|tại)|"
    r"(?:có|được)\s+liên\s+quan|chủ\s+đầu\s+tư|kế\s+hoạch\s+và\s+đầu\s+tư|người\s+đứng\s+đầu|đang\s+hoạt\s+động|"
    r"(?:làm|phụ\s+trách)\s+công\s+tác|xây\s+dựng\s+và\s+kinh\s+doanh|quản\s+lý\s+(?:nhà\s+nước|khu|dự\s+án)|kiểm\s+tra\s+nhà\s+nước|"
    r"bảo\s+vệ\s+(?:môi\s+trường|thực\s+vật)|bộ\s+chỉ\s+huy|chỉ\s+huy|giáo\s+dục\s+và\s+đào\s+tạo|đào\s+tạo|giao\s+thông|thông\s+báo\s+chí"
)
VERB = re.compile(
    r"\b(?:chủ\s+trì|phối\s+hợp|chủ\s+động|có\s+trách\s+nhiệm|chịu\s+trách\s+nhiệm|tổ\s+chức|tăng\s+cường|lãnh\s+đạo(?=\s*,|\s+chỉ\s+đạo|\s+thực|\s+việc|\s+tốt|\s+các\s+c)|"
    r"chỉ\s+đạo|xây\s+dựng|tham\s+mưu|hướng\s+dẫn|theo\s+dõi|căn\s+cứ|trên\s+cơ\s+sở|theo\s+chức\s+năng|thường\s+xuyên|tiếp\s+tục|triển\s+khai|"
    r"thực\s+hiện|rà\s+soát|ban\s+hành|báo\s+cáo|đôn\s+đốc|kiểm\s+tra|giám\s+sát|quán\s+triệt|đẩy\s+mạnh|nghiên\s+cứu|bố\s+trí|phân\s+công|"
    r"cụ\s+thể\s+hóa|tập\s+trung|khẩn\s+trương|kịp\s+thời|định\s+kỳ|tuyên\s+truyền|vận\s+động|phổ\s+biến|đưa|cử|phát\s+huy|giúp|là|được|phải|"
    r"cần|sẽ|đề\s+xuất|tổng\s+hợp|cung\s+cấp|bảo\s+đảm|đảm\s+bảo|hỗ\s+trợ|tạo\s+điều\s+kiện|quan\s+tâm|nâng\s+cao|đổi\s+mới|giao|gửi|lập|"
    r"tiếp\s+nhận|xem\s+xét|thẩm\s+định|trình|công\s+bố|công\s+khai|cập\s+nhật|quản\s+lý|sử\s+dụng|thành\s+lập|kiện\s+toàn|tham\s+gia|thông\s+báo|"
    r"thống\s+nhất|hoàn\s+thành|hoàn\s+thiện|lồng\s+ghép|chuẩn\s+bị|chấp\s+hành|gương\s+mẫu|nghiêm\s+túc|tích\s+cực|chú\s+trọng|ưu\s+tiên|duy\s+trì|"
    r"đăng\s+ký|ký\s+kết|huy\s+động|đánh\s+giá|sơ\s+kết|tổng\s+kết|biểu\s+dương|khen\s+thưởng|xử\s+lý|giải\s+quyết|phát\s+động|vận\s+hành|"
    r"nội\s+dung|tiếp\s+thu|đẩy\s+nhanh|khảo\s+sát|làm\s+rõ|tháo\s+gỡ|điều\s+phối|bàn\s+giao|trong\s+(?:việc|công\s+tác|phạm\s+vi)|có\s+(?:kế\s+hoạch|văn\s+bản|nhiệm\s+vụ)|điều\s+động|tiên\s+hành|trực\s+tiếp|tiến\s+hành|đồng\s+thời|ngoài\s+ra|khi|trong\s+quá\s+trình|để|nhằm)\b"
)
# A part that begins so names its own body, however short its neighbours are.
_OWN_NAME = re.compile(
    r"(?:thủ\s+trưởng|chủ\s+tịch|giám\s+đốc|lãnh\s+đạo|người\s+đứng\s+đầu|ubnd|ủy\s+ban\s+nhân\s+dân)\b"
)
_LEVELS = re.compile(
    r"(?:huyện|thị\s+xã|thành\s+phố|quận|xã|phường|thị\s+trấn|đặc\s+khu)(?:\s+(?:có|trong|thuộc|trên)\b.*)?"
)
_LEVEL_END = re.compile(r"\b(?:huyện|thị\s+xã|quận|xã|phường|thị\s+trấn)$")
# "các sở, ban, ngành và đơn vị liên quan": the unnamed rest is a body of its own.
_OTHERS = re.compile(r"(?:cơ\s+quan|đơn\s+vị|tổ\s+chức)\b.*liên\s+quan")
_LAST_PART = re.compile(r",| và ")
_ASIDE = re.compile(r"\s*\([^()]*\)")
_INSIDE = re.compile(r"[^\W\d_]([ ]|[ ]?[,-][ ]|[ ]và[ ])$")
_SPLIT = re.compile(r"\s*(?:[,;]|\s+và(?=\s)|\s+cùng(?:\s+với)?(?=\s))\s*")
_LEADING = re.compile(r"^(?:đề\s+nghị|yêu\s+cầu|giao(?:\s+cho)?|và|với|cùng|phân\s+công|cho)\s+", re.I)
_TRIM = " ,;:.-–…\"'"


def verb_after(view: View, start: int, end: int) -> re.Match[str] | None:
    """The first verb of a duty in a stretch, verbs inside the names of bodies left out.

    A verb with a capital in the middle of a line is a word of a name: "Ban Quản lý dự án Đầu tư Xây dựng".
    """
    low = view.low
    shields = [match.span() for match in _PROTECTED.finditer(low, start, end)]
    for match in VERB.finditer(low, start, end):
        # … unless the whole line stands in capitals.
        titled = view.flat[match.start()].isupper() and view.flat[match.start() + 1].islower()
        named = titled and _INSIDE.search(view.flat[max(start, match.start() - 4) : match.start()])
        if not named and not any(first <= match.start() < last for first, last in shields):
            return match
    return None


def is_body(words: str) -> bool:
    """Whether these words begin with the name of a body, level or role."""
    return bool(HEAD.match(canonical_tones(_LEADING.sub("", words.strip(_TRIM))).lower()))


def bodies(words: str) -> tuple[str, ...]:
    """The bodies that a list names, one entry each; "sở, ban, ngành" stays together."""
    words = _LEADING.sub("", words.strip(_TRIM))
    prefix, colon, listed = words.partition(":")
    if colon and is_body(prefix) and listed.strip():
        return tuple(f"{prefix.strip()} {name}" for name in bodies(listed))
    parts: list[tuple[str, str]] = []
    last = 0
    for match in _SPLIT.finditer(words):
        parts.append((words[last : match.start()], match[0]))
        last = match.end()
    parts.append((words[last:], ""))
    return tuple(name for name in map(_clean, _joined(parts)) if name)


def _joined(parts: list[tuple[str, str]]) -> list[str]:
    """Puts together again what only together names a body."""
    names: list[str] = []
    open_mark = ""
    for part, mark in parts:
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
    if " và" in mark and _OTHERS.match(low) and "ngành" in before:
        return False
    last = _LAST_PART.split(before)[-1].strip().lower()
    if _ELLIPTIC.fullmatch(before.strip().lower()) and _COMMITTEE.match(low):
        return True
    return bool(_SHORT.fullmatch(last) and _SHORT.fullmatch(low) and not low.startswith("các "))


def _clean(name: str) -> str:
    """A name without the words that hand work to it and without what stands in brackets."""
    plain = _ASIDE.sub("", name).strip(_TRIM) or name
    return " ".join(_LEADING.sub("", plain.strip(_TRIM)).split()).strip(_TRIM)
