"""Official reports and drafts."""

from django.urls import path

from caunoi.web.views import outputs

patterns = [
    path("bao-cao/ky/<int:pk>/ban-hanh/", outputs.listing, name="official-reports"),
    path("bao-cao/ky/<int:pk>/lap-bao-cao/", outputs.order, name="report-order"),
    path("bao-cao/dang-lap/<int:pk>/", outputs.job, name="report-job"),
    path("bao-cao/ban-hanh/<int:pk>/", outputs.report, name="official-report"),
    path("bao-cao/ban-hanh/<int:pk>/bao-cao.docx", outputs.docx, name="official-report-docx"),
    path("bao-cao/ban-hanh/<int:pk>/nguon-goc.json", outputs.origin, name="official-report-json"),
    path("van-ban/<int:pk>/ke-hoach.docx", outputs.plan, name="plan-docx"),
]
