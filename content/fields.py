"""Model fields that hold authored content."""

import json
import re
from collections.abc import Iterable, Iterator
from typing import Any

from django import forms
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import models
from wagtail.fields import StreamField
from wagtail.models import DraftStateMixin

from content.blocks.body import BodyBlock

CODE = re.compile(r"[A-Za-z][A-Za-z0-9.\-]{0,15}")


class BodyField(StreamField):
    """A StreamField whose block definitions stay out of migrations.

    A new block or a changed label is a change of code, not of the schema: the column is JSON either
    way. In a migration the field stands there with its plain options and today's default blocks.
    """

    def __init__(self, block_types: Any = None, **kwargs: Any) -> None:
        kwargs.pop("block_lookup", None)
        super().__init__(BodyBlock if block_types is None else block_types, **kwargs)

    def deconstruct(self) -> tuple[str, str, list[Any], dict[str, Any]]:
        name, path, _args, kwargs = super().deconstruct()
        kwargs.pop("block_lookup", None)
        return name, path, [], kwargs

    def clone(self) -> "BodyField":
        _name, _path, _args, kwargs = self.deconstruct()
        return type(self)(self.block_types_arg, **kwargs)


def blocks_in_use(block_type: str) -> Iterator[tuple[models.Model, Any]]:
    """Every row with each of its blocks of that type. Content knows no pages: it asks bodies."""
    for model, fields in _bodies_with(block_type):
        for row in model._default_manager.order_by("pk"):
            for field in fields:
                for block in getattr(row, field.name):
                    if block.block_type == block_type:
                        yield row, block


def drafted_values(block_type: str) -> Iterator[tuple[models.Model, Any]]:
    """The same of drafts that wait to be published: every row with each raw value."""
    for model, fields in _bodies_with(block_type):
        if not issubclass(model, DraftStateMixin):
            continue
        drafts: Any = model._default_manager.filter(has_unpublished_changes=True)
        for row in drafts.select_related("latest_revision").order_by("pk"):
            content = row.latest_revision.content if row.latest_revision else {}
            for field in fields:
                for block in json.loads(content.get(field.name) or "[]"):
                    if block["type"] == block_type:
                        yield row, block["value"]


def _bodies_with(block_type: str) -> Iterator[tuple[type[models.Model], list[BodyField]]]:
    for model in apps.get_models():
        fields = [
            field
            for field in model._meta.local_fields
            if isinstance(field, BodyField) and block_type in field.stream_block.child_blocks
        ]
        if fields:
            yield model, fields


def clean_codes(codes: Iterable[Any]) -> list[str]:
    """The codes once each, in the order given; anything that cannot be a code is refused."""
    cleaned: list[str] = []
    for code in codes:
        if not isinstance(code, str) or not CODE.fullmatch(code.strip()):
            raise ValidationError(
                f"“{code}” is not a statement code. Write codes such as S1, K6, with commas."
            )
        if code.strip() not in cleaned:
            cleaned.append(code.strip())
    return cleaned


class CodesFormField(forms.CharField):
    """Codes as people write them: “S1, S6, K8”."""

    def prepare_value(self, value: Any) -> Any:
        return ", ".join(value) if isinstance(value, list | tuple) else value

    def to_python(self, value: Any) -> Any:
        if isinstance(value, list | tuple):
            return clean_codes(value)
        return clean_codes(code for code in re.split(r"[,;\s]+", value or "") if code)

    def validate(self, value: Any) -> None:
        if self.required and not value:
            raise ValidationError(self.error_messages["required"], code="required")

    def run_validators(self, value: Any) -> None:
        """The codes were checked one by one; there is no text left to measure."""

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return list(initial or []) != self.to_python(data)
        except ValidationError:
            return True


class CodesField(models.JSONField):
    """Codes of professional statements, as a list such as ["S1", "K6"].

    Whether a code exists is asked of the framework by those who use it; here only its form is.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("default", list)
        kwargs.setdefault("blank", True)
        super().__init__(*args, **kwargs)

    def clean(self, value: Any, model_instance: models.Model | None) -> list[str]:
        if not isinstance(value, list | tuple):
            raise ValidationError("Statement codes are a list, such as S1, S6.")
        return clean_codes(super().clean(list(value), model_instance))

    def formfield(self, **kwargs: Any) -> Any:
        kwargs.setdefault("help_text", self.help_text or "Statement codes with commas: S1, K6.")
        return models.Field.formfield(
            self, **{"form_class": CodesFormField, "strip": True, "initial": [], **kwargs}
        )
