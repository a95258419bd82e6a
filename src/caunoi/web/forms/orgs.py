"""Forms of the organization."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from caunoi.orgs.lines import Kind, Level, Line
from caunoi.web.forms.fields import DateField


class UnitForm(forms.Form):
    """A new unit."""

    code = forms.CharField(label=_("Mã đơn vị"), max_length=40)
    name = forms.CharField(label=_("Tên đầy đủ"), max_length=300)
    short_name = forms.CharField(label=_("Tên gọn"), max_length=120, required=False)
    kind = forms.ChoiceField(label=_("Loại đơn vị"), choices=Kind.choices)
    level = forms.ChoiceField(label=_("Cấp"), choices=Level.choices)
    line = forms.ChoiceField(label=_("Hệ thống"), choices=Line.choices)
    parent = forms.CharField(label=_("Mã đơn vị cấp trên"), max_length=40)
    on = DateField(label=_("Thành lập từ ngày"))


class RenameForm(forms.Form):
    """Another name from a date, by a decision."""

    name = forms.CharField(label=_("Tên mới"), max_length=300)
    short_name = forms.CharField(label=_("Tên gọn mới"), max_length=120, required=False)
    on = DateField(label=_("Có hiệu lực từ ngày"))
    decision = forms.CharField(label=_("Số, ký hiệu quyết định"), max_length=60)


class MergeForm(forms.Form):
    """A merge: which units, into what, by which decision, from when."""

    sources = forms.CharField(
        label=_("Mã các đơn vị hợp nhất"),
        help_text=_("Cách nhau bằng dấu phẩy, ví dụ CS.011, CS.012."),
        max_length=400,
    )
    code = forms.CharField(label=_("Mã đơn vị mới"), max_length=40)
    name = forms.CharField(label=_("Tên đơn vị mới"), max_length=300)
    short_name = forms.CharField(label=_("Tên gọn"), max_length=120, required=False)
    kind = forms.ChoiceField(label=_("Loại đơn vị mới"), choices=Kind.choices)
    effective_on = DateField(label=_("Có hiệu lực từ ngày"))
    decision_symbol = forms.CharField(label=_("Số, ký hiệu quyết định"), max_length=60)
    decision_date = DateField(label=_("Ngày quyết định"))
    decision_issuer = forms.CharField(label=_("Cơ quan ban hành quyết định"), max_length=300)

    def source_codes(self) -> list[str]:
        """The typed codes, in order."""
        return [code.strip() for code in self.cleaned_data["sources"].split(",") if code.strip()]
