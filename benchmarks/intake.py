"""From a file's arrival to its proposals, as a worker does it: quarantine, a process of its own, the database.

Words and figures of the .docx are self-made. A scan's time stands with recognition (benchmarks/ocr.py).
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from io import BytesIO
from typing import Any

from benchmarks.rows import Row

PAGES = 30
LETTERS_A_PAGE = 2_500
SECONDS = 5.0
CLAUSE = (
    "{n}. Giao Ban Tuyên giáo và Dân vận Đảng ủy chủ trì, phối hợp với Văn phòng Đảng ủy hướng dẫn các chi bộ thực "
    "hiện Kết luận số {n}-KL/TW, ngày 07/01/2026 của Bộ Chính trị; phấn đấu {share}% chi bộ hoàn thành trước ngày "
    "15/{month:02}/2026, báo cáo kết quả hằng quý."
)


def rows() -> list[Row]:
    """For ``make bench``; runs in a process of its own."""
    with tempfile.TemporaryDirectory(prefix="caunoi-bench-") as home:
        environment = {**os.environ, "CAUNOI_HOME": home, "DJANGO_SETTINGS_MODULE": "caunoi.config.settings"}
        command = [sys.executable, "-m", "benchmarks.intake", "--measure"]
        ran = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    return [Row(**row) for row in json.loads(ran.stdout.splitlines()[-1])]


def document() -> bytes:
    """A plan of thirty pages as a Word file."""
    import docx

    file, letters, number = docx.Document(), 0, 0
    for line in ("ĐẢNG ỦY XÃ THỬ NGHIỆM", "*", "Số 15-KH/ĐU", "KẾ HOẠCH", "công tác năm 2026", "I. NHIỆM VỤ"):
        file.add_paragraph(line)
    while letters < PAGES * LETTERS_A_PAGE:
        number += 1
        line = CLAUSE.format(n=number, share=50 + number % 50, month=1 + number % 12)
        file.add_paragraph(line)
        letters += len(line)
    out = BytesIO()
    file.save(out)
    return out.getvalue()


def measure() -> list[dict[str, Any]]:
    """The same, inside a process whose home is a throw-away one."""
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    from caunoi.accounts.selectors import actor_by_username
    from caunoi.demo.load import load
    from caunoi.documents.incoming import Arrival, read_incoming, take_in
    from caunoi.documents.listing import document_rows, documents
    from caunoi.orgs.selectors import unit_by_id

    load()
    actor = actor_by_username("chuyenvien")
    data, start = document(), time.perf_counter()
    (row,) = take_in(
        actor=actor, unit=unit_by_id(actor.unit_id), arrivals=[Arrival("ke-hoach.docx", BytesIO(data))]
    )
    read_incoming.func(row.job_id)
    took = time.perf_counter() - start
    newest = max(document_rows(documents(actor)), key=lambda found: found.id)
    name = f"a .docx of {PAGES} pages: from arrival to {newest.found} proposals"
    return [
        {"name": name, "value": round(took, 2), "unit": "s", "goal": SECONDS, "database": "sqlite", "n": 1}
    ]


if __name__ == "__main__":
    if "--measure" in sys.argv:
        print(json.dumps(measure()))
    else:
        print(*rows(), sep="\n")
