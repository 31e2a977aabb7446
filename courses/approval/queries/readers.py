"""What stands below a page about safeguarding for its readers: who stands by it, since when."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.cache import cache
from django.utils import timezone
from wagtail.models import Page

from courses.approval import rules
from courses.approval.queries.board import newest_approvals, pages_below
from courses.approval.queries.guard import guarded_modules
from courses.approval.queries.running import shelf, standing

KEPT_SECONDS = 60 * 60 * 24


@dataclass(frozen=True)
class ReaderNote:
    approved_on: date
    checked_against: str
    newer: tuple[str, ...]  # each a sentence


def notes_key(today: date | None = None) -> str:
    return f"courses:approval-notes:{today or timezone.localdate()}"


def note_for(page: Page) -> ReaderNote | None:
    """None for a page that is not about safeguarding, or not out in the words that are approved."""
    kept = _kept_notes().get(page.pk)
    return ReaderNote(**kept) if kept else None


def pages_to_read_again() -> int:
    """How many pages that readers see are to be read against a newer edition."""
    return sum(bool(kept["newer"]) for kept in _kept_notes().values())


def _kept_notes() -> dict[int, dict[str, Any]]:
    """All of them at once, because an ordinary lesson must not pay a query to learn it has none."""
    kept: dict[int, dict[str, Any]] | None = cache.get(notes_key())
    if kept is None:
        kept = _read_notes(timezone.localdate())
        cache.set(notes_key(), kept, KEPT_SECONDS)
    return kept


def _read_notes(today: date) -> dict[int, dict[str, Any]]:
    pages = [page for page in pages_below(list(guarded_modules())) if page.live]
    if not pages:
        return {}
    approvals, on = newest_approvals(pages), shelf(today=today)
    live = Page.objects.filter(pk__in=approvals).select_related("live_revision")
    contents = {row.pk: row.live_revision.content for row in live if row.live_revision}
    notes = {}
    for pk, approval in approvals.items():
        if pk not in contents or rules.wording_of(contents[pk]) != approval.wording:
            continue
        newer = standing(approval, on, today=today).newer
        notes[pk] = {
            "approved_on": timezone.localdate(approval.approved_at),
            "checked_against": approval.checked_in_words,
            "newer": tuple(
                f"A new edition of {edition.title.partition(':')[0]} holds since {edition.since}: "
                f"{edition.name}. This page is being read against it."
                for edition in newer
            ),
        }
    return notes
