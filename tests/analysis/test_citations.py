import pytest

from caunoi.analysis import analyze
from tests.analysis.texts import RESOLUTION, body, marked


def cited(text):
    return [(item.symbol, item.type, item.date) for item in body("1. " + text).citations]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Thực hiện Nghị quyết số 25-NQ/TW, ngày 03/6/2013 của Ban.", ("25-NQ/TW", "nghi-quyet", "2013-06-03")),
        ("Theo Nghị quyết 29 - NQ/TU của tỉnh.", ("29-NQ/TU", "nghi-quyet", None)),
        ("Theo Nghị quyết số 29- NQ/TU.", ("29-NQ/TU", "nghi-quyet", None)),
        ("Theo Nghị quyết số 66-\nNQ/TW của Trung ương.", ("66-NQ/TW", "nghi-quyet", None)),
        ("Theo Nghị định số 04/2015/NĐ-CP ngày 09 tháng 01 năm 2015.", ("04/2015/NĐ-CP", "nghi-dinh", "2015-01-09")),
        ("Theo Luật Thi đua số 06/2022/QH15.", ("06/2022/QH15", "luat", None)),
        ("Theo Công văn số 4643/UBND-KGVX ngày 28/8/2024.", ("4643/UBND-KGVX", "cong-van", "2024-08-28")),
        ("Theo Chỉ thị 24-CT/TU của Tỉnh ủy.", ("24-CT/TU", "chi-thi", None)),
        ("Theo kết luận số 65-KL/TW.", ("65-KL/TW", "ket-luan", None)),
        ("Theo Quyết định số 296\u2011QĐ/TW.", ("296-QĐ/TW", "quyet-dinh", None)),
        ("Theo Luật Khiếu nại năm 2011.", (None, "luat", "2011")),
        ("Theo Bộ Luật hình sự năm 2015.", (None, "bo-luat", "2015")),
        ("Theo Quyết định số 304/0ĐÐ-UB của tỉnh.", ("304/QĐ-UB", "quyet-dinh", None)),
        ("Theo Quyết định số 12⁄2021/QĐ-T1g của Thủ tướng.", ("12/2021/QĐ-TTg", "quyet-dinh", None)),
        ("Theo Nghị quyết liên tịch số 102 của Ủy ban.", (None, "nghi-quyet-lien-tich", None)),
        ("Theo Quy chuẩn kỹ thuật quốc gia QCVN 01:2019/BCT.", ("QCVN01:2019/BCT", "quy-chuan", None)),
        ("Theo Quyết định số 12-QĐ/TW ngày 31/02/2020.", ("12-QĐ/TW", "quyet-dinh", None)),
        ("Theo Giấy phép số 12/GP-UBND ngày 02/3/2020.", ("12/GP-UBND", "giay-phep", "2020-03-02")),
    ],
)  # fmt: skip
def test_it_finds_a_mention(text, found):
    assert cited(text) == [found]


@pytest.mark.parametrize(
    "text",
    [
        "Nghị quyết này có hiệu lực từ ngày ký.",
        "Theo văn bản số …/… của cấp trên.",
        "Trực ban 24/24 giờ, mạng 4G/5G, khối A/B.",
        "Thời gian từ 29/6 - 30/6 hằng năm.",
        "Điều 5 của Quy chế này.",
    ],
)
def test_it_finds_nothing_where_no_document_is_named(text):
    assert cited(text) == []


def test_several_symbols_after_one_type_word_are_several_citations():
    assert cited("Thực hiện các Nghị quyết số 18-NQ/TW, 19-NQ/TW và số 20-NQ/TW.") == [
        ("18-NQ/TW", "nghi-quyet", None),
        ("19-NQ/TW", "nghi-quyet", None),
        ("20-NQ/TW", "nghi-quyet", None),
    ]


def test_two_documents_joined_by_and_share_date_and_issuer():
    found = body(
        "1. Theo Quyết định số 17-QĐ/TW và Quyết định số 18-QĐ/TW, ngày 13/12/2013 của Bộ Chính trị; giám sát."
    ).citations
    assert [(item.date, item.issuer) for item in found] == [("2013-12-13", "Bộ Chính trị")] * 2


def test_a_comma_shares_no_date():
    dates = [item[2] for item in cited("Theo Chỉ thị số 31-CT/TU, Kế hoạch số 134-KH/TU ngày 29/12/2023.")]
    assert dates == [None, "2023-12-29"]


def test_a_slash_printed_for_a_hyphen_is_repaired_in_the_finding_only():
    analysis = body("1. Theo Nghị định số 04/2015/NĐ/CP, ngày 09/01/2015 của Chính phủ.")
    assert analysis.citations[0].symbol == "04/2015/NĐ-CP"
    assert "04/2015/NĐ/CP" in analysis.text
    assert [(item.code, item.suggestion) for item in analysis.warnings if item.suggestion] == [
        ("ocr-suspect", "04/2015/NĐ-CP")
    ]


def test_issuer_title_and_pinpoint_come_with_the_mention():
    (found,) = body(
        "1. Theo khoản 2 Điều 7 Quyết định số 23-QĐ/TW ngày 30/7/2021 của Bộ Chính trị về "
        "“Quy chế “mẫu” của hệ thống”; các việc khác."
    ).citations
    assert (found.issuer, found.pinpoint) == ("Bộ Chính trị", "khoản 2 Điều 7")
    assert found.title == "về “Quy chế “mẫu” của hệ thống”"


def test_an_issuer_behind_the_title_is_found():
    (found,) = body(
        "1. Theo Hướng dẫn số 02-HD/BDV ngày 30/3/2021 về “phong trào mới” của Ban Dân vận Tỉnh ủy, các chi bộ."
    ).citations
    assert found.issuer == "Ban Dân vận Tỉnh ủy"


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("Căn cứ Nghị định số 04/2015/NĐ-CP của Chính phủ;", "basis"),
        ("Văn bản này thay thế Quyết định số 12-QĐ/TU của tỉnh.", "replaces"),
        ("Bãi bỏ Quyết định số 12-QĐ/TU của tỉnh.", "repeals"),
        ("Sửa đổi, bổ sung một số điều của Quyết định số 12-QĐ/TU.", "amends"),
        ("Tiếp tục thực hiện Quyết định số 12-QĐ/TU.", "implements"),
        ("Xem Quyết định số 12-QĐ/TU.", "mentions"),
    ],
)
def test_the_words_before_tell_the_role(text, role):
    assert [item.role for item in body("I. MỘT\n\n" + text).citations] == [role]


def test_the_documents_own_number_is_no_citation():
    assert [item.symbol for item in analyze(RESOLUTION).citations] == ["21-KL/TW"]


def test_a_span_covers_type_symbol_and_date():
    analysis = body("1. Thực hiện Nghị quyết số 25-NQ/TW, ngày 03/6/2013 của Ban Chấp hành.")
    assert marked(analysis, analysis.citations) == ["Nghị quyết số 25-NQ/TW, ngày 03/6/2013"]


def details(text):
    return [(item.symbol, item.date, item.issuer, item.title) for item in body("1. " + text).citations]


def test_an_issuer_before_several_numbers_is_that_of_each():
    text = "Theo các Nghị định của Chính phủ: số 30/2020/NĐ-CP ngày 05/3/2020 về công tác văn thư; số 59/2023/NĐ-CP."
    assert details(text) == [
        ("30/2020/NĐ-CP", "2020-03-05", "Chính phủ", "về công tác văn thư"),
        ("59/2023/NĐ-CP", None, "Chính phủ", None),
    ]


def test_the_same_day_is_that_of_all_that_are_named_before():
    text = "Theo Quyết định số 17-QĐ/TW, Quy định số 18-QĐ/TW cùng ngày 12/12/2013 của Bộ Chính trị."
    assert [item[:3] for item in details(text)] == [
        ("17-QĐ/TW", "2013-12-12", "Bộ Chính trị"),
        ("18-QĐ/TW", "2013-12-12", "Bộ Chính trị"),
    ]


def test_an_issuer_is_shared_by_symbols_of_one_body_and_a_date_is_not():
    text = "Theo Chỉ thị số 31-CT/TU, Kế hoạch số 134-KH/TU ngày 29/12/2023 của Tỉnh ủy."
    assert [item[1:3] for item in details(text)] == [(None, "Tỉnh ủy"), ("2023-12-29", "Tỉnh ủy")]


@pytest.mark.parametrize(
    ("text", "issuer"),
    [
        ("Thông tư số 05/2021/TT-BGDĐT của Bộ Giáo dục và Đào tạo quy định về dạy thêm.", "Bộ Giáo dục và Đào tạo"),
        ("Quyết định số 5/QĐ-BYT của Bộ Y tế và Quyết định số 6/QĐ-UBND.", "Bộ Y tế"),
        ("Thông tư số 02/2020/TT-BNV của Bộ Nội vụ và Ủy ban nhân dân tỉnh triển khai.", "Bộ Nội vụ"),
        (
            "Thông tư liên tịch số 01/2015/TTLT-BNV-BTC của Bộ Nội vụ và Bộ Tài chính về chế độ.",
            "Bộ Nội vụ và Bộ Tài chính",
        ),
        (
            "Nghị quyết số 25-NQ/TW Hội nghị lần thứ bảy Ban Chấp hành Trung ương khóa XI về công tác dân vận.",
            "Ban Chấp hành Trung ương",
        ),
        ("Nghị định số 30/2020/NĐ-CP của Chính phủ Quy định về công tác văn thư.", "Chính phủ"),
        ("Chỉ thị số 35-CT/TW, tháng 6/2019 của Bộ Chính trị (gọi tắt là Chỉ thị 35).", "Bộ Chính trị"),
        ("Nghị quyết của Quốc hội số 88/2014/QH13 về đổi mới.", "Quốc hội"),
        ("Kế hoạch số 10/KH-UBND của UBND TP. Sơn Lam về chuyển đổi số.", "UBND TP. Sơn Lam"),
    ],
)  # fmt: skip
def test_an_issuer_ends_where_its_name_ends(text, issuer):
    assert details("Theo " + text)[0][2] == issuer


def test_a_line_break_does_not_cut_an_issuer():
    text = "Theo Nghị quyết số 18-NQ/TW của Ban Chấp hành\nTrung ương về tổ chức bộ máy."
    assert details(text)[0][2] == "Ban Chấp hành Trung ương"


def test_a_date_behind_the_issuer_is_the_documents():
    assert details("Theo Nghị định số 30/2020/NĐ-CP của Chính phủ ngày 05/3/2020 về công tác văn thư.") == [
        ("30/2020/NĐ-CP", "2020-03-05", "Chính phủ", "về công tác văn thư")
    ]


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Công văn số 12/UBND-NC của UBND tỉnh về việc báo cáo, Sở Nội vụ báo cáo như sau:", "về việc báo cáo"),
        ("Kế hoạch số 15/KH-UBND về thực hiện Nghị quyết số 12-NQ/TU, báo cáo trước ngày 15/12/2026.",
         "về thực hiện Nghị quyết số 12-NQ/TU"),
        ("Kết luận số 43-KL/TW về \"tiếp tục thực hiện Nghị quyết số 25-NQ/TW\";",
         "về \"tiếp tục thực hiện Nghị quyết số 25-NQ/TW\""),
        ("Nghị quyết số 57-NQ/TW về khoa học (gọi tắt là Nghị quyết 57).", "về khoa học"),
        ("Nghị định số 45/2020/NĐ-CP về thủ tục (được sửa đổi tại Nghị định số 69/2024/NĐ-CP).", "về thủ tục"),
        ("Quyết định số 12/QĐ-UBND về phân cấp và Quyết định số 13/QĐ-UBND.", "về phân cấp"),
        ("Quyết định số 749/QĐ-TTg phê duyệt \"Chương trình Chuyển đổi số\";",
         "phê duyệt \"Chương trình Chuyển đổi số\""),
        ("Kế hoạch số 15/KH-UBND, Hướng dẫn số 38/HD-UBND.", None),
        ("Nghị quyết số 30/NQ-HĐND của HĐND tỉnh khóa X, kỳ họp thứ 30 về nhiệm vụ năm 2025.", "về nhiệm vụ năm 2025"),
        ("Bộ luật Lao động số 45/2019/QH14 ngày 20/11/2019.", "Lao động"),
        ("Luật Ban hành văn bản quy phạm pháp luật số 64/2025/QH15.", "Ban hành văn bản quy phạm pháp luật"),
    ],
)  # fmt: skip
def test_a_title_ends_where_the_sentence_goes_on(text, title):
    assert details("Theo " + text)[0][3] == title


def test_an_amending_law_is_not_cited_by_the_law_that_it_amends():
    text = "Theo Luật sửa đổi, bổ sung một số điều của Luật Viên chức số 52/2019/QH14."
    assert details(text) == [("52/2019/QH14", None, None, "sửa đổi, bổ sung một số điều của Luật Viên chức")]


def test_numbers_before_a_symbol_share_its_letters():
    assert cited("Theo các Quyết định số 10, 11 và 12/QĐ-UBND ngày 05/3/2020.") == [
        ("10/QĐ-UBND", "quyet-dinh", "2020-03-05"),
        ("11/QĐ-UBND", "quyet-dinh", "2020-03-05"),
        ("12/QĐ-UBND", "quyet-dinh", "2020-03-05"),
    ]


def test_a_listed_symbol_is_of_the_type_that_was_named():
    assert cited("Theo các Quy định số 37-QĐ/TW, số 41-QĐ/TW.") == [
        ("37-QĐ/TW", "quy-dinh", None),
        ("41-QĐ/TW", "quy-dinh", None),
    ]


def test_a_shortened_type_word_belongs_to_the_mention():
    analysis = body("1. Theo NĐ 30/2020/NĐ-CP và CV số 12/UBND-NC.")
    assert marked(analysis, analysis.citations) == ["NĐ 30/2020/NĐ-CP", "CV số 12/UBND-NC"]


@pytest.mark.parametrize(
    ("text", "roles"),
    [
        ("Bãi bỏ các Chỉ thị số 03/CT-UBND, 04/CT-UBND.", ["repeals"] * 2),
        ("Quyết định này thay thế Quyết định số 1/QĐ-UBND về tổ giúp việc và bãi bỏ Quyết định số 2/QĐ-UBND.",
         ["replaces", "repeals"]),
        ("Thay thế các văn bản: Quyết định số 1/QĐ-UBND; Chỉ thị số 2/CT-UBND.", ["replaces"] * 2),
        ("Quyết định số 1/QĐ-UBND hết hiệu lực kể từ ngày Quyết định này có hiệu lực.", ["repeals"]),
        ("Sửa đổi, bổ sung, bãi bỏ một số điều của Thông tư số 02/2020/TT-BNV.", ["amends"]),
        ("Bổ sung khoản 3a vào sau khoản 3 Điều 7 Thông tư số 02/2020/TT-BNV.", ["amends"]),
        ("Bãi bỏ cụm từ “Sở A” tại khoản 1 Điều 2 Thông tư số 02/2020/TT-BNV.", ["amends"]),
        ("Việc này được sửa đổi tại Thông tư số 02/2020/TT-BNV.", ["mentions"]),
        ("Nghị định số 15/2021/NĐ-CP sửa đổi, bổ sung một số điều của Nghị định số 30/2020/NĐ-CP.", ["mentions"] * 2),
        ("Thực hiện Nghị quyết số 1-NQ/TU; Kế hoạch số 2-KH/TU và Kế hoạch số 3/KH-UBND.", ["implements"] * 3),
        ("Bãi bỏ các văn bản sau:\n\na) Chỉ thị số 1/CT-UBND;\n\nb) Khoản 2 Quyết định số 2/QĐ-UBND.\n\n"
         "2. Xem Quyết định số 3/QĐ-UBND.", ["repeals", "repeals", "mentions"]),
    ],
)  # fmt: skip
def test_a_role_reaches_over_a_list_and_no_further(text, roles):
    assert [item.role for item in body("1. " + text).citations] == roles


def test_grounds_end_where_somebody_acts_on_them():
    text = "Căn cứ Công văn số 12/UBND-NC, Sở Nội vụ đề nghị các đơn vị triển khai Kế hoạch số 15/KH-UBND."
    assert [item.role for item in body("I. MỘT\n\n" + text).citations] == ["basis", "implements"]


@pytest.mark.parametrize(
    ("text", "pinpoint"),
    [
        ("Sửa đổi khoản 2, các Điều từ 5 đến 9 và điểm a khoản 1 Điều 12 Quy chế ban hành kèm theo "
         "Quyết định số 9/QĐ-UBND.", "khoản 2, các Điều từ 5 đến 9 và điểm a khoản 1 Điều 12"),
        ("Theo khoản 3 Điều 5 và Điều 7 Nghị định số 30/2020/NĐ-CP.", "khoản 3 Điều 5 và Điều 7"),
        ("Theo Phụ lục II ban hành kèm theo Thông tư số 01/2020/TT-BNV.", "Phụ lục II"),
        ("Theo Mục IV Chỉ thị số 05/CT-TTg.", "Mục IV"),
        ("Theo Điều 5, Điều 6 của Luật Cán bộ năm 2008.", "Điều 5, Điều 6"),
        ("Theo Điều 5 của Quy chế này và Nghị định số 30/2020/NĐ-CP.", None),
    ],
)  # fmt: skip
def test_a_pinpoint_is_whole(text, pinpoint):
    assert [item.pinpoint for item in body("1. " + text).citations] == [pinpoint]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Theo Hiến pháp năm 2013.", ("hien-phap", "2013")),
        ("Theo Luật Đất đai 2024.", ("luat", "2024")),
        ("Theo Luật phòng, chống tham nhũng năm 2005.", ("luat", "2005")),
        ("Theo Luật Thương mại, Luật Cạnh tranh năm 2018.", ("luat", "2018")),
        ("Theo Luật sửa đổi, bổ sung một số điều của Luật Nhà ở và Luật Giá ngày 29/6/2024.", ("luat", "2024-06-29")),
    ],
)  # fmt: skip
def test_a_law_is_cited_by_name_and_year_or_day(text, found):
    assert [item[1:] for item in cited(text)] == [found]


def test_of_several_laws_the_one_with_the_year_is_cited():
    analysis = body("1. Theo Luật Thương mại, Luật Cạnh tranh năm 2018.")
    assert marked(analysis, analysis.citations) == ["Luật Cạnh tranh năm 2018"]


@pytest.mark.parametrize(
    "text",
    [
        "Luật này có hiệu lực từ ngày 01 tháng 7 năm 2026.",
        "Lập hồ sơ theo Luật Bầu cử, hoàn thành chậm nhất là ngày 01 tháng 02 năm 2026.",
        "Tuyên truyền Luật Đất đai trên địa bàn tỉnh năm 2026.",
    ],
)
def test_a_day_behind_a_law_is_not_always_the_laws(text):
    assert cited(text) == []
