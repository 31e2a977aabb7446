import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from assessments.figures.models import FigurePolicy
from assessments.figures.queries import figure_policy
from assessments.figures.rules.policies import FigureValues
from assessments.figures.services import save_figure_policy
from cms.people.audit.models import AuditEvent

pytestmark = pytest.mark.django_db
LOWER = FigureValues(8, 10, 8)


def test_nothing_set_means_ten():
    policy = figure_policy()

    assert (policy.respondents_from, policy.comments_from, policy.base_from) == (10, 10, 10)


def test_the_quality_lead_sets_it_and_it_is_written_down(quality_lead):
    save_figure_policy(values=LOWER, why="Small teams", by=quality_lead)

    assert figure_policy().base_from == 8
    event = AuditEvent.objects.get(verb="figure_policy.changed")
    assert event.actor == quality_lead
    assert event.detail["from"]["base_from"] == 10
    assert event.detail["to"]["base_from"] == 8


def test_rows_are_added_and_the_latest_holds(quality_lead):
    save_figure_policy(values=LOWER, why="Small teams", by=quality_lead)
    save_figure_policy(values=FigureValues(12, 15, 12), by=quality_lead)

    assert FigurePolicy.objects.count() == 2
    assert figure_policy().comments_from == 15


def test_the_same_numbers_again_add_nothing(quality_lead):
    save_figure_policy(values=LOWER, why="Small teams", by=quality_lead)
    save_figure_policy(values=LOWER, by=quality_lead)

    assert FigurePolicy.objects.count() == 1
    assert AuditEvent.objects.filter(verb="figure_policy.changed").count() == 1


def test_under_five_is_refused_whoever_asks(quality_lead):
    with pytest.raises(ValidationError):
        save_figure_policy(values=FigureValues(4, 10, 10), why="I want to", by=quality_lead)

    assert not FigurePolicy.objects.exists()


def test_numbers_changed_meanwhile_are_not_overwritten(quality_lead):
    save_figure_policy(values=LOWER, why="Small teams", by=quality_lead)

    with pytest.raises(ValidationError, match="Somebody else"):
        save_figure_policy(values=FigureValues(20, 20, 20), seen=0, by=quality_lead)


@pytest.mark.parametrize("who", ["mentor", "manager", "hr", "admin", "dpo"])
def test_nobody_else_sets_it(request, who):
    with pytest.raises(PermissionDenied):
        save_figure_policy(values=LOWER, why="x", by=request.getfixturevalue(who))


def test_the_site_may_set_it():
    assert save_figure_policy(values=FigureValues(15, 15, 15), by=None).set_by is None
