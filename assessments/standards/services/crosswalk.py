"""What the statements of two frameworks have in common, said by a person with a name and a day."""

from collections.abc import Iterable, Mapping

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from cms.people.accounts.models import User
from cms.people.audit.services import record

from ..access import can_check_mappings
from ..models import Framework, Statement, StatementMapping
from ..queries import between, link_between
from ..rules import MappingStrength

REFUSED = "Links between frameworks are checked by the quality lead and site admins."


@transaction.atomic
def check_mappings(
    *,
    here: Framework,
    there: Framework,
    strengths: Mapping[int, str],
    doubted: Iterable[int] = (),
    by: User,
) -> list[StatementMapping]:
    """Say of each of these links of two frameworks that it holds, and how strongly; of those
    doubted, that they are no more than suggestions again.

    Gives back those that changed: one that was checked with the same strength keeps its name and
    day. Raises ValidationError for a strength there is not; links that are gone are left out.
    """
    if not can_check_mappings(by):
        raise PermissionDenied(REFUSED)
    for strength in strengths.values():
        _check_strength(strength)
    links = StatementMapping.objects.filter(between(here, there), pk__in=list(strengths))
    changed = []
    for mapping in links.select_for_update(of=("self",)).select_related("source", "target"):
        strength = strengths[mapping.pk]
        if mapping.checked_at is not None and mapping.strength == strength:
            continue
        mapping.strength = strength
        _sign(mapping, by)
        changed.append(mapping)
    return [*changed, *_doubt(here, there, set(doubted) - set(strengths), by)]


def _doubt(here: Framework, there: Framework, pks: set[int], by: User) -> list[StatementMapping]:
    links = StatementMapping.objects.filter(between(here, there), pk__in=pks)
    doubted = list(links.exclude(checked_at=None).select_related("source", "target"))
    for mapping in doubted:
        mapping.checked_by, mapping.checked_at = None, None
        mapping.save()
        record(actor=by, verb="mapping.doubted", obj=mapping)
    return doubted


@transaction.atomic
def add_mapping(
    *, source: Statement, target: Statement, strength: str, by: User, note: str = ""
) -> StatementMapping:
    """A link that no file suggested: checked by whoever adds it."""
    if not can_check_mappings(by):
        raise PermissionDenied(REFUSED)
    _check_strength(strength)
    if source.framework_id == target.framework_id:
        raise ValidationError("Choose a statement of each framework.")
    if link_between(source, target) is not None:
        raise ValidationError(f"{source.code} and {target.code} are linked already.")
    mapping = StatementMapping(source=source, target=target, strength=strength, note=note.strip())
    mapping.clean_fields(exclude=["source", "target", "checked_by"])
    _sign(mapping, by)
    return mapping


@transaction.atomic
def remove_mapping(*, mapping: StatementMapping, by: User) -> None:
    """Take a link out. What was carried over by it stays: a person decided that."""
    if not can_check_mappings(by):
        raise PermissionDenied(REFUSED)
    record(actor=by, verb="mapping.removed", obj=mapping)
    mapping.delete()


def _check_strength(strength: str) -> None:
    if strength not in MappingStrength.values:
        raise ValidationError("Choose how strong each link is: same, part or related.")


def _sign(mapping: StatementMapping, by: User) -> None:
    mapping.checked_by, mapping.checked_at = by, timezone.now()
    mapping.save()
    detail = {"strength": str(mapping.strength)}
    record(actor=by, verb="mapping.checked", obj=mapping, detail=detail)
