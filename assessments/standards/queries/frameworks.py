"""The college's framework, its titles, and the list of all there are."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.core.cache import cache
from django.db.models import Case, Count, Q, Value, When

from cms.people.accounts.models import User
from content.checks.rules.findings import Around, Check, Kind, Level
from courses.catalogue.models import ModulePage, StepPage

from ..access import frameworks_readable_by
from ..models import Framework, Statement, StatementMapping
from ..rules import FrameworkStatus, StatementKind, check_codes_exist

TITLES_CACHE_KEY = "standards:titles"
GROUP_TITLES = {
    StatementKind.KNOWLEDGE: "Knowledge",
    StatementKind.SKILL: "Skills",
    StatementKind.BEHAVIOUR: "Behaviours",
    StatementKind.OTHER: "Standards",
}


def _default_first() -> Any:
    """The college's own, then one in force before a retired one, and the newest version of it."""
    rank = Case(When(status=FrameworkStatus.ACTIVE, then=Value(0)), default=Value(1))
    return Framework.objects.order_by("-is_default", rank, "-pk")


def default_framework() -> Framework:
    """The framework the college's codes are read in. Raises DoesNotExist where none is loaded."""
    framework: Framework = _default_first()[:1].get()
    return framework


def default_statements() -> dict[str, Statement]:
    framework = _default_first().first()
    return statements_of(framework) if framework else {}


def statements_of(framework: Framework) -> dict[str, Statement]:
    """By code, in order; each knows its framework without asking."""
    return {statement.code: statement for statement in framework.statements.all()}


def statements_to_offer(chosen: Iterable[Statement] = ()) -> list[Statement]:
    """The college's, and those that were chosen from a framework before it."""
    ours = list(default_statements().values())
    return ours + [statement for statement in chosen if statement not in ours]


def _cached_titles() -> tuple[str, dict[str, str]]:
    found: tuple[str, dict[str, str]] | None = cache.get(TITLES_CACHE_KEY)
    if found is None:
        statements = default_statements()
        framework = next(iter(statements.values())).framework.code if statements else ""
        found = (framework, {code: statement.title for code, statement in statements.items()})
        if statements:  # nothing is remembered of a site that has no framework yet
            cache.set(TITLES_CACHE_KEY, found, timeout=None)
    return found


def statement_titles() -> dict[str, str]:
    """Code to title in the college's framework, kept in the cache: every codes chip asks."""
    return _cached_titles()[1]


def default_framework_code() -> str:
    return _cached_titles()[0]


def check_codes(codes: Iterable[str]) -> None:
    """Raise ValidationError naming each code that the college's framework does not have."""
    check_codes_exist(codes, statement_titles())


def code_findings(page: ModulePage | StepPage, _around: Around) -> list[Check]:
    """For the checks of pages, which name this (CollegePage.checked_by)."""
    known = statement_titles()
    if not known:
        return []
    return [
        Check(
            Kind.CODES,
            Level.MUST,
            f"{code} is not in the college's framework, so it would leave no evidence.",
            "codes",
            code,
        )
        for code in page.codes
        if code not in known
    ]


def readable_framework(code: str, reader: User) -> Framework | None:
    """The framework of that code, in its newest version, if the reader may read it."""
    framework: Framework | None = (
        _default_first().filter(frameworks_readable_by(reader), code=code).first()
    )
    return framework


def readable_frameworks(reader: User) -> list[Framework]:
    """The college's own first, then those in force; each with the number of its statements."""
    found = _default_first().filter(frameworks_readable_by(reader))
    return list(found.annotate(statement_count=Count("statements")))


@dataclass(frozen=True)
class CrosswalkState:
    """How far the links between two frameworks have been looked at by a person."""

    other: Framework
    checked: int
    total: int

    @property
    def is_done(self) -> bool:
        return self.checked == self.total


def crosswalks_of(framework: Framework) -> list[CrosswalkState]:
    """The other frameworks this one has links with, in whichever direction they were written."""
    rows = StatementMapping.objects.filter(
        Q(source__framework=framework) | Q(target__framework=framework)
    ).values_list("source__framework", "target__framework", "checked_at")
    counts: dict[int, list[bool]] = {}
    for source, target, checked_at in rows:
        other = target if source == framework.pk else source
        counts.setdefault(other, []).append(checked_at is not None)
    others = Framework.objects.filter(pk__in=counts) if counts else []
    return [CrosswalkState(each, sum(counts[each.pk]), len(counts[each.pk])) for each in others]
