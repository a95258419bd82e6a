"""Forms of duties: handing out, and each step of a duty."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, cast

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from caunoi.obligations.evidence import Evidence
from caunoi.obligations.orders import HEAD, ONCE, RHYTHMS, HandoutChoices, Order
from caunoi.obligations.services import Ruling
from caunoi.orgs.lines import Line
from caunoi.orgs.scope import Scope
from caunoi.rules.recurrence import DueRule
from caunoi.web.forms.fields import DateField

DUE_KINDS = {
    "next-month": _("ngày của tháng sau kỳ"),
    "last-month": _("ngày của tháng cuối kỳ"),
    "after-end": _("số ngày sau ngày cuối kỳ"),
    "fixed": _("ngày và tháng cố định trong năm"),
}


@dataclass(frozen=True)
class Basis:
    """The clause, and the finding if there is one, on which a hand-out rests."""

    provision_id: int | None = None
    finding_id: int | None = None


class HandoutForm(forms.Form):
    """What is handed out, to which scope, by when."""

    # Which due field is needed depends on the rhythm chosen: the browser must not insist on one.
    use_required_attribute = False

    title = forms.CharField(
        label=_("Nội dung việc"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Nhập nội dung việc cần làm.")},
    )
    product = forms.CharField(
        label=_("Sản phẩm phải có"),
        max_length=300,
        help_text=_("Ví dụ: Kế hoạch, Báo cáo, Quyết định."),
        error_messages={"required": _("Nhập sản phẩm phải có.")},
    )
    line = forms.ChoiceField(label=_("Theo hệ thống"), choices=Line.choices)
    top = forms.TypedChoiceField(label=_("Các đơn vị thuộc"), coerce=int)
    kinds = forms.MultipleChoiceField(
        label=_("Loại đơn vị"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=_("Không chọn loại nào là mọi đơn vị."),
    )
    direct = forms.BooleanField(label=_("Chỉ đơn vị trực thuộc trực tiếp"), required=False)
    led = forms.BooleanField(label=_("Kèm các tổ chức cùng cấp do đơn vị lãnh đạo"), required=False)
    head = forms.BooleanField(label=_("Người đứng đầu đơn vị chịu trách nhiệm"), required=False)
    every = forms.ChoiceField(label=_("Nhịp"), choices=list(RHYTHMS.items()))
    due_on = DateField(label=_("Hạn hoàn thành"), error_messages={"required": _("Nhập hạn hoàn thành.")})
    due_kind = forms.ChoiceField(
        label=_("Cách tính hạn, nếu làm định kỳ"), choices=list(DUE_KINDS.items()), required=False
    )
    due_day = forms.IntegerField(
        label=_("Ngày"), min_value=0, max_value=366, error_messages={"required": _("Nhập ngày của hạn.")}
    )
    due_month = forms.IntegerField(label=_("Tháng"), min_value=1, max_value=12, required=False)
    cooperating = forms.TypedMultipleChoiceField(
        label=_("Đơn vị phối hợp"), widget=forms.CheckboxSelectMultiple, coerce=int, required=False
    )

    def __init__(self, choices: HandoutChoices, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["top"].choices = choices.tops  # type: ignore[attr-defined]
        self.fields["kinds"].choices = choices.kinds  # type: ignore[attr-defined]
        self.fields["cooperating"].choices = choices.below  # type: ignore[attr-defined]
        if not choices.led:
            del self.fields["led"]

        self._ask_for_one_due()

    def _ask_for_one_due(self) -> None:
        """Work done once needs a due day, recurring work a due rule; never both."""
        once = self["every"].value() in (None, "", ONCE)
        self.fields["due_on"].required = once
        self.fields["due_day"].required = not once

    def clean(self) -> dict[str, Any]:
        typed: dict[str, Any] = super().clean() or {}
        if typed.get("every") not in (None, ONCE) and typed.get("due_day") is not None:
            self._clean_rhythm(typed)
        return typed

    def _clean_rhythm(self, typed: dict[str, Any]) -> None:
        if typed["due_kind"] == "fixed" and typed["every"] != "year":
            self.add_error("due_kind", _("Ngày và tháng cố định chỉ dùng cho việc hằng năm."))
            return
        try:
            typed["due_rule"] = _due_rule(typed)
        except ValueError:
            self.add_error("due_day", _("Ngày hoặc tháng của hạn không hợp lệ."))

    def order(self, units: tuple[int, ...], basis: Basis) -> Order:
        """The order for ``units``; the scope is kept, so that later units are proposed."""
        typed = self.cleaned_data
        scope = Scope(typed["line"], typed["top"], tuple(typed["kinds"]), typed["direct"])
        return Order(
            title=typed["title"],
            product=typed["product"],
            line=typed["line"],
            units=units,
            every=typed["every"],
            due_on=typed["due_on"] if typed["every"] == ONCE else None,
            due_rule=typed.get("due_rule"),
            scope=scope,
            with_led=typed.get("led", False),
            cooperating=tuple(typed["cooperating"]),
            position=HEAD if typed["head"] else "",
            provision_id=basis.provision_id,
            finding_id=basis.finding_id,
        )

    def typed_pairs(self) -> list[tuple[str, str]]:
        """What was typed, to be carried through the preview."""
        typed = cast(QueryDict, self.data)
        return [(name, value) for name in self.fields for value in typed.getlist(name)]


def _due_rule(typed: dict[str, Any]) -> DueRule:
    month = typed.get("due_month") or 0
    return DueRule(typed["due_kind"], typed["due_day"], month if typed["due_kind"] == "fixed" else 0)


class NoteForm(forms.Form):
    """How far the work is."""

    text = forms.CharField(label=_("Tiến độ"), max_length=2000, widget=forms.Textarea(attrs={"rows": 2}))


class SubmitForm(forms.Form):
    """The result and its evidence."""

    number = forms.CharField(label=_("Số, ký hiệu văn bản kết quả"), max_length=60)
    on = DateField(label=_("Ngày văn bản"))
    note = forms.CharField(
        label=_("Tóm tắt kết quả"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    file = forms.FileField(
        label=_("Tệp kèm theo"),
        required=False,
        help_text=_("Tệp Word, PDF có lớp chữ, RTF, ODT hoặc văn bản thuần, không quá 20 MB."),
    )
    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def evidence(self) -> Evidence:
        """As the use case takes it."""
        typed = self.cleaned_data
        file = typed.get("file")
        data, name = (file.read(), file.name) if file else (b"", "")
        return Evidence(typed["number"], typed["on"], typed["note"], data, name)


class AcceptForm(forms.Form):
    """Acceptance, with a word if wanted."""

    note = forms.CharField(label=_("Ý kiến"), max_length=1000, required=False)
    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)


class ReturnForm(forms.Form):
    """A return, with its reason."""

    reason = forms.CharField(
        label=_("Lý do trả lại"), max_length=1000, widget=forms.Textarea(attrs={"rows": 2})
    )
    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)


class ExtendForm(forms.Form):
    """A later due date by a decision."""

    until = DateField(label=_("Hạn mới"))
    symbol = forms.CharField(label=_("Số, ký hiệu quyết định"), max_length=60)
    decision_on = DateField(label=_("Ngày quyết định"))
    issuer = forms.CharField(label=_("Cơ quan quyết định"), max_length=300, required=False)
    reason = forms.CharField(label=_("Lý do"), max_length=1000, widget=forms.Textarea(attrs={"rows": 2}))
    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def ruling(self) -> Ruling:
        """As the use case takes it."""
        typed = self.cleaned_data
        return Ruling(typed["symbol"], typed["decision_on"], typed["issuer"])


class CancelForm(forms.Form):
    """A cancellation, with its reason."""

    reason = forms.CharField(label=_("Lý do hủy"), max_length=1000, widget=forms.Textarea(attrs={"rows": 2}))
    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)
