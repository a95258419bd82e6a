"""Health of the installation: database, worker, disk. Says nothing of the content."""

from __future__ import annotations

from typing import Any

from django.db import DatabaseError
from django.http import HttpRequest, JsonResponse

from caunoi.kernel.access import PUBLIC, needs
from caunoi.kernel.doctor import disk_is_full, sweep_is_late
from caunoi.kernel.selectors import waiting_jobs


@needs(PUBLIC)
def health(request: HttpRequest) -> JsonResponse:
    """200 when everything works, 503 otherwise, with a word for each part."""
    parts: dict[str, Any] = {"database": "tốt", "worker": "tốt", "disk": "tốt"}
    try:
        if sweep_is_late():
            parts["worker"] = "chưa chạy tác vụ hằng ngày trong 25 giờ qua"
        parts["jobs"] = waiting_jobs()
    except DatabaseError:
        parts["database"] = "không kết nối được"
    if disk_is_full():
        parts["disk"] = "còn dưới 500 MB"
    healthy = all(parts[name] == "tốt" for name in ("database", "worker", "disk"))
    return JsonResponse(parts, status=200 if healthy else 503, json_dumps_params={"ensure_ascii": False})
