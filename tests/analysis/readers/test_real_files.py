"""A few real originals of ../shared/corpus; their numbers and dates were read by eye."""

import pytest

from caunoi.analysis import analyze_bytes

KNOWN = {
    "pdf-024.pdf": ("11/TB-UBND", "2025-01-08"),  # only in signature appearances
    "pdf-027.pdf": ("507/UBND-KGVX", "2025-01-24"),
    "pdf-060.pdf": ("1178/ĐCK-CTT", "2025-07-09"),
    "pdf-069.pdf": ("779/QĐ-UBND", "2022-03-23"),
    "pdf-075.pdf": ("294-QĐ/TW", "2025-05-26"),
    "pdf-081.pdf": ("01/2006/TT-NHNN", "2006-02-20"),  # text layer in TCVN3
    "doc-011.doc": ("36-HD/VPTW", "2018-04-03"),
    "legacy-004.doc": ("144/2002/QĐ/BTC", "2002-11-22"),
}
WITHOUT_LETTERS = ("pdf-005.pdf", "pdf-028.pdf", "pdf-049.pdf", "pdf-056.pdf")  # the last two: broken letters
LEGACY = {
    "legacyraw-001.txt": "luat-096.txt",
    "legacyraw-003.txt": "qd-044.txt",
    "legacy-006.rtf": "luat-102.txt",
}


def analysis(shared, name):
    return analyze_bytes((shared / "corpus" / name).read_bytes(), name)


@pytest.mark.shared
@pytest.mark.parametrize("name", KNOWN)
def test_number_and_date_of_a_real_file_are_found(shared, name):
    found = analysis(shared, name).metadata
    assert (found.symbol, found.date) == KNOWN[name]


@pytest.mark.shared
@pytest.mark.parametrize("name", WITHOUT_LETTERS)
def test_every_page_of_a_real_file_without_letters_is_recognized(shared, name, monkeypatch):
    def recognized(render, pages, progress=None):
        return {page: [f"Trang {page}"] for page in pages}

    monkeypatch.setattr("caunoi.analysis.readers.scan.recognized", recognized)
    found = analysis(shared, name)
    assert found.source.ocr
    assert found.text.split("\n") == [f"Trang {page}" for page in range(found.source.pages)]


@pytest.mark.shared
@pytest.mark.parametrize("name", LEGACY)
def test_a_real_legacy_file_reads_as_its_transcript(shared, name):
    transcript = analysis(shared, LEGACY[name]).text.split()
    found = analysis(shared, name).text.split()
    assert len(set(transcript) - set(found)) <= len(set(transcript)) // 50


@pytest.mark.shared
def test_no_real_unicode_text_is_taken_for_a_legacy_one(shared):
    texts = [
        path
        for path in (shared / "corpus").glob("*.txt")
        if not path.name.startswith(("legacyraw", "README"))
    ]
    assert len(texts) > 100
    from caunoi.analysis.readers.legacy import guess

    assert [path.name for path in texts if guess(path.read_text("utf-8"))] == []
