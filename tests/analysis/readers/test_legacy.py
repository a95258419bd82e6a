import pytest

from caunoi.analysis import analyze_bytes, read_bytes
from caunoi.analysis.readers.legacy import decode, family_of, guess, to_unicode
from tests.analysis.files import W, docx
from tests.analysis.readers.encodings import TCVN3, UNICODE, VNI

SMALL = UNICODE[0].lower() + UNICODE[1:]


def run(text, font):
    return f'<w:p><w:r><w:rPr><w:rFonts w:ascii="{font}"/></w:rPr><w:t>{text}</w:t></w:r></w:p>'


def read(body, parts=None):
    return read_bytes(docx(body, parts), "a.docx")


def test_every_letter_of_tcvn3_comes_back():
    assert decode(TCVN3, "tcvn3") == SMALL
    assert decode("µ¶·¸¹ ¨»¼½¾Æ ©ÇÈÉÊË ®", "tcvn3") == "àảãáạ ăằẳẵắặ âầẩẫấậ đ"
    assert decode("ÌÎÏÐÑ ªÒÓÔÕÖ ×ØÜÝÞ úûüýþ", "tcvn3") == "èẻẽéẹ êềểễếệ ìỉĩíị ỳỷỹýỵ"
    assert decode("ßáâãä «åæçèé ¬êëìíî ïñòóô \u00adõö÷øù", "tcvn3") == "òỏõóọ ôồổỗốộ ơờởỡớợ ùủũúụ ưừửữứự"


def test_every_mark_of_vni_comes_back():
    assert decode(VNI, "vni") == UNICODE
    assert (
        decode("aù aø aû aõ aï aâ aá aà aå aã aä aê aé aè aú aü aë", "vni")
        == "á à ả ã ạ â ấ ầ ẩ ẫ ậ ă ắ ằ ẳ ẵ ặ"
    )
    assert decode("ô ôù ôï ö öù öï ñ í ì æ ó ò yù î", "vni") == "ơ ớ ợ ư ứ ự đ í ì ỉ ĩ ị ý ỵ"
    assert decode("QUYEÁT ÑÒNH", "vni") == "QUYẾT ĐỊNH"


def test_a_font_of_capitals_gives_capitals():
    assert decode("quyÕt ®Þnh", "tcvn3", ".VnTimeH") == "QUYẾT ĐỊNH"


def test_disguised_codes_of_tcvn3_are_known():
    assert decode("n\u2212íc x\u2219", "tcvn3") == "nước xã"


@pytest.mark.parametrize(
    ("font", "family"), [(".VnTime", "tcvn3"), ("ABCDEF+.VnArialH", "tcvn3"), ("VNI-Times", "vni")]
)
def test_a_font_tells_its_encoding(font, family):
    assert family_of(font) == family


@pytest.mark.parametrize("font", ["Times New Roman", "Vn", "", "Vivni"])
def test_other_fonts_tell_nothing(font):
    assert family_of(font) is None


def test_an_encoding_is_recognised_by_its_words():
    assert (guess(TCVN3), guess(VNI)) == ("tcvn3", "vni")


@pytest.mark.parametrize(
    "text",
    [
        UNICODE,
        UNICODE + " § 5 © 2026 «tạm» µg ±2",
        "Où êtes-vous? À la gare de Liège, près du pâté, en été où il fait très chaud.",
        "Die Größe der Fläche beträgt 5 µm; die Übung fällt aus.",
        "Ordinary English words and numbers 2026",
        "",
        "X LNG MINH ngy 22 thng 12",
    ],
)
def test_what_is_not_plainly_legacy_stays_as_it_is(text):
    assert to_unicode(text) == (text, None)


def test_a_line_that_is_unicode_already_stays_beside_legacy_ones():
    text, family = to_unicode("\n".join([TCVN3] * 12 + [UNICODE, "Số 5 § là"]))
    assert family == "tcvn3"
    assert text.split("\n")[12] == UNICODE


def test_a_word_file_in_a_legacy_font_becomes_unicode():
    reading = read(run(TCVN3, ".VnTime") + run("quyÕt ®Þnh", ".VnTimeH"))
    assert (reading.text, reading.encoding) == (f"{SMALL}\nQUYẾT ĐỊNH", "tcvn3")


def test_unicode_under_a_legacy_font_is_not_mangled():
    assert read(run(UNICODE, ".VnTime") + run("là tô cá", ".VnTime")).text == f"{UNICODE}\nlà tô cá"


def test_unicode_beside_a_legacy_font_is_not_touched():
    reading = read(run(TCVN3, ".VnTime") + run("à é ô trong Unicode", "Times New Roman"))
    assert reading.text.split("\n")[1] == "à é ô trong Unicode"


def test_the_font_of_a_style_counts():
    styles = (
        f'<w:styles {W}><w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:rPr>'
        '<w:rFonts w:ascii="VNI-Times"/></w:rPr></w:style></w:styles>'
    )
    reading = read(f"<w:p><w:r><w:t>{VNI}</w:t></w:r></w:p>", {"word/styles.xml": styles})
    assert (reading.text, reading.encoding) == (UNICODE, "vni")


def test_a_secrecy_mark_in_a_running_head_is_decoded_with_its_document():
    head = f"<w:hdr {W}>{run('mËt', '.VnTimeH')}</w:hdr>"
    assert read(run(TCVN3, ".VnTime"), {"word/header1.xml": head}).text.startswith("MẬT\n")


@pytest.mark.parametrize(("text", "family"), [(TCVN3, "tcvn3"), (VNI, "vni")])
@pytest.mark.parametrize("encoding", ["cp1252", "utf-8"])
def test_a_plain_text_in_an_old_encoding_is_read(text, family, encoding):
    reading = read_bytes(text.encode(encoding), "a.txt")
    assert reading.encoding == family
    assert reading.text.lower() == UNICODE.lower()


def test_a_plain_text_in_windows_1258_is_read():
    # That encoding has letters and tone marks apart.
    data = "Sô\u0301 nga\u0300y cu\u0309a các đơn vi\u0323 và công tác".encode("cp1258")
    assert read_bytes(data, "a.txt").encoding == "windows-1258"
    assert analyze_bytes(data, "a.txt").text == "Số ngày của các đơn vị và công tác"


def test_a_soft_hyphen_that_an_office_program_wrote_as_a_sign_is_a_letter_of_tcvn3():
    words = TCVN3.replace("\u00ad", "</w:t><w:softHyphen/><w:t>")
    assert read(run(words, ".VnTime")).text == decode(TCVN3, "tcvn3")
    assert read(run("Kế ho</w:t><w:softHyphen/><w:t>ạch", "Times New Roman")).text == "Kế hoạch"
