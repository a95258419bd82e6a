import pytest

from caunoi.analysis import analyze
from tests.analysis.texts import body, marked


def aims(text):
    return body("II. CHỈ TIÊU\n\n- " + text).targets


def facts(text):
    return [(item.comparator, item.value, item.unit, item.subject) for item in aims(text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("100% cấp ủy đảng tổ chức quán triệt nghị quyết.", (">=", 100, "percent", "cấp ủy đảng")),
        ("Phấn đấu trên 95% đoàn viên được học tập.", (">", 95, "percent", "đoàn viên")),
        ("Các đoàn thể hoàn thành 95% trở lên các chỉ tiêu thi đua.", (">=", 95, "percent", "Các đoàn thể")),
        ("Có từ 80% trở lên chi bộ được xếp loại tốt.", (">=", 80, "percent", "chi bộ")),
        ("Không quá 2% đảng viên được xếp loại trung bình.", ("<=", 2, "percent", "đảng viên")),
        ("Dưới 1,5% hộ dân có khiếu kiện.", ("<", 1.5, "percent", "hộ dân")),
        ("Mỗi chi bộ xây dựng ít nhất 01 mô hình mới.", (">=", 1, "mô hình", "chi bộ")),
        ("Đảng bộ: công nhận tối thiểu 05 mô hình.", (">=", 5, "mô hình", "Đảng bộ")),
        ("Cả tỉnh có ít nhất 1.200 hội viên mới.", (">=", 1200, "hội viên", "Cả tỉnh")),
        (
            "Các đoàn thể không có cơ sở không hoàn thành nhiệm vụ.",
            ("=", 0, "cơ sở", "cơ sở của các đoàn thể"),
        ),
        ("Tỷ lệ đảng viên mới đạt 3,5%.", (">=", 3.5, "percent", "Tỷ lệ đảng viên mới")),
    ],
)
def test_it_reads_number_comparator_unit_and_subject(text, found):
    assert facts(text) == [found]


def test_a_range_has_two_ends():
    (found,) = aims("Phấn đấu 80 - 90% chi bộ được xếp loại tốt.")
    assert (found.comparator, found.value, found.value_to) == ("range", 80, 90)


@pytest.mark.parametrize(
    "text",
    [
        "Chi bộ họp trước ngày 15/12/2025.",
        "Giải ngân 20 triệu đồng trong năm 2026.",
        "Học tập ít nhất 05 ngày mỗi năm.",
        "Giai đoạn 2026 - 2030 tiếp tục đổi mới.",
        "Gửi 02 bản về văn phòng.",
    ],
)
def test_deadlines_money_durations_and_copies_are_no_targets(text):
    assert facts(text) == []


def test_statistics_about_the_past_are_no_targets():
    analysis = body(
        "I. TÌNH HÌNH\n\n- 98% chi bộ được xếp loại tốt.\n\nII. VIỆC\n\n- Năm qua đã có 97% đoàn viên tham gia."
    )
    assert analysis.targets == ()


def test_a_breakdown_belongs_to_its_target():
    (found,) = aims("Hằng năm, cấp tỉnh công nhận ít nhất 10 điển hình (06 tập thể và 04 cá nhân).")
    assert [(part.value, part.label) for part in found.breakdown] == [(6, "tập thể"), (4, "cá nhân")]


def test_each_number_of_a_sentence_is_a_target_with_its_own_words():
    analysis = body(
        "II. CHỈ TIÊU\n\n- Hàng năm: Đảng bộ: công nhận ít nhất 05 mô hình (03 tập thể, "
        "02 cá nhân), Chi bộ: công nhận ít nhất 01 mô hình."
    )
    assert [(item.subject, item.value, item.period) for item in analysis.targets] == [
        ("Đảng bộ", 5, "year"),
        ("Chi bộ", 1, "year"),
    ]
    assert marked(analysis, analysis.targets)[1] == "Chi bộ: công nhận ít nhất 01 mô hình"


def test_subjects_listed_before_one_predicate_share_it():
    found = aims("Phấn đấu trên 95% cơ sở, trên 98% đoàn viên được xếp loại tốt trở lên.")
    assert [item.predicate for item in found] == ["được xếp loại tốt trở lên"] * 2


@pytest.mark.parametrize("word", ["Phấn đấu", "Phần đầu", "phấn đầu"])
def test_striving_is_read_through_the_damage_of_recognition(word):
    (found,) = aims(f"{word} hằng năm, 100% đoàn viên được học tập.")
    assert (found.strength, found.period) == ("strive", "year")


def test_without_striving_a_target_must_be_met():
    assert aims("100% chi bộ đăng ký mô hình.")[0].strength == "must"


def test_striving_ends_with_its_sentence():
    found = aims("Phấn đấu 90% chi bộ đạt chuẩn. Mỗi chi bộ có ít nhất 01 mô hình.")
    assert [item.strength for item in found] == ["strive", "must"]


def test_the_year_to_reach_it_by_is_kept():
    assert aims("Phấn đấu đến năm 2027, 90% doanh nghiệp có tổ chức công đoàn.")[0].by == "2027"


def test_a_quota_names_each_of_whom():
    assert aims("Hằng năm, mỗi chi đoàn giới thiệu ít nhất 02 đoàn viên ưu tú.")[0].per == "mỗi chi đoàn"


def test_a_bare_kind_of_unit_before_a_colon_is_a_quota_of_each():
    assert aims("Hằng năm, chi bộ: công nhận ít nhất 01 mô hình.")[0].per == "chi bộ"
    assert aims("Hằng năm, cấp tỉnh: công nhận ít nhất 10 mô hình.")[0].per is None


def test_asides_are_no_part_of_the_subject():
    assert aims("100% cán bộ, nhất là người đứng đầu, được tập huấn.")[0].subject == "cán bộ"
    assert aims("Mỗi chi đoàn (còn nguồn) giới thiệu ít nhất 01 đoàn viên.")[0].subject == "chi đoàn"


def test_what_cannot_be_counted_as_written_says_so():
    assert aims("100% cấp ủy đổi mới phương thức lãnh đạo.")[0].countable is False
    assert aims("100% cấp ủy đăng ký chương trình.")[0].countable is True


def test_a_rhythm_of_another_clause_is_not_the_targets():
    (found,) = aims("100% cấp ủy quán triệt nghị quyết; hằng năm có chương trình riêng.")
    assert found.period is None


def test_a_law_sets_norms_not_targets():
    law = (
        "LUẬT\nVỀ VIỆC MẪU\n\nQuốc hội ban hành Luật về việc mẫu.\n\nĐiều 1. Mức\n\n1. "
        "Bảo đảm ít nhất 30% thành viên là nữ."
    )
    assert body("", head=law).targets == ()


def test_a_count_alone_behind_a_colon_is_a_target_of_a_plan():
    found = body(
        "II. NHIỆM VỤ\n\n1. Hạ tầng\n\n+ Lắp mới trạm phát sóng: 58 trạm (trong đó 25 trạm ở xã)."
    ).targets
    assert [(item.comparator, item.value, item.unit) for item in found] == [(">=", 58, "trạm")]


@pytest.mark.parametrize(
    "text",
    [
        "Phụ cấp ưu đãi nghề với mức tối thiểu 70% đối với giáo viên.",
        "Mức thuế suất đối với các mặt hàng này là 0%.",
        "Đơn vị mới được lập từ 2 đơn vị trở lên.",
    ],
)
def test_a_rate_of_a_norm_is_nobodys_target(text):
    assert body("II. QUY ĐỊNH\n\n1. " + text).targets == ()


@pytest.mark.parametrize("printed", ["2147483648", "99999999999999999999", "5" * 5000])
def test_a_number_too_long_to_be_one_is_not_read_from_its_last_digits(printed):
    assert aims(f"Trên {printed}% cơ sở đạt chuẩn.") == ()


def _found(text):
    return [(item.value, item.subject) for item in body("I. MỤC TIÊU\n\n- " + text).targets]


def test_the_place_before_a_colon_is_not_what_is_counted():
    assert _found("Tại địa bàn đô thị: 100% trẻ em được chăm sóc.") == [(100, "trẻ em")]
    assert _found("Tỷ lệ hộ được dùng nước sạch: 100%.") == [(100, "Tỷ lệ hộ")]


def test_a_share_in_brackets_is_of_what_stands_before_them():
    assert _found("Bố trí vốn đối ứng (tối thiểu 5%) theo quy định.") == [(5, "Bố trí vốn đối ứng")]


def test_no_loose_word_ends_a_subject():
    assert _found("90% người bệnh đã được điều trị.") == [(90, "người bệnh")]
    assert _found("Đạt 20% số giờ đào tạo cho cơ sở.")[0][1].endswith("đào tạo cho cơ sở")


def test_parts_with_names_are_called_by_them():
    text = "Lắp đặt mới: 58 trạm (trong đó: Bắc Sơn:\n25 trạm, Nam Sơn: 33 trạm)."
    (found,) = body("I. MỤC TIÊU\n\n- " + text).targets
    assert [(item.value, item.label) for item in found.breakdown] == [(25, "Bắc Sơn"), (33, "Nam Sơn")]


def test_a_share_is_not_cut_out_of_a_row_of_numbers():
    found = analyze(
        "I. MỤC TIÊU\n\n1. Phấn đấu 1.1.100% chi bộ hoàn thành nhiệm vụ.\n\n2. Phấn đấu 100% chi bộ đạt chuẩn.\n"
    )
    assert [target.value for target in found.targets] == [100]
