"""The desk: what I owe, what waits for my decision, what is late below me."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from caunoi.kernel.access import needs
from caunoi.web.policies import SEE_DESK


@needs(SEE_DESK)
def desk(request: HttpRequest) -> HttpResponse:
    """Three numbers, then the lists."""
    return render(request, "desk/desk.html", {})
