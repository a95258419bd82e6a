"""The words by which work is handed out, taken on, told of or only helped with; `leads` reads blocks by them."""

import re

from caunoi.analysis.body_words import HEAD
from caunoi.language.text import UPPER

# "… của từng cơ quan, đơn vị, cấp ủy …": words that only go on with a list that is none of bodies.
UNNAMED = (
    r"(?:cơ\s+quan|đơn\s+vị|địa\s+phương|ngành|tổ\s+chức|doanh\s+nghiệp|thành\s+viên|cán\s+bộ|lãnh\s+đạo|hệ\s+thống|lực\s+lượng|"
    r"xã|phường|huyện|tỉnh|quận|thị\s+xã|thành\s+phố|báo|quỹ)\b"
)
# What a sentence puts before the body that has to act: "Căn cứ Kế hoạch này, các sở …", "Hằng năm, Sở X …".
CONDITION = re.compile(
    r"(?:căn\s+cứ|trên\s+cơ\s+sở|theo|sau|kết\s+thúc|h[ằà]ng|định\s+kỳ|trước|chậm\s+nhất|để|nhằm|trong|với|đến|đối\s+với|ngoài|"
    r"đồng\s+thời|bên\s+cạnh|riêng|thực\s+hiện)\s+"
    rf"(?:[^.;,:]|,(?!\s*(?!{UNNAMED})(?:{HEAD.pattern}|(?:giao|đề\s+nghị|yêu\s+cầu)\b))){{2,400}}[,:]\s*"
)
# … and the same without a comma, where "các …" can only begin the sentence.
UNSTOPPED = re.compile(
    r"(?:kết\s+thúc|định\s+kỳ|h[ằà]ng\s+(?:năm|quý|tháng))\s+[^.;,:]{0,60}?"
    r"(?<!của )(?<!với )(?<!cho )(?<!tại )(?=các\s+(?:đơn\s+vị|cơ\s+quan|địa\s+phương|sở|phòng|xã|cấp|chi\s+bộ|đảng)\b)"
)
FOR = re.compile(r"(?:riêng\s+)?(?:đối\s+với|riêng)\s+")
GIVING = r"(?:giao(?:\s+cho)?|phân\s+công)"
ASKING = r"(?:đ[ềê]\s+nghị|yêu\s+cầu)"
GIVES = re.compile(rf"{GIVING}\s")
GIVE = re.compile(rf"(?:{GIVING}|{ASKING}|mời)\s*:?\s+(?=[^\W\d_])")
# Begins with a letter each, the edge of the word behind it: so the engine skips to where one can start.
ANY_GIVE = re.compile(
    r"(?:giao(?<!\wgiao)(?:\s+cho)?|phân(?<!\wphân)\s+công|đ[ềê](?<!\wđ[ềê])\s+nghị|yêu(?<!\wyêu)\s+cầu)\s+(?=[^\W\d_])"
)
GIVEN = re.compile(
    r"(?:được|đã|bàn|theo|xét|việc|làm|kế\s+hoạch|nhiệm\s+vụ|chỉ\s+tiêu|nội\s+dung|căn\s+cứ|khi|có|nếu|những|các|[/.]\d{4})\s+$"
)
GIVER_EDGE = re.compile(r"(?:^|[.;,:])\s*(?P<giver>[^.;,:]{0,90})$")
FIELD = re.compile(
    r"(?:(?:cơ\s+quan|đơn\s+vị|bộ\s+phận|tổ\s+chức)\s*(?:,\s*đơn\s+vị\s*)?(?:chịu\s+trách\s+nhiệm\s+|được\s+giao\s+)?"
    r"(?:chủ\s+trì(?:\s*,?\s*(?:tham\s+mưu|thực\s+hiện|xây\s+dựng|tổ\s+chức|phối\s+hợp))*|"
    r"(?:tham\s+mưu\s+)?thực\s+hiện|chuẩn\s+bị|soạn\s+thảo|trình|đầu\s+mối|tham\s+mưu|thường\s+trực|theo\s+dõi|phụ\s+trách)|"
    r"chủ\s+trì(?:\s+thực\s+hiện)?|(?:người|đồng\s+chí)\s+(?:phụ\s+trách|thực\s+hiện)|phân\s+công(?:\s+(?:thực\s+hiện|nhiệm\s+vụ|chủ\s+trì))?|trách\s+nhiệm\s+thực\s+hiện)\s*:\s*"
)
INNER_FIELD = re.compile(rf"[.;(]\s*{FIELD.pattern}")
DUTIES = re.compile(
    r"(?:chức\s+năng|nhiệm\s+vụ|trách\s+nhiệm|quyền\s+hạn)(?:\s*(?:,|và|,\s*và)?\s*(?:nhiệm\s+vụ|quyền\s+hạn|trách\s+nhiệm))*\s+của\s+"
)
DUTIES_END = re.compile(r"\s*(?::|(?:cụ\s+thể\s+)?như\s+sau|trong\s+(?:việc|công\s+tác)|$)")
LEADS = re.compile(r"\bchủ\s+trì\b(?:\s*,?\s*(?:phối\s+hợp|tham\s+mưu))")
DUTY = re.compile(
    r"(?:chủ\s+động\s+)?(?:chủ\s+trì|phối\s+hợp|có\s+trách\s+nhiệm|chịu\s+trách\s+nhiệm|xây\s+dựng|tổ\s+chức|theo\s+dõi|tiếp\s+nhận|"
    r"lập|tham\s+mưu|chủ\s+động|hướng\s+dẫn|tiếp\s+tục|báo\s+cáo|căn\s+cứ|chỉ\s+đạo|đề\s+xuất|rà\s+soát|"
    r"tổng\s+hợp|kiểm\s+tra|đôn\s+đốc|định\s+kỳ|khẩn\s+trương|kịp\s+thời|tăng\s+cường|đẩy\s+(?:mạnh|nhanh)|tập\s+trung|"
    r"(?:là|làm)\s+(?:cơ\s+quan\s+|đơn\s+vị\s+)?(?:đầu\s+mối|thường\s+trực))\b"
)
# "do Thủ tướng Chính phủ, Chính phủ giao các bộ …": told, not ordered.
BY = re.compile(r"\bdo\s(?!vậy|đó)[^.;:]{1,60}$")
NEXT = re.compile(r"[;.]\s+(?=\S)")
TAKES_ON = re.compile(r"(?:chủ\s+trì|chủ\s+động|(?:có|chịu)\s+trách\s+nhiệm(?!\s+thi\s+hành))\b")
# The head of a table's column names a kind of body and gives it nothing.
COLUMN = re.compile(
    r"(?:(?:s?tt|nội\s+dung|nhiệm\s+vụ|cơ\s+quan|đơn\s+vị|chủ\s*trì|phối\s+hợp|thực\s+hiện|sản\s+phẩm|thời\s+gian|hoàn\s+thành|"
    r"ghi\s+chú|tiến\s+độ|tham\s+mưu|[,/])\s*)+"
)
PARTNER = re.compile(r"(?:các\s+)?(?:cơ\s+quan|đơn\s+vị)\s+phối\s+hợp")
# The closing sentence that asks for questions and reports of difficulties.
TROUBLE = re.compile(
    r"trong\s+quá\s+trình\s+(?:tổ\s+chức\s+|triển\s+khai\s+)*(?:thực\s+hiện|triển\s+khai\s*,)|nếu\s+có|"
    r"(?:có|gặp|phát\s+sinh)\s+(?:những\s+)?(?:khó\s+khăn|vướng\s+mắc)"
)
# "…, do vậy đề nghị X …": a word that leads to the request.
HENCE = re.compile(r"(?:do\s+(?:vậy|đó)|vì\s+(?:vậy|thế)|bởi\s+vậy|từ\s+đó)\s*$")
# A rhythm or limit before the body is short: a longer stretch is a clause with a duty of its own.
RHYTHMIC = re.compile(r"h[ằà]ng|định\s+kỳ|trước|chậm\s+nhất")
SHORT_CONDITION = 60
# "UBND tỉnh báo cáo và đề nghị Bộ A …": what the giver says in the same breath.
SAYS = re.compile(r"(?:báo\s+cáo|kiến\s+nghị|thống\s+nhất|quyết\s+định|kết\s+luận|chỉ\s+đạo)\s*(?:và|,)?\s*")
CLOSING = re.compile(r"trong\s+quá\s+trình|nếu\s+có|khó\s+khăn|chịu\s+trách\s+nhiệm\s+thi\s+hành")
VIEWPOINT = re.compile(
    r"mục đích|yêu cầu|quan điểm|mục tiêu|tình hình|kết quả|thực trạng|hạn chế|nguyên nhân|thành phần|đánh giá|"
    r"đối tượng|tiêu chuẩn|nguyên tắc|điều kiện|phạm vi"
)
# What was done, or what somebody is: no order.
TOLD = re.compile(r"\b(?:đã|vừa|đang|chưa|từng)\s+$|\b(?:có|số|ngày)\s")
STATES = re.compile(
    r"(?:là|được|phải|cần|sẽ|có|khi|để|nhằm|nội\s+dung|thống\s+nhất|thông\s+báo|giao|trong|báo\s+cáo|gồm)\b"
)
# How a sentence begins whose main clause is "…, giao X …".
WHENCE = re.compile(r"(?:khi|trong|nếu|trường\s+hợp|căn\s+cứ|trên\s+cơ\s+sở|sau|để|đối\s+với|theo|từ)\s")
IN_CASE = re.compile(r"(?:trường\s+hợp|nếu|khi)\s")
CARRIES_OUT = re.compile(
    r"(?:cần|phải|tập\s+trung|tổ\s+chức|thực\s+hiện|triển\s+khai|khẩn\s+trương|tiếp\s+tục)\b"
)
# … and the words that announce what is to be done.
ANNOUNCES = re.compile(
    r"(?:nội\s+dung|nhiệm\s+vụ|giải\s+pháp|công\s+việc|biện\s+pháp|yêu\s+cầu)\b[^.;:]{0,60}\bsau(?:\s+đây)?\s*:$"
)
# What ends a block whose duties stand below it: "X có trách nhiệm:", "Y chủ trì, phối hợp thực hiện:".
OPEN_END = re.compile(r"[^.;]*:\s*")
SENTENCE = re.compile(r"[.;:]\s")
OWES = re.compile(r"(?:có|chịu|chu|chiu)\s+trách\s+nhiệm\b(?!\s+thi\s+hành)")
# Words that name a body only together with others; alone before a verb they are verbs or things themselves.
WEAK = re.compile(r"(?:lãnh\s+đạo|cán\s+bộ|tổ\s+chức|hệ\s+thống|doanh\s+nghiệp)\b")
# "TỔ CHỨC HỘI NGHỊ …" as a heading says what is done.
DEED = re.compile(
    r"tổ\s+chức\s+(?!đảng|đoàn|chính\s+trị|thành\s+viên|cơ\s+sở|xã\s+hội|hội\s+(?!nghị|thi|thảo))"
)
PARTNERS_LINE = re.compile(r"(?:(?:cơ\s+quan|đơn\s+vị)\s+)?(?:cùng\s+)?phối\s+hợp[^.:;]{0,20}:")
LEADING = re.compile(r"chủ\s+trì\b")
# A name of its own begins with a capital.
NAMED = re.compile(rf"[{UPPER}]")
SENTENCE_START = re.compile(r"[.;:]\s*(?:\d{1,2}\.\s*)?$")
NO_DUTY = re.compile(rf"(?:ông|bà)\b|{DEED.pattern}")
FEWEST_WORDS = 3
AHEAD = re.compile(r"kiến nghị|đề xuất|nhiệm vụ|giải pháp|phương hướng")
# "các Sở: A, B", "các đơn vị sau: …": the colon stands inside the list.
LISTING = re.compile(
    r"(?:các|những)\s+(?:[^\W\d_]+\s*){1,3}(?:sau(?:\s+đây)?)?\s*$|\b(?:sau(?:\s+đây)?|gồm)\s*$"
)
# "1. Hồ sơ (bước 2): Các đơn vị gửi …": what may stand before the colon is no member of a
# meeting and no place or time.
NO_MATTER = re.compile(
    r"thành phần|đối tượng|địa điểm|thời gian|phạm vi|mục đích|mục tiêu|quan điểm|căn cứ|ví dụ|nơi nhận|ghi chú|"
    r"số lượng|đại biểu|chủ trì|chủ tọa|khách mời|tên|họ và|lưu ý|trưởng|phó|thành viên|đơn vị tính|"
    r"chỉ tiêu|tập thể|cá nhân"
)
# "Hội đồng xã: Thành phần gồm …": told of a body, not given to it.
TOLD_OF = re.compile(r":\s*(?:thành\s+phần|số\s+lượng|đối\s+tượng|địa\s+điểm|thời\s+gian|không\s+quá)\b")
COLON_REACH = 50
LEAD_LIMIT = 330
LONGEST_SENTENCE = 800
GIVER_LIMIT = 120
HEADING_REACH = 70
STOPPED = re.compile(r"[.:;]")
ENDED = re.compile(r"[.:](?:\s|$)")
# Verbs that in a heading mostly tell what a body is for.
NAMING = re.compile(
    r"tham gia|giám sát|quản lý|kiểm tra|cung cấp|sử dụng|hỗ trợ|tuyên truyền|phản ánh|xử lý|giải quyết|tiếp nhận|"
    r"khen thưởng|đánh giá|thẩm định|vận hành|công bố|tham mưu|là"
)
