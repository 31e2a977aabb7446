"""The links between two frameworks, in whichever direction a file wrote them."""

from dataclasses import dataclass

from django.db.models import Q

from ..models import Framework, Statement, StatementMapping
from .frameworks import default_framework


@dataclass(frozen=True)
class CrosswalkLink:
    """A link as the screen reads it: `there` is the statement of the second framework."""

    mapping: StatementMapping
    here: Statement
    there: Statement

    @property
    def is_checked(self) -> bool:
        return self.mapping.checked_at is not None


@dataclass(frozen=True)
class CrosswalkRow:
    statement: Statement
    links: list[CrosswalkLink]


@dataclass(frozen=True)
class Crosswalk:
    here: Framework
    there: Framework
    rows: list[CrosswalkRow]  # every statement of the first framework
    others: list[Statement]  # those of the second that nothing leads to

    @property
    def links(self) -> list[CrosswalkLink]:
        return [link for row in self.rows for link in row.links]

    @property
    def total(self) -> int:
        return len(self.links)

    @property
    def checked(self) -> int:
        return sum(link.is_checked for link in self.links)


def between(one: Framework, other: Framework) -> Q:
    """On `StatementMapping`: links of two frameworks, in either direction."""
    there = Q(source__framework=one, target__framework=other)
    back = Q(source__framework=other, target__framework=one)
    return there | back


def crosswalk(here: Framework, there: Framework) -> Crosswalk:
    """Three queries: the links, and the statements of both."""
    mappings = StatementMapping.objects.filter(between(here, there)).select_related(
        "source__framework", "target__framework", "checked_by"
    )
    links: dict[int, list[CrosswalkLink]] = {}
    for mapping in mappings:
        ends = (mapping.source, mapping.target)
        mine, theirs = ends if mapping.source.framework_id == here.pk else ends[::-1]
        links.setdefault(mine.pk, []).append(CrosswalkLink(mapping, mine, theirs))
    for found in links.values():
        found.sort(key=lambda link: link.there.position)
    reached = {link.there.pk for found in links.values() for link in found}
    return Crosswalk(
        here=here,
        there=there,
        rows=[CrosswalkRow(each, links.get(each.pk, [])) for each in here.statements.all()],
        others=[each for each in there.statements.all() if each.pk not in reached],
    )


def linked_statements(statement: Statement) -> list[Statement]:
    """The statements of the college's framework that a person has found linked with this one."""
    checked = StatementMapping.objects.exclude(checked_at=None)
    pairs = checked.filter(Q(source=statement) | Q(target=statement)).values_list(
        "source_id", "target_id"
    )
    pks = {pk for pair in pairs for pk in pair} - {statement.pk}
    if not pks:
        return []
    framework = default_framework()
    return list(framework.statements.filter(pk__in=pks))


def link_between(one: Statement, other: Statement) -> StatementMapping | None:
    ends = Q(source=one, target=other) | Q(source=other, target=one)
    return StatementMapping.objects.filter(ends).first()
