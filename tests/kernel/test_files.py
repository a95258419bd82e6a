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


def test_a_released_file_goes_from_the_disk_once_that_is_committed(db, django_capture_on_commit_callbacks):
    row = files.store(b"bo di", "text/plain")
    with django_capture_on_commit_callbacks(execute=True):
        assert files.release([row.pk, None]) == 1
        assert files.content(row) == b"bo di"
    assert not (files.root() / row.sha256[:2] / row.sha256).exists()


def test_content_stored_again_while_it_is_released_is_there_afterwards(
    db, django_capture_on_commit_callbacks
):
    first = files.store(b"hai lan", "text/plain")
    with django_capture_on_commit_callbacks(execute=True):
        files.release([first.pk])
        again = files.store(b"hai lan", "text/plain")
    assert files.content(again) == b"hai lan"
