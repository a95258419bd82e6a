"""Layouts: chosen by system and date, complete, and honest about what is not known."""

from datetime import date

import pytest

from caunoi.rules.errors import Abolished, NoRuleRecorded, NotYetInForce
from caunoi.rules.layouts import layout_for, layout_named, layouts

LAST_DAY_OF_36 = date(2026, 5, 26)
FIRST_DAY_OF_05 = date(2026, 5, 27)


def test_the_day_decides_which_party_rule_holds() -> None:
    assert layout_for("party", LAST_DAY_OF_36).code == "party-36-hd-vptw"
    assert layout_for("party", FIRST_DAY_OF_05).code == "party-05-hd-vptw"
    assert layout_for("state", FIRST_DAY_OF_05).code == "state-nd-30-2020"


def test_three_ways_to_have_no_layout_are_three_errors() -> None:
    with pytest.raises(NotYetInForce, match="27/05/2026"):
        layout_named("party-05-hd-vptw", LAST_DAY_OF_36)
    with pytest.raises(Abolished, match="26/05/2026"):
        layout_named("party-36-hd-vptw", FIRST_DAY_OF_05)
    with pytest.raises(NoRuleRecorded):
        layout_named("party-99", FIRST_DAY_OF_05)
    with pytest.raises(NoRuleRecorded):
        layout_for("army", FIRST_DAY_OF_05)


def test_before_the_first_record_there_is_no_rule_rather_than_a_wrong_one() -> None:
    with pytest.raises(NoRuleRecorded, match="03/04/2018"):
        layout_for("party", date(2010, 1, 1))


def test_margins_of_a_party_document_are_mirrored_on_the_verso() -> None:
    page = layout_for("party", FIRST_DAY_OF_05).page
    assert (page.top_mm, page.bottom_mm, page.left_mm, page.right_mm) == (20, 20, 30, 15)
    assert (page.verso_left_mm, page.verso_right_mm) == (15, 30)


def test_recipients_end_with_semicolons_now_and_with_commas_before() -> None:
    units = ["Ban Thường vụ", "Lưu Văn phòng"]
    now = layout_for("party", FIRST_DAY_OF_05).recipients
    before = layout_for("party", LAST_DAY_OF_36).recipients
    assert now.printed(units) == ["- Ban Thường vụ;", "- Lưu Văn phòng."]
    assert before.printed(units) == ["- Ban Thường vụ,", "- Lưu Văn phòng."]


def test_the_older_guide_keeps_the_geometry_and_marks_its_sizes_as_unknown() -> None:
    old, new = layout_for("party", LAST_DAY_OF_36), layout_for("party", FIRST_DAY_OF_05)
    assert old.page == new.page
    assert old.styles_confidence == "unknown"
    assert any("cỡ chữ" in note for note in old.unknown)


def test_dates_are_padded_below_10_and_below_march() -> None:
    rule = layout_for("party", FIRST_DAY_OF_05).date
    assert rule.printed("Sơn Hà", date(2026, 2, 9)) == "Sơn Hà, ngày 09 tháng 02 năm 2026"
    assert rule.printed("Sơn Hà", date(2026, 3, 10)) == "Sơn Hà, ngày 10 tháng 3 năm 2026"
    assert rule.printed("Sơn Hà", date(2026, 12, 31)) == "Sơn Hà, ngày 31 tháng 12 năm 2026"
    assert rule.printed("Sơn Hà", None).replace(" ", "") == "SơnHà,ngàythángnăm"


def test_signing_forms_differ_by_system() -> None:
    party, state = layout_for("party", FIRST_DAY_OF_05), layout_for("state", FIRST_DAY_OF_05)
    assert (party.signing_form("on_behalf"), state.signing_form("on_behalf")) == ("T/M", "TM.")
    assert (party.signing_form("deputy"), state.signing_form("deputy")) == ("K/T", "KT.")
    assert state.signing_form("authorized") == "TUQ."
    with pytest.raises(NoRuleRecorded):
        party.signing_form("authorized")


def test_a_party_document_does_not_end_with_a_stroke() -> None:
    assert layout_for("party", FIRST_DAY_OF_05).body.ending == "."


def test_an_unset_style_is_an_error_and_not_a_default() -> None:
    with pytest.raises(NoRuleRecorded, match="motto"):
        layout_for("party", FIRST_DAY_OF_05).style("motto")


def test_every_line_of_a_header_has_a_style_and_every_size_lies_in_its_range() -> None:
    for layout in layouts():
        for line in (*layout.header.left, *layout.header.right):
            assert layout.style(line.style).size > 0
        for name, style in layout.styles.items():
            assert style.sizes[0] <= style.size <= style.sizes[1], (layout.code, name)


def test_no_layout_claims_to_have_been_verified() -> None:
    assert {layout.basis.status for layout in layouts()} == {"provisional"}
    assert all(layout.basis.caution for layout in layouts())
