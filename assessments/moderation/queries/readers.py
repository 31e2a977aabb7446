"""Who can read what came of a case; asked of the rights themselves."""

from assessments.reviews.queries.readers import managers_today
from cms.people.accounts.models import User
from cms.people.accounts.queries import holders_of
from cms.people.accounts.rules import Role
from cms.people.privacy.rules import Reader

from ..access import outcomes_readable_by
from ..models import ModerationCase


def readers_of(case: ModerationCase) -> list[Reader]:
    person = case.review.reviewee
    found = [
        _reader("The mentor", "It is about your review.", [person], case),
        _reader("The line manager of today", "Manages you.", managers_today(person), case),
    ]
    readers = [reader for reader in found if reader.people]
    if holders_of(Role.HR).exists():
        readers.append(Reader("HR", "Reads what was decided, and why."))
    readers.append(Reader("The quality lead", "Keeps the rounds."))
    readers.append(
        Reader(
            "Its moderators",
            "Read the review without names until it was decided, and what was decided.",
        )
    )
    return readers


def _reader(who: str, why: str, people: list[User], case: ModerationCase) -> Reader:
    return Reader(who, why, tuple(one for one in people if _may_read(one, case)))


def _may_read(person: User, case: ModerationCase) -> bool:
    return ModerationCase.objects.filter(outcomes_readable_by(person), pk=case.pk).exists()
