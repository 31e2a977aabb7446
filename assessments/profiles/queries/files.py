"""The files that go along, those alone whose bytes may be read."""

from django.db.models import QuerySet

from assessments.cpd.rules import CONFIRMED, CPDYear
from assessments.files.models import EvidenceFile
from assessments.files.rules import READABLE
from cms.people.accounts.models import User


def own_files(person: User) -> QuerySet[EvidenceFile]:
    kept = EvidenceFile.objects.kept().filter(owner=person, scan_state__in=READABLE)
    return kept.order_by("created_at", "pk")


def files_of_entries(person: User, year: CPDYear) -> QuerySet[EvidenceFile]:
    """Those of the confirmed entries of one year, each once."""
    return (
        own_files(person)
        .filter(
            entries__owner=person,
            entries__state__in=CONFIRMED,
            entries__start_on__range=(year.first_on, year.last_on),
        )
        .distinct()
    )
