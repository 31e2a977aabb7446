"""What people without an account said about somebody's entries. It goes with the entry."""

from collections.abc import Iterator
from typing import Any

from cms.people.privacy.queries.words import day_of, labelled
from cms.people.privacy.registry import Passage, RecordClass, register
from cms.people.privacy.rules import CountedFrom

from .models import WitnessRequest


def requests_about(person: Any) -> Iterator[Passage]:
    rows = WitnessRequest.objects.filter(entry__owner=person).select_related("entry")
    for row in rows:
        title = f"Asked about “{row.entry.title}”"
        asked = labelled(("Asked", row.name), ("At", row.email), ("My words", row.words))
        yield Passage(str(row.pk), "question", title, asked, day_of(row.created_at), person)
        if row.answered_at:
            said = labelled(
                ("Role", row.witness_role),
                ("Confirmed", row.is_confirmed),
                ("Said", row.statement),
            )
            who = row.witness_name or row.name
            yield Passage(str(row.pk), "answer", title, said, day_of(row.answered_at), who)


register(
    RecordClass(
        key="cpd_witness",
        label="CPD: what witnesses said",
        why="To confirm an entry by somebody who was there. It goes with the entry.",
        counted_from=CountedFrom.LEFT,
        months=72,
        about=requests_about,
    )
)
