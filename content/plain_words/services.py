from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from cms.people.accounts.models import User
from cms.people.audit.services import record
from content import shipped
from content.material.plain_words import PlainWordMaterial, read_plain_words
from content.material.shapes import MaterialError, MaterialErrors
from content.shipped import ShippedLine

from . import access
from .models import PlainWord
from .queries import renew_version

SHIPPED_WORDS = Path(__file__).parents[1] / "material" / "plain_words.yaml"


@transaction.atomic
def save_plain_word(*, plain_word: PlainWord, by: User) -> PlainWord:
    if not access.can_edit_plain_words(by):
        raise PermissionDenied
    plain_word.full_clean()
    plain_word.save()
    detail = {"jargon": plain_word.jargon, "plain": plain_word.plain}
    record(actor=by, verb="plain_word.changed", obj=plain_word, detail=detail)
    return plain_word


@transaction.atomic
def delete_plain_word(*, plain_word: PlainWord, by: User) -> PlainWord:
    if not access.can_delete_plain_word(by, plain_word):
        raise PermissionDenied("A word that came with the site is taken out of use, not deleted.")
    detail = {"jargon": plain_word.jargon}
    record(actor=by, verb="plain_word.deleted", obj=plain_word, detail=detail)
    plain_word.delete()
    return plain_word


@transaction.atomic
def load_plain_words(*, by: User | None, path: Path = SHIPPED_WORDS) -> list[ShippedLine]:
    """Add the words that come with the site and renew those no trainer has changed.

    A word that a trainer had already written herself is hers. A broken file changes nothing and
    raises MaterialErrors.
    """
    if not access.can_load_plain_words(by):
        raise PermissionDenied("Plain words are loaded by trainers and site admins.")
    brought = read_plain_words(path)
    rows = list(PlainWord.objects.select_for_update())
    by_key = {row.jargon.casefold(): row for row in rows}
    by_key |= {row.material_key: row for row in rows if row.material_key}
    lines, changed = [], []
    for item in brought:
        key = item.jargon.casefold()
        row, words = by_key.get(key), _words(item)
        action = shipped.action_for(row, words)
        if action in (shipped.CREATED, shipped.UPDATED):
            row = row or PlainWord(material_key=key)
            shipped.write_words(row, words)
            changed.append((row, item))
        if action:
            lines.append(ShippedLine(action, item.jargon))
    _check(changed)
    for row, _item in changed:
        row.save()
    if changed:
        detail = {"changes": [str(line) for line in lines]}
        record(actor=by, verb="plain_words.loaded", detail=detail)
    return lines


def forget_plain_words() -> None:
    """Now, for this transaction, and once more after it: others may have read the old rows."""
    renew_version()
    transaction.on_commit(renew_version)


def _words(item: PlainWordMaterial) -> dict[str, Any]:
    return {name: getattr(item, name) for name in ("jargon", "plain", "note")}


def _check(changed: Sequence[tuple[PlainWord, PlainWordMaterial]]) -> None:
    errors: list[MaterialError] = []
    for row, item in changed:
        try:
            row.clean_fields()
            row.clean()
        except ValidationError as problem:
            errors += shipped.located(problem, item)
    if errors:
        raise MaterialErrors(errors)
