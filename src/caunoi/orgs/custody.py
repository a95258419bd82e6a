"""The registry through which higher areas hand over their open work at a reorganization."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from caunoi.kernel.actors import Actor

Preview = Callable[[list[int]], list[str]]
Transfer = Callable[[Actor, dict[int, int], date], list[str]]


@dataclass(frozen=True)
class CustodyTransfer:
    """How one area moves what ceased units answer for.

    ``preview(unit_ids)`` says in sentences what would move; ``transfer(actor,
    {ceased: successor}, on)`` moves it and returns what was moved.
    """

    name: str
    label: str
    preview: Preview
    transfer: Transfer


_transfers: dict[str, CustodyTransfer] = {}
_frozen = False


def register(transfer: CustodyTransfer) -> None:
    """Add an area's transfer; only while the application starts."""
    if _frozen or transfer.name in _transfers:
        raise ValueError(f"custody transfer {transfer.name!r} comes too late or twice")
    _transfers[transfer.name] = transfer


def freeze() -> None:
    """Close the registry once all areas have started."""
    global _frozen
    _frozen = True


def all_transfers() -> list[CustodyTransfer]:
    """The registered transfers in the order of their names."""
    return [_transfers[name] for name in sorted(_transfers)]
