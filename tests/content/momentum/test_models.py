import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from content.momentum.models import CollegeYear, Dip
from tests.factories.momentum import dip, it_is_week

pytestmark = pytest.mark.django_db
WORDS = {"why": "It is dark.", "tactic": "Begin together."}


@pytest.mark.parametrize(
    ("weeks", "field"), [((0, 2), "from_week"), ((51, 53), "until_week"), ((4, 3), "until_week")]
)
def test_dip_is_in_the_year_and_says_where_it_is_not(weeks, field):
    new = Dip(key="new", title="New", from_week=weeks[0], until_week=weeks[1], **WORDS)

    with pytest.raises(ValidationError) as refused:
        new.full_clean()

    assert list(refused.value.error_dict) == [field]


@pytest.mark.parametrize("weeks", [(0, 2), (51, 53), (4, 3)])
def test_dip_outside_the_year_is_refused_by_the_database(weeks):
    with pytest.raises(IntegrityError), transaction.atomic():
        dip(from_week=weeks[0], until_week=weeks[1])


def test_dip_may_not_share_a_week_with_another_and_names_it():
    dip("Week 3 wobble", 3, 4)

    with pytest.raises(ValidationError, match="Week 3 wobble"):
        Dip(key="new", title="New", from_week=4, until_week=6, **WORDS).full_clean()


def test_dip_does_not_stand_in_its_own_way():
    dip("Week 3 wobble", 3, 4).full_clean()


@pytest.mark.parametrize(("old_is_shown", "new_is_shown"), [(False, True), (True, False)])
def test_dip_that_is_not_shown_takes_no_weeks(old_is_shown, new_is_shown):
    dip("Week 3 wobble", 3, 4, is_shown=old_is_shown)

    new = Dip(key="new", title="New", from_week=4, until_week=6, is_shown=new_is_shown, **WORDS)
    new.full_clean()


def test_college_year_has_one_row():
    it_is_week(12)

    with pytest.raises(IntegrityError), transaction.atomic():
        CollegeYear.objects.create(pk=2, teaching_starts_on="2026-09-07")
