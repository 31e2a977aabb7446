from collections.abc import Iterator
from typing import Any

from cms.people.privacy.queries.words import day_of, labelled
from cms.people.privacy.registry import Passage, RecordClass, register
from cms.people.privacy.rules import CountedFrom

from .models import Certificate


def certificates_about(person: Any) -> Iterator[Passage]:
    rows = Certificate.objects.filter(completion__participant=person)
    for row in rows.select_related("completion__module", "revoked_by"):
        title = f"Certificate for {row.completion.module.title}"
        words = labelled(("Code", row.code), *row.wording.items())
        yield Passage(
            object_id=str(row.pk),
            part="certificate",
            title=title,
            words=words,
            on=day_of(row.issued_at),
            url=row.get_absolute_url(),
        )
        if row.revoked_at:
            why, on = row.revoke_reason, day_of(row.revoked_at)
            yield Passage(str(row.pk), "withdrawn because", title, why, on, row.revoked_by)


register(
    RecordClass(
        key="certificate",
        label="Certificates",
        why="So that whoever is shown one can check it. It goes with the enrolment.",
        counted_from=CountedFrom.LEFT,
        months=72,
        about=certificates_about,
    )
)
