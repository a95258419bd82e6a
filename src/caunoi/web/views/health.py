"""Health of the installation: database, worker, disk. Says nothing of the content."""

from __future__ import annotations

import shutil
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import DatabaseError
from django.http import HttpRequest, JsonResponse

from caunoi.kernel import clock
from caunoi.kernel.access import PUBLIC, needs
from caunoi.kernel.selectors import last_sweep, waiting_jobs

LEAST_FREE_BYTES = 500 * 1024 * 1024


@needs(PUBLIC)
def health(request: HttpRequest) -> JsonResponse:
    """200 when everything works, 503 otherwise, with a word for each part."""
    parts: dict[str, Any] = {"database": "tốt", "worker": "tốt", "disk": "tốt"}
    try:
        sweep = last_sweep()
        if sweep is None or clock.true_now() - sweep.true_at > timedelta(hours=25):
            parts["worker"] = "chưa chạy tác vụ hằng ngày trong 25 giờ qua"
        parts["jobs"] = waiting_jobs()
    except DatabaseError:
        parts["database"] = "không kết nối được"
    if shutil.disk_usage(settings.CAUNOI_HOME).free < LEAST_FREE_BYTES:
        parts["disk"] = "còn dưới 500 MB"
    healthy = all(parts[name] == "tốt" for name in ("database", "worker", "disk"))
    return JsonResponse(parts, status=200 if healthy else 503, json_dumps_params={"ensure_ascii": False})
