"""Forms of periods and targets."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from caunoi.indicators.measuring import Measure, Threshold
from caunoi.kernel import clock
from caunoi.language.numbers import format_number, parse_number
from caunoi.orgs.lines import Kind
from caunoi.orgs.scope import Scope
from caunoi.rules.periods import PeriodKey
from caunoi.web.forms.fields import DateField

COMPARATORS = [
    (">=", _("từ … trở lên")),
    (">", _("trên …")),
    ("=", _("bằng …")),
    ("<=", _("không quá …")),
    ("<", _("dưới …")),
    ("range", _("từ … đến …")),
]
NATURES = [
    ("ratio", _("Tỷ lệ: tử số trên mẫu số")),
    ("element", _("Một số đếm được")),
    ("judged", _("Không đo được bằng số: đánh giá kèm căn cứ")),
]


class NumberField(forms.Field):
    """A number typed as 1.234,5; what was typed is kept when it is wrong."""

    widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})
    default_error_messages = {"invalid": _("Nhập số, ví dụ 95 hoặc 12,5.")}

    def prepare_value(self, value: Any) -> Any:
        return format_number(value) if isinstance(value, Decimal | int | float) else value

    def to_python(self, value: Any) -> Decimal | None:
        if value in self.empty_values:
            return None
        number = parse_number(str(value))
        if number is None:
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid")
        return number


def period_choices(kind: str) -> list[tuple[str, str]]:
    """The periods of a kind around today, the one that ends next first."""
    now = PeriodKey.of(kind, clock.today())
    keys = [now.previous(), now, now.next(), now.previous().previous()]
    return [(str(key), key.label) for key in keys]


class PeriodForm(forms.Form):
    """Which form for which period, of whom, and by when."""

    form_version = forms.ChoiceField(label=_("Biểu mẫu"))
    period = forms.ChoiceField(label=_("Kỳ báo cáo"))
    kinds = forms.MultipleChoiceField(
        label=_("Loại đơn vị phải báo cáo"), choices=Kind.choices, widget=forms.CheckboxSelectMultiple
    )
    direct = forms.BooleanField(label=_("Chỉ đơn vị trực tiếp dưới đơn vị đang làm việc"), required=False)
    due_on = DateField(label=_("Hạn gửi"), help_text=_("Hết ngày này, 23 giờ 59 phút, giờ Việt Nam."))

    def __init__(self, versions: Iterable[Any], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        found = list(versions)
        kinds = {version.read.period_kind for version in found}
        choices = [(version.pk, f"{version.form.title} (bản {version.number})") for version in found]
        self.fields["form_version"].choices = choices  # type: ignore[attr-defined]
        self.fields["period"].choices = [choice for kind in sorted(kinds) for choice in period_choices(kind)]  # type: ignore[attr-defined]

    def key(self) -> PeriodKey:
        """The chosen period."""
        return PeriodKey.parse(self.cleaned_data["period"])

    def scope(self, line: str, unit_id: int) -> Scope:
        """The chosen scope under the acting unit."""
        return Scope(line, unit_id, tuple(self.cleaned_data["kinds"]), direct=self.cleaned_data["direct"])


class TargetForm(forms.Form):
    """How a target of a document is measured."""

    name = forms.CharField(label=_("Tên chỉ tiêu"), max_length=500, widget=forms.Textarea(attrs={"rows": 2}))
    nature = forms.ChoiceField(label=_("Cách đo"), choices=NATURES, widget=forms.RadioSelect)
    numerator = forms.ChoiceField(label=_("Số liệu (tử số)"), required=False)
    denominator = forms.ChoiceField(
        label=_("Mẫu số"), required=False, help_text=_("Chỉ chọn khi đo bằng tỷ lệ.")
    )
    why_judged = forms.CharField(
        label=_("Vì sao không đo được bằng số"), max_length=500, required=False,
        help_text=_("Chỉ ghi khi chọn đánh giá kèm căn cứ."),
    )  # fmt: skip
    comparator = forms.ChoiceField(label=_("So sánh"), choices=COMPARATORS)
    value = NumberField(label=_("Mức phải đạt"), help_text=_("Tỷ lệ ghi theo phần trăm: 95 là 95 %."))
    value_to = NumberField(
        label=_("Mức trên"), required=False, help_text=_("Chỉ ghi khi so sánh theo khoảng.")
    )
    each_unit = forms.BooleanField(label=_("Từng đơn vị phải tự đạt mức này"), required=False)

    def __init__(self, elements: Iterable[Any], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", _("Chọn trường số liệu"))] + [
            (element.code, f"{element.name} ({element.unit_of_measure})") for element in elements
        ]
        for name in ("numerator", "denominator"):
            self.fields[name].choices = choices  # type: ignore[attr-defined]

    def measure(self) -> Measure:
        """How it is measured."""
        data = self.cleaned_data
        counted = data["nature"] != "judged"
        return Measure(
            data["nature"],
            data["name"],
            data["numerator"] if counted else "",
            data["denominator"] if data["nature"] == "ratio" else "",
            data["why_judged"],
        )

    def threshold(self, strength: str = "") -> Threshold:
        """What is to be reached."""
        data = self.cleaned_data
        return Threshold(
            data["comparator"],
            data["value"],
            data["value_to"],
            each_unit=data["each_unit"],
            strength=strength,
        )


class JudgeForm(forms.Form):
    """A judgement of what cannot be counted."""

    met = forms.ChoiceField(
        label=_("Kết quả"), choices=[("1", _("Đạt")), ("0", _("Chưa đạt"))], widget=forms.RadioSelect
    )
    reason = forms.CharField(label=_("Căn cứ đánh giá"), widget=forms.Textarea(attrs={"rows": 3}))


def typed_cells(posted: Mapping[str, Any], codes: Iterable[str]) -> dict[str, dict[str, str]]:
    """What the sheet posted, as {code: {"typed", "state"}}; a lone "-" means không phát sinh."""
    found = {}
    for code in codes:
        if f"f-{code}" not in posted and f"state-{code}" not in posted:
            continue
        text, state = str(posted.get(f"f-{code}", "")), str(posted.get(f"state-{code}", ""))
        found[code] = (
            {"typed": "", "state": "nil"} if text.strip() == "-" else {"typed": text, "state": state}
        )
    return found
