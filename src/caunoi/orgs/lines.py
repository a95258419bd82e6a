"""The three lines of subordination, the kinds of units and their levels."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Line(models.TextChoices):
    """A chain of command. A unit has at most one parent in each at any date."""

    PARTY = "party", _("Đảng")
    STATE = "state", _("Chính quyền")
    FRONT = "front", _("Mặt trận và đoàn thể")


class Kind(models.TextChoices):
    """What a unit is."""

    COMMITTEE = "cap-uy", _("Cấp ủy")
    ADVISORY = "co-quan-tham-muu", _("Cơ quan tham mưu")
    PARTY_BASE = "dang-bo-co-so", _("Đảng bộ cơ sở")
    CELL_BASE = "chi-bo-co-so", _("Chi bộ cơ sở")
    CELL = "chi-bo", _("Chi bộ trực thuộc")
    MASS_ORGANIZATION = "doan-the", _("Đoàn thể")
    FRONT = "mat-tran", _("Mặt trận Tổ quốc")
    AGENCY = "co-quan", _("Cơ quan")
    ENTERPRISE = "doanh-nghiep", _("Doanh nghiệp")
    COMMUNE = "xa", _("Xã, phường, đặc khu")
    VILLAGE = "thon", _("Thôn, tổ dân phố")


class Level(models.TextChoices):
    """The level of government or of the Party that a unit belongs to."""

    CENTRAL = "central", _("Trung ương")
    PROVINCE = "province", _("Cấp tỉnh")
    UPPER_BASE = "upper-base", _("Cấp trên trực tiếp của cơ sở")
    COMMUNE = "commune", _("Cấp xã")
    BASE = "base", _("Cơ sở")
    BELOW_BASE = "below-base", _("Dưới cơ sở")
