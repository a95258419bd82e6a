"""The organization."""

from django.urls import path

from caunoi.web.views import orgs

patterns = [
    path("to-chuc/", orgs.units, name="units"),
    path("to-chuc/don-vi-moi/", orgs.new_unit, name="new-unit"),
    path("to-chuc/don-vi/<str:code>/", orgs.unit, name="unit"),
    path("to-chuc/don-vi/<str:code>/doi-ten/", orgs.rename, name="rename-unit"),
    path("to-chuc/sap-xep/", orgs.merges, name="merges"),
    path("to-chuc/sap-xep/moi/", orgs.new_merge, name="new-merge"),
    path("to-chuc/sap-xep/<int:pk>/", orgs.merge, name="merge"),
    path("to-chuc/sap-xep/<int:pk>/huy/", orgs.cancel_merge, name="cancel-merge"),
]
