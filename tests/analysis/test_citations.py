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
