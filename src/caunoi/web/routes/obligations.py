"""Duties."""

from django.urls import URLPattern, path

from caunoi.web.views import duties, duties_board, duties_handout, duties_steps

patterns: list[URLPattern] = [
    path("nhiem-vu/", duties.duties, name="duties"),
    path("nhiem-vu/bang.xlsx", duties.export, name="duties-export"),
    path("nhiem-vu/ngoai-le/", duties_board.board, name="duties-board"),
    path("nhiem-vu/ngoai-le.xlsx", duties_board.export_board, name="duties-board-export"),
    path("nhiem-vu/giao-viec/", duties_handout.new, name="duty-new"),
    path("nhiem-vu/dot-giao/", duties_handout.handouts, name="handouts"),
    path("nhiem-vu/dot-giao/<int:pk>/", duties_handout.handout, name="handout"),
    path("nhiem-vu/dot-giao/<int:pk>/don-vi-moi/", duties_handout.newcomers, name="handout-newcomers"),
    path("nhiem-vu/<int:pk>/", duties_steps.duty, name="duty"),
    path("nhiem-vu/<int:pk>/minh-chung/", duties_steps.evidence_file, name="duty-file"),
    path("nhiem-vu/<int:pk>/<str:step>/", duties_steps.step, name="duty-step"),
]
