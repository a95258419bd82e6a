"""Accounts, the audit log and the system."""

from django.urls import path

from caunoi.web.views import admin

patterns = [
    path("quan-tri/", admin.admin, name="admin"),
    path("quan-tri/tai-khoan/", admin.accounts, name="accounts"),
    path("quan-tri/tai-khoan/moi/", admin.new_account, name="new-account"),
    path("quan-tri/vai-tro/moi/", admin.new_role, name="new-role"),
    path("quan-tri/vai-tro/<int:pk>/thu-hoi/", admin.revoke, name="revoke-role"),
    path("quan-tri/nhat-ky/", admin.audit, name="audit"),
    path("quan-tri/he-thong/", admin.system, name="system"),
    path("uy-quyen/", admin.delegations, name="delegations"),
    path("uy-quyen/<int:pk>/ket-thuc/", admin.end_delegation, name="end-delegation"),
]
