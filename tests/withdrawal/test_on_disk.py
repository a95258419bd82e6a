"""The file of the database itself: deleted words stand in no free page and in no log of changes."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from tests.house import ROOT
from tests.withdrawal.story import SYMBOL, WORD
from tests.withdrawal.traces import in_files

TELL = """
import django
django.setup()
from datetime import date
from django.core.management import call_command
call_command("migrate", verbosity=0)
from caunoi.kernel import clock
from caunoi.kernel.models import Job
from caunoi.kernel.rewriting import rewrite_database
from caunoi.withdrawal import withdraw_document
from tests import world
from tests.withdrawal.story import tell
from tests.withdrawal.traces import in_files
from django.conf import settings
from pathlib import Path
with clock.frozen(clock.at_noon(date(2026, 10, 12))):
    story = tell(world.build())
    assert in_files(Path(settings.CAUNOI_HOME), "zimbo")
    withdraw_document(actor=story.actor, document=story.document, reason="marked")
for job in Job.objects.filter(state="queued", task__endswith="rewrite_database"):
    rewrite_database.func(job.pk)
"""


def test_no_byte_of_the_home_holds_a_word_of_it(tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    environment = {name: value for name, value in os.environ.items() if name != "CAUNOI_DATABASE_URL"} | {
        "CAUNOI_HOME": str(home),
        "CAUNOI_SECRET_KEY": "only-for-tests",
        "DJANGO_SETTINGS_MODULE": "caunoi.config.settings",
    }
    done = subprocess.run(
        [sys.executable, "-c", TELL], cwd=ROOT, env=environment, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    assert (home / "caunoi.sqlite3").stat().st_size > 500_000
    assert in_files(home, WORD, SYMBOL) == []
