"""The matrix of a team: people × statements, in a constant number of queries."""

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from cms.people.accounts.models import User

from ..access import team_of
from ..models import Framework, Statement
from ..rules import Status, Verdict
from .coverage import coverage_of_many, verdict_of


@dataclass(frozen=True, slots=True)
class TeamLine:
    person: User
    statements: list[Statement]
    verdicts: list[Verdict]  # one a statement, in order

    @property
    def cells(self) -> list[tuple[Statement, Verdict]]:
        return list(zip(self.statements, self.verdicts, strict=True))

    @property
    def covered(self) -> int:
        return sum(each.status == Status.COVERED for each in self.verdicts)


@dataclass(frozen=True)
class TeamMatrix:
    framework: Framework
    statements: list[Statement]
    lines: list[TeamLine]  # of those who match
    people: int  # everybody the reader follows

    @property
    def covered(self) -> list[int]:
        """Of those shown, how many have each statement covered."""
        columns = zip(*[line.verdicts for line in self.lines], strict=True)
        return [sum(each.status == Status.COVERED for each in column) for column in columns]


def team_people(reader: User) -> QuerySet[User]:
    people = User.objects.filter(team_of(reader), is_active=True)
    return people.select_related("staff_profile__team").order_by("last_name", "first_name", "pk")


def team_matrix(
    reader: User,
    framework: Framework,
    *,
    words: str = "",
    kind: str = "",
    gap: str = "",
    today: date | None = None,
) -> TeamMatrix:
    """Three queries. `words` are looked for in names and teams, `kind` chooses the statements,
    `gap` is a statement that is not covered yet."""
    everyone = list(team_people(reader))
    of_framework = list(framework.statements.all())
    statements = [each for each in of_framework if not kind or each.kind == kind]
    lacking = next((each for each in of_framework if each.code == gap), None)
    asked = {each.pk: each for each in [*statements, *([lacking] if lacking else [])]}
    whose = User.objects.filter(team_of(reader), is_active=True)
    found = coverage_of_many(whose, framework, statements=asked.values(), today=today)
    shown = [
        person
        for person in everyone
        if _matches(person, words)
        and (lacking is None or verdict_of(found, person.pk, lacking.pk).is_gap)
    ]
    lines = [
        TeamLine(person, statements, [verdict_of(found, person.pk, each.pk) for each in statements])
        for person in shown
    ]
    return TeamMatrix(framework, statements, lines, len(everyone))


def _matches(person: User, words: str) -> bool:
    profile = getattr(person, "staff_profile", None)
    team = str(profile.team) if profile and profile.team_id else ""
    text = f"{person.get_full_name()} {person.known_as} {team}".lower()
    return all(word in text for word in words.lower().split())
