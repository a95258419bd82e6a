"""The words that names of bodies begin with, and the verbs that end them."""

import re
from itertools import groupby

# An alternative of a pattern; brackets may stand in brackets once.
_ALTERNATIVE = re.compile(r"(?:\((?:[^()]|\([^()]*\))*\)|[^|()])+")


def _by_letter(pattern: str) -> str:
    """The same alternatives, those with the same first letter together: the engine then tries few of them."""
    words = sorted(_ALTERNATIVE.findall(pattern), key=lambda word: word[0])
    groups = (
        f"{first}(?:{'|'.join(word[1:] for word in group)})" if first.isalpha() else "|".join(group)
        for first, group in ((first, list(each)) for first, each in groupby(words, key=lambda word: word[0]))
    )
    return "|".join(groups)


# "TTYT huyện", "BVĐK tỉnh": two consonants that begin no syllable, and a level or place behind them.
_ACRONYM = (
    r"(?!ch|gh|kh|ng|nh|ph|th|tr)[bcdđghklmnpqrstvx]{2}\w{1,6}(?=\s+(?:huyện|tỉnh|xã|phường|quận|thị\s+xã|thành\s+phố|"
    r"khu\s+vực|trung\s+ương)\b)"
)
_KIND = (
    r"ban(?!\s+hành)|ủy\s+(?:ban|viên)|hội\s+đồng|hội(?!\s+(?:nghị|thảo|thi|viên))|đoàn|liên\s+(?:đoàn|minh)|công\s+đoàn|sở|bộ(?!\s+(?:tiêu\s+chí|chỉ\s+số|công\s+cụ|dữ\s+liệu|luật|tài\s+liệu|câu\s+hỏi|mã))|cục|vụ|viện|chi\s+cục|phòng(?!\s*,?\s*(?:chống|ngừa))|văn\s+phòng|thanh\s+tra(?!\s*(?:,|và)\s*kiểm\s+tra)|"
    r"(?:tỉnh|thành|huyện|quận|thị|xã|đảng|quân|đặc)\s+ủy|đảng\s+bộ|đảng\s+đoàn|chi\s+bộ|chi\s+ủy|cấp\s+(?:ủy|bộ|hội|công\s+đoàn|đoàn)|"
    r"tổ\s+chức|chính\s+quyền|mặt\s+trận|ubnd|hđnd|mttq|ubmttq|ub(?=\s+mttq)|công\s+an|thông\s+tấn\s+xã|quân\s+(?:đội|khu)|bộ\s+đội|ban\s+cán\s+sự|hệ\s+thống|"
    r"cơ\s+quan|đơn\s+vị|địa\s+phương|doanh\s+nghiệp|trung\s+tâm|trường(?!\s+hợp)|học\s+viện|đại\s+học|bệnh\s+viện|trạm|báo(?!\s+(?:cáo|chí))|đài|cổng|tạp\s+chí|"
    r"cơ\s+sở(?!\s+(?:dữ|hạ|vật|pháp|lý|để|cho|chính|của|theo))|"
    r"tòa\s+án|viện\s+kiểm\s+sát|kho\s+bạc|ngân\s+hàng|bảo\s+hiểm(?=\s+xã)|bhxh|thuế(?=\s+(?:tỉnh|thành|cơ\s+sở|khu\s+vực|huyện|các))|thống\s+kê(?=\s+(?:tỉnh|thành|cơ\s+sở|khu\s+vực|huyện))|hải\s+quan|tổng(?=\s+(?:cục|công\s+ty|liên\s+đoàn|giám\s+đốc|bí\s+thư|biên\s+tập|thư\s+ký))|tập\s+đoàn|công\s+ty|"
    r"thường\s+trực|thường\s+vụ|(?:phó\s+)?(?:chủ\s+tịch|bí\s+thư|giám\s+đốc|chủ\s+nhiệm|hiệu\s+trưởng|viện\s+trưởng|cục\s+trưởng|vụ\s+trưởng|chi\s+cục\s+trưởng)|thủ\s+trưởng|"
    r"(?:phó\s+)?trưởng\s+(?:các\s+)?(?:ban|thôn|phòng|tiểu\s+ban|khoa|bản|ấp|bộ\s+phận|công\s+an|đoàn|đài|trạm|đơn\s+vị|khu|xóm|khóm|buôn)|"
    r"người\s+(?:đứng\s+đầu|đại\s+diện|phát\s+ngôn|được\s+(?:giao|phân\s+công))|chánh|(?:thứ|bộ)\s+trưởng|(?:phó\s+)?thủ\s+tướng|chính\s+phủ|quốc\s+hội|chủ\s+(?:đầu\s+tư|rừng|dự\s+án|cơ\s+sở|tàu|phương\s+tiện)|đồng\s+chí|đ/c|ông|bà|"
    r"thành\s+viên|cán\s+bộ|lãnh\s+đạo|đại\s+biểu(?=\s+(?:quốc\s+hội|hội\s+đồng))|xã(?!\s+hội)|phường|đặc\s+khu|huyện|thị\s+xã|quận|thành\s+phố|tỉnh|khối|cụm(?=\s+thi\s+đua)|"
    r"tổ(?!\s+quốc)|ngành|lực\s+lượng|tiểu\s+ban|btv|btg|bcđ|tỉnh\s+đoàn|thành\s+đoàn|huyện\s+đoàn|quỹ|hợp\s+tác\s+xã|kiểm\s+lâm|hạt(?=\s+kiểm)|đồn(?=\s+biên)|"
    r"chuyên\s+viên|kế\s+toán|hiệp\s+hội|câu\s+lạc\s+bộ|chỉ\s+huy\s+trưởng|nhà\s+(?:trường|đầu\s+tư|thầu|xuất\s+bản|hát)|bảo\s+tàng|thư\s+viện|ubkt|ubbc|"
    rf"{_ACRONYM}|kiểm\s+toán|bưu\s+điện|viễn\s+thông|điện\s+lực|vietnam|vnpt|viettel|mobifone"
)
_KINDS = _by_letter(_KIND)
HEAD = re.compile(rf"(?:(?:tất\s+cả\s+)?(?:các|những|mỗi|từng|toàn\s+bộ)\s+)?(?:{_KINDS})\b")
# Names that hold a word which elsewhere is the verb of the sentence.
PROTECTED = re.compile(
    r"(?:ủy\s+ban|đoàn)\s+(?:kiểm\s+tra|giám\s+sát|bầu\s+cử|xây\s+dựng)|ban\s+(?:chỉ\s+đạo|tổ\s+chức|kiểm\s+tra|xây\s+dựng|quản\s+lý|điều\s+hành|"
    r"giám\s+sát|bầu\s+cử|vận\s+động|tuyên\s+giáo(?:\s+và\s+dân\s+vận)?)|sở\s+xây\s+dựng|bộ\s+xây\s+dựng|"
    r"ngoại\s+giao|giúp\s+việc|văn\s+phòng\s+điều\s+phối|hội\s+đồng\s+(?:phối\s+hợp|thẩm\s+định|tư\s+vấn|nghiệm\s+thu|đánh\s+giá|giám\s+sát)|"
    r"cơ\s+quan\s+(?:trình(?:\s+dự\s+án)?|soạn\s+thảo|thẩm\s+(?:tra|định)|quản\s+lý|chủ\s+trì(?:\s+soạn\s+thảo)?|kiểm\s+tra|thực\s+hiện|tham\s+mưu(?:\s*,?\s*giúp\s+việc)?|chỉ\s+đạo|được\s+giao|tổ\s+chức|thường\s+trực)|"
    r"(?:các|những)\s+tổ\s+chức(?:\s+cung\s+cấp\s+dịch\s+vụ)?|(?:tổ\s+chức|doanh\s+nghiệp|đơn\s+vị|cơ\s+sở)\s+cung\s+cấp\s+dịch\s+vụ|"
    r"tổ\s+chức\s*(?:,|và)\s*(?:cá\s+nhân|đơn\s+vị|doanh\s+nghiệp)|(?:cơ\s+quan|đơn\s+vị|doanh\s+nghiệp|cộng\s+đồng)\s*(?:,|và)\s*tổ\s+chức(?=\s*(?:[,:;.]|(?:và|có|được|khác|liên|cá|trên|thuộc|chủ)\b))|"
    r"(?:cơ\s+quan|đơn\s+vị|bộ\s+phận)\s+đầu\s+mối(?:\s+giao\s+kế\s+hoạch)?|"
    r"trong\s+phạm\s+vi\s+chức\s+năng(?:\s*,\s*nhiệm\s+vụ)?(?:\s+của\s+mình)?\s+và\s+(?=các\s)|"
    r"(?:cơ\s+quan|đơn\s+vị)\s+được\s+(?:giao|phân\s+công)(?:\s+(?:chủ\s+trì|nhiệm\s+vụ|thực\s+hiện))*|"
    r"đầu\s+tư\s+xây\s+dựng|(?:độc|công)\s+lập|"
    r"tổ\s+chức\s+(?:cơ\s+sở|đảng|đoàn|chính\s+trị|hội(?!\s+(?:nghị|thảo|thi|đàm))|công\s+đoàn|thành\s+viên|phi|xã\s+hội|liên\s+quan|khác|cán\s+bộ|tín\s+dụng)|"
    r"đơn\s+vị\s+(?:có\s+liên\s+quan|liên\s+quan|(?:thực\s+hiện|chủ\s+trì)(?!\s+(?:các|một|những|việc|nghiêm|tốt|đúng|theo)))|được\s+(?:phân\s+công|giao)\s+(?:chủ\s+trì|nhiệm\s+vụ|quản\s+lý|phụ\s+trách|tại)|"
    r"(?:có|được)\s+liên\s+quan|chủ\s+đầu\s+tư|kế\s+hoạch\s+và\s+đầu\s+tư|người\s+đứng\s+đầu|đang\s+hoạt\s+động|"
    r"(?:làm|phụ\s+trách)\s+công\s+tác|phụ\s+trách\s+(?!chung\b)\w+\s+\w+|xây\s+dựng\s+và\s+kinh\s+doanh|quản\s+lý\s+(?:nhà\s+nước|khu|dự\s+án)|kiểm\s+tra\s+nhà\s+nước|"
    r"bảo\s+vệ\s+(?:môi\s+trường|thực\s+vật)|bộ\s+chỉ\s+huy|chỉ\s+huy|giáo\s+dục\s+và\s+đào\s+tạo|đào\s+tạo|giao\s+thông|công\s+trình|thông\s+báo\s+chí"
)
_VERBS = (
    r"h[ằà]ng\s+(?:năm|quý|tháng|tuần)|chủ\s+trì|phối\s+hợp|chủ\s+động|(?:có|chịu|chu|chiu)\s+trách\s+nhiệm|tổ\s+chức|tăng\s+cường|lãnh\s+đạo(?=\s*,|\s+(?:chung|xây|tổ|công|làm|triển|quán|toàn|nâng|hoàn|đẩy|cụ|rà|tập|tăng)\b|\s+chỉ\s+đạo|\s+thực|\s+việc|\s+tốt|\s+các\s+c)|"
    r"chỉ\s+đạo|xây\s+dựng|tham\s+mưu|hướng\s+dẫn|theo\s+dõi|căn\s+cứ|trên\s+cơ\s+sở|theo\s+chức\s+năng|thường\s+xuyên|tiếp\s+tục|triển\s+khai|"
    r"thực\s+hiện|rà\s+soát|ban\s+hành|báo\s+cáo|đôn\s+đốc|kiểm\s+tra|giám\s+sát|quán\s+triệt|đẩy\s+mạnh|nghiên\s+cứu|bố\s+trí|phân\s+công|"
    r"cụ\s+thể\s+hóa|tập\s+trung|khẩn\s+trương|kịp\s+thời|định\s+kỳ|tuyên\s+truyền|vận\s+động|phổ\s+biến|đưa|cử|phát\s+huy|giúp|là|được|phải|"
    r"cần|sẽ|đề\s+xuất|tổng\s+hợp|cung\s+cấp|bảo\s+đảm|đảm\s+bảo|hỗ\s+trợ|tạo\s+điều\s+kiện|quan\s+tâm|nâng\s+cao|đổi\s+mới|giao|gửi|lập|"
    r"tiếp\s+nhận|xem\s+xét|thẩm\s+định|trình|công\s+bố|công\s+khai|cập\s+nhật|quản\s+lý|sử\s+dụng|thành\s+lập|kiện\s+toàn|tham\s+gia|thông\s+báo|"
    r"thống\s+nhất|hoàn\s+thành|hoàn\s+thiện|lồng\s+ghép|chuẩn\s+bị|chấp\s+hành|gương\s+mẫu|nghiêm\s+túc|tích\s+cực|chú\s+trọng|ưu\s+tiên|duy\s+trì|"
    r"đăng\s+ký|ký\s+kết|huy\s+động|đánh\s+giá|sơ\s+kết|tổng\s+kết|biểu\s+dương|khen\s+thưởng|xử\s+lý|giải\s+quyết|phát\s+động|vận\s+hành|"
    r"nội\s+dung|tiếp\s+thu|đẩy\s+nhanh|khảo\s+sát|làm\s+rõ|tháo\s+gỡ|điều\s+phối|bàn\s+giao|trong\s+(?:việc|công\s+tác|phạm\s+vi)|có\s+(?:kế\s+hoạch|văn\s+bản|nhiệm\s+vụ|quyền)|điều\s+động|tiên\s+hành|trực\s+tiếp|tiến\s+hành|đồng\s+thời|ngoài\s+ra|khi|trong\s+quá\s+trình|để|nhằm|"
    r"làm\s+(?:việc|đầu|thường|đề\s+nghị|thủ\s+tục|hồ\s+sơ)|điều\s+tra|mở\s+rộng|khuyến\s+khích|bám\s+sát|áp\s+dụng|lựa\s+chọn|đăng\s+tải|phát\s+hành|thu\s+thập|nhân\s+rộng|"
    r"ngăn\s+chặn|phát\s+hiện|khắc\s+phục|vận\s+dụng|tham\s+dự|tuân\s+thủ|niêm\s+yết|phân\s+bổ|giải\s+ngân|cân\s+đối|kết\s+nối|"
    r"chia\s+sẻ|thiết\s+lập|xác\s+định|củng\s+cố|giữ\s+vững|bổ\s+sung|sửa\s+đổi|biên\s+soạn|trả\s+lời|phản\s+ánh|quyết\s+định|"
    r"cho\s+ý\s+kiến|phụ\s+trách\s+chung|trưng\s+tập|tranh\s+thủ|triệu\s+tập|họp(?!\s+báo)|phê\s+duyệt|góp\s+ý|tặng|trao|rút\s+kinh\s+nghiệm|đón\s+tiếp|chọn|nắm|bảo\s+quản|in\s+ấn"
    r"|cắt\s+giảm|mời|thu\s+hồi|nhắc\s+nhở|chuyển(?!\s+đổi)|dự\s+trữ|mua\s+sắm|cấp\s+phát|thanh\s+toán"
    r"|quyết\s+toán|chăm\s+lo|chăm\s+sóc|đấu\s+tranh|tuần\s+tra|ngăn\s+ngừa|phòng\s+ngừa|xử\s+phạt"
    r"|thu\s+gom|khôi\s+phục|duy\s+tu|bảo\s+dưỡng|sửa\s+chữa|nâng\s+cấp|cải\s+tạo|vận\s+chuyển|phân\s+loại"
    r"|kê\s+khai|số\s+hóa|tích\s+hợp|khai\s+thác|ứng\s+dụng|nộp|khuyến\s+cáo|cảnh\s+báo|dự\s+báo|phản\s+hồi"
    r"|giải\s+đáp|giải\s+trình|cho\s+phép|chấp\s+thuận|thẩm\s+tra|xác\s+minh|xác\s+nhận|điều\s+chỉnh"
    r"|bãi\s+bỏ|giới\s+thiệu|bổ\s+nhiệm|luân\s+chuyển|tuyển\s+dụng|bồi\s+dưỡng|tập\s+huấn|diễn\s+tập"
    r"|coi\s+trọng|lấy\s+ý\s+kiến|hình\s+thành|khơi\s+dậy|lan\s+tỏa|làm\s+tốt|lưu\s+ý|nỗ\s+lực|phấn\s+đấu"
    r"|phân\s+định|quyết\s+liệt|quyết\s+tâm|sắp\s+xếp|sớm|sơ\s+tán|thí\s+điểm|tiêu\s+hủy|tôn\s+vinh"
    r"|trang\s+bị|vào\s+cuộc|đa\s+dạng\s+hóa|đề\s+cao|điều\s+hành|định\s+hướng|đồng\s+hành|đóng\s+góp"
    r"|đối\s+thoại|đối\s+chiếu|đảm\s+nhận|nhận(?!\s+được)|chịu|thúc\s+đẩy|kiên\s+quyết|kiểm\s+soát|bảo\s+đảm"
    r"|siết\s+chặt|giữ\s+gìn|nghiên\s+cứu|khởi\s+công|bảo\s+trì|cam\s+kết|vận\s+dụng|kết\s+hợp|nhắc|gắn"
    r"|dành|tự\s+(?:rà|kiểm|đánh|chịu)|tăng\s+tốc|làm\s+chủ|tổ\s+chức|chỉ\s+định|ủy\s+quyền|công\s+nhận"
    r"|phân\s+cấp|quy\s+định|xem"
)
VERB = re.compile(rf"\b(?:{_by_letter(_VERBS)})\b")
# Verbs of a clause that tells which body is meant, and the duty behind it.
TELLS_WHICH = re.compile(
    r"được|quản\s+lý|sử\s+dụng|cung\s+cấp|phụ\s+trách|tham\s+gia|trực\s+tiếp|thực\s+hiện|làm\s+việc|tổ\s+chức|có\s"
)
OWED = re.compile(r"[^.,;:]*?(?<!và)(?<!và có)\s(?P<owes>(?:có|chịu)\s+trách\s+nhiệm\b)")
OWED_FAR = re.compile(r"[^.;:]*?(?<!và)(?<!,)\s(?P<owes>(?:có|chịu)\s+trách\s+nhiệm\b)")
