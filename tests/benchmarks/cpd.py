"""What three years of 2,000 people's CPD cost: one's own screens, the grids, and an export."""

from collections.abc import Callable, Iterable
from datetime import date, timedelta
from typing import Any

import pytest
from django.contrib.contenttypes.models import ContentType
from django.test import Client
from django.utils import timezone

from assessments.cpd.models import CPDEntry, EntryClaim
from assessments.cpd.rules import CPDYear, EntryState, cpd_year
from assessments.profiles.queries import year_profile
from assessments.standards.models import Evidence, Statement
from assessments.standards.rules import EvidenceKind, Strength
from cms.people.accounts.models import User
from cms.people.teams.models import ReportingLine, StaffProfile
from tests.benchmarks.people import fill_team
from tests.benchmarks.ratios import (  # noqa: F401 - the connection is kept for every measure
    cpu_of,
    kept_connection,
    queries_of,
    reader_for,
    row,
)
from tests.factories.standards import st0148

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.urls("tests.benchmarks.urls"),
    pytest.mark.usefixtures("kept_connection"),
]
YEARS, ENTRIES_A_YEAR = 3, 10
KINDS = ["workshop", "reading", "peer_observation", "leading_session", "prevent", "webinar"]
FEW, MANY = 24, 2000


def test_what_a_log_of_three_years_costs(
    mentor: User, manager: User, client_of: Callable[[User], Client]
) -> None:
    st0148()
    own, team = reader_for(client_of(mentor)), reader_for(client_of(manager))
    bare = cpu_of(lambda: own("/bare/"))
    write_years([mentor])
    print(f"\n\n{'CPD':<28}{'CPU ms':>8}{'x bare':>9}{'queries':>9}   {YEARS} years each")
    mine = {"My log": "/cpd/", "My year": "/cpd/year/", "My coverage": "/standards/ST0148/"}
    grids = {"CPD grid": "/cpd/team/", "Coverage of a team": "/standards/team/"}
    for name, url in mine.items():
        measure(name, own, url, bare)
    year = cpd_year(timezone.localdate())
    report = lambda: year_profile(mentor, CPDYear(year.start - 1))  # noqa: E731
    row("Year profile", cpu_of(report, requests=3), bare, queries_of(report), "")
    asked: dict[str, list[int]] = {name: [] for name in grids}
    for count in (FEW, MANY):
        write_years(fill_team(manager, count))
        begin_early(manager)
        for name, url in grids.items():
            asked[name].append(measure(f"{name}, {count} mentors", team, url, bare, requests=2))
    assert {name: len(set(counts)) for name, counts in asked.items()} == dict.fromkeys(grids, 1)


def measure(
    name: str, read: Callable[[str], int], url: str, bare: float, requests: int = 30
) -> int:
    assert read(url) == 200, url
    queries = queries_of(lambda: read(url))
    row(name, cpu_of(lambda: read(url), requests=requests), bare, queries, "")
    return queries


def begin_early(manager: User) -> None:
    """A manager reads what was handed in since the line began: here, all three years of it."""
    long_ago = timezone.localdate() - timedelta(days=365 * (YEARS + 1))
    ReportingLine.objects.filter(manager=manager).update(starts_on=long_ago)
    StaffProfile.objects.filter(person__reporting_lines__manager=manager).update(
        started_on=long_ago
    )


def write_years(people: Iterable[User]) -> None:
    """Verified entries with two claims and their evidence, in bulk."""
    statements = list(Statement.objects.all())
    entries = CPDEntry.objects.bulk_create(
        [entry for person in people for entry in entries_of(person)], batch_size=500
    )
    claims = [
        EntryClaim(entry=entry, statement=statements[(number * 7 + offset) % len(statements)])
        for number, entry in enumerate(entries)
        for offset in (0, 3)
    ]
    EntryClaim.objects.bulk_create(claims, batch_size=500)
    kind = ContentType.objects.get_for_model(CPDEntry)
    Evidence.objects.bulk_create(
        [
            Evidence(
                person_id=claim.entry.owner_id,
                statement=claim.statement,
                kind=EvidenceKind.CPD,
                strength=Strength.VERIFIED,
                content_type=kind,
                object_id=claim.entry_id,
                occurred_on=claim.entry.start_on,
                note="Workshop",
            )
            for claim in claims
        ],
        batch_size=500,
    )


def entries_of(person: User) -> Iterable[CPDEntry]:
    now = timezone.now()
    for number in range(YEARS * ENTRIES_A_YEAR):
        day: date = timezone.localdate() - timedelta(days=number * 365 // ENTRIES_A_YEAR)
        values: dict[str, Any] = {"submitted_at": now, "submitted_on": day, "verified_at": now}
        yield CPDEntry(
            owner=person,
            title=f"Activity {number}",
            activity_type=KINDS[number % len(KINDS)],
            is_mandatory=KINDS[number % len(KINDS)] == "prevent",
            start_on=day,
            minutes=60 + number % 4 * 30,
            shared_summary="What we tried, and what came of it for the group.",
            application="From Monday I open each review with one question, and wait. " * 2,
            state=EntryState.VERIFIED,
            **values,
        )
