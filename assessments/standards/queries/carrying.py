"""Which evidence could count in another framework too, and what was decided about it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import groupby

from django.db.models import Q

from cms.people.accounts.models import User

from ..models import CarryOver, Evidence, Framework, Statement, StatementMapping
from ..rules import MappingStrength, Strength, carried_strength, strongest

Source = tuple[int, int]  # content type and key of what evidence came from


@dataclass(frozen=True)
class Candidate:
    """A piece of evidence and the checked link by which it reaches the target."""

    evidence: Evidence
    target: Statement
    mapping: StatementMapping

    @property
    def source(self) -> Source:
        return source_of(self.evidence)

    @property
    def strength(self) -> Strength:
        return carried_strength(self.evidence.strength, self.mapping.strength)


@dataclass(frozen=True)
class Proposal:
    """What one source stands for, offered to one statement: it would stand there once."""

    candidates: list[Candidate]

    @property
    def target(self) -> Statement:
        return self.candidates[0].target

    @property
    def evidence(self) -> Evidence:
        return self.candidates[0].evidence

    @property
    def value(self) -> str:
        """What the form sends: the evidence it is about."""
        return str(self.evidence.pk)

    @property
    def strength(self) -> Strength:
        return strongest(each.strength for each in self.candidates)

    @property
    def is_sure(self) -> bool:
        """Whether the statements ask for the same: what is likely right is ticked beforehand."""
        return any(each.mapping.strength == MappingStrength.SAME for each in self.candidates)

    @property
    def is_lowered(self) -> bool:
        return self.strength != strongest(each.evidence.strength for each in self.candidates)


@dataclass(frozen=True)
class ProposalGroup:
    target: Statement
    proposals: list[Proposal]


@dataclass(frozen=True)
class Decided:
    """A decision about a source and a statement, with the links it rested on."""

    rows: list[CarryOver]
    stands: bool  # its row in the ledger stands today
    can_be_taken: bool  # there was never a row: it may still be carried over

    @property
    def latest(self) -> CarryOver:
        return self.rows[0]


@dataclass(frozen=True)
class CarryOverPage:
    framework: Framework
    groups: list[ProposalGroup]
    decided: list[Decided] = field(default_factory=list)

    @property
    def count(self) -> int:
        return sum(len(group.proposals) for group in self.groups)


def source_of(evidence: Evidence) -> Source:
    return evidence.content_type_id, evidence.object_id


def candidates(
    person: User, framework: Framework, target: Statement | None = None
) -> list[Candidate]:
    """Standing evidence × checked links into the framework, newest first; decided or not.

    Evidence that was itself carried over is no ground for carrying it further.
    """
    links = _checked_links(framework, target)
    if not links:
        return []
    rows = Evidence.objects.standing().filter(person=person, statement__in=list(links))
    carried = set(
        CarryOver.objects.filter(evidence__person=person, is_accepted=True).values_list(
            "target_id", "evidence__content_type_id", "evidence__object_id"
        )
    )
    return [
        Candidate(row, end, mapping)
        for row in rows.select_related("statement__framework")
        if (row.statement_id, *source_of(row)) not in carried
        for end, mapping in links[row.statement_id]
    ]


def _checked_links(
    framework: Framework, target: Statement | None
) -> dict[int, list[tuple[Statement, StatementMapping]]]:
    """By the statement elsewhere: the statements here it is linked with."""
    ends = Q(source__framework=framework) | Q(target__framework=framework)
    checked = StatementMapping.objects.exclude(checked_at=None).filter(ends)
    links: dict[int, list[tuple[Statement, StatementMapping]]] = {}
    for mapping in checked.select_related("source__framework", "target__framework"):
        here, there = mapping.source, mapping.target
        if here.framework_id != framework.pk:
            here, there = there, here
        if there.framework_id == framework.pk or (target is not None and here != target):
            continue
        links.setdefault(there.pk, []).append((here, mapping))
    return links


def known_rows(person: User, framework: Framework) -> dict[tuple[int, Source], bool]:
    """By statement and source: rows there are in the framework, and whether each stands."""
    rows = Evidence.objects.filter(person=person, statement__framework=framework, withdraws=None)
    found = rows.values_list("statement_id", "content_type_id", "object_id", "withdrawn_by_row")
    return {
        (statement, (content_type, key)): gone is None
        for statement, content_type, key, gone in found
    }


def proposals(person: User, framework: Framework) -> list[Proposal]:
    """What nobody has decided yet, grouped by target and source."""
    found = candidates(person, framework)
    if not found:
        return []
    there = known_rows(person, framework)
    decided = set(
        CarryOver.objects.filter(evidence__person=person, target__framework=framework).values_list(
            "evidence_id", "target_id"
        )
    )
    open_ones = [
        each
        for each in found
        if (each.target.pk, each.source) not in there
        and (each.evidence.pk, each.target.pk) not in decided
    ]
    return grouped(open_ones)


def grouped(found: Iterable[Candidate]) -> list[Proposal]:
    """One proposal a target and source, in the order of the statements; its strongest first."""

    def place(each: Candidate) -> tuple[int, int, int, int]:
        return (each.target.position, each.target.pk, *each.source)

    ordered = sorted(found, key=place)
    return [
        Proposal(sorted(each, key=lambda one: one.strength == Strength.CLAIMED))
        for _, each in groupby(ordered, key=place)
    ]


def carry_over_page(person: User, framework: Framework) -> CarryOverPage:
    found = proposals(person, framework)
    groups = [
        ProposalGroup(target, _newest_first(each))
        for target, each in groupby(found, key=lambda proposal: proposal.target)
    ]
    return CarryOverPage(framework, groups, decided_for(person, framework))


def _newest_first(found: Iterable[Proposal]) -> list[Proposal]:
    return sorted(found, key=lambda each: each.evidence.occurred_on, reverse=True)


def decided_for(person: User, framework: Framework) -> list[Decided]:
    """Every decision, the latest first, one line a statement and source."""
    rows = CarryOver.objects.filter(evidence__person=person, target__framework=framework)
    rows = rows.select_related("evidence__statement__framework", "target", "decided_by")
    lines: dict[tuple[int, Source], list[CarryOver]] = {}
    for row in rows:
        lines.setdefault((row.target_id, source_of(row.evidence)), []).append(row)
    there = known_rows(person, framework) if lines else {}
    return [Decided(each, there.get(key, False), key not in there) for key, each in lines.items()]
