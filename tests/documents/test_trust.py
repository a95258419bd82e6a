"""Which certificates an installation trusts."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from caunoi.documents.trust import FOLDER, certificates


def test_only_certificate_files_of_the_folder_count(settings: Any, tmp_path: Path):
    settings.CAUNOI_HOME = tmp_path
    assert certificates() == []
    folder = tmp_path / FOLDER
    folder.mkdir()
    for name in ("b.CRT", "a.pem", "ghi-chu.txt"):
        (folder / name).write_bytes(b"x")
    (folder / "thu-muc.pem").mkdir()
    assert [path.name for path in certificates()] == ["a.pem", "b.CRT"]
