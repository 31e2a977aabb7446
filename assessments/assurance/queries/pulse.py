from collections import defaultdict
from dataclasses import dataclass

from django.db.models import QuerySet

from assessments.supervision.access import in_force, supervisors_of
from assessments.supervision.models import SupervisionAgreement
from cms.people.accounts.access import has_role
from cms.people.accounts.models import User
from cms.people.accounts.rules import Role

from ..models import PulseTaken, PulseTally
from ..rules import FEWEST_ANSWERS, PULSE_QUESTIONS


@dataclass(frozen=True)
class PulseResult:
    """Mean marks of the five sentences; none while too few have answered."""

    name: str
    answers: int
    means: list[float] | None

    @property
    def rows(self) -> list[tuple[str, float]]:
        return list(zip(PULSE_QUESTIONS, self.means or [], strict=False))


def supervisors_to_ask_about(person: User) -> QuerySet[User]:
    return User.objects.filter(supervisors_of(person)).order_by("last_name", "first_name", "pk")


def has_answered(person: User, half_year: str) -> bool:
    return PulseTaken.objects.filter(person=person, half_year=half_year).exists()


def supervisees_to_ask() -> QuerySet[User]:
    theirs = SupervisionAgreement.objects.filter(in_force()).values("supervisee")
    return User.objects.filter(is_active=True, pk__in=theirs)


def pulse_results(reader: User, half_year: str) -> list[PulseResult]:
    """A supervisor’s own; for quality lead and HR everybody together, and nobody by name: what was
    said of one supervisor is hers to hear."""
    tallies = PulseTally.objects.filter(half_year=half_year)
    results = []
    if has_role(reader, Role.QUALITY_LEAD, Role.HR):
        results.append(_result("All supervisors", tallies))
    own = tallies.filter(supervisor=reader)
    if own.exists():
        results.append(_result("What your supervisees say", own))
    return results


def _result(name: str, tallies: QuerySet[PulseTally]) -> PulseResult:
    counts: dict[int, int] = defaultdict(int)
    sums: dict[int, int] = defaultdict(int)
    for position, mark, count in tallies.values_list("position", "mark", "count"):
        counts[position] += count
        sums[position] += mark * count
    answers = counts[0]
    if answers < FEWEST_ANSWERS:
        return PulseResult(name, answers, None)
    means = [round(sums[n] / counts[n], 1) for n in range(len(PULSE_QUESTIONS))]
    return PulseResult(name, answers, means)
