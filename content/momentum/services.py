from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.text import slugify

from cms.people.accounts.models import User
from cms.people.audit.services import record
from content import shipped
from content.material.dips import DipMaterial, read_dips
from content.material.shapes import MaterialError, MaterialErrors
from content.shipped import ShippedLine

from . import access, queries, rules
from .models import CollegeYear, Dip

SHIPPED_DIPS = Path(__file__).parents[1] / "material" / "dips.yaml"


@transaction.atomic
def save_dip(*, dip: Dip, by: User) -> Dip:
    """Keeps what a trainer wrote. The calendar and every lesson that draws it show it at once."""
    if not access.can_edit_dips(by):
        raise PermissionDenied
    _lock()
    dip.key = dip.key or _free_key(dip.title)
    dip.full_clean()
    dip.save()
    record(actor=by, verb="dip.changed", obj=dip, detail={"key": dip.key})
    return dip


@transaction.atomic
def delete_dip(*, dip: Dip, by: User) -> Dip:
    if not access.can_delete_dip(by, dip):
        raise PermissionDenied("A dip that came with the site is hidden, not deleted.")
    record(actor=by, verb="dip.deleted", obj=dip, detail={"key": dip.key})
    dip.delete()
    return dip


@transaction.atomic
def set_college_year(*, teaching_starts_on: date, by: User) -> CollegeYear:
    """From now on weeks are counted from the Monday of that week."""
    if not access.can_edit_dips(by):
        raise PermissionDenied
    row = queries.college_year()
    before = row.teaching_starts_on
    row.teaching_starts_on = teaching_starts_on
    row.full_clean()
    row.save()
    detail = {"from": str(before or ""), "to": str(teaching_starts_on)}
    record(actor=by, verb="college_year.changed", obj=row, detail=detail)
    return row


@transaction.atomic
def load_dips(
    *, by: User | None, path: Path = SHIPPED_DIPS, lessons: Mapping[str, int] | None = None
) -> list[ShippedLine]:
    """Add the dips that come with the site and renew those no trainer has changed.

    ``lessons`` says which page a lesson's id is. A dip whose weeks are taken by one of the
    college's own is not shown until a trainer makes room. A broken file changes nothing and raises
    MaterialErrors.
    """
    if not access.can_load_dips(by):
        raise PermissionDenied("Dips are loaded by trainers and site admins.")
    brought = read_dips(path)
    rows = {dip.key: dip for dip in _lock()}
    actions = {}
    for item in brought:
        row, words = rows.get(item.key), _words(item, lessons or {})
        action = shipped.action_for(row, words)
        if action in (shipped.CREATED, shipped.UPDATED):
            rows[item.key] = row = row or Dip(key=item.key)
            shipped.write_words(row, words)
        if action and row is not None:
            actions[item.key] = action
    changed = [rows[key] for key, action in actions.items() if action != shipped.KEPT]
    _make_room(changed, [row for row in rows.values() if row not in changed])
    _check(changed, brought)
    for row in changed:
        row.save()
    lines = [ShippedLine(_in_words(action, rows[key]), rows[key].title)
             for key, action in actions.items()]  # fmt: skip
    if changed:
        record(actor=by, verb="dips.loaded", detail={"changes": [str(line) for line in lines]})
    return lines


def _lock() -> Sequence[Dip]:
    """All of them until the transaction ends: whether weeks are free is asked of every dip."""
    return list(Dip.objects.select_for_update())


def _free_key(title: str) -> str:
    stem = slugify(title)[:50] or "dip"
    taken = set(Dip.objects.filter(key__startswith=stem).values_list("key", flat=True))
    numbered = (f"{stem}-{number}" for number in range(2, len(taken) + 3))
    return stem if stem not in taken else next(key for key in numbered if key not in taken)


def _words(item: DipMaterial, lessons: Mapping[str, int]) -> dict[str, Any]:
    names = ("title", "from_week", "until_week", "why", "tactic")
    words = {name: getattr(item, name) for name in names}
    return {**words, "lesson_id": lessons.get(item.lesson)}


def _make_room(changed: Sequence[Dip], others: Sequence[Dip]) -> None:
    shown = [(dip.title, *dip.weeks) for dip in others if dip.is_shown]
    for dip in changed:
        dip.is_shown = dip.is_shown and rules.taken_by(dip.weeks, shown) is None
        if dip.is_shown:
            shown.append((dip.title, *dip.weeks))


def _check(changed: Sequence[Dip], brought: Sequence[DipMaterial]) -> None:
    material = {item.key: item for item in brought}
    errors: list[MaterialError] = []
    for dip in changed:
        try:
            dip.clean_fields()
            rules.check_weeks(dip.weeks)
        except ValidationError as problem:
            errors += shipped.located(problem, material[dip.key])
    if errors:
        raise MaterialErrors(errors)


def _in_words(action: str, dip: Dip) -> str:
    return action if dip.is_shown or action == shipped.KEPT else f"{action}, not shown"
