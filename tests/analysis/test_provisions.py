from caunoi.analysis import analyze
from tests.analysis.texts import RESOLUTION, body, labels


def test_a_party_text_has_its_labels_under_their_parents():
    assert labels(analyze(RESOLUTION)) == [
        ("I", None), ("I.1", "I"), ("I.2", "I"), ("II", None), ("II.1", "II"), ("II.2", "II"),
    ]  # fmt: skip


def test_dotted_numbers_stand_under_their_number():
    analysis = body("III. VIỆC\n\n1. Một\n\n1.1. A\n\n1.2. B\n\n2. Hai\n\n2.1. C\n\na) D\n\nb) E\n\n3. Ba")
    assert labels(analysis) == [
        ("III", None), ("III.1", "III"), ("III.1.1", "III.1"), ("III.1.2", "III.1"), ("III.2", "III"),
        ("III.2.1", "III.2"), ("III.2.1.a", "III.2.1"), ("III.2.1.b", "III.2.1"), ("III.3", "III"),
    ]  # fmt: skip


def test_articles_run_through_chapters_and_hold_clauses_and_points():
    analysis = body(
        "Chương I\nQUY ĐỊNH CHUNG\n\nĐiều 1. Phạm vi\n\n1. Một.\n\na) Nhỏ;\n\n2. "
        "Hai.\n\nChương II\nTỔ CHỨC\n\nĐiều 2. Hiệu lực"
    )
    assert labels(analysis) == [
        ("chuong-I", None), ("chuong-I.dieu-1", "chuong-I"), ("chuong-I.dieu-1.khoan-1", "chuong-I.dieu-1"),
        ("chuong-I.dieu-1.khoan-1.diem-a", "chuong-I.dieu-1.khoan-1"), ("chuong-I.dieu-1.khoan-2", "chuong-I.dieu-1"),
        ("chuong-II", None), ("chuong-II.dieu-2", "chuong-II"),
    ]  # fmt: skip
    assert [item.heading for item in analysis.provisions if item.kind == "chapter"] == [
        "QUY ĐỊNH CHUNG",
        "TỔ CHỨC",
    ]


def test_roman_sections_inside_an_article_belong_to_it():
    analysis = body("Điều 1. Phê duyệt kế hoạch\n\nI. MỤC TIÊU\n\n1. Một\n\nII. NHIỆM VỤ\n\nĐiều 2. Hiệu lực")
    assert labels(analysis) == [
        ("dieu-1", None), ("dieu-1.I", "dieu-1"), ("dieu-1.I.khoan-1", "dieu-1.I"),
        ("dieu-1.II", "dieu-1"), ("dieu-2", None),
    ]  # fmt: skip


def test_dashes_and_paragraphs_have_stable_ids():
    analysis = body("I. VIỆC\n\nĐoạn đầu.\n\n- Một;\n\n- Hai;\n\n+ Nhỏ;\n\nĐoạn sau.")
    assert [item.id for item in analysis.provisions] == [
        "preamble",
        "I",
        "I.¶1",
        "I.-1",
        "I.-2",
        "I.-2.+1",
        "I.¶2",
    ]


def test_a_repeated_label_gets_a_mark_and_a_warning():
    analysis = body("I. VIỆC\n\n1. Một.\n\n2. Hai.\n\n2. Ba.")
    assert [item.id for item in analysis.provisions][-2:] == ["I.2", "I.2~2"]
    assert "numbering-repeat" in {item.code for item in analysis.warnings}


def test_a_gap_in_the_numbers_is_reported_with_the_missing_one():
    gaps = [item for item in body("I- MỘT\n\nII- HAI\n\nIV- BỐN").warnings if item.code == "numbering-gap"]
    assert [(item.suggestion, item.span is not None) for item in gaps] == [("III", True)]


def test_numbers_that_run_on_through_sections_are_no_gap():
    analysis = body("I. MỘT\n\n1. A.\n\n2. B.\n\nII. HAI\n\n3. C.\n\n4. D.")
    assert not [item for item in analysis.warnings if item.code.startswith("numbering")]


def test_quoted_articles_of_an_amending_text_are_not_its_own():
    analysis = body(
        "Điều 1. Sửa đổi, bổ sung\n\n1. Sửa Điều 5 như sau:\n\n“Điều 5. Nội dung\n\n1. Khoản mới.”\n\nĐiều 2. Hiệu lực"
    )
    assert labels(analysis) == [("dieu-1", None), ("dieu-1.khoan-1", "dieu-1"), ("dieu-2", None)]


def test_an_enclosed_regulation_is_a_part_of_its_own():
    analysis = analyze(
        RESOLUTION + "\n\nQUY CHẾ\nlàm việc của ban chỉ đạo\n(Ban hành kèm theo Nghị quyết)\n\nĐiều "
        "1. Phạm vi\n\n1. Một.\n\nĐiều 2. Hai"
    )
    assert labels(analysis)[6:] == [
        ("plk-1", None), ("plk-1.dieu-1", "plk-1"), ("plk-1.dieu-1.khoan-1", "plk-1.dieu-1"), ("plk-1.dieu-2", "plk-1"),
    ]  # fmt: skip


def test_markdown_enters_no_label_and_no_heading():
    analysis = body("## **II. QUAN ĐIỂM**\n\n### ***1. Mục tiêu***\n\n- Một.")
    assert [
        (item.label, item.heading) for item in analysis.provisions if item.kind in {"section", "clause"}
    ] == [
        ("II", "QUAN ĐIỂM"),
        ("1", "Mục tiêu"),
    ]


def test_a_clause_that_is_a_sentence_has_no_heading():
    analysis = body("I. VIỆC\n\n1. Chi bộ họp mỗi tháng một lần.\n\n2. Chi bộ báo cáo.")
    assert [item.heading for item in analysis.provisions if item.kind == "clause"] == [None, None]


def test_a_provision_reaches_to_the_end_of_what_stands_under_it():
    analysis = body("I. MỘT\n\n- Việc a.\n\nII. HAI\n\n- Việc b.")
    first = next(item for item in analysis.provisions if item.id == "I")
    assert analysis.text[slice(*first.span)].endswith("Việc a.")


def test_a_text_that_is_no_document_is_a_plain_tree():
    analysis = analyze("Chào bạn.\n\nHôm nay trời đẹp.")
    assert [item.id for item in analysis.provisions] == ["¶1", "¶2"]
    assert [item.code for item in analysis.warnings] == ["no-header"]


def test_a_number_on_the_line_below_its_word_belongs_to_it():
    found = labels(
        body("Chương\nI\n\nQUY ĐỊNH CHUNG\n\nĐiều\n1. Phạm vi\n\n1. Một.\n\nĐiều\n2. Đối tượng\n\n1. Hai.")
    )
    assert [item[0] for item in found] == [
        "chuong-I", "chuong-I.dieu-1", "chuong-I.dieu-1.khoan-1", "chuong-I.dieu-2", "chuong-I.dieu-2.khoan-1",
    ]  # fmt: skip


def test_parts_stand_above_sections_where_the_sections_begin_anew():
    text = "Phần thứ nhất\nTÌNH HÌNH\n\nI. MỘT\n\nPhần thứ hai\nVIỆC\n\nA. MỤC TIÊU\n\nI. BA\n\nB. VIỆC\n\nI. BỐN"
    assert [item[0] for item in labels(body(text))][2:] == [
        "phan-hai", "phan-hai.A", "phan-hai.A.I", "phan-hai.B", "phan-hai.B.I",
    ]  # fmt: skip


def test_letters_stand_below_sections_where_the_sections_go_on():
    found = labels(body("I. MỘT\n\nA. Nhỏ\n\nB. Nhỏ nữa\n\nII. HAI"))
    assert [item[0] for item in found] == ["I", "I.A", "I.B", "II"]


def test_quoted_articles_are_none_of_the_amending_text_however_long_they_are():
    quoted = "\n".join(f"{n}. Khoản." for n in range(1, 90))
    text = f"Điều 1. Sửa đổi\n\n1. Sửa đổi Điều 3 như sau:\n“Điều 3. Từ ngữ\n{quoted}\nHết.”.\n2. Bãi bỏ Điều 10."
    assert [item[0] for item in labels(body(text))] == ["dieu-1", "dieu-1.khoan-1", "dieu-1.khoan-2"]


def test_a_quotation_that_opens_behind_the_colon_of_a_clause_hides_what_it_quotes():
    text = "Điều 1. Sửa đổi\n\n1. Sửa đổi Điều 3 như sau: “Điều 3. Từ ngữ\n\n1. Một.\n\n2. Hai.”\n\n2. Bãi bỏ Điều 10."
    assert [item[0] for item in labels(body(text))] == ["dieu-1", "dieu-1.khoan-1", "dieu-1.khoan-2"]


def test_a_quotation_that_nobody_closes_hides_nothing():
    text = "Điều 1. Sửa đổi\n\n1. Một như sau:\n\n“Điều 3. Từ ngữ\n\n2. Hai.\n\n3. Ba."
    assert [item[0] for item in labels(body(text))][-2:] == ["dieu-1.khoan-2", "dieu-1.khoan-3"]


def test_an_article_with_a_letter_is_no_repeated_number():
    analysis = body("Điều 4. Một\n\nĐiều 4a. Hai\n\nĐiều 5. Ba")
    assert [item.code for item in analysis.warnings if item.code.startswith("numbering")] == []


def test_a_starred_line_is_no_part_of_the_heading_above():
    analysis = body("I. MỘT\n1. Nội dung thứ nhất của kế hoạch\n* Nội dung riêng:\n- Việc.\n2. Hai")
    assert (
        next(item.heading for item in analysis.provisions if item.id == "I.1")
        == "Nội dung thứ nhất của kế hoạch"
    )
