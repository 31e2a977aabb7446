"""Who can read a caseload, as the rights themselves say."""

from assessments.cpd.queries.readers import line_managers_of
from cms.people.accounts.models import User
from cms.people.accounts.queries import holders_of
from cms.people.accounts.rules import Role
from cms.people.privacy.rules import Reader

from ..access import people_readable_by


def readers_of(mentor: User) -> list[Reader]:
    managers = tuple(
        person
        for person in line_managers_of(mentor)
        if User.objects.filter(people_readable_by(person), pk=mentor.pk).exists()
    )
    leads = tuple(holders_of(Role.QUALITY_LEAD).exclude(pk=mentor.pk))
    found = [
        Reader("The mentor", "It is their own caseload.", (mentor,)),
        Reader("The line manager", "To share work out fairly: all counts.", managers),
        Reader("The quality lead", "The points; small counts stay hidden.", leads),
    ]
    return [reader for reader in found if reader.people]
