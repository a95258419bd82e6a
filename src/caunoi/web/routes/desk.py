"""The desk, the session, the health page."""

from django.urls import path

from caunoi.web.views import desk, health, session

patterns = [
    path("", desk.desk, name="desk"),
    path("tim-kiem/", desk.search, name="search"),
    path("dang-nhap/", session.log_in, name="login"),
    path("dang-xuat/", session.log_out, name="logout"),
    path("don-vi-dang-lam/", session.act_as, name="act-as"),
    path("ngay-lam-viec/", session.set_clock, name="clock"),
    path("suc-khoe/", health.health, name="health"),
]
