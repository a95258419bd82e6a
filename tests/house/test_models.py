"""Models: named in the glossary, keys that only point down, no generic keys, guarded by default."""

from __future__ import annotations

import csv
from collections import Counter

import pytest
from django.apps import apps
from django.db.models import ForeignKey, ManyToManyField, Model, OneToOneField

from caunoi.kernel.scoping import GuardedModel
from tests.house import ROOT, floors

GLOSSARY = ROOT / "docs/glossary.csv"
HEADER = ["code", "vi", "en", "definition"]


def models() -> list[type[Model]]:
    """The models of the house; join tables that Django makes are not named by anybody."""
    return [model for model in apps.get_models() if model.__module__.startswith("caunoi.")]


def terms() -> list[dict[str, str]]:
    with GLOSSARY.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file, strict=True)
        assert reader.fieldnames == HEADER
        return list(reader)


def app_of(model: type[Model]) -> str:
    return model.__module__.split(".")[1]


def test_every_model_is_in_the_glossary() -> None:
    known = {term["code"] for term in terms()}
    assert sorted({model.__name__ for model in models()} - known) == []


def test_the_glossary_names_no_model_that_is_gone() -> None:
    written_like_models = {term["code"] for term in terms() if term["code"][:1].isupper()}
    assert sorted(written_like_models - {model.__name__ for model in models()}) == []


def test_every_term_is_filled_in_and_stands_once() -> None:
    for term in terms():
        assert None not in term, f"{term}: a comma too many"
        assert all(value and value.strip() == value for value in term.values()), term
    assert [code for code, count in Counter(term["code"] for term in terms()).items() if count > 1] == []


def test_the_glossary_is_in_order() -> None:
    codes = [term["code"].casefold() for term in terms()]
    assert codes == sorted(codes)


def test_two_models_never_share_a_name() -> None:
    assert [name for name, n in Counter(model.__name__ for model in models()).items() if n > 1] == []


def test_foreign_keys_only_point_down() -> None:
    faults = []
    for model in models():
        for field in (*model._meta.local_fields, *model._meta.local_many_to_many):
            if isinstance(field, ForeignKey | OneToOneField | ManyToManyField):
                fault = _fault(model, field.related_model)
                faults += [f"{model._meta.label}.{field.name}: {fault}"] if fault else []
    assert faults == []


def _fault(model: type[Model], target: type[Model]) -> str:
    if not target.__module__.startswith("caunoi."):
        return f"points to {target.__module__}, which is not of the house"
    here, there = app_of(model), app_of(target)
    if here == there or floors()[there] < floors()[here]:
        return ""
    return f"points up or across to {there}"


@pytest.mark.parametrize(("source", "target"), [("Unit", "RoleGrant"), ("Unit", "Person")])
def test_the_floor_rule_sees_a_key_that_points_up(source: str, target: str) -> None:
    by_name = {model.__name__: model for model in models()}
    assert _fault(by_name[source], by_name[target]).startswith("points up")
    assert _fault(by_name[target], by_name[source]) == ""


def test_the_ground_floor_has_no_keys_into_the_domain() -> None:
    for model in models():
        if app_of(model) == "kernel":
            keys = [field for field in model._meta.local_fields if isinstance(field, ForeignKey)]
            assert all(app_of(key.related_model) == "kernel" for key in keys), model


def test_no_model_has_a_generic_foreign_key() -> None:
    assert [model._meta.label for model in models() if model._meta.private_fields] == []


def test_every_guarded_model_says_itself_who_may_see_it() -> None:
    guarded = [model for model in models() if issubclass(model, GuardedModel)]
    assert guarded
    silent = [model for model in guarded if model.scope_for.__func__ is GuardedModel.scope_for.__func__]  # type: ignore[attr-defined]
    assert silent == []


def test_money_and_counts_are_never_floats() -> None:
    floats = [
        f"{model._meta.label}.{field.name}"
        for model in models()
        for field in model._meta.local_fields
        if field.get_internal_type() == "FloatField"
    ]
    assert floats == []
