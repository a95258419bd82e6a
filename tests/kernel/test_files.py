import pytest

from caunoi.kernel import files


def test_the_same_content_is_kept_once(db):
    first = files.store(b"noi dung", "text/plain")
    assert files.store(b"noi dung", "text/plain").pk == first.pk
    assert files.content(first) == b"noi dung"


def test_a_damaged_file_is_noticed(db):
    row = files.store(b"nguyen ven", "text/plain")
    place = files.root() / row.sha256[:2] / row.sha256
    place.write_bytes(b"da sua")
    with pytest.raises(ValueError, match="damaged"):
        files.content(row)
    assert row.sha256 in files.damaged()
    place.unlink()
    assert row.sha256 in files.damaged()
