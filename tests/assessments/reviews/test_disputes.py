from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from assessments.reviews import services
from assessments.reviews.models import DisputeMeeting
from assessments.reviews.queries.times import deadlines_of
from assessments.reviews.rules import ReviewState, Stance
from assessments.reviews.rules.deadlines import working_days_between
from cms.people.notices.models import Notice
from tests.factories.people import days_ago

from .moves import answer, fresh, sign

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate


@pytest.fixture
def disputed(shared):
    answer(shared, Stance.DISAGREE, "I see area 2 otherwise.")
    return fresh(shared)


def meet(review, by, **fields):
    values = {"met_on": TODAY(), "outcome": "Both explained. The texts stay as they are."}
    return services.record_dispute_meeting(review=review, by=by, **{**values, **fields})


def test_the_two_are_met_within_ten_working_days(disputed):
    due = deadlines_of(disputed).meet_on

    assert working_days_between(TODAY(), due) == 10


def test_nobody_signs_before_the_three_have_met(disputed, mentor):
    with pytest.raises(ValidationError, match="meets both of you first"):
        sign(disputed, mentor)


def test_what_came_of_it_stands_and_both_are_told(disputed, senior, mentor, manager):
    meet(disputed, senior)

    met = DisputeMeeting.objects.get()
    assert (met.countersigner, met.met_on) == (senior, TODAY())
    told = Notice.objects.filter(key__startswith="review-dispute-met")
    assert {notice.recipient for notice in told} == {mentor, manager}
    sign(disputed, mentor)
    assert fresh(disputed).state == ReviewState.SIGNED_REVIEWEE


def test_it_is_written_down_once(disputed, senior):
    meet(disputed, senior)

    with pytest.raises(ValidationError, match="written down already"):
        meet(disputed, senior, outcome="Another outcome")

    assert DisputeMeeting.objects.get().outcome.startswith("Both explained")


@pytest.mark.parametrize("who", ["manager", "mentor", "hr", "quality_lead"])
def test_only_the_countersigner_writes_it(disputed, who, request):
    with pytest.raises(PermissionDenied):
        meet(disputed, request.getfixturevalue(who))


@pytest.mark.parametrize("days", [-1, 3])
def test_the_day_lies_between_the_answer_and_today(disputed, senior, days):
    with pytest.raises(ValidationError, match="after the answer"):
        meet(disputed, senior, met_on=days_ago(days))


def test_an_outcome_needs_words(disputed, senior):
    with pytest.raises(ValidationError, match="Write what came of it"):
        meet(disputed, senior, outcome=" ")


def test_where_she_agrees_there_is_nothing_to_meet_about(shared, senior):
    answer(shared)

    with pytest.raises(ValidationError, match="does not disagree"):
        meet(shared, senior)


def test_dispute_record_by_form(client_of, disputed, senior):
    client = client_of(senior)
    page = client.get(disputed.get_absolute_url()).content.decode()
    assert "Meet both of them" in page

    sent = {"met_on": TODAY().isoformat(), "outcome": "We agreed on one sentence."}
    client.post(f"{disputed.get_absolute_url()}meeting-of-three/", sent)

    assert DisputeMeeting.objects.get().outcome == "We agreed on one sentence."


def test_dispute_record_with_mistakes_keeps_what_was_typed(client_of, disputed, senior):
    sent = {"met_on": "", "outcome": "We agreed on one sentence."}

    page = client_of(senior).post(f"{disputed.get_absolute_url()}meeting-of-three/", sent)

    assert page.status_code == 422
    assert "We agreed on one sentence." in page.content.decode()


def test_dispute_record_is_not_there_for_others(client_of, disputed, mentor, manager):
    for person in (mentor, manager):
        answered = client_of(person).post(f"{disputed.get_absolute_url()}meeting-of-three/", {})
        assert answered.status_code == 404


def test_the_page_says_how_to_appeal(client_of, disputed, mentor):
    page = client_of(mentor).get(disputed.get_absolute_url()).content.decode()

    assert "appeal under the college’s own procedure" in page


def test_a_disputed_review_of_an_uncountersigned_kind_is_countersigned(
    disputed, senior, mentor, manager
):
    disputed.template.is_countersigned = False
    disputed.template.save()
    meet(disputed, senior)
    sign(disputed, mentor)

    sign(disputed, manager)

    assert fresh(disputed).state == ReviewState.SIGNED_MANAGER


def test_shared_again_and_disputed_again_one_meeting_is_enough(disputed, senior, manager, mentor):
    meet(disputed, senior)
    services.take_back(review=disputed, by=manager)
    now = fresh(disputed)
    now.attested_at, now.state = now.met_at, ReviewState.SHARED
    now.shared_at = timezone.localtime() - timedelta(days=9)
    now.save()
    answer(now, Stance.DISAGREE, "Still otherwise.")

    sign(now, mentor)

    assert fresh(disputed).state == ReviewState.SIGNED_REVIEWEE
