"""Dated rows: choice by day, three errors, and the columns that no data file may leave out."""

from dataclasses import dataclass
from datetime import date, timedelta
from importlib.resources import files
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from caunoi.rules.errors import Abolished, NoRuleRecorded, NotYetInForce, RuleError
from caunoi.rules.law import COLUMNS, Basis, choose, choose_known
from caunoi.rules.layouts import FAMILIES

DAY = date(2026, 7, 1)


@dataclass(frozen=True)
class Row:
    basis: Basis


def row(start: date | None, end: date | None, text: str = "Luật giả định") -> Row:
    return Row(Basis(text, start, end, "provisional", "medium"))


def test_both_end_days_are_in_force() -> None:
    only = row(DAY, DAY)
    assert choose([only], DAY, "Quy tắc") is only


def test_three_gaps_give_three_errors() -> None:
    with pytest.raises(NotYetInForce):
        choose([row(DAY, None)], DAY - timedelta(days=1), "Quy tắc")
    with pytest.raises(Abolished):
        choose([row(None, DAY)], DAY + timedelta(days=1), "Quy tắc")
    with pytest.raises(NoRuleRecorded):
        choose([], DAY, "Quy tắc")
    with pytest.raises(NoRuleRecorded):
        choose([row(None, DAY - timedelta(days=1)), row(DAY + timedelta(days=1), None)], DAY, "Quy tắc")


def test_every_error_says_what_on_which_basis_and_what_to_do() -> None:
    with pytest.raises(RuleError) as caught:
        choose([row(DAY, None)], DAY - timedelta(days=1), "Quy tắc")
    words = str(caught.value)
    assert "Quy tắc chưa có hiệu lực vào ngày 30/06/2026, có hiệu lực từ ngày 01/07/2026." in words
    assert "Căn cứ: Luật giả định." in words
    assert words.endswith(caught.value.remedy)
    assert "!" not in words


def test_the_later_of_two_rows_in_force_wins() -> None:
    newer = row(DAY, None)
    assert choose([newer, row(None, None)], DAY, "Quy tắc") is newer


def test_what_existed_before_the_first_record_is_not_called_not_yet_in_force() -> None:
    with pytest.raises(NoRuleRecorded, match="trước ngày 01/07/2026"):
        choose_known([row(DAY, None)], DAY - timedelta(days=1), "Quy tắc")


days = st.dates(date(2025, 1, 1), date(2028, 1, 1))


@given(st.lists(st.tuples(st.none() | days, st.none() | days), max_size=4), days)
def test_a_choice_is_in_force_or_is_exactly_one_of_the_errors(spans: list, on: date) -> None:
    rows = [row(start, end) for start, end in spans if not (start and end and end < start)]
    held = [legal for legal in rows if legal.basis.in_force(on)]
    if held:
        assert choose(rows, on, "Quy tắc") in held
        return
    with pytest.raises((NotYetInForce, Abolished, NoRuleRecorded)):
        choose(rows, on, "Quy tắc")


def test_a_row_without_a_column_or_with_an_unknown_status_is_refused() -> None:
    full: dict[str, Any] = dict.fromkeys(COLUMNS) | {"status": "provisional", "confidence": "low"}
    assert Basis.from_row(full).text == ""
    with pytest.raises(ValueError, match="amendment_risk"):
        Basis.from_row({name: value for name, value in full.items() if name != "amendment_risk"})
    with pytest.raises(ValueError, match="không hợp lệ"):
        Basis.from_row(full | {"status": "official"})


def test_a_verified_row_without_risk_needs_no_caution() -> None:
    assert Basis("Luật", None, None, "verified", "high").caution == ""
    assert Basis("Luật", None, None, "verified", "high", "sắp sửa đổi").caution == "sắp sửa đổi"


def legal_rows(found: Any) -> list[dict[str, Any]]:
    """Every mapping of a data file that names a legal basis."""
    if isinstance(found, list):
        return [inner for item in found for inner in legal_rows(item)]
    if not isinstance(found, dict):
        return []
    own = [found] if "basis" in found else []
    return own + [inner for value in found.values() for inner in legal_rows(value)]


@pytest.mark.parametrize("name", ["periods", "holidays", *(f"layouts/{code}" for code in FAMILIES)])
def test_every_legal_row_in_the_data_has_all_columns(name: str) -> None:
    data = yaml.safe_load((files("caunoi.rules") / "data" / f"{name}.yaml").read_text(encoding="utf-8"))
    rows = legal_rows(data)
    assert rows
    for legal in rows:
        basis = Basis.from_row(legal)
        assert basis.text
        assert basis.status == "provisional", "nobody has compared it with an official copy yet"
