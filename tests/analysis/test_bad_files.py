import zipfile
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from caunoi.analysis import Unreadable, read_bytes
from caunoi.analysis.readers import safety
from tests.analysis.files import W, docx, outcome, paragraph

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)


def refusal(data, name="a.docx"):
    with pytest.raises(Unreadable) as caught:
        read_bytes(data, name)
    return caught.value


def archive(parts, compression=zipfile.ZIP_DEFLATED):
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", compression) as file:
        for name, content in parts.items():
            file.writestr(name, content)
    return buffer.getvalue()


@pytest.mark.parametrize("name", ["a.docx", "a.txt"])
def test_an_empty_file_is_refused(name):
    assert refusal(b"", name).code == "empty"


def test_a_file_of_blanks_is_refused():
    assert refusal(b" \n\t ", "a.txt").code == "empty"
    assert refusal(docx(paragraph(" "))).code == "empty"


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (b"%PDF-1.7 ...", "a.docx"),
        (OLE, "a.docx"),
        (b"Xin chao", "a.docx"),
        (b"%PDF-1.7 ...", "a.txt"),
        (docx(paragraph("a")), "a.txt"),
        (bytes(range(256)) * 4, "a.txt"),
        (archive({"xl/workbook.xml": "<x/>"}), "a.docx"),
        (archive({"../word/document.xml": "<x/>"}), "a.docx"),
        (archive({"/etc/passwd": "x"}), "a.docx"),
    ],
)  # fmt: skip
def test_a_file_that_is_not_what_its_name_says_is_refused(data, name):
    assert refusal(data, name).code == "not-what-it-says"


def test_a_file_with_a_password_is_refused():
    assert refusal(OLE + "EncryptedPackage".encode("utf-16-le")).code == "encrypted"


@pytest.mark.parametrize("share", [0.3, 0.6, 0.9])
def test_a_truncated_file_is_refused(share):
    whole = docx("".join(paragraph(f"Đoạn {n}") for n in range(200)))
    assert refusal(whole[: int(len(whole) * share)]).code == "truncated"


def test_a_damaged_part_is_refused():
    whole = bytearray(docx("".join(paragraph(f"Đoạn {n}") for n in range(400))))
    at = whole.find(b"word/document.xml") + 60
    whole[at : at + 40] = bytes(40)
    assert refusal(bytes(whole)).code == "truncated"


def test_xml_that_does_not_close_is_refused():
    assert refusal(archive({"word/document.xml": f"<w:document {W}><w:body>"})).code == "truncated"


def test_a_zip_bomb_is_refused_before_it_is_inflated(monkeypatch):
    monkeypatch.setattr(safety, "read_part", lambda *_: pytest.fail("inflated"))
    bomb = archive({"word/document.xml": "0" * (safety.RATIO_FLOOR * 40)})
    assert len(bomb) < 100_000
    assert refusal(bomb).code == "zip-bomb"


def test_many_parts_that_sum_up_to_a_bomb_are_refused(monkeypatch):
    monkeypatch.setattr(safety, "MAX_INFLATED", 1000)
    assert refusal(archive({f"word/{n}.xml": "x" * 300 for n in range(5)})).code == "zip-bomb"


def test_a_part_that_is_longer_than_it_declares_is_refused():
    data = docx(paragraph("dài " * 200))
    directory = data.rfind(b"PK\x01\x02", 0, data.rfind(b"word/document.xml"))
    lying = data[: directory + 24] + (10).to_bytes(4, "little") + data[directory + 28 :]
    assert refusal(lying).code in {"zip-bomb", "truncated"}


@pytest.mark.parametrize("part", ["word/document.xml", "word/numbering.xml", "word/styles.xml"])
def test_an_entity_bomb_is_refused_in_every_part(part):
    bomb = '<!DOCTYPE b [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><x>&b;</x>'
    assert refusal(docx(paragraph("a"), {part: bomb})).code == "entity-bomb"


def test_an_entity_that_reads_a_file_is_refused():
    leak = '<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]><x>&f;</x>'
    assert refusal(archive({"word/document.xml": leak})).code == "entity-bomb"


def test_a_declaration_hidden_in_another_encoding_is_refused():
    bomb = '<?xml version="1.0" encoding="utf-16"?><!DOCTYPE b [<!ENTITY a "a">]><x>&a;</x>'.encode("utf-16")
    assert refusal(archive({"word/document.xml": bomb})).code == "entity-bomb"


def test_a_file_above_the_limit_is_refused(monkeypatch):
    monkeypatch.setattr(safety, "MAX_BYTES", 1024 * 1024)
    assert refusal(b"a" * (1024 * 1024 + 1), "a.txt").code == "too-large"


@pytest.mark.parametrize("name", ["a.xlsx", "a.exe", "a", ".docx/..", ""])
def test_other_formats_are_refused_with_a_sentence_that_says_which_are_taken(name):
    refused = refusal(b"x", name)
    assert refused.code == "unsupported"
    assert all(kind in refused.message for kind in (".docx", ".doc", ".pdf", ".odt", ".rtf", ".html", ".txt"))


@pytest.mark.parametrize("text", ["Số 1-KH/ĐU\nKế hoạch", "Phường Sơn Hạ"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le"])
def test_text_is_read_in_every_form_of_unicode(text, encoding):
    reading = read_bytes(text.encode(encoding), "a.TXT")
    assert reading.text.removeprefix("\ufeff") == text
    assert (reading.encoding or "").startswith(encoding[:5])


def test_bytes_of_an_unknown_encoding_are_refused():
    assert refusal(b"\xc8\xcb\xc3 \xd1\xc5 \xd7\xc0\xd1 " * 9, "a.txt").code == "legacy-encoding"


def test_every_refusal_is_a_vietnamese_sentence_that_says_what_to_do():
    for data, name in [(b"", "a.txt"), (OLE, "a.docx"), (b"x", "a.pdf"), (b"\xe9" * 9, "a.txt")]:
        assert "Hãy " in refusal(data, name).message


@settings(max_examples=60, deadline=None)
@given(
    st.binary(max_size=400),
    st.sampled_from(["a.docx", "a.txt"]),
    st.sampled_from([b"", b"PK\x03\x04", OLE[:8], b"\xff\xfe"]),
)
def test_any_bytes_are_read_or_refused(data, name, start):
    assert outcome(start + data, name)


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 2000), st.binary(min_size=1, max_size=8))
def test_any_damage_to_a_word_file_is_read_or_refused(at, noise):
    whole = docx(paragraph("Kế hoạch công tác"), {"word/numbering.xml": "<w:numbering/>"})
    at %= len(whole)
    assert outcome(whole[:at] + noise + whole[at + len(noise) :], "a.docx")
