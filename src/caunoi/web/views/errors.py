"""Errors as pages: a sentence, a cause and a way out."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from caunoi.kernel.access import PUBLIC, needs
from caunoi.kernel.errors import Problem

TITLES = {
    403: "Không có quyền",
    404: "Không tìm thấy",
    409: "Nội dung vừa được thay đổi",
    422: "Chưa thực hiện được",
}


def render_problem(request: HttpRequest, problem: Problem) -> HttpResponse:
    """A page (or, for htmx, a fragment) that says what is wrong, where, and what to do."""
    template = "errors/fragment.html" if request.headers.get("HX-Request") else "errors/problem.html"
    context = {"problem": problem, "title": TITLES.get(problem.status, _("Chưa thực hiện được"))}
    return render(request, template, context, status=problem.status)


@needs(PUBLIC)
def not_found(request: HttpRequest, exception: Any = None) -> HttpResponse:
    """The answer to an address that does not exist."""
    problem = Problem(_("Địa chỉ này không có."), todo=_("Kiểm tra lại địa chỉ hoặc trở về bàn làm việc."))
    context = {"problem": problem, "title": _("Không tìm thấy")}
    return render(request, "errors/problem.html", context, status=404)


@needs(PUBLIC)
def forbidden(request: HttpRequest, exception: Any = None) -> HttpResponse:
    """Django's own refusals."""
    problem = Problem(_("Yêu cầu bị từ chối."), todo=_("Tải lại trang rồi thử lại."))
    return render(
        request, "errors/problem.html", {"problem": problem, "title": _("Không có quyền")}, status=403
    )


@needs(PUBLIC)
def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form sent from a page that was open too long."""
    problem = Problem(
        _("Trang đã mở quá lâu nên chưa nhận được nội dung vừa gửi."),
        todo=_("Quay lại trang trước, tải lại rồi gửi lần nữa."),
    )
    context = {"problem": problem, "title": _("Chưa thực hiện được")}
    return render(request, "errors/problem.html", context, status=403)


@needs(PUBLIC)
def bad_request(request: HttpRequest, exception: Any = None) -> HttpResponse:
    """A request that cannot be understood."""
    problem = Problem(_("Nội dung gửi lên không đọc được."), todo=_("Tải lại trang rồi thử lại."))
    context = {"problem": problem, "title": _("Chưa thực hiện được")}
    return render(request, "errors/problem.html", context, status=400)


@needs(PUBLIC)
def server_error(request: HttpRequest) -> HttpResponse:
    """A fault of ours; nothing that was stored is lost."""
    return render(request, "errors/server.html", status=500)
