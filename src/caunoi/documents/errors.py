"""Refusals of this area that interfaces tell apart."""

from __future__ import annotations

from caunoi.kernel.errors import Refused


class AlreadyThere(Refused):
    """The document is registered already; ``document_id`` says which one, and the actor may read it."""

    def __init__(self, what: str, *, document_id: int, where: str = "", todo: str = "") -> None:
        super().__init__(what, where=where, todo=todo)
        self.document_id = document_id


class SecretRefused(Refused):
    """The document carries a secrecy mark: nothing of it was kept."""
