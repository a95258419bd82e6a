"""What the document's page says about the signatures in its file."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from caunoi.documents.models import Document
from caunoi.documents.signatures import signatures
from tests.documents.conftest import version_of

pytestmark = pytest.mark.django_db
GOOD: dict[str, Any] = {
    "state": "intact",
    "signer": "Văn phòng Đảng ủy thử nghiệm",
    "organization": "Đảng ủy thử nghiệm",
    "issuer": "Cơ quan chứng thực thử nghiệm",
    "claimed_at": "2026-11-09T17:30:00+00:00",
    "stamped_at": None,
    "later": "nothing",
    "trusted": None,
}


def _rows(document: Document, *found: dict[str, Any]) -> Any:
    version = version_of(document)
    version.analysis = version.analysis | {"signatures": list(found)}
    version.save(update_fields=["analysis"])
    return signatures(version)


def test_the_time_is_told_in_vietnam_time_with_its_source(resolution: Document):
    (claimed,) = _rows(resolution, GOOD)
    assert claimed.when == "00:30 10/11/2026, theo đồng hồ máy người ký"
    (stamped,) = _rows(resolution, GOOD | {"stamped_at": "2026-11-10T02:05:00+00:00"})
    assert stamped.when == "09:05 10/11/2026, theo dấu thời gian"
    (silent,) = _rows(resolution, GOOD | {"claimed_at": None})
    assert silent.when == "Không ghi thời điểm ký"


@pytest.mark.parametrize(
    ("change", "good"),
    [
        ({}, True),
        ({"later": "signing"}, True),
        ({"trusted": True}, True),
        ({"later": "content"}, False),
        ({"trusted": False}, False),
        ({"state": "changed"}, False),
        ({"state": "weak"}, False),
        ({"state": "invalid"}, False),
        ({"state": "unreadable", "signer": None}, False),
    ],
)
def test_only_a_signature_that_nothing_speaks_against_is_called_good(
    resolution: Document, change: dict[str, Any], good: bool
):
    (row,) = _rows(resolution, GOOD | change)
    assert row.good is good
    assert row.state


def test_unknown_trust_is_never_told_as_trust(resolution: Document):
    (row,) = _rows(resolution, GOOD)
    assert "Chưa kiểm tra được nơi cấp" in row.trust


def test_the_page_shows_signatures_only_where_the_file_has_some(
    resolution: Document, sign_in: Callable[[str], Client]
):
    client, address = sign_in("chuyen.vien"), f"/van-ban/{resolution.pk}/"
    assert "Chữ ký số" not in client.get(address).content.decode()
    _rows(resolution, GOOD)
    page = client.get(address).content.decode()
    assert "Văn phòng Đảng ủy thử nghiệm" in page
    assert "00:30 10/11/2026" in page
    assert "thu hồi" in page
