"""Targets and the heat map."""

from django.urls import path

from caunoi.web.views import indicators, indicators_heat

patterns = [
    path("chi-tieu/", indicators.listing, name="indicators"),
    path("chi-tieu/bang-nhiet/", indicators_heat.page, name="heat-map"),
    path("chi-tieu/lap/<int:pk>/", indicators.define, name="target-new"),
    path("chi-tieu/<int:pk>/", indicators.target, name="target"),
    path("chi-tieu/<int:pk>/danh-gia/", indicators.judge, name="target-judge"),
]
