"""Change the key that private words are written with, while people write on."""

from collections.abc import Iterator
from typing import Any

from cryptography.fernet import Fernet, InvalidToken
from django.apps import apps
from django.conf import settings
from django.db import models, transaction
from django.db.models.functions import Cast

from ..fields import (
    EncryptedTextField,
    Token,
    current_keys,
    fernet,
    new_key,
    write_keys,
)

AT_A_TIME = 200


def encrypted_fields() -> Iterator[tuple[type[models.Model], EncryptedTextField]]:
    for model in apps.get_models():
        for field in model._meta.local_concrete_fields:
            if isinstance(field, EncryptedTextField):
                yield model, field


def add_key() -> None:
    """A new key in front of the file: every process writes with it from its next row on, and
    still reads with the old ones. With `FIELD_KEYS` an administrator does the same by hand."""
    if not settings.FIELD_KEYS:
        write_keys([new_key(), *current_keys()])


def drop_old_keys() -> None:
    if not settings.FIELD_KEYS:
        write_keys(current_keys()[:1])


def rotate_rows() -> int:
    """Write every private text anew with the newest key; says how many. May be stopped and begun
    again: what is written with the newest key is left as it is. A text that somebody changes
    meanwhile is hers: it is only replaced while it is what was read."""
    return sum(_rotate_field(model, field) for model, field in encrypted_fields())


def rows_with_old_keys() -> int:
    newest = Fernet(current_keys()[0])
    return sum(
        not _is_newest(newest, raw)
        for model, field in encrypted_fields()
        for _, raw in _raw_rows(model, field)
    )


def _rotate_field(model: type[models.Model], field: EncryptedTextField) -> int:
    newest = Fernet(current_keys()[0])
    return sum(
        _rotate_row(model, field, pk, raw)
        for pk, raw in _raw_rows(model, field)
        if not _is_newest(newest, raw)
    )


def _rotate_row(model: type[models.Model], field: EncryptedTextField, pk: Any, raw: str) -> bool:
    token = Token(fernet().rotate(raw.encode()).decode())
    with transaction.atomic():
        row = _raw(model, field).filter(pk=pk, raw_words=raw)
        # `QuerySet.update` of Django itself: rows that are written once keep their words here,
        # and change the key they lie under.
        return bool(models.QuerySet.update(row, **{field.name: token}))


def _raw(model: type[models.Model], field: EncryptedTextField) -> Any:
    return models.QuerySet(model).annotate(raw_words=Cast(field.name, models.TextField()))


def _raw_rows(model: type[models.Model], field: EncryptedTextField) -> Iterator[tuple[Any, str]]:
    rows = _raw(model, field).exclude(raw_words="").values_list("pk", "raw_words")
    last: Any = 0
    while batch := list(rows.filter(pk__gt=last).order_by("pk")[:AT_A_TIME]):
        yield from batch
        last = batch[-1][0]


def _is_newest(newest: Fernet, raw: str) -> bool:
    try:
        newest.decrypt(raw.encode())
    except InvalidToken:
        return False
    return True
