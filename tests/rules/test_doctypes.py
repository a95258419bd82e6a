"""Document types and symbols by system and date."""

import unicodedata
from datetime import date

import pytest

from caunoi.rules.doctypes import (
    abbreviation,
    document_types,
    may_issue,
    org_letters,
    symbol,
    types_abbreviated,
    types_in_force,
)
from caunoi.rules.errors import Abolished, NoRuleRecorded, NotYetInForce

OLD = date(2026, 5, 26)
NEW = date(2026, 5, 27)


def test_party_and_state_write_their_symbols_differently() -> None:
    assert symbol(5, "Nghị quyết", "ĐU", "party", NEW) == "05-NQ/ĐU"
    assert symbol(5, "Kế hoạch", "UBND", "state", NEW) == "05/KH-UBND"
    assert symbol(12, "Công văn", "UBND-VX", "state", NEW) == "12/UBND-VX"
    assert symbol(12, "Công văn", "BXDĐ", "party", NEW) == "12-CV/BXDĐ"


@pytest.mark.parametrize(("number", "printed"), [(1, "01"), (9, "09"), (10, "10"), (105, "105")])
def test_only_single_digits_are_padded(number: int, printed: str) -> None:
    assert symbol(number, "Báo cáo", "ĐU", "party", NEW) == f"{printed}-BC/ĐU"


def test_a_draft_has_no_number_and_a_number_is_never_zero() -> None:
    assert symbol(None, "Kế hoạch", "ĐU", "party", NEW) == "-KH/ĐU"
    with pytest.raises(ValueError):
        symbol(0, "Kế hoạch", "ĐU", "party", NEW)


def test_a_regulation_of_the_party_changed_its_letters_with_the_guide() -> None:
    assert abbreviation("Quy định", "party", OLD) == "QĐi"
    assert abbreviation("Quy định", "party", NEW) == "QĐ"
    assert abbreviation("Quy định", "state", NEW) == "QyĐ"


def test_letters_of_the_past_are_abolished_and_letters_to_come_not_yet_in_force() -> None:
    with pytest.raises(Abolished, match="26/05/2026"):
        types_abbreviated("QĐi", "party", NEW)
    with pytest.raises(NotYetInForce, match="11/03/2019"):
        types_abbreviated("QĐi", "party", date(2019, 3, 10))
    with pytest.raises(NoRuleRecorded):
        types_abbreviated("XYZ", "party", NEW)


def test_the_same_letters_may_stand_for_two_types() -> None:
    assert [kind.name for kind in types_abbreviated("QĐ", "party", NEW)] == ["Quyết định", "Quy định"]
    assert [kind.name for kind in types_abbreviated("QĐ", "party", OLD)] == ["Quyết định"]


def test_what_is_not_known_is_not_invented() -> None:
    with pytest.raises(NoRuleRecorded, match="Tuyên bố"):
        abbreviation("Tuyên bố", "party", NEW)
    with pytest.raises(NoRuleRecorded):
        abbreviation("Quy định", "party", date(2018, 6, 1))
    with pytest.raises(NoRuleRecorded):
        symbol(1, "Nghị quyết", "ĐU", "party", date(2010, 1, 1))


def test_a_name_in_other_unicode_form_spacing_or_case_is_the_same_type() -> None:
    name = "  " + unicodedata.normalize("NFD", "NGHỊ  quyết")
    assert abbreviation(name, "party", NEW) == "NQ"
    assert abbreviation("Bản thoả thuận", "state", NEW) == "BTT"


def test_a_name_without_diacritics_does_not_decide() -> None:
    with pytest.raises(NoRuleRecorded):
        abbreviation("Quyet dinh", "party", NEW)


def test_some_bodies_do_not_issue_some_types() -> None:
    assert not may_issue("Chỉ thị", "grassroots-committee", "party", NEW)
    assert not may_issue("Hướng dẫn", "cell", "party", NEW)
    assert may_issue("Nghị quyết", "cell", "party", NEW)
    assert not may_issue("Không có loại này", "cell", "party", NEW)


def test_letters_of_issuing_bodies_follow_the_guide() -> None:
    assert org_letters("Đảng uỷ", "party", NEW) == "ĐU"
    assert org_letters("Ban Xây dựng Đảng", "party", NEW) == "BXDĐ"
    with pytest.raises(NoRuleRecorded):
        org_letters("Ban Dân vận", "party", NEW)


def test_the_party_list_has_25_types_and_8_papers() -> None:
    now = types_in_force("party", NEW)
    assert len([kind for kind in now if kind.kind != "paper"]) == 25
    assert len([kind for kind in now if kind.kind == "paper"]) == 8
    assert len({kind.name for kind in now}) == 33


def test_no_type_has_two_letters_on_one_day() -> None:
    for day in (date(2019, 6, 1), OLD, NEW):
        for system in ("party", "state"):
            names = [kind.name for kind in types_in_force(system, day)]
            assert len(names) == len(set(names))


def test_types_without_letters_say_why() -> None:
    assert {kind.kind for kind in document_types() if kind.letters is None} <= {
        "unnumbered", "letter", "paper", "numbered"
    }  # fmt: skip
    unknown = {kind.name for kind in document_types() if kind.letters is None and kind.kind == "numbered"}
    assert unknown == {"Tuyên bố", "Lời kêu gọi"}
