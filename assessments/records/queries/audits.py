"""Records drawn for an anonymised look: whose turn it is, the words without names, the counts."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from cms.people.accounts.models import User
from content.language.rules import NAME, learner_details

from .. import rules
from ..access import audits_readable_by
from ..models import RecordAudit, SupervisionRecord
from ..rules import RecordState
from .content import attendees_of
from .document import Names, Section, sections_of, without_words

MENTOR, SUPERVISOR = "the mentor", "the supervisor"


@dataclass(frozen=True)
class Tally:
    question: str
    yes: int
    no: int


def candidates(first_on: date, last_on: date, drawer: User) -> list[int]:
    """Locked in these days, of a pair, not drawn yet, and none of the drawer's own."""
    rows = SupervisionRecord.objects.filter(
        state=RecordState.LOCKED,
        locked_at__date__range=(first_on, last_on),
        audit__isnull=True,
        session__agreement__isnull=False,
    )
    own = Q(session__supervisor=drawer.pk) | Q(session__agreement__supervisee=drawer.pk)
    return list(rows.exclude(own).order_by("pk").values_list("pk", flat=True))


def audits_of(user: User) -> QuerySet[RecordAudit]:
    rows = RecordAudit.objects.filter(audits_readable_by(user))
    return rows.select_related(
        "record__session__supervisor", "record__session__agreement__supervisee"
    ).defer("record__body")


def to_agree(user: User) -> QuerySet[RecordAudit]:
    """Of one's own, those nobody has looked at yet."""
    mine = Q(record__session__supervisor=user.pk)
    mine |= Q(record__session__agreement__supervisee=user.pk)
    return audits_of(user).filter(mine, answered_at__isnull=True)


def tallies(first_on: date | None = None, last_on: date | None = None) -> list[Tally]:
    """How often each question was answered yes and no. No record can be told from it."""
    rows = RecordAudit.objects.filter(answered_at__isnull=False)
    if first_on is not None and last_on is not None:
        rows = rows.filter(drawn_at__date__range=(first_on, last_on))
    answers = list(rows.values(*rules.QUESTIONS))
    return [
        Tally(
            question,
            sum(row[name] is True for row in answers),
            sum(row[name] is False for row in answers),
        )
        for name, question in rules.QUESTIONS.items()
    ]


def anonymous_sections(record: SupervisionRecord) -> list[Section]:
    """The document with the two called by their parts, every other known name blacked out, and no
    days in it."""
    names = Names(MENTOR, SUPERVISOR, {}, says_dates=False)
    sections = sections_of(record, names)
    parts = _parts(record)
    known = _known_names()

    def hidden(words: str) -> str:
        found = {one.words for one in learner_details(words) if one.kind == NAME}
        return rules.black_out(words, parts, known | found)

    return without_words(sections, hidden)


def _parts(record: SupervisionRecord) -> dict[str, str]:
    found: dict[str, str] = {}
    for person in attendees_of(record):
        found |= dict.fromkeys(names_of(person), MENTOR)
    return found | dict.fromkeys(names_of(record.session.supervisor), SUPERVISOR)


def names_of(person: User) -> list[str]:
    """Every way somebody may be called."""
    first = [name for name in (person.first_name, person.known_as) if name]
    whole = [f"{name} {person.last_name}" for name in first if person.last_name]
    return [*whole, *first, *filter(None, [person.last_name])]


def _known_names() -> set[str]:
    people: Iterable[User] = User.objects.only("first_name", "last_name", "known_as")
    return {name for person in people for name in names_of(person)}
