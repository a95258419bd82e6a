"""A matrix of many units, page by page; and decisions that only some may take."""

from __future__ import annotations

from typing import Any

import pytest

from caunoi.web.forms.directives import ReconfirmForm
from caunoi.web.views import directives

pytestmark = pytest.mark.django_db


def test_units_beyond_a_page_stand_on_the_next(staffed, directive, monkeypatch, sign_in):
    monkeypatch.setattr(directives, "ROWS_A_PAGE", 2)
    client, address = sign_in("chuyen.vien"), f"/van-ban/{directive.document_id}/trien-khai/"
    first, second = (client.get(f"{address}?trang={page}").content.decode() for page in (1, 2))
    assert first.count("heat-none") > second.count("heat-none") > 0
    assert "3 trên 3 đơn vị" in " ".join(first.split())
    assert 'href="?trang=2"' in first
    assert client.get(f"{address}?trang=abc").status_code == 200


def test_cancelling_is_offered_only_to_those_who_may(today):
    def offered(**rights: Any) -> list[str]:
        return [code for code, _ in ReconfirmForm(**rights).fields["decision"].choices]

    assert offered(may_cancel=True) == ["keep", "adjust", "cancel"]
    assert offered(may_cancel=False) == ["keep", "adjust"]
    assert not ReconfirmForm({"decision": "cancel", "reason": "x"}, may_cancel=False).is_valid()
