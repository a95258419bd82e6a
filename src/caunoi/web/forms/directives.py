"""Forms of directives: what is demanded of whom, a plan, a reason, a decision about a basis."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, cast

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from caunoi.directives.selectors.requirements import Offered
from caunoi.directives.setting_up import Demands
from caunoi.obligations.orders import HandoutChoices
from caunoi.orgs.lines import Line
from caunoi.orgs.scope import Scope
from caunoi.web.forms.fields import DateField


class DemandForm(forms.Form):
    """Which clauses are demanded, of which units, and by when each issues its plan."""

    findings = forms.TypedMultipleChoiceField(
        label=_("Yêu cầu"), coerce=int, error_messages={"required": _("Chọn ít nhất một yêu cầu.")}
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
    plan_due_on = DateField(
        label=_("Hạn từng đơn vị ban hành kế hoạch"),
        required=False,
        help_text=_("Để trống nếu không yêu cầu đơn vị ban hành kế hoạch riêng."),
    )

    def __init__(
        self, choices: HandoutChoices, offered: Sequence[Offered], *args: Any, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["findings"].choices = [(one.id, one.headline) for one in offered]  # type: ignore[attr-defined]
        self.fields["top"].choices = choices.tops  # type: ignore[attr-defined]
        self.fields["kinds"].choices = choices.kinds  # type: ignore[attr-defined]

    def chosen(self) -> set[str]:
        """The ticked requirements, as typed."""
        return {str(value) for value in self["findings"].value() or ()}

    def scope(self) -> Scope:
        """The scope as chosen."""
        typed = self.cleaned_data
        return Scope(typed["line"], typed["top"], tuple(typed["kinds"]), typed["direct"])

    def demands(self, units: tuple[int, ...]) -> Demands:
        """As the use case takes it, for ``units``."""
        typed = self.cleaned_data
        return Demands(typed["line"], units, tuple(typed["findings"]), typed["plan_due_on"], self.scope())

    def typed_pairs(self) -> list[tuple[str, str]]:
        """What was typed, to be carried through the preview."""
        typed = cast(QueryDict, self.data)
        return [(name, value) for name in self.fields for value in typed.getlist(name)]


class ReasonForm(forms.Form):
    """A reason, where one is asked for."""

    reason = forms.CharField(
        label=_("Lý do"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("Nhập lý do.")},
    )


class ReconfirmForm(forms.Form):
    """What is decided about the ticked duties and targets."""

    decision = forms.ChoiceField(
        label=_("Quyết định"),
        choices=[
            ("keep", _("Giữ nguyên")),
            ("adjust", _("Điều chỉnh")),
            ("cancel", _("Hủy nhiệm vụ")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Chọn giữ nguyên, điều chỉnh hoặc hủy.")},
    )
    reason = forms.CharField(
        label=_("Lý do"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("Nhập lý do.")},
    )

    def __init__(self, *args: Any, may_cancel: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not may_cancel:
            field = cast(forms.ChoiceField, self.fields["decision"])
            field.choices = [("keep", _("Giữ nguyên")), ("adjust", _("Điều chỉnh"))]
