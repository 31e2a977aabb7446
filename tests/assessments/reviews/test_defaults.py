import pytest
from django.core.exceptions import PermissionDenied

from assessments.reviews.models import AreaAnchor, ReviewArea, ReviewPolicy, ReviewTemplate
from assessments.reviews.queries.policies import review_policy
from assessments.reviews.rules import Rating, ReviewKind
from assessments.reviews.services import load_default_reviews
from tests.factories.standards import st0148

pytestmark = pytest.mark.django_db


def test_five_areas_seven_kinds_and_the_numbers():
    st0148()

    load_default_reviews()

    assert ReviewArea.objects.count() == 5
    assert {row.kind for row in ReviewTemplate.objects.all()} == set(ReviewKind)
    assert ReviewPolicy.objects.count() == 1
    codes = {row.code for area in ReviewArea.objects.all() for row in area.statements.all()}
    assert codes >= {"S1", "S2", "S9", "K10", "a", "e"}


def test_each_rating_of_each_area_has_words_of_its_own():
    load_default_reviews()

    for area in ReviewArea.objects.all():
        ratings = [anchor.rating for anchor in area.anchors.all()]
        assert ratings == [Rating.NOT_YET, Rating.DEVELOPING, Rating.SECURE, Rating.STRONG]
    texts = AreaAnchor.objects.values_list("text", flat=True)
    assert len(set(texts)) == 20
    assert all(60 < len(text) <= 400 for text in texts)


def test_timing_is_that_of_the_domain():
    load_default_reviews()

    times = {
        row.kind: (row.opens_week, row.due_week, row.opens_month, row.due_month)
        for row in ReviewTemplate.objects.all()
    }
    assert times["induction"][0] == 4
    assert times["probation"][0] == 12
    assert times["probation_decision"][:2] == (20, 22)
    assert times["objectives"][2:] == (8, 9)
    assert times["mid_year"][2:] == (1, 2)
    assert times["annual"][2:] == (6, 7)
    assert times["interim"] == (None, None, None, None)


def test_a_second_time_it_makes_nothing():
    assert load_default_reviews() == 13
    assert load_default_reviews() == 0


def test_what_the_college_changed_stays():
    load_default_reviews()
    ReviewArea.objects.filter(code="coaching").update(title="Talking with learners")
    AreaAnchor.objects.filter(area__code="coaching", rating=4).update(text="Our own words")
    ReviewTemplate.objects.filter(kind="annual").update(title="Yearly talk", is_active=False)
    ReviewPolicy.objects.create(days_to_read=7, why="Part-time staff.")

    load_default_reviews()

    assert ReviewArea.objects.get(code="coaching").title == "Talking with learners"
    assert AreaAnchor.objects.get(area__code="coaching", rating=4).text == "Our own words"
    assert ReviewTemplate.objects.get(kind="annual").title == "Yearly talk"
    assert review_policy().days_to_read == 7


def test_statements_come_when_the_framework_does():
    load_default_reviews()
    assert not ReviewArea.objects.get(code="progress").statements.exists()
    st0148()

    load_default_reviews()

    assert ReviewArea.objects.get(code="progress").statements.count() == 6


def test_without_anything_the_defaults_of_the_domain_hold():
    policy = review_policy()

    assert (policy.pk, policy.days_to_read, policy.days_to_finish) == (None, 5, 20)


@pytest.mark.parametrize("who", ["mentor", "manager", "dpo"])
def test_set_up_by_hr_or_quality_lead(who, request):
    with pytest.raises(PermissionDenied):
        load_default_reviews(by=request.getfixturevalue(who))
