"""One module on the lists of several people, from the grid."""

from collections.abc import Iterable
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction

from cms.people.accounts.models import User
from courses.catalogue.models import ModulePage
from courses.enrolment.services import enrol

from ..queries import Outcome


@transaction.atomic
def enrol_chosen(
    *, people: Iterable[User], module: ModulePage, by: User, at: datetime | None = None
) -> list[Outcome]:
    """Each is asked by `enrolment` whether she may be, is told of it there and written into the
    audit there. Who has the module already keeps what she has, and hears nothing."""
    return [_enrol_one(person, module, by, at) for person in people]


def _enrol_one(person: User, module: ModulePage, by: User, at: datetime | None) -> Outcome:
    before = set(person.enrolments.filter(module=module).values_list("pk", flat=True))
    try:
        with transaction.atomic():
            row = enrol(participant=person, module=module, by=by, at=at)
    except ValidationError as problem:
        return Outcome(person, goes_out=False, words=" ".join(problem.messages))
    if row.pk in before:
        return Outcome(person, goes_out=False, words="It is on the list already.")
    return Outcome(person, goes_out=True, words="It is on the list now.", on=row.due_on)
