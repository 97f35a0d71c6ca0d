"""Promises 3 and 4 on models: each says how it lies in the world, and which of its fields tell of a person."""

import pytest
from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db import models

from yilu.core.fields import EncryptedTextField
from yilu.core.privacy import Privacy
from yilu.core.scope import Internal, Reference, Scoped, ScopedQuerySet

OURS = [m for m in apps.get_models() if m.__module__.startswith("yilu.")]
TEXT_LIKE = (models.CharField, models.TextField, models.JSONField, models.FileField)
# Words that name what identifies a person: such a field is personal, or the declaration says a falsehood.
IDENTIFYING = ("phone", "id_number", "temperature", "symptom", "contact_name", "email")


@pytest.mark.parametrize("model", OURS, ids=lambda m: m.__name__)
def test_it_is_scoped_reference_or_internal(model: type[models.Model]) -> None:
    access = model.__dict__.get("access")
    assert isinstance(access, Scoped | Reference | Internal), f"{model.__name__} does not declare `access`"
    if isinstance(access, Scoped):
        assert isinstance(model._default_manager.all(), ScopedQuerySet), f"{model.__name__}.objects has no `within`"
        for lookup in (access.area, access.brand, access.branch, access.site, access.person):
            if lookup is not None:
                model._default_manager.filter(**{f"{lookup}__isnull": True})  # raises if the path does not exist


@pytest.mark.parametrize("model", OURS, ids=lambda m: m.__name__)
def test_every_text_field_is_declared_personal_or_plain(model: type[models.Model]) -> None:
    privacy = model.__dict__.get("privacy")
    assert isinstance(privacy, Privacy), f"{model.__name__} does not declare `privacy`"
    declared = {*privacy.personal, *privacy.plain}
    present = {f.name for f in model._meta.concrete_fields if isinstance(f, TEXT_LIKE) and not f.primary_key}
    assert present <= declared, f"{model.__name__}: undeclared {present - declared}"
    for name in declared:
        try:
            model._meta.get_field(name)
        except FieldDoesNotExist:
            pytest.fail(f"{model.__name__} declares {name}, which it has not")
    assert not set(privacy.personal) & set(privacy.plain)


@pytest.mark.parametrize("model", OURS, ids=lambda m: m.__name__)
def test_what_identifies_is_personal_and_encrypted(model: type[models.Model]) -> None:
    privacy: Privacy = model.__dict__["privacy"]
    for field in model._meta.concrete_fields:
        if any(word in field.name for word in IDENTIFYING) and isinstance(field, TEXT_LIKE):
            assert field.name in privacy.personal, f"{model.__name__}.{field.name} tells of a person"
            assert isinstance(field, EncryptedTextField), f"{model.__name__}.{field.name} is not encrypted at rest"
