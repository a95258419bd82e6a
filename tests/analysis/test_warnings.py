import pytest

from caunoi.analysis import analyze
from tests.analysis.texts import RESOLUTION, body, marked


def suspects(text):
    analysis = body("I. VIỆC\n\n1. " + text)
    found = [item for item in analysis.warnings if item.code == "ocr-suspect"]
    return list(zip(marked(analysis, found), [item.suggestion for item in found], strict=True))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Phần đầu đến năm 2027, 90% chi bộ đạt chuẩn.", ("Phần đầu", "Phấn đấu")),
        ("Hằng năm, phần đầu trên 95% chi bộ đạt chuẩn.", ("phần đầu", "phấn đấu")),
        ("Phần\nđầu, 100% chi bộ đạt chuẩn.", ("Phần đầu", "Phấn đấu")),
        ("Phục vụ Nhân nhân tốt hơn.", ("Nhân nhân", "Nhân dân")),
    ],
)
def test_a_garbled_word_stays_in_the_text_and_is_suggested_right(text, found):
    assert suspects(text) == [found]


@pytest.mark.parametrize(
    "text", ["Phần đầu của văn bản nêu quan điểm.", "Thành phần đầu tư trên 5 tỷ đồng.", "Nhân nhân dịp này."]
)
def test_words_that_only_look_alike_are_left_alone(text):
    assert all(good != "Phấn đấu" and good != "phấn đấu" for _, good in suspects(text))


def test_a_complete_document_needs_no_warning():
    assert analyze(RESOLUTION).warnings == ()


def test_a_document_without_signature_says_so():
    text = RESOLUTION[: RESOLUTION.index("Nơi nhận")]
    assert [item.code for item in analyze(text).warnings] == ["signature-missing"]
