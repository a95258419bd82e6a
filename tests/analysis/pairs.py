"""Requirements of three invented superiors' documents and the clauses of invented local plans, paired by hand.

``ANSWERS[n]`` gives the places in ``PLAN`` that answer requirement n; the other clauses are distractors that
share subjects, numbers or official phrases with some requirement without answering it.
"""

from typing import NamedTuple


class Paired(NamedTuple):
    """One superior's document and one local plan."""

    requirements: tuple[str, ...]
    plan: tuple[str, ...]
    answers: tuple[tuple[int, ...], ...]


MOBILIZATION = Paired(
    requirements=(
        "100% cấp ủy, tổ chức đảng xây dựng chương trình công tác dân vận hằng năm.",
        "Mỗi chi bộ khu dân cư đăng ký ít nhất 01 mô hình “Dân vận khéo” trong năm.",
        "Từ 98% trở lên cán bộ, đảng viên được quán triệt Nghị quyết trước ngày 30/9/2026.",
        "Người đứng đầu cấp ủy, chính quyền tiếp xúc, đối thoại trực tiếp với Nhân dân ít nhất 02 lần/năm.",
        "Giải quyết dứt điểm các vụ việc phức tạp, không để phát sinh điểm nóng khiếu kiện đông người.",
        "Phát huy vai trò giám sát, phản biện xã hội của Mặt trận Tổ quốc và các tổ chức chính trị - xã hội.",
        "Thực hiện nghiêm Quy chế dân chủ ở cơ sở theo phương châm dân biết, dân bàn, dân làm, dân kiểm tra, dân "
        "giám sát, dân thụ hưởng.",
        "Định kỳ hằng quý báo cáo kết quả thực hiện về Ban Thường vụ Tỉnh ủy.",
        "Kiện toàn đội ngũ cán bộ làm công tác dân vận, bảo đảm mỗi xã có ít nhất 02 cán bộ chuyên trách.",
        "Đẩy mạnh tuyên truyền trên mạng xã hội, kịp thời đấu tranh phản bác quan điểm sai trái, thù địch.",
        "Chăm lo đời sống đồng bào dân tộc thiểu số, vận động xóa bỏ hủ tục trong việc cưới, việc tang.",
        "Biểu dương, nhân rộng gương điển hình tiên tiến trong các phong trào thi đua yêu nước.",
    ),
    plan=(
        "Đảng ủy xã và 12 chi bộ trực thuộc ban hành chương trình công tác dân vận của năm trong quý I.",
        "Chi bộ các thôn đăng ký và thực hiện một mô hình dân vận khéo phù hợp với điều kiện của thôn.",
        "Tổ chức hội nghị học tập, quán triệt Nghị quyết cho trên 95% đảng viên, cán bộ, hoàn thành trong tháng 10.",
        "Bí thư Đảng ủy, Chủ tịch Ủy ban nhân dân xã đối thoại với người dân mỗi năm 01 lần.",
        "Rà soát đơn thư tồn đọng; xử lý từ cơ sở, không để xảy ra khiếu kiện vượt cấp, đông người.",
        "Ủy ban MTTQ xã chủ trì giám sát 03 chuyên đề, tổ chức 01 hội nghị phản biện xã hội.",
        "Công khai các nội dung để Nhân dân bàn, kiểm tra, giám sát theo Luật Thực hiện dân chủ ở cơ sở.",
        "Văn phòng Đảng ủy tổng hợp, báo cáo Ban Thường vụ Tỉnh ủy sáu tháng một lần.",
        "Bố trí 01 công chức phụ trách công tác dân vận; cử tham gia tập huấn nghiệp vụ.",
        "Duy trì trang thông tin của xã, lực lượng cộng tác viên viết bài phản bác luận điệu xuyên tạc.",
        "Vận động bà con dân tộc thực hiện nếp sống văn minh, cưới hỏi, ma chay tiết kiệm, bỏ hủ tục.",
        "Tổ chức tôn vinh các tập thể, cá nhân điển hình tại hội nghị tổng kết phong trào thi đua.",
        "Sửa chữa nhà văn hóa thôn, bổ sung tủ sách phục vụ sinh hoạt cộng đồng.",
        "Thu quỹ đền ơn đáp nghĩa, thăm hỏi gia đình chính sách nhân ngày 27/7.",
        "Rà soát quy hoạch cán bộ lãnh đạo, quản lý nhiệm kỳ 2025 - 2030.",
        "Ít nhất 98% hộ dân dùng nước hợp vệ sinh.",
        "Kiểm tra việc thu nộp đảng phí của các chi bộ hằng quý.",
        "Tổ chức diễn tập khu vực phòng thủ theo kế hoạch của cấp trên.",
        "Hướng dẫn các tổ chức đoàn thể chuẩn bị đại hội nhiệm kỳ mới.",
        "Cấp ủy viên dự sinh hoạt với chi bộ được phân công theo dõi.",
    ),
    answers=((0,), (1,), (2,), (3,), (4,), (5,), (6,), (7,), (8,), (9,), (10,), (11,)),
)

DIGITAL = Paired(
    requirements=(
        "Tỷ lệ hồ sơ thủ tục hành chính giải quyết đúng hạn và trước hạn đạt từ 99% trở lên.",
        "100% hồ sơ công việc được xử lý trên môi trường mạng, trừ hồ sơ thuộc phạm vi bí mật nhà nước.",
        "Số hóa toàn bộ hồ sơ, kết quả giải quyết thủ tục hành chính còn hiệu lực trước tháng 12/2026.",
        "Tối thiểu 80% hồ sơ được nộp trực tuyến toàn trình.",
        "Thành lập tổ công nghệ số cộng đồng ở tất cả các thôn, tổ dân phố.",
        "Mức độ hài lòng của người dân, doanh nghiệp đạt trên 95%.",
        "Thời gian chờ của người dân tại bộ phận một cửa không quá 15 phút một lượt.",
        "Bồi dưỡng kỹ năng số cho cán bộ, công chức, viên chức; phấn đấu 100% hoàn thành khóa học cơ bản.",
        "Bảo đảm an toàn thông tin; kiểm tra, đánh giá hệ thống tối thiểu mỗi năm một lần.",
        "Phát triển thanh toán không dùng tiền mặt trong thu phí, lệ phí, học phí, viện phí.",
        "Cắt giảm ít nhất 30% thời gian giải quyết thủ tục hành chính so với quy định.",
        "Phủ sóng mạng di động băng rộng đến các thôn, bản vùng sâu, vùng xa.",
    ),
    plan=(
        "Phấn đấu giải quyết TTHC đúng hạn, sớm hạn đạt 98% trở lên.",
        "Toàn bộ văn bản, hồ sơ công việc (không mật) được lập và xử lý điện tử.",
        "Hoàn thành số hóa kết quả thủ tục hành chính còn giá trị sử dụng trong quý I/2027.",
        "Tỷ lệ hồ sơ dịch vụ công trực tuyến toàn trình đạt 70%.",
        "Kiện toàn 08/10 tổ công nghệ số cộng đồng tại các thôn.",
        "Khảo sát sự hài lòng của tổ chức, công dân, kết quả hài lòng đạt từ 95%.",
        "Bố trí thêm quầy tiếp nhận để công dân chờ không quá 20 phút tại Trung tâm phục vụ hành chính công.",
        "Cử cán bộ, công chức học lớp kỹ năng số trên nền tảng học trực tuyến mở đại trà.",
        "Phối hợp với đơn vị chuyên trách rà quét lỗ hổng, đánh giá an toàn hệ thống thông tin hằng năm.",
        "Vận động các trường học, trạm y tế thu học phí, viện phí qua tài khoản ngân hàng.",
        "Rút ngắn thời hạn giải quyết thủ tục từ 20% trở lên so với thời hạn luật định.",
        "Đề nghị nhà mạng lắp đặt trạm phát sóng tại các bản chưa có sóng di động.",
        "Đánh giá, xếp loại cán bộ, công chức, viên chức cuối năm theo quy định.",
        "Thu ngân sách trên địa bàn đạt 100% dự toán tỉnh giao.",
        "Trang bị máy tính, máy in cho các phòng chuyên môn.",
        "Kiểm tra đột xuất việc chấp hành giờ giấc làm việc.",
        "Hoàn thành 95% kế hoạch sử dụng đất được duyệt.",
        "Nâng cấp hệ thống truyền thanh thôn, bản.",
        "Tổ chức tiếp công dân định kỳ vào ngày 15 hằng tháng.",
        "Công bố, niêm yết quy hoạch chi tiết khu trung tâm xã.",
    ),
    answers=((0,), (1,), (2,), (3,), (4,), (5,), (6,), (7,), (8,), (9,), (10,), (11,)),
)

COUNTRYSIDE = Paired(
    requirements=(
        "Giảm tỷ lệ hộ nghèo đa chiều bình quân từ 1,5%/năm trở lên.",
        "Tỷ lệ hộ dân nông thôn sử dụng nước sạch theo quy chuẩn đạt 75% vào năm 2030.",
        "Thu gom, xử lý 90% chất thải rắn sinh hoạt; phân loại rác tại nguồn.",
        "Xóa nhà tạm, nhà dột nát cho hộ nghèo, hộ cận nghèo trước 31/12/2026.",
        "Tạo việc làm mới cho 1.200 lao động mỗi năm, ưu tiên lao động nữ.",
        "Tỷ lệ che phủ rừng giữ ổn định từ 54%.",
        "Tỷ lệ tham gia bảo hiểm y tế đạt 96% dân số.",
        "Mỗi xã có ít nhất 02 sản phẩm OCOP đạt từ 3 sao.",
        "Cứng hóa 85% đường trục thôn, bản bảo đảm ô tô đi lại thuận tiện quanh năm.",
        "Duy trì sĩ số học sinh, không để học sinh bỏ học vì hoàn cảnh khó khăn.",
        "Chủ động phòng, chống thiên tai; xây dựng phương án bốn tại chỗ trước mùa mưa bão.",
        "Hỗ trợ thành lập mới hợp tác xã, tổ hợp tác gắn với chuỗi giá trị nông sản.",
    ),
    plan=(
        "Phấn đấu số hộ nghèo giảm 1,2% trong năm, không có hộ tái nghèo.",
        "Đầu tư hai công trình cấp nước tập trung, nâng tỷ lệ hộ dùng nước sạch lên 70%.",
        "Hợp đồng thu gom rác thải sinh hoạt tại 10 thôn; vận động hộ gia đình phân loại rác.",
        "Huy động nguồn lực sửa chữa, làm mới 24 căn nhà cho hộ nghèo có nhà dột nát.",
        "Phối hợp mở phiên giao dịch việc làm, giải quyết việc làm cho 150 người lao động.",
        "Giao khoán bảo vệ 2.300 ha rừng, trồng mới 40 ha, giữ độ che phủ 54%.",
        "Vận động người dân mua BHYT hộ gia đình, tỷ lệ bao phủ 95%.",
        "Hoàn thiện hồ sơ đánh giá một sản phẩm OCOP 3 sao là mật ong rừng.",
        "Bê tông hóa 3,2 km đường thôn theo phương thức Nhà nước và Nhân dân cùng làm.",
        "Nhà trường phối hợp với gia đình vận động học sinh ra lớp, hỗ trợ em có hoàn cảnh khó khăn.",
        "Lập phương án phòng chống bão lũ theo phương châm 4 tại chỗ, hoàn thành trước 30/4.",
        "Hướng dẫn các hộ trồng chè liên kết lập một hợp tác xã tiêu thụ sản phẩm.",
        "Tổ chức tuyển quân đạt 100% chỉ tiêu giao.",
        "Tỷ lệ hộ gia đình văn hóa đạt 85% trở lên.",
        "Duy trì sinh hoạt câu lạc bộ phụ nữ làm kinh tế.",
        "Cấp giấy chứng nhận quyền sử dụng đất cho 96 hộ.",
        "Tiêm phòng gia súc, gia cầm đạt 80% tổng đàn.",
        "Rà soát, bổ sung hương ước, quy ước của thôn, bản.",
        "Quản lý hộ khẩu, tạm trú, tạm vắng theo quy định.",
        "Hỗ trợ học sinh giỏi tham dự kỳ thi cấp tỉnh.",
    ),
    answers=((0,), (1,), (2,), (3,), (4,), (5,), (6,), (7,), (8,), (9,), (10,), (11,)),
)

ALL = (MOBILIZATION, DIGITAL, COUNTRYSIDE)
