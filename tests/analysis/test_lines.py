from caunoi.analysis.lines import blocks, sentences
from caunoi.analysis.normal import normalize, view
from tests.analysis.texts import body


def told(text):
    seen = view(normalize(text))
    found = blocks(seen)
    return [seen.words(*block.span) for block in found], [
        seen.words(*span) for span in sentences(seen, found)
    ]


def test_a_sentence_broken_by_a_page_break_is_one_sentence():
    text = "Phong trào có nơi chưa được chi bộ quan tâm\n\nđúng mức; nội dung còn chung chung. Câu hai."
    assert told(text)[1] == [
        "Phong trào có nơi chưa được chi bộ quan tâm đúng mức; nội dung còn chung chung.",
        "Câu hai.",
    ]


def test_a_page_number_between_two_halves_does_not_part_them():
    assert len(told("Các chi bộ tiếp tục chăm lo đời sống đoàn viên và\n\n- 2 -\n\nngười lao động.")[1]) == 1


def test_a_name_broken_off_at_the_end_of_a_page_goes_on():
    text = "Thực hiện các kế hoạch, hướng dẫn công tác năm của Ban\n\nTổ chức Tỉnh ủy và cấp trên."
    assert len(told(text)[0]) == 1


def test_a_heading_does_not_swallow_the_paragraph_below():
    assert told("1. Nâng cao nhận thức của cấp ủy\n\nCác cấp ủy quán triệt nghị quyết.")[0] == [
        "1. Nâng cao nhận thức của cấp ủy",
        "Các cấp ủy quán triệt nghị quyết.",
    ]


def test_wrapped_lines_make_one_paragraph():
    text = (
        "Thực hiện chỉ đạo của cấp trên về công tác xây dựng tổ chức đảng trong\n"
        "doanh nghiệp, Đảng ủy yêu cầu các chi bộ trực thuộc nghiêm túc triển khai\n"
        "các nội dung sau đây và báo cáo kết quả theo quy định của Điều lệ Đảng.\n"
    )
    assert len(told(text)[0]) == 1


def test_a_number_at_the_start_of_a_wrapped_line_is_no_label():
    text = (
        "Chi bộ họp thường kỳ theo hướng dẫn tại văn bản ban hành ngày\n"
        "25. Các nội dung khác thực hiện theo quy định chung của cấp ủy\n"
        "cấp trên và gửi biên bản về văn phòng để theo dõi.\n"
    )
    assert len(told(text)[0]) == 1


def test_an_initial_or_a_label_ends_no_sentence():
    assert told("1. Đồng chí A. Mẫu báo cáo. Chi bộ thảo luận.")[1] == [
        "1. Đồng chí A. Mẫu báo cáo.",
        "Chi bộ thảo luận.",
    ]


def test_sentences_are_part_of_the_analysis():
    analysis = body("1. Chi bộ họp. Chi bộ kết luận.")
    said = [" ".join(analysis.text[start:end].split()) for start, end in analysis.sentences]
    assert said[-2:] == ["1. Chi bộ họp.", "Chi bộ kết luận."]


def test_the_rest_of_a_broken_heading_belongs_to_it():
    text = "1. Ban Quản lý Khu kinh tế\nSông Mẫu\n\n- Rà soát các dự án.\n\n2. Ủy ban nhân dân\ncác xã\n\n- Báo cáo.\n"
    assert told(text)[0][0] == "1. Ban Quản lý Khu kinh tế Sông Mẫu"


def test_a_range_of_years_that_wraps_before_its_dash_goes_on():
    wrapped = (
        "đại biểu Hội đồng nhân dân các cấp nhiệm kỳ 2026\n– 2031\nCăn cứ Luật Bầu cử đại biểu Quốc hội."
    )
    assert told(wrapped)[0][0].endswith("nhiệm kỳ 2026 – 2031")


def test_a_dash_before_a_year_behind_a_closed_line_begins_an_item():
    assert told("Mốc thời gian của năm 2026:\n- 2027: xong.\n- 2028: đánh giá.")[0] == [
        "Mốc thời gian của năm 2026:",
        "- 2027: xong.",
        "- 2028: đánh giá.",
    ]
