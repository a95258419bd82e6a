"""Forms of accounts and roles."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from caunoi.kernel import roles
from caunoi.kernel.roles import LABELS
from caunoi.orgs.lines import Line
from caunoi.web.forms.fields import DateField

GIVEN = [(code, label) for code, label in roles.LABELS.items() if code != roles.SYSTEM_ADMIN]


class AccountForm(forms.Form):
    """A new account with its first role."""

    username = forms.CharField(label=_("Tên đăng nhập"), max_length=60)
    full_name = forms.CharField(label=_("Họ và tên"), max_length=120)
    password = forms.CharField(
        label=_("Mật khẩu ban đầu"), widget=forms.PasswordInput, help_text=_("Ít nhất 14 ký tự.")
    )
    unit = forms.CharField(label=_("Mã đơn vị"), max_length=40)
    role = forms.ChoiceField(label=_("Vai trò"), choices=GIVEN)
    line = forms.ChoiceField(label=_("Hệ thống"), choices=Line.choices)
    valid_from = DateField(label=_("Từ ngày"))
    valid_to = DateField(label=_("Đến hết ngày"), required=False)


class RoleForm(forms.Form):
    """Another role for an existing account."""

    username = forms.CharField(label=_("Tên đăng nhập"), max_length=60)
    unit = forms.CharField(label=_("Mã đơn vị"), max_length=40)
    role = forms.ChoiceField(label=_("Vai trò"), choices=GIVEN)
    line = forms.ChoiceField(label=_("Hệ thống"), choices=Line.choices)
    valid_from = DateField(label=_("Từ ngày"))
    valid_to = DateField(label=_("Đến hết ngày"), required=False)


class ReasonForm(forms.Form):
    """A reason."""

    reason = forms.CharField(label=_("Lý do"), max_length=500, widget=forms.Textarea(attrs={"rows": 2}))


class DelegationForm(forms.Form):
    """One's own role, to somebody of the same unit, until a date."""

    role = forms.ChoiceField(label=_("Vai trò ủy quyền"))
    username = forms.CharField(label=_("Tên đăng nhập người được ủy quyền"), max_length=60)
    until = DateField(label=_("Đến hết ngày"))

    def __init__(self, *args: Any, roles: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(code, LABELS[code]) for code in roles if code in LABELS]
        self.fields["role"].choices = choices  # type: ignore[attr-defined]
