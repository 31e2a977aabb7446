"""What a verifier and a quality lead said about somebody's entries. It goes with the entry."""

from collections.abc import Iterator
from typing import Any

from assessments.cpd.queries import SHARED_LABELS
from cms.people.privacy.queries.words import day_of, labelled
from cms.people.privacy.registry import Passage, RecordClass, register
from cms.people.privacy.rules import CountedFrom

from .models import CPDSample, CPDVerification


def verifications_about(person: Any) -> Iterator[Passage]:
    rows = CPDVerification.objects.filter(entry__owner=person).select_related("verifier")
    for row in rows:
        title = f"Answer to “{row.judged.get('title', '')}”"
        words = labelled(
            ("Answer", row.get_outcome_display()),
            ("It happened as it says", row.is_real),
            ("It is relevant", row.is_relevant),
            ("It says enough about what will be different", row.is_applied),
            ("Note", row.note),
        )
        on = day_of(row.at)
        yield Passage(str(row.pk), "answer", title, words, on, row.verifier)
        judged = labelled(
            *((SHARED_LABELS.get(name, name), value) for name, value in row.judged.items())
        )
        if judged:
            yield Passage(str(row.pk), "what was judged", title, judged, on, person)


def samples_about(person: Any) -> Iterator[Passage]:
    rows = CPDSample.objects.filter(entry__owner=person)
    for row in rows.select_related("sampler", "replied_by", "round"):
        title = f"Sample “{row.round.label}”"
        found = labelled(
            ("Why it was drawn", row.get_why_display()),
            ("Found", row.get_result_display()),
            ("It happened as it says", row.is_real),
            ("It is relevant", row.is_relevant),
            ("It says enough about what will be different", row.is_applied),
            ("Would have verified it", row.would_verify),
            ("Note", row.note),
        )
        on = day_of(row.answered_at or row.round.drawn_at)
        yield Passage(str(row.pk), "sample", title, found, on, row.sampler)
        if row.reply:
            yield Passage(
                str(row.pk), "reply", title, row.reply, day_of(row.replied_at), row.replied_by
            )


WITH_ITS_ENTRY = "It goes with the entry it is about."

register(
    RecordClass(
        key="cpd_verification",
        label="CPD: answers of verifiers",
        why=f"To show who confirmed an entry and how. {WITH_ITS_ENTRY}",
        counted_from=CountedFrom.LEFT,
        months=72,
        about=verifications_about,
    ),
    RecordClass(
        key="cpd_sample",
        label="CPD: what samples found",
        why=f"To show that answers of verifiers are checked. {WITH_ITS_ENTRY}",
        counted_from=CountedFrom.LEFT,
        months=72,
        about=samples_about,
    ),
)
