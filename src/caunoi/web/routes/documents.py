"""Documents and their review."""

from django.urls import path

from caunoi.web.views import documents, documents_change, documents_pages, review

patterns = [
    path("van-ban/", documents.listing, name="documents"),
    path("van-ban/bang.xlsx", documents.export, name="documents-export"),
    path("van-ban/moi/", documents_change.upload, name="document-upload"),
    path("van-ban/dieu-khoan/<int:pk>/", documents.clause, name="clause"),
    path("van-ban/noi-dung/<int:pk>/", review.finding, name="finding"),
    path("van-ban/noi-dung/<int:pk>/xac-nhan/", review.confirm, name="finding-confirm"),
    path("van-ban/noi-dung/<int:pk>/loai/", review.reject, name="finding-reject"),
    path("van-ban/noi-dung/<int:pk>/mo-lai/", review.reopen, name="finding-reopen"),
    path("van-ban/noi-dung/<int:pk>/sua/", review.edit, name="finding-edit"),
    path("van-ban/<int:pk>/", documents.document, name="document"),
    path("van-ban/<int:pk>/toan-van/", documents.text, name="document-text"),
    path("van-ban/<int:pk>/tep-goc/", documents.original, name="document-file"),
    path("van-ban/<int:pk>/thong-tin/", documents_change.facts, name="document-facts"),
    path("van-ban/<int:pk>/noi-nhan/", documents_change.distribute, name="document-distribute"),
    path("van-ban/<int:pk>/ban-sua/", documents_change.correct, name="document-correct"),
    path("van-ban/<int:pk>/ban/<int:number>/trang/<int:page>.webp", documents_pages.picture, name="document-page"),
    path("van-ban/<int:pk>/ra-soat/", review.page, name="document-review"),
    path("van-ban/<int:pk>/ra-soat/them/", review.add, name="finding-add"),
    path("van-ban/<int:pk>/ra-soat/chot/", review.sign_off, name="document-sign-off"),
    path("van-ban/<int:pk>/ra-soat/mo-lai/", review.reopen_all, name="document-reopen"),
]
