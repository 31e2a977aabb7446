"""Who reads what was released about somebody, in words."""

from assessments.supervision.access import supervisors_of
from cms.people.accounts.models import User
from cms.people.accounts.queries import holders_of
from cms.people.accounts.rules import Role
from cms.people.privacy.rules import Reader
from cms.people.teams.models import ReportingLine


def readers_of(person: User, *, supervisor_reads: bool) -> list[Reader]:
    lines = ReportingLine.objects.on().filter(person=person).select_related("manager")
    managers = tuple(line.manager.display_name for line in lines)
    leads = tuple(lead.display_name for lead in holders_of(Role.QUALITY_LEAD))
    readers = [
        Reader("The mentor", "It is about her work.", (person.display_name,)),
        Reader("The line manager", "From the day she manages the mentor.", managers),
        Reader("The quality lead", "Asks learners, and releases what they say.", leads),
    ]
    if supervisor_reads:
        theirs = User.objects.filter(supervisors_of(person))
        names = tuple(each.display_name for each in theirs)
        readers.append(Reader("The supervisor", "The mentor lets her.", names))
    return readers
