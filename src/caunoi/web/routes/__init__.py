"""Every address, in the order of the navigation; each area keeps its own list."""

from caunoi.web.routes import (
    admin,
    desk,
    directives,
    documents,
    indicators,
    obligations,
    orgs,
    outputs,
    reports,
)

urlpatterns = [
    *desk.patterns,
    *documents.patterns,
    *directives.patterns,
    *obligations.patterns,
    *indicators.patterns,
    *reports.patterns,
    *outputs.patterns,
    *orgs.patterns,
    *admin.patterns,
]
