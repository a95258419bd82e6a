"""Every address, in the order of the navigation; each area keeps its own list."""

from caunoi.web.routes import admin, desk, orgs

urlpatterns = [
    *desk.patterns,
    *orgs.patterns,
    *admin.patterns,
]
