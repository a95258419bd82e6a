"""``caunoi worker``: runs queued tasks, and the sweep at the start and whenever the day changes."""

from __future__ import annotations

import argparse
import threading
import time

LOOK_EVERY_SECONDS = 30


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """No arguments."""


def run(arguments: argparse.Namespace) -> int:
    """Work until stopped."""
    from django.core.management import call_command

    threading.Thread(target=_sweep_daily, daemon=True).start()
    call_command("db_worker", interval=1, verbosity=0)
    return 0


def _sweep_daily() -> None:
    import logging

    from django.db import close_old_connections

    from caunoi import sweep
    from caunoi.kernel import jobs

    log = logging.getLogger("caunoi.worker")
    first = True
    while True:
        close_old_connections()
        try:
            if first or sweep.due():
                log.info("sweep: %s", sweep.run())
                first = False
            # A job that fell silent is not left until tomorrow: somebody waits on its page.
            jobs.requeue_silent()
        except Exception:
            log.exception("the sweep failed; it is tried again in %s s", LOOK_EVERY_SECONDS)
        time.sleep(LOOK_EVERY_SECONDS)
