"""Every address declares who may come: public, signed in, or holders of a capability."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponseBase

from caunoi.kernel.capabilities import Capability

View = Callable[..., HttpResponseBase]


@dataclass(frozen=True)
class Access:
    """What an address asks for; ``capability`` is None for public and signed-in pages."""

    kind: str
    capability: Capability | None = None


PUBLIC = Access("public")
SIGNED_IN = Access("signed-in")


def needs(access: Access | Capability) -> Callable[[View], View]:
    """Declare the access of a view. The middleware enforces it; a test demands it.

    For a capability the middleware asks for it without a unit: whether it holds for the
    record at hand is asked again by the selector and the use case.
    """
    declared = Access("capability", access) if isinstance(access, Capability) else access

    def decorate(view: View) -> View:
        view.access = declared  # type: ignore[attr-defined]
        return view

    return decorate


def access_of(view: Any) -> Access | None:
    """The declared access of a view function, None when it declares none."""
    return getattr(view, "access", None)
