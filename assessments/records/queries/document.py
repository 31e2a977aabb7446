"""The record as a document: the same parts for the page, the PDF and the anonymised look."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import date

from django.utils import timezone

from assessments.supervision.rules.states import Part

from .. import rules
from ..models import AgendaItem, SupervisionRecord
from ..rules import Asked, RecordContent, RecordPart, ReviewKind, Support
from ..rules.content import FIELDS_OF
from .content import attendees_of, content_of, parts


@dataclass(frozen=True)
class Entry:
    """`title` stands out, `words` are what was written, `notes` the small print below."""

    title: str = ""
    words: str = ""
    notes: tuple[str, ...] = ()
    item: AgendaItem | None = None


@dataclass(frozen=True)
class Section:
    key: str
    title: str
    entries: list[Entry] = field(default_factory=list)


@dataclass(frozen=True)
class Names:
    """How the people of a record are called in it."""

    supervisee: str
    supervisor: str
    by_pk: dict[int, str]
    says_dates: bool = True

    def of_part(self, part: str) -> str:
        names = {Part.SUPERVISEE: self.supervisee, Part.SUPERVISOR: self.supervisor}
        return names.get(Part(part), "the line manager")


KEPT = {
    ReviewKind.PROGRESS: "Goes on as it is",
    ReviewKind.DONE: "Done",
    ReviewKind.CARRIED: "Carried over",
    ReviewKind.CHANGED: "Re-scoped",
    ReviewKind.DROPPED: "Dropped",
}
QUESTION = (
    "Is there any concern about a learner, a colleague or yourself that has not yet been passed on?"
)


def names_in(record: SupervisionRecord) -> Names:
    people = attendees_of(record)
    alone = people[0].display_name if len(people) == 1 else "the group"
    return Names(
        supervisee=alone,
        supervisor=record.session.supervisor.display_name,
        by_pk={person.pk: person.display_name for person in people},
    )


def sections_of(record: SupervisionRecord, names: Names | None = None) -> list[Section]:
    """Its parts in the order they are written, without those that say nothing."""
    content, called = content_of(record), names or names_in(record)
    kept = parts(record)
    found = [
        Section(part.value, str(part.label), entries)
        for part in RecordPart
        if part in kept and (entries := list(_WRITERS[part](record, content, called)))
    ]
    return [*found, _question(content)]


def without_words(sections: Iterable[Section], change: Callable[[str], str]) -> list[Section]:
    """The same document with every text sent through `change`."""
    return [
        replace(
            section,
            entries=[
                Entry(
                    title=change(entry.title),
                    words=change(entry.words),
                    notes=tuple(map(change, entry.notes)),
                )
                for entry in section.entries
            ],
        )
        for section in sections
    ]


def _question(content: RecordContent) -> Section:
    asked = content.safeguarding_asked
    answer = str(Asked(asked).label) if asked else "Not answered yet"
    return Section("safeguarding", "Safeguarding", [Entry(title=QUESTION, words=answer)])


def _reviews(_record: SupervisionRecord, content: RecordContent, names: Names) -> Iterable[Entry]:
    for row in content.reviews:
        if row.kind:
            until = _by(row.due_on, names)
            notes = (KEPT[ReviewKind(row.kind)] + (f", {until}" if until else ""),)
            yield Entry(title=row.about, words=row.words, notes=notes)


def _agenda(record: SupervisionRecord, _content: RecordContent, _names: Names) -> Iterable[Entry]:
    for row in record.items.all():
        yield Entry(title=row.heading, words=row.summary, item=row)


def _decisions(_record: SupervisionRecord, content: RecordContent, names: Names) -> Iterable[Entry]:
    for row in content.decisions:
        notes = _notes(names.of_part(row.who), _by(row.due_on, names))
        yield Entry(title=row.what, words=f"Because: {row.why}" if row.why else "", notes=notes)


def _workload(_record: SupervisionRecord, content: RecordContent, _names: Names) -> Iterable[Entry]:
    if content.caseload is not None:
        yield Entry(title="Caseload", words=f"{content.caseload} learners")
    if content.hours_pattern:
        yield Entry(title="Hours", words=content.hours_pattern)
    if content.manageable:
        yield Entry(title="How manageable", words=rules.MANAGEABLE[content.manageable])


def _practice(record: SupervisionRecord, content: RecordContent, _names: Names) -> Iterable[Entry]:
    rows = sorted(record.statements.all(), key=lambda row: row.position)
    statements = tuple(f"{row.code} {row.title}" for row in rows)
    if content.practice_theme or statements:
        yield Entry(words=content.practice_theme, notes=statements)


def _learning(_record: SupervisionRecord, content: RecordContent, _names: Names) -> Iterable[Entry]:
    if content.learning:
        yield Entry(words=content.learning)


def _learners(_record: SupervisionRecord, content: RecordContent, _names: Names) -> Iterable[Entry]:
    count = content.learners_discussed
    if count:
        yield Entry(title=f"The work with {count} learner{'' if count == 1 else 's'}")
    if content.learner_themes:
        yield Entry(title="Themes", words=content.learner_themes)


def _wellbeing(
    _record: SupervisionRecord, content: RecordContent, _names: Names
) -> Iterable[Entry]:
    if content.wellbeing_discussed:
        yield Entry(words="We talked about how the work feels.")
    if content.support:
        offered = "; ".join(str(Support(one).label) for one in content.support)
        yield Entry(title="Support offered", words=offered)


def _recognition(_record: SupervisionRecord, content: RecordContent, _n: Names) -> Iterable[Entry]:
    if content.recognition:
        yield Entry(words=content.recognition)


def _actions(_record: SupervisionRecord, content: RecordContent, names: Names) -> Iterable[Entry]:
    for row in content.actions:
        whose = names.by_pk.get(row.person, "") if row.person else names.of_part(row.keeper)
        yield Entry(title=row.words, notes=_notes(whose, _by(row.due_on, names)))


def _needs(_record: SupervisionRecord, content: RecordContent, names: Names) -> Iterable[Entry]:
    for row in content.needs:
        whose = names.by_pk.get(row.person, "") if row.person else ""
        yield Entry(title=row.need, notes=_notes(whose, _by(row.due_on, names)))


def _next(_record: SupervisionRecord, content: RecordContent, names: Names) -> Iterable[Entry]:
    if content.next_on and names.says_dates:
        yield Entry(words=f"On {day_in_words(content.next_on)}")


def _notes(*words: str) -> tuple[str, ...]:
    said = ", ".join(filter(None, words))
    return (said,) if said else ()


def _by(day: date | None, names: Names) -> str:
    if day is None:
        return ""
    return f"by {day_in_words(day)}" if names.says_dates else "by a day that was named"


def day_in_words(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def moment_in_words(moment: object) -> str:
    local = timezone.localtime(moment)  # type: ignore[arg-type]
    return f"{day_in_words(local.date())}, {local:%H:%M}"


_WRITERS: dict[RecordPart, Callable[[SupervisionRecord, RecordContent, Names], Iterable[Entry]]] = {
    RecordPart.REVIEWS: _reviews,
    RecordPart.AGENDA: _agenda,
    RecordPart.DECISIONS: _decisions,
    RecordPart.WORKLOAD: _workload,
    RecordPart.PRACTICE: _practice,
    RecordPart.LEARNING: _learning,
    RecordPart.LEARNERS: _learners,
    RecordPart.WELLBEING: _wellbeing,
    RecordPart.RECOGNITION: _recognition,
    RecordPart.ACTIONS: _actions,
    RecordPart.NEEDS: _needs,
    RecordPart.NEXT: _next,
}
assert set(_WRITERS) == set(FIELDS_OF)
