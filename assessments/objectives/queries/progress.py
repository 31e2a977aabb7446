"""How an objective goes: what the two say of it, and what the ledger shows of its statements since
it was agreed (R10)."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time

from django.contrib.contenttypes.models import ContentType
from django.urls import reverse
from django.utils import timezone

from assessments.standards.access import readable_by as evidence_readable_by
from assessments.standards.models import Evidence, EvidenceQuerySet, Statement
from assessments.standards.queries import Moment, moments
from cms.people.accounts.models import User

from ..models import Objective, ObjectiveProgress

MOST_POINTS = 200  # of the ledger, the newest
MOST_CHOICES = 40


@dataclass(frozen=True)
class ProgressPoint:
    """One stop of the timeline: words, or evidence, or words about evidence."""

    at: datetime
    words: str
    author: User | None = None
    evidence: Evidence | None = None
    statements: list[Statement] = field(default_factory=list)
    url: str = ""

    @property
    def is_words(self) -> bool:
        return self.author is not None


def progress_of(objective: Objective, reader: User | None = None) -> list[ProgressPoint]:
    """The newest first. `reader` is who looks: the links lead where she may go, and of the ledger
    she sees what is hers to read; without one, what the owner sees."""
    person = reader or objective.owner
    lines = objective.progress.select_related("author", "evidence__statement__framework")
    said = [_point_of_words(line, objective, person) for line in lines]
    rows = evidence_since(objective, person)[:MOST_POINTS]
    shown = [_point_of_evidence(each, objective, person) for each in moments(rows)]
    return sorted([*said, *shown], key=lambda point: point.at, reverse=True)


def _point_of_words(line: ObjectiveProgress, objective: Objective, reader: User) -> ProgressPoint:
    evidence = line.evidence
    return ProgressPoint(
        at=line.at,
        words=line.text,
        author=line.author,
        evidence=evidence,
        statements=[evidence.statement] if evidence else [],
        url=evidence_url(evidence, objective, reader) if evidence else "",
    )


def _point_of_evidence(moment: Moment, objective: Objective, reader: User) -> ProgressPoint:
    evidence = moment.evidence
    return ProgressPoint(
        at=_noon(evidence.occurred_on),
        words=evidence.note,
        evidence=evidence,
        statements=moment.statements,
        url=evidence_url(evidence, objective, reader),
    )


def _noon(day: date) -> datetime:
    """A day stands among moments at its middle."""
    return timezone.make_aware(datetime.combine(day, time(12)))


def evidence_url(evidence: Evidence, objective: Objective, reader: User) -> str:
    """The owner opens what it came from; her manager sees that it stands, and for what."""
    if reader.pk == objective.owner_id:
        return reverse("standards:evidence_open", args=[evidence.pk])
    person = reverse("standards:person_evidence", args=[objective.owner_id])
    return f"{person}?statement={evidence.statement.code}"


def evidence_since(objective: Objective, reader: User | None = None) -> EvidenceQuerySet:
    """What stands in the owner’s ledger for its statements since it was agreed, and until it was
    closed; without what the objective itself has put there."""
    statements = objective.statements.values("pk")
    return _since_agreed(objective, reader or objective.owner).filter(statement__in=statements)


def _since_agreed(objective: Objective, reader: User) -> EvidenceQuerySet:
    rows: EvidenceQuerySet = Evidence.objects.standing().filter(
        evidence_readable_by(reader), person=objective.owner_id
    )
    if objective.agreed_at is None:
        return rows.none()
    rows = rows.filter(occurred_on__gte=timezone.localdate(objective.agreed_at))
    if objective.closed_at is not None:
        rows = rows.filter(occurred_on__lte=timezone.localdate(objective.closed_at))
    own = ContentType.objects.get_for_model(Objective)
    rows = rows.exclude(content_type=own, object_id=objective.pk)
    return rows.select_related("statement__framework")


def evidence_to_choose(objective: Objective, reader: User) -> list[Moment]:
    """To hang words on: what stands since it was agreed; what fits its statements first, then
    the newest."""
    found = moments(_since_agreed(objective, reader)[:MOST_POINTS])
    wanted = {statement.pk for statement in objective.statements.all()}
    found.sort(key=lambda moment: not _fits(moment.statements, wanted))
    return found[:MOST_CHOICES]


def _fits(statements: Sequence[Statement], wanted: set[int]) -> bool:
    return any(statement.pk in wanted for statement in statements)
