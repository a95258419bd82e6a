"""Loading forms: the dictionary of data elements grows, a version that was loaded never changes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from caunoi.indicators import policies
from caunoi.indicators.forms import Field, FormDefinition, read_definition
from caunoi.indicators.models import DataElement, Form, FormVersion
from caunoi.kernel.actors import Actor, require
from caunoi.kernel.audit import record
from caunoi.kernel.errors import Invalid
from caunoi.kernel.usecases import use_case


@use_case("forms.load")
def load_form(*, actor: Actor, definition: Mapping[str, Any]) -> FormVersion:
    """Load a form as its next version; the very same definition again gives the version there is."""
    require(policies.LOAD_FORM, actor)
    read = read_definition(definition)
    form, _ = Form.objects.get_or_create(code=read.code, defaults={"title": read.name})
    there = FormVersion.objects.filter(form=form, number=read.version).first()
    if there is not None and there.definition != read.raw:
        raise Invalid(
            f"Bản {read.version} của biểu này đã nạp với nội dung khác.",
            fields={"version": "Tăng số bản rồi nạp lại; bản đã dùng không sửa được."},
        )
    _learn(read)
    version = there or FormVersion.objects.create(
        form=form, number=read.version, definition=read.raw, valid_from=read.valid_from
    )
    record(version, unit_id=actor.unit_id, form=read.code, version=read.version, fields=len(read.fields))
    return version


def _learn(definition: FormDefinition) -> None:
    """Add new data elements; one that is known must mean the same."""
    known = {row.code: row for row in DataElement.objects.filter(code__in=definition.places)}
    faults = {
        field.code: f"“{field.label}” đã có trong danh mục với cách cộng hoặc đơn vị tính khác; dùng mã mới."
        for field in definition.numbers
        if field.code in known and not _same(known[field.code], field)
    }
    if faults:
        raise Invalid("Biểu mẫu đổi nghĩa của trường đã có.", fields=faults)
    DataElement.objects.bulk_create(
        DataElement(
            code=field.code,
            name=field.label,
            nature=field.nature,
            value_type=field.value,
            unit_of_measure=field.unit,
        )
        for field in definition.numbers
        if field.code not in known
    )


def _same(element: DataElement, field: Field) -> bool:
    return (element.nature, element.value_type, element.unit_of_measure) == (
        field.nature,
        field.value,
        field.unit,
    )
