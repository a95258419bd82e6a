"""Carrying a superior's document out: requirements, plans, coverage, and bases to review again."""

from django.urls import path

from caunoi.web.views import bases, directives, plans, plans_compare

patterns = [
    path("van-ban/<int:pk>/trien-khai/", directives.page, name="directive"),
    path("van-ban/<int:pk>/trien-khai/lap/", directives.set_up, name="directive-set-up"),
    path("van-ban/<int:pk>/trien-khai/bang.xlsx", directives.export, name="directive-export"),
    path("van-ban/<int:pk>/trien-khai/don-vi-moi/", directives.newcomers, name="directive-newcomers"),
    path("van-ban/<int:pk>/trien-khai/ban-sua/", directives.follow_correction, name="directive-correction"),
    path("yeu-cau-cap-tren/", plans.received, name="directives-received"),
    path("trien-khai/<int:pk>/", plans.unit, name="directive-unit"),
    path("trien-khai/<int:pk>/ke-hoach/", plans.decide, name="plan-decide"),
    path("ke-hoach/<int:pk>/", plans_compare.page, name="plan"),
    path("ke-hoach/<int:pk>/tim-lai/", plans_compare.look_again, name="plan-look-again"),
    path("ke-hoach/<int:pk>/bang.xlsx", plans_compare.export, name="plan-export"),
    path("ke-hoach/doi-chieu/<int:pk>/<str:step>/", plans_compare.decide, name="link-decide"),
    path(
        "trien-khai/<int:pk>/yeu-cau/<int:requirement_pk>/", plans_compare.answer, name="requirement-answer"
    ),
    path("ra-soat-can-cu/", bases.page, name="bases"),
]
