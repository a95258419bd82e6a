"""The URL root: all addresses are the web interface's."""

from django.urls import include, path

urlpatterns = [path("", include("caunoi.web.routes"))]

handler400 = "caunoi.web.views.errors.bad_request"
handler403 = "caunoi.web.views.errors.forbidden"
handler404 = "caunoi.web.views.errors.not_found"
handler500 = "caunoi.web.views.errors.server_error"
