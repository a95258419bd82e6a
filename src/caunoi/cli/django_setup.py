"""Start Django for a command that needs the database."""

from __future__ import annotations

from pathlib import Path


def start() -> None:
    """Load the settings and the apps once; the home folder is there afterwards."""
    import django
    from django.apps import apps
    from django.conf import settings

    if not apps.ready:
        django.setup()
    Path(settings.CAUNOI_HOME).mkdir(parents=True, exist_ok=True)
