"""Who opened a record: what stands under “Who can read this, and who has”."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Exists, F, Model, OuterRef, Q, QuerySet

from cms.people.accounts.models import User
from cms.people.audit.models import AuditEvent

from ..models import BreakGlassGrant
from ..rules import GrantState

AT_MOST = 20


@dataclass(frozen=True)
class Readings:
    rows: list[Any]
    has_more: bool = False

    @property
    def about(self) -> int | None:
        """Whose record it is, as the rows say; None when nobody has opened it."""
        return getattr(self.rows[0], "about_id", None) if self.rows else None


def untold_grants(about: str = "about", actor: str = "actor", at: str = "at") -> Exists:
    """On `AuditEvent`: it happened under a grant that the person was not told of yet. The row
    stays as it is, and appears the moment she is told."""
    grants = BreakGlassGrant.objects.filter(
        subject=OuterRef(about),
        requester=OuterRef(actor),
        told_at=None,
        state__in=(GrantState.OPEN, GrantState.ENDED),
        answered_at__lte=OuterRef(at),
        ends_at__gte=OuterRef(at),
    )
    return Exists(grants)


def readings_of(*, about: User, verb_prefix: str, obj: Model | None = None) -> QuerySet[AuditEvent]:
    """The rows `<prefix>.opened` about somebody, or about one record of hers."""
    found = AuditEvent.objects.filter(about=about.pk, verb=f"{verb_prefix}.opened")
    if obj is not None:
        kind = ContentType.objects.get_for_model(obj)
        found = found.filter(content_type=kind, object_id=str(obj.pk))
    return found


def latest_readings(opened: QuerySet[AuditEvent] | Iterable[Any] | None) -> Readings:
    """Newest first, by others than herself; one query, whatever has been opened before."""
    if not isinstance(opened, QuerySet):
        rows = list(opened or ())
        return Readings(rows[:AT_MOST], has_more=len(rows) > AT_MOST)
    shown = opened.exclude(Q(actor=F("about"))).exclude(untold_grants())
    found = list(shown.select_related("actor").order_by("-at", "-pk")[: AT_MOST + 1])
    return Readings(found[:AT_MOST], has_more=len(found) > AT_MOST)
