"""What the CPD log keeps about its owner. Her private words are a kind of their own: what opens one
opens not the other."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db.models import QuerySet

from cms.people.privacy.queries.words import in_rows, labelled
from cms.people.privacy.registry import Passage, RecordClass, register
from cms.people.privacy.rules import CountedFrom
from cms.people.privacy.services.removals import remove_whole

from .models import CPDEntry
from .rules import ALL_PROMPTS


def entries_about(person: Any) -> Iterator[Passage]:
    rows = CPDEntry.objects.filter(owner=person).prefetch_related("claims__statement")
    for entry in rows.select_related("shared_with"):
        words = labelled(
            ("Kind", entry.get_activity_type_display()),
            ("Who ran it", entry.provider),
            ("Days", [entry.start_on, entry.end_on]),
            ("Minutes", entry.minutes),
            ("Why", entry.reason),
            ("Cost", entry.cost),
            ("Summary", entry.shared_summary),
            ("What I will do differently", entry.application),
            ("What changed", entry.impact_note),
            ("State", entry.get_state_display()),
            ("Shared with", entry.shared_with),
            ("Handed in", entry.submitted_at),
            ("Verified", entry.verified_at),
        )
        claims = [
            labelled((row.statement.code, row.claim or "named")) for row in entry.claims.all()
        ]
        yield Passage(
            object_id=str(entry.pk),
            part="entry",
            title=entry.title,
            words=in_rows([words, *claims]),
            on=entry.start_on,
            author=person,
            url=entry.get_absolute_url(),
        )


def reflections_about(person: Any) -> Iterator[Passage]:
    for entry in CPDEntry.objects.filter(owner=person):
        answers = [(ALL_PROMPTS.get(key, key), text) for key, text in entry.reflection.items()]
        words = labelled(("What I learned", entry.what_i_learned), *answers)
        if words:
            yield Passage(
                object_id=str(entry.pk),
                part="reflection",
                title=entry.title,
                words=words,
                on=entry.start_on,
                author=person,
                url=entry.get_absolute_url(),
            )


def entries_aged(day: date) -> QuerySet[CPDEntry]:
    return CPDEntry.objects.filter(owner__staff_profile__left_on__lt=day)


register(
    RecordClass(
        key="cpd_entry",
        label="CPD entries",
        why="To show what somebody did to keep and improve her practice.",
        counted_from=CountedFrom.LEFT,
        months=72,
        about=entries_about,
        aged=entries_aged,
        subject="owner",
        remove=remove_whole,
    ),
    RecordClass(
        key="cpd_reflection",
        label="CPD: private words",
        why="For her own thinking; nobody else reads them. They go with their entry.",
        counted_from=CountedFrom.LEFT,
        months=72,
        about=reflections_about,
        is_openable=True,
    ),
)
