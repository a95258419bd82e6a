"""Querysets that refuse to run until told whose eyes they are for.

Every guarded model says in ``scope_for`` which rows an actor may know of. Code says
``.visible_to(actor)`` or ``.system("why")``; a query with neither raises.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, Generic, Self, TypeVar

from django.db import models

from caunoi.kernel.actors import Actor

M = TypeVar("M", bound=models.Model, covariant=True)

_system_reason: ContextVar[str | None] = ContextVar("system_reason", default=None)


class ScopeNotStated(RuntimeError):
    """A programming error: a guarded query ran without an actor or a reason."""


@contextmanager
def system_access(reason: str) -> Iterator[None]:
    """Let every guarded query inside run unscoped; for integrity checks, not for features."""
    if not reason:
        raise ValueError("say why")
    token = _system_reason.set(reason)
    try:
        yield
    finally:
        _system_reason.reset(token)


class GuardedQuerySet(models.QuerySet[M, M], Generic[M]):
    """See the module; every way of running a query is checked."""

    _cleared = False

    def _clone(self) -> Self:
        clone: Self = super()._clone()  # type: ignore[misc]
        clone._cleared = self._cleared
        return clone

    def visible_to(self, actor: Actor) -> Self:
        """Only what ``actor`` may know of."""
        scoped: Self = self.model.scope_for(self._chain(), actor)  # type: ignore[attr-defined]
        scoped._cleared = True
        return scoped

    def system(self, reason: str) -> Self:
        """All rows, for the stated reason."""
        if not reason:
            raise ValueError("say why")
        unscoped: Self = self._chain()  # type: ignore[attr-defined]
        unscoped._cleared = True
        return unscoped

    def _check(self) -> None:
        if self._cleared or _system_reason.get() is not None or self.query.is_empty():
            return
        raise ScopeNotStated(f"{self.model.__name__}: say .visible_to(actor) or .system('why') first")

    def _fetch_all(self) -> None:
        if self._result_cache is None:
            self._check()
        super()._fetch_all()

    def iterator(self, *args: Any, **kwargs: Any) -> Any:
        self._check()
        return super().iterator(*args, **kwargs)

    def count(self) -> int:
        if self._result_cache is None:
            self._check()
        return super().count()

    def exists(self) -> bool:
        if self._result_cache is None:
            self._check()
        return super().exists()

    def aggregate(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        self._check()
        return super().aggregate(*args, **kwargs)

    def update(self, **kwargs: Any) -> int:
        self._check()
        return super().update(**kwargs)

    update.alters_data = True  # type: ignore[attr-defined]

    def delete(self) -> tuple[int, dict[str, int]]:
        self._check()
        return super().delete()

    delete.alters_data = True  # type: ignore[attr-defined]

    def explain(self, *args: Any, **kwargs: Any) -> str:
        self._check()
        return super().explain(*args, **kwargs)

    def resolve_expression(self, *args: Any, **kwargs: Any) -> Any:
        self._check()  # used as a subquery of another query
        return super().resolve_expression(*args, **kwargs)

    def raw(self, *args: Any, **kwargs: Any) -> Any:
        self._check()
        return super().raw(*args, **kwargs)

    def _combinator_query(self, *args: Any, **kwargs: Any) -> Any:
        # Called by union, intersection and difference with all the others.
        for rows in (self, *args[1:]):
            _check_other(rows)
        return super()._combinator_query(*args, **kwargs)  # type: ignore[misc]

    def __or__(self, other: Any) -> Any:
        _check_other(other)
        return super().__or__(other)

    def __and__(self, other: Any) -> Any:
        _check_other(other)
        return super().__and__(other)


def _check_other(rows: Any) -> None:
    """A queryset that is combined with another lends it its rows, so it must be cleared itself."""
    if isinstance(rows, GuardedQuerySet):
        rows._check()


GuardedManager = models.Manager.from_queryset(GuardedQuerySet)


class GuardedModel(models.Model):
    """Base of every model that holds content of the domain."""

    objects = GuardedManager()

    class Meta:
        abstract = True

    @classmethod
    def scope_for(cls, rows: GuardedQuerySet[Any], actor: Actor) -> GuardedQuerySet[Any]:
        """The rows of ``rows`` that ``actor`` may know of; each model answers for itself."""
        raise ScopeNotStated(f"{cls.__name__} does not say who may see it")

    def validate_unique(self, exclude: Any = None) -> None:
        with system_access("uniqueness must see every row"):
            super().validate_unique(exclude)

    def validate_constraints(self, exclude: Any = None) -> None:
        with system_access("constraints must see every row"):
            super().validate_constraints(exclude)
