"""What a mentor prepares. It is hers: what she does with it is not audited, only who opened it."""

from dataclasses import asdict
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from assessments.sessions.models import SupervisionSession
from assessments.sessions.rules import SessionState
from assessments.supervision.services.bookmarks import put_back_bookmark, take_bookmark
from cms.people.accounts.models import User

from .. import queries, rules
from ..access import can_prepare
from ..models import PreparationItem, SessionPreparation
from ..rules import PreparationContent, Source

HERS = "What is prepared for a session is written by whom the session is for, and nobody else."


@transaction.atomic
def save_preparation(
    *,
    session: SupervisionSession,
    mentor: User,
    content: PreparationContent,
    by: User,
    at: datetime | None = None,
) -> SessionPreparation:
    """The three prompts, and whether she keeps it to herself; as often as she likes until the
    session is over."""
    preparation = _begun(session, mentor, by)
    rules.check_content(content)
    for name, value in asdict(content).items():
        setattr(preparation, name, value.strip() if isinstance(value, str) else value)
    preparation.changed_at = at or timezone.now()
    preparation.save()
    return preparation


@transaction.atomic
def add_item(
    *,
    session: SupervisionSession,
    mentor: User,
    source: Source | str = Source.OWN,
    pk: int | None = None,
    title: str = "",
    by: User,
    at: datetime | None = None,
) -> PreparationItem:
    """A line of the agenda: her own words, or something of hers named by its key, of which the
    title alone is taken. The same thing twice is the line that is there."""
    preparation = _begun(session, mentor, by)
    url = ""
    if source != Source.OWN:
        offer = queries.own_thing(mentor, Source(source), pk)
        if offer is None:
            raise PermissionDenied("Only what is their own goes onto somebody’s agenda.")
        title, url = offer.title[: rules.LONGEST_TITLE], offer.url
        there = preparation.items.filter(source_url=url).first()
        if there is not None:
            return there
    rules.check_item(title, preparation.items.count())
    last = preparation.items.aggregate(last=Max("position"))["last"]
    item = PreparationItem.objects.create(
        preparation=preparation,
        source=source,
        source_url=url,
        title=title.strip(),
        position=0 if last is None else last + 1,
    )
    _touch(preparation, at)
    return item


@transaction.atomic
def move_item(*, item: PreparationItem, up: bool, by: User) -> PreparationItem:
    """One place up or down; at either end it stays."""
    preparation = _locked(item.preparation, by)
    rows = list(preparation.items.all())
    here = next(place for place, row in enumerate(rows) if row.pk == item.pk)
    there = here - 1 if up else here + 1
    if 0 <= there < len(rows):
        rows[here], rows[there] = rows[there], rows[here]
        for position, row in enumerate(rows):
            row.position = position
        PreparationItem.objects.bulk_update(rows, ["position"])
    return next(row for row in rows if row.pk == item.pk)


@transaction.atomic
def remove_item(*, item: PreparationItem, by: User, at: datetime | None = None) -> None:
    """Off the agenda; what it came from stays where it is."""
    preparation = _locked(item.preparation, by)
    preparation.items.filter(pk=item.pk).delete()
    _touch(preparation, at)


@transaction.atomic
def mark_talked_about(
    *, item: PreparationItem, is_talked_about: bool, by: User, at: datetime | None = None
) -> PreparationItem:
    """Also after the session. A bookmark it came from is taken off her list, or put back on it."""
    _locked(item.preparation, by)
    row = PreparationItem.objects.select_for_update().get(pk=item.pk)
    if row.is_talked_about == is_talked_about:
        return row
    row.is_talked_about = is_talked_about
    row.save(update_fields=["is_talked_about"])
    bookmark = queries.bookmark_of(row, by)
    if bookmark is not None and is_talked_about:
        take_bookmark(bookmark=bookmark, by=by, at=at)
    elif bookmark is not None:
        put_back_bookmark(bookmark=bookmark, by=by)
    return row


def _begun(session: SupervisionSession, mentor: User, by: User) -> SessionPreparation:
    """Hers for this session, held until the end of the transaction."""
    if by.pk != mentor.pk or not can_prepare(by, session):
        raise PermissionDenied(HERS)
    current = SupervisionSession.objects.only("state").get(pk=session.pk)
    rules.check_can_be_prepared(current.state, SessionState.PLANNED)
    row, _ = SessionPreparation.objects.get_or_create(session=session, mentor=mentor)
    return SessionPreparation.objects.select_for_update().get(pk=row.pk)


def _locked(preparation: SessionPreparation, by: User) -> SessionPreparation:
    rows = SessionPreparation.objects.select_for_update(of=("self",)).select_related("session")
    locked = rows.get(pk=preparation.pk)
    if by.pk != locked.mentor_id or not can_prepare(by, locked.session):
        raise PermissionDenied(HERS)
    return locked


def _touch(preparation: SessionPreparation, at: datetime | None) -> None:
    preparation.changed_at = at or timezone.now()
    preparation.save(update_fields=["changed_at"])
