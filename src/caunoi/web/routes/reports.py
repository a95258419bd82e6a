"""Periods, reports, totals and figures."""

from django.urls import path

from caunoi.web.views import figures, periods, sheets, sheets_review

patterns = [
    path("bao-cao/", sheets_review.mine, name="reports"),
    path("bao-cao/cho-duyet/", sheets_review.queue, name="review-queue"),
    path("bao-cao/ky/", periods.listing, name="periods"),
    path("bao-cao/ky/moi/", periods.new, name="period-new"),
    path("bao-cao/ky/<int:pk>/", periods.period, name="period"),
    path("bao-cao/ky/<int:pk>/tong-hop/", figures.period_totals, name="period-totals"),
    path("bao-cao/ky/<int:pk>/tong-hop/tai-ve/", figures.period_export, name="period-export"),
    path("bao-cao/ky/<int:pk>/so-lieu/<str:code>/", figures.element, name="figure"),
    path("bao-cao/ky/<int:pk>/chi-tieu/<int:target_pk>/", figures.target, name="target-figure"),
    path("bao-cao/phieu/<int:pk>/", sheets_review.submission, name="submission"),
    path("bao-cao/phieu/<int:pk>/nhap/", sheets.fill, name="sheet"),
    path("bao-cao/phieu/<int:pk>/ban-nhap/", sheets.draft, name="sheet-draft"),
    path("bao-cao/phieu/<int:pk>/gui/", sheets_review.send, name="submission-send"),
    path("bao-cao/phieu/<int:pk>/rut/", sheets_review.recall, name="submission-recall"),
    path("bao-cao/phieu/<int:pk>/tra-lai/", sheets_review.send_back, name="submission-return"),
    path("bao-cao/phieu/<int:pk>/duyet/", sheets_review.accept, name="submission-accept"),
    path("bao-cao/phieu/<int:pk>/dinh-chinh/", sheets_review.restate, name="submission-restate"),
    path("bao-cao/phieu/<int:pk>/ban/<int:number>/", sheets_review.version, name="submission-version"),
]
