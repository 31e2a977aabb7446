"""Links to drafts, and drafts that are tried."""

from datetime import timedelta

from django.utils import timezone

from assessments.drafting.models import ReviewerLink
from assessments.drafting.queries.trying import KeptTry
from assessments.drafting.rules.links import end_of
from assessments.drafting.rules.trying import begin
from assessments.scenarios.models import ScenarioPage
from cms.people.accounts.models import User

TOKEN = "r" * 43


def reviewer_link(scenario: ScenarioPage, by: User, *, days_old: int = 0) -> ReviewerLink:
    made_at = timezone.localtime() - timedelta(days=days_old)
    return ReviewerLink.objects.create(
        scenario=scenario,
        token=TOKEN,
        content={**scenario.content, "title": scenario.title},
        made_by=by,
        made_at=made_at,
        ends_at=end_of(made_at),
    )


def tried_by(author: User, scenario: ScenarioPage) -> KeptTry:
    return KeptTry(
        token="t" * 43,
        by=author.pk,
        page=scenario.pk,
        title=scenario.title,
        content=scenario.content,
        beginning=begin(scenario.graph).as_json,
    )
