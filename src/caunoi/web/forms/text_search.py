"""The form of the search over all texts."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from caunoi.documents import wording
from caunoi.documents.text_search import Filters
from caunoi.web.forms.fields import DateField

Choices = list[tuple[Any, Any]]


class TextSearchForm(forms.Form):
    """What to look for and where; it is sent by GET, so that a search can be kept as an address."""

    q = forms.CharField(
        label=_("Từ cần tìm"),
        required=False,
        widget=forms.TextInput(
            attrs={"type": "search", "autocomplete": "off", "placeholder": _("Từ, cụm từ hoặc số ký hiệu")}
        ),
    )
    loai = forms.ChoiceField(label=_("Loại văn bản"), required=False)
    noi = forms.CharField(label=_("Cơ quan ban hành"), required=False)
    tu = DateField(label=_("Ban hành từ"), required=False)
    den = DateField(label=_("Ban hành đến"), required=False)
    co = forms.ChoiceField(
        label=_("Câu có"), required=False, choices=[("", _("Tất cả")), *wording.KINDS.items()]
    )
    tt = forms.ChoiceField(
        label=_("Nội dung đã đọc"),
        required=False,
        choices=[("", _("Tất cả")), ("confirmed", _("Đã xác nhận")), ("proposed", _("Chưa quyết định"))],
    )
    dv = forms.TypedChoiceField(label=_("Đơn vị quản lý"), required=False, coerce=int, empty_value=None)
    ban = forms.BooleanField(label=_("Cả các bản cũ"), required=False)

    def __init__(self, data: Any, types: Choices, units: Choices) -> None:
        super().__init__(data, label_suffix="")
        self.fields["loai"].choices = [("", _("Tất cả")), *types]  # type: ignore[attr-defined]
        self.fields["dv"].choices = [("", _("Tất cả")), *units]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """A period that ends before it begins is told at its end."""
        given = dict(super().clean() or self.cleaned_data)
        begin, end = given.get("tu"), given.get("den")
        if begin and end and end < begin:
            self.add_error("den", _("Ngày này đứng trước ngày bắt đầu."))
        return given

    def filters(self) -> Filters:
        """The search as asked for; only of a valid form."""
        given = self.cleaned_data
        return Filters(
            text=given["q"],
            doc_type=given["loai"],
            issuer=given["noi"],
            issued_from=given["tu"],
            issued_to=given["den"],
            kinds=(given["co"],) if given["co"] else (),
            state=given["tt"],
            unit=given["dv"],
            older=given["ban"],
        )
