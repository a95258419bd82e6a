"""``caunoi import-document`` goes through the same door as the web."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from caunoi.cli.main import main
from caunoi.documents.models import Document
from tests.documents import texts
from tests.documents.test_registering import everything_stored
from tests.world import World


def written(folder: Path, name: str, data: bytes) -> str:
    (folder / name).write_bytes(data)
    return str(folder / name)


def test_a_file_is_registered_for_the_unit_of_the_account(
    world: World, today: date, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = written(tmp_path, "nghi-quyet.docx", texts.docx(texts.RESOLUTION))
    assert main(["import-document", file, "--as", "chuyen.vien"]) == 0
    document = Document.objects.system("test").get()
    assert document.custodian_id == world.unit("DU").pk
    assert "12-NQ/ĐU" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("name", "data", "who", "sentence"),
    [
        ("mat.docx", texts.docx(texts.SECRET), "chuyen.vien", "cán bộ bảo mật"),
        ("hong.docx", b"PK\x03\x04", "chuyen.vien", "gửi lại"),
        ("a.txt", texts.txt(texts.PLAN), "khong.co", "Không có tài khoản"),
        ("a.txt", texts.txt(texts.PLAN), "kiem.toan", "không có quyền"),
        ("", b"", "chuyen.vien", "Không mở được tệp"),
    ],
)
def test_a_refusal_is_one_sentence_and_exit_code_1(
    world: World,
    today: date,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    name: str,
    data: bytes,
    who: str,
    sentence: str,
) -> None:
    file = written(tmp_path, name, data) if name else str(tmp_path / "thieu.docx")
    assert main(["import-document", file, "--as", who]) == 1
    told = capsys.readouterr().err
    assert sentence in told
    assert told.count("\n") == 1
    assert everything_stored() == (0, 0, 0)
