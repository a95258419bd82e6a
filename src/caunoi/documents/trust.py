"""The root certificates that this installation trusts for signatures: files that an operator lays down.

None is shipped: which authorities an office trusts is the office's decision.
"""

from __future__ import annotations

from pathlib import Path

from django.conf import settings

FOLDER = "chung-thu-goc"
_SUFFIXES = frozenset({".pem", ".crt", ".cer", ".der"})


def certificates() -> list[Path]:
    """The files of ``CAUNOI_HOME/chung-thu-goc``, by name; empty where the folder is not there."""
    folder = Path(settings.CAUNOI_HOME) / FOLDER
    if not folder.is_dir():
        return []
    return sorted(path for path in folder.iterdir() if path.suffix.lower() in _SUFFIXES and path.is_file())
