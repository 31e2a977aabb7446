"""How the verifying goes: numbers about verifiers, for the quality lead alone."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from statistics import median

from assessments.cpd.rules import CPDYear
from cms.people.accounts.models import User

from ..access import can_draw_samples
from ..models import CPDSample, CPDVerification
from ..rules import Outcome, Result


@dataclass(frozen=True)
class VerifierRow:
    verifier: User
    verified: int
    returned: int
    sampled: int
    in_order: int
    queries: int
    days: float  # working days until half of the answers were there


def verifier_rows(reader: User, year: CPDYear) -> list[VerifierRow]:
    """Everybody who answered in a CPD year, by name. Three queries, however many there are."""
    if not can_draw_samples(reader):
        return []
    span = (year.first_on, year.last_on)
    given = CPDVerification.objects.filter(at__date__range=span).order_by()
    outcomes: dict[int, Counter[str]] = defaultdict(Counter)
    days: dict[int, list[int]] = defaultdict(list)
    for verifier, outcome, waited in given.values_list("verifier_id", "outcome", "waited_days"):
        outcomes[verifier][outcome] += 1
        days[verifier].append(waited)
    results: dict[int, Counter[str]] = defaultdict(Counter)
    sampled = CPDSample.objects.filter(verification__at__date__range=span).order_by()
    for verifier, result in sampled.values_list("verification__verifier_id", "result"):
        results[verifier][result] += 1
    people = User.objects.filter(pk__in=outcomes).order_by("last_name", "first_name")
    return [
        _row(person, outcomes[person.pk], results[person.pk], days[person.pk]) for person in people
    ]


def _row(
    verifier: User, outcomes: Counter[str], results: Counter[str], days: list[int]
) -> VerifierRow:
    return VerifierRow(
        verifier=verifier,
        verified=outcomes[Outcome.VERIFIED],
        returned=outcomes[Outcome.RETURNED],
        sampled=results.total(),
        in_order=results[Result.OK],
        queries=results[Result.QUERY],
        days=median(days),
    )
