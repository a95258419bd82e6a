"""Form fields as Vietnamese officials type them."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from caunoi.kernel.errors import Invalid
from caunoi.language.dates import format_date, parse_date
from caunoi.language.text import nfc


class DateField(forms.Field):
    """A date typed as 05/10/2026; what was typed is kept when it is wrong."""

    widget = forms.TextInput(
        attrs={"inputmode": "numeric", "placeholder": "05/10/2026", "autocomplete": "off"}
    )
    default_error_messages = {"invalid": _("Nhập ngày dạng 05/10/2026.")}

    def prepare_value(self, value: Any) -> Any:
        return format_date(value) if isinstance(value, date) else value

    def to_python(self, value: Any) -> date | None:
        if value in self.empty_values:
            return None
        try:
            typed = parse_date(str(value)) or date.fromisoformat(str(value))
        except ValueError:
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid") from None
        return typed


class TypedConfirmation(forms.CharField):
    """The words that an act which cannot be undone asks for, typed out; composition and outer spaces aside."""

    def __init__(self, phrase: str, **options: Any) -> None:
        super().__init__(**({"label": _("Xác nhận")} | options))
        self.phrase = phrase

    def clean(self, value: Any) -> str:
        typed = nfc(str(value or "")).strip()
        if typed != nfc(self.phrase):
            raise forms.ValidationError(_("Nhập đúng: %(phrase)s."), params={"phrase": self.phrase})
        return typed


def put_problem(form: forms.Form, problem: Invalid) -> None:
    """Hang the sentences of a refused use case on the form's fields, so that nothing typed is lost."""
    shown = False
    for name, sentence in problem.fields.items():
        if name in form.fields:
            form.add_error(name, sentence)
            shown = True
        else:
            form.add_error(None, sentence)
    if not shown and not problem.fields:
        form.add_error(None, str(problem))
