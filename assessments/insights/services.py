"""Once a month, whoever looks after a scenario is told how it was played."""

from datetime import date

from django.urls import reverse
from django.utils import timezone

from assessments.insights import access, queries
from assessments.insights.rules.figures import is_enough, told_figures
from assessments.insights.rules.summary import month_before, summary_of
from assessments.scenarios.models import ScenarioPage
from assessments.scenarios.queries import newest_version
from cms.people.accounts.models import User
from cms.people.accounts.queries import holders_of
from cms.people.accounts.rules import Role
from cms.people.notices.rules import NoticeKind
from cms.people.notices.services import send_notice
from content.terms import apply_terms


def send_summaries(*, on: date | None = None) -> int:
    """Of the month before `on` (today), for each scenario that five people or more played in it.

    The same month is told once, however often this runs. Answers how many were told.
    """
    first, last = month_before(on or timezone.localdate())
    told = 0
    for scenario in queries.played_since(first):
        version = newest_version(scenario)
        if version is None:
            continue
        walks = queries.walks_of(version, first_only=False, since=first, until=last)
        if not is_enough(walks):
            continue
        summary = summary_of(walks, told_figures(version.graph, walks))
        told += _tell_authors(scenario, first, summary)
    return told


def _tell_authors(scenario: ScenarioPage, month: date, summary: str) -> int:
    authors = _authors_of(scenario)
    for author in authors:
        send_notice(
            recipient=author,
            kind=NoticeKind.CONTENT,
            key=f"scenario-month:{scenario.pk}:{month:%Y-%m}",
            title=f"“{apply_terms(scenario.title)}” in {month:%B}",
            body=summary,
            url=reverse("insights:scenario_detail", args=[scenario.pk]),
        )
    return len(authors)


def _authors_of(scenario: ScenarioPage) -> list[User]:
    """The trainer whose page it is; all trainers, where she is none any more."""
    owner = scenario.owner
    if owner is not None and access.can_read_paths(owner):
        return [owner]
    return list(holders_of(Role.TRAINER))
