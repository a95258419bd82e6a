"""Errors that are part of the product: what is wrong, where, and what to do.

Interfaces catch :class:`Problem` and render it; nothing below them knows about
HTTP or exit codes.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


class Problem(Exception):
    """Something the user must be told.

    ``what`` says what is wrong, ``where`` names the place (a field, a file, a
    unit), ``todo`` says what to do next. All three are Vietnamese sentences.
    """

    status = 400

    def __init__(self, what: str, *, where: str = "", todo: str = "") -> None:
        super().__init__(what)
        self.what = what
        self.where = where
        self.todo = todo

    def __str__(self) -> str:
        head = f"{self.where}: {self.what}" if self.where else self.what
        return f"{head} {self.todo}".strip()


class NotFoundForYou(Problem):
    """What the actor may not know of, and what does not exist: one answer for both."""

    status = 404

    def __init__(
        self, what: str = "Không tìm thấy nội dung này.", *, where: str = "", todo: str = ""
    ) -> None:
        super().__init__(
            what, where=where, todo=todo or "Kiểm tra lại địa chỉ hoặc đơn vị đang làm việc ở góc trên."
        )


class Forbidden(Problem):
    """What the actor may see but not change."""

    status = 403


class Invalid(Problem):
    """Typed input that cannot be taken; ``fields`` maps a field name to its sentence."""

    status = 422

    def __init__(
        self,
        what: str,
        *,
        fields: Mapping[str, str] | None = None,
        where: str = "",
        todo: str = "",
    ) -> None:
        super().__init__(what, where=where, todo=todo)
        self.fields = dict(fields or {})


class Refused(Problem):
    """A file or an operation that is refused at the door."""

    status = 422


class Conflict(Problem):
    """Somebody else changed the record first; both texts are kept for the second writer."""

    status = 409

    def __init__(
        self, what: str, *, theirs: Any = None, yours: Any = None, where: str = "", todo: str = ""
    ) -> None:
        super().__init__(what, where=where, todo=todo or "Xem lại bản mới nhất rồi lưu lần nữa.")
        self.theirs = theirs
        self.yours = yours
