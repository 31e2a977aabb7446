"""Text that is readable in the program and nowhere else: encrypted in every row, file and backup.

A field of this kind cannot be searched, ordered or compared, on purpose. The keys are those of
`FIELD_KEYS`, newest first, or lie in a file beside the data; a process notices a new key in the
file by itself. `manage.py rotate_keys` writes everything anew with the newest key.
"""

import json
import os
import tempfile
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from typing import Any

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.core.exceptions import FieldError, ImproperlyConfigured
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models


def key_file() -> Path:
    return Path(settings.DATA_DIR) / "field-keys"


def make_key_file() -> Path:
    """The first key of an installation without `FIELD_KEYS`; a file that is there stays. It
    appears whole or not at all, whoever comes first."""
    path = key_file()
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        draft = _secret_draft([new_key()])
        with suppress(FileExistsError):
            os.link(draft, path)
        draft.unlink()
    return path


def new_key() -> str:
    return Fernet.generate_key().decode()


def write_keys(keys: list[str]) -> None:
    """Replace the key file in one step: a reader has the old list or the new one, never half."""
    _secret_draft(keys).replace(key_file())


def _secret_draft(keys: list[str]) -> Path:
    handle, name = tempfile.mkstemp(
        prefix="field-keys-", dir=settings.DATA_DIR
    )  # its owner's alone
    with os.fdopen(handle, "w") as out:
        out.write("\n".join(keys) + "\n")
        out.flush()
        os.fsync(out.fileno())
    return Path(name)


def current_keys() -> list[str]:
    if settings.FIELD_KEYS:
        return list(settings.FIELD_KEYS)
    return make_key_file().read_text().split()


def fernet() -> MultiFernet:
    """Encrypts with the newest key, reads with any."""
    if settings.FIELD_KEYS:
        return _fernet(tuple(settings.FIELD_KEYS))
    changed = make_key_file().stat()
    return _fernet_of_file(str(key_file()), changed.st_mtime_ns, changed.st_ino)


@lru_cache(maxsize=4)
def _fernet_of_file(path: str, _changed: int, _inode: int) -> MultiFernet:
    return _fernet(tuple(Path(path).read_text().split()))


@lru_cache(maxsize=4)
def _fernet(keys: tuple[str, ...]) -> MultiFernet:
    try:
        return MultiFernet([Fernet(key) for key in keys])
    except ValueError as error:
        raise ImproperlyConfigured(
            "FIELD_KEYS needs keys made by `manage.py rotate_keys --new-key`."
        ) from error


def encrypt(words: str) -> str:
    return fernet().encrypt(words.encode()).decode()


def decrypt(token: str) -> str:
    try:
        return fernet().decrypt(token.encode()).decode()
    except InvalidToken as error:
        raise ImproperlyConfigured(
            "A private text cannot be read with the keys at hand. Put the key it was written "
            "with back into FIELD_KEYS or the key file."
        ) from error


class Token(str):
    """What already is encrypted: stored as it is. For `rotate_keys` alone."""

    __slots__ = ()


class EncryptedTextField(models.TextField):
    """A text whose stored form says nothing. Empty stays empty, so that “nothing written” is
    told apart without a key."""

    description = "Text encrypted at rest"

    def get_prep_value(self, value: Any) -> Any:
        if value is None or isinstance(value, Token):
            return value if value is None else str(value)
        words = self.as_words(value)
        return encrypt(words) if words else ""

    def from_db_value(self, value: str | None, _expression: Any, _connection: Any) -> Any:
        return self.from_words(decrypt(value) if value else value)

    def get_lookup(self, lookup_name: str) -> Any:
        if lookup_name == "isnull":
            return super().get_lookup(lookup_name)
        raise FieldError(f"{self.name} is encrypted: it cannot be searched or compared.")

    def as_words(self, value: Any) -> str:
        return str(value)

    def from_words(self, words: str | None) -> Any:
        return words


class EncryptedJSONField(EncryptedTextField):
    """Plain values, encrypted as one text."""

    description = "Values encrypted at rest"

    def as_words(self, value: Any) -> str:
        return json.dumps(value, cls=DjangoJSONEncoder, ensure_ascii=False) if value else ""

    def from_words(self, words: str | None) -> Any:
        return json.loads(words) if words else self.get_default()

    def to_python(self, value: Any) -> Any:
        return value

    def value_to_string(self, obj: Any) -> str:
        return str(self.value_from_object(obj))
