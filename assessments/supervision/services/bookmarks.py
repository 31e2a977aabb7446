"""The only writer of bookmarks. Nothing is audited: a note to oneself is nobody's business."""

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from cms.people.accounts.models import User

from ..access import can_keep_bookmarks_of
from ..models import SupervisionBookmark
from ..rules import bookmarks as rules


@transaction.atomic
def add_bookmark(
    *, mentor: User, title: str, words: str = "", source_url: str = "", by: User
) -> SupervisionBookmark:
    """Put it on her list. The same place twice gives the bookmark that is there."""
    _check(by, mentor)
    rules.check_words(title, words)
    values = {"title": title.strip()[:200], "words": words.strip()}
    if not source_url:
        return SupervisionBookmark.objects.create(mentor=mentor, **values)
    bookmark, _ = SupervisionBookmark.objects.get_or_create(
        mentor=mentor, source_url=source_url, taken_at=None, defaults=values
    )
    return bookmark


@transaction.atomic
def take_bookmark(
    *, bookmark: SupervisionBookmark, by: User, at: datetime | None = None
) -> SupervisionBookmark:
    """Off the list: talked about, or not needed any more. It can be put back."""
    _check(by, bookmark.mentor)
    bookmark.taken_at = bookmark.taken_at or at or timezone.now()
    bookmark.save(update_fields=["taken_at"])
    return bookmark


@transaction.atomic
def put_back_bookmark(*, bookmark: SupervisionBookmark, by: User) -> SupervisionBookmark:
    """On the list again, unless the same place has come onto it meanwhile: then that one stays."""
    _check(by, bookmark.mentor)
    there = SupervisionBookmark.objects.filter(
        mentor=bookmark.mentor, source_url=bookmark.source_url, taken_at=None
    ).exclude(source_url="")
    if (found := there.first()) is not None:
        return found
    bookmark.taken_at = None
    bookmark.save(update_fields=["taken_at"])
    return bookmark


def _check(by: User, mentor: User) -> None:
    if not can_keep_bookmarks_of(by, mentor):
        raise PermissionDenied("What somebody takes to supervision is hers alone.")
