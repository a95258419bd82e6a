"""Forms of documents: upload, facts, distribution, and the fields of each kind of finding."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import PurePosixPath
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from caunoi.analysis.readers import PICTURES, SUFFIXES
from caunoi.documents import withdrawing, wording
from caunoi.language.numbers import format_number
from caunoi.web.forms.fields import DateField, TypedConfirmation

Choices = list[tuple[str, Any]]
ACCEPTED = ",".join(SUFFIXES)


def _choices(words: wording.Words, empty: Any = None) -> Choices:
    first: Choices = [] if empty is None else [("", empty)]
    return first + list(words.items())


class SeveralFiles(forms.ClearableFileInput):
    """A file control that takes several files at once."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several files; empty ones pass, so that each gets its own sentence."""

    widget = SeveralFiles(attrs={"accept": ACCEPTED, "class": "form-control"})

    def clean(self, data: Any, initial: Any = None) -> Any:
        found: Sequence[UploadedFile] = data if isinstance(data, list) else [data] if data else []
        if not found:
            raise forms.ValidationError(
                _("Chọn ít nhất một tệp văn bản (.docx, .doc, .pdf, .odt, .rtf, .html, .txt hoặc ảnh chụp).")
            )
        return found


class UploadForm(forms.Form):
    """One or several documents."""

    uploads = FilesField(
        label=_("Tệp văn bản"),
        help_text=_(
            "Tệp .docx, .doc, .pdf, .odt, .rtf, .html, .txt hoặc ảnh chụp .jpg, .png, .tif; mỗi tệp một văn bản, "
            "mỗi lần gửi không quá 50 MB. Bản quét và ảnh chụp được nhận dạng chữ, mất vài giây mỗi trang."
        ),
    )
    as_pages = forms.BooleanField(
        label=_("Các ảnh là những trang của cùng một văn bản"),
        help_text=_("Các ảnh được ghép theo thứ tự tên tệp thành một văn bản."),
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        found: dict[str, Any] = super().clean() or self.cleaned_data
        if found.get("as_pages") and not all(_is_picture(file) for file in found.get("uploads", [])):
            self.add_error(
                "as_pages", _("Chỉ ghép được ảnh. Chọn lại tệp: chỉ các ảnh, hoặc bỏ dấu chọn ở ô này.")
            )
        return found


def _is_picture(file: UploadedFile) -> bool:
    return PurePosixPath(file.name or "").suffix.lower() in PICTURES


class CorrectionForm(forms.Form):
    """A corrected file of a document that is there."""

    file = forms.FileField(
        label=_("Tệp đã sửa"),
        help_text=_(
            "Tệp này thành bản mới nhất; các bản trước vẫn được giữ. Nội dung đã rà soát được chuyển sang "
            "khi các chữ còn nguyên, phần còn lại được liệt kê để rà soát lại."
        ),
        widget=forms.FileInput(attrs={"accept": ACCEPTED, "class": "form-control"}),
        allow_empty_file=True,
    )
    reason = forms.CharField(label=_("Lý do sửa"), max_length=500, widget=forms.Textarea(attrs={"rows": 2}))


class FactsForm(forms.Form):
    """What is registered about a document."""

    symbol = forms.CharField(label=_("Số, ký hiệu"), max_length=100, required=False)
    doc_type = forms.ChoiceField(
        label=_("Loại văn bản"), choices=_choices(wording.DOC_TYPES, _("Chưa rõ")), required=False
    )
    issuer = forms.CharField(label=_("Cơ quan ban hành"), max_length=300, required=False)
    issued_on = DateField(label=_("Ngày ban hành"), required=False)
    subject = forms.CharField(label=_("Trích yếu"), required=False, widget=forms.Textarea(attrs={"rows": 3}))
    revision = forms.IntegerField(widget=forms.HiddenInput)


class DistributionForm(forms.Form):
    """To whom a document goes, and why."""

    units = forms.CharField(
        label=_("Mã các đơn vị nhận"),
        help_text=_("Cách nhau bằng dấu phẩy, ví dụ CS.011, CS.012. Mã ghi ở trang Tổ chức."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    reason = forms.CharField(label=_("Lý do gửi"), max_length=300, initial=_("Để thực hiện"))

    def codes(self) -> list[str]:
        """The typed codes in order, each once."""
        typed = self.cleaned_data["units"].replace(";", ",").replace("\n", ",").split(",")
        return list(dict.fromkeys(code.strip() for code in typed if code.strip()))


NEEDED: dict[str, Any] = {"error_messages": {"required": _("Ô này chưa có nội dung.")}}


class WithdrawForm(forms.Form):
    """Why a document is taken out, and its symbol typed out once more."""

    reason = forms.ChoiceField(
        label=_("Lý do gỡ"),
        choices=list(withdrawing.REASONS.items()),
        widget=forms.RadioSelect,
        error_messages={"required": _("Chọn một lý do gỡ văn bản.")},
    )

    def __init__(self, *args: Any, phrase: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["confirmation"] = TypedConfirmation(phrase)


class TargetForm(forms.Form):
    """A target as a person reads it."""

    subject = forms.CharField(label=_("Đối tượng"), **NEEDED)
    predicate = forms.CharField(label=_("Nội dung phải đạt"), required=False)
    comparator = forms.ChoiceField(label=_("So sánh"), choices=_choices(wording.COMPARATORS))
    value = forms.CharField(label=_("Số"), **NEEDED)
    value_to = forms.CharField(label=_("Đến số"), required=False, help_text=_("Chỉ nhập khi là một khoảng."))
    unit = forms.CharField(label=_("Đơn vị tính"), **NEEDED)
    strength = forms.ChoiceField(label=_("Mức độ"), choices=_choices(wording.STRENGTHS), required=False)
    by = forms.CharField(label=_("Đến ngày, tháng hoặc năm"), required=False)
    period = forms.ChoiceField(
        label=_("Kỳ"), choices=_choices(wording.PERIODS, _("Không nêu")), required=False
    )
    per = forms.CharField(label=_("Tính cho mỗi"), required=False)


class AssignmentForm(forms.Form):
    """An assignment as a person reads it."""

    lead = forms.CharField(
        label=_("Chủ trì"),
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Mỗi đơn vị một dòng."),
        **NEEDED,
    )
    cooperating = forms.CharField(
        label=_("Phối hợp"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Mỗi đơn vị một dòng."),
    )
    action = forms.CharField(label=_("Việc được giao"), widget=forms.Textarea(attrs={"rows": 3}), **NEEDED)


class DeadlineForm(forms.Form):
    """A deadline or rhythm as a person reads it."""

    kind = forms.ChoiceField(label=_("Loại thời hạn"), choices=_choices(wording.DEADLINES))
    date = forms.CharField(label=_("Ngày, tháng hoặc năm"), required=False)
    every = forms.ChoiceField(
        label=_("Chu kỳ"), choices=_choices(wording.PERIODS, _("Không")), required=False
    )
    what = forms.CharField(label=_("Việc"), required=False)


class CitationForm(forms.Form):
    """A citation as a person reads it."""

    symbol = forms.CharField(label=_("Số, ký hiệu"), required=False)
    title = forms.CharField(label=_("Tên"), required=False)
    type = forms.ChoiceField(
        label=_("Loại văn bản"), choices=_choices(wording.DOC_TYPES, _("Chưa rõ")), required=False
    )
    date = forms.CharField(label=_("Ngày, tháng hoặc năm"), required=False)
    issuer = forms.CharField(label=_("Cơ quan ban hành"), required=False)
    role = forms.ChoiceField(label=_("Quan hệ"), choices=_choices(wording.ROLES), required=False)


FINDING_FORMS: dict[str, type[forms.Form]] = {
    "target": TargetForm,
    "assignment": AssignmentForm,
    "deadline": DeadlineForm,
    "citation": CitationForm,
}
_DAYS = frozenset({"by", "date"})


def as_typed(fields: Mapping[str, Any]) -> dict[str, Any]:
    """Stored fields as a person would type them into the form."""
    return {name: _typed(name, value) for name, value in fields.items()}


def _typed(name: str, value: Any) -> Any:
    if isinstance(value, list):
        return "\n".join(str(item) for item in value)
    if isinstance(value, int | float) and not isinstance(value, bool):
        return format_number(value)
    if name in _DAYS:
        return wording.typed_day(value)
    return "%" if name == "unit" and value == "percent" else value
