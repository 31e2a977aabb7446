import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from assessments.reviews import services
from assessments.reviews.access import readable_by
from assessments.reviews.models import PerformanceReview
from assessments.reviews.queries.words import words_hash_of
from assessments.reviews.rules import ReviewState
from cms.people.audit.models import AuditEvent
from cms.people.notices.models import Notice
from tests.factories import reviews

from .moves import answer, fresh, put, share

pytestmark = pytest.mark.django_db


def test_share_shows_it_to_mentor_and_countersigner_and_tells_both(review, mentor, senior):
    share(review)

    now = fresh(review)
    assert now.state == ReviewState.SHARED
    assert now.shared_at is not None
    told = set(Notice.objects.filter(key__startswith="review-shared").values_list("recipient"))
    assert told == {(mentor.pk,), (senior.pk,)}
    event = AuditEvent.objects.get(verb="review.shared")
    assert (event.about, event.detail) == (mentor, {})


def test_share_closes_what_came_of_last_time_and_shows_what_comes_next(review, mentor):
    old = reviews.previous_objective(review)
    coming = reviews.next_objective(review, is_held_back=True)
    review.objective_links.filter(objective=old).update(outcome="met", reason="Seen in May.")
    before = words_hash_of(review)

    share(review)

    old.refresh_from_db()
    coming.refresh_from_db()
    assert (old.state, old.closed_reason) == ("met", "Seen in May.")
    assert not coming.is_held_back
    assert words_hash_of(fresh(review)) == before


def test_share_twice_shares_once(review):
    share(review)

    with pytest.raises(ValidationError, match="done already"):
        share(review)

    assert Notice.objects.filter(key__startswith="review-shared").count() == 2
    assert AuditEvent.objects.filter(verb="review.shared").count() == 1


def test_what_is_not_whole_is_not_shared(review):
    put(review, ReviewState.MEETING_HELD, met_minutes=10)

    with pytest.raises(ValidationError, match="at least 30 minutes"):
        share(fresh(review))

    assert fresh(review).state == ReviewState.MEETING_HELD


def test_words_that_changed_in_another_window_are_not_shared_unseen(review, manager):
    with pytest.raises(ValidationError, match="have changed"):
        services.share_review(review=review, words_hash="0" * 64, by=manager)


@pytest.mark.parametrize("who", ["mentor", "senior", "other_manager", "hr", "quality_lead"])
def test_nobody_but_the_reviewer_shares(review, who, request):
    with pytest.raises(PermissionDenied):
        share(review, by=request.getfixturevalue(who))


def test_a_reviewer_who_manages_her_no_longer_does_not_share(review, manager, mentor):
    mentor.reporting_lines.all().delete()

    with pytest.raises(PermissionDenied):
        share(review, by=manager)


def test_take_back_hides_it_and_the_days_begin_anew(shared, manager, mentor):
    answer(shared)

    services.take_back(review=shared, by=manager)

    now = fresh(shared)
    assert now.state == ReviewState.MEETING_HELD
    assert (now.shared_at, now.answered_at, now.attested_at) == (None, None, None)
    assert now.responses.count() == 1  # what she said is kept
    assert not PerformanceReview.objects.filter(readable_by(mentor), pk=now.pk).exists()


def test_take_back_and_share_again_tells_again(shared, manager, mentor):
    services.take_back(review=shared, by=manager)
    now = fresh(shared)
    now.attested_at = now.met_at
    now.save()

    share(now)

    assert Notice.objects.filter(recipient=mentor, key__startswith="review-back").count() == 1
    assert Notice.objects.filter(recipient=mentor, key__startswith="review-shared").count() == 1


def test_what_the_mentor_signed_is_not_taken_back(shared, manager):
    put(shared, ReviewState.SIGNED_REVIEWEE)

    with pytest.raises(ValidationError, match="has signed"):
        services.take_back(review=shared, by=manager)


def test_moderators_return_it_with_a_reason(shared, quality_lead, manager):
    put(shared, ReviewState.RESPONSE, is_sampled=True)

    with pytest.raises(ValidationError, match="look at again"):
        services.return_to_reviewer(review=shared, reason=" ", by=quality_lead)
    services.return_to_reviewer(review=shared, reason="Area 2 rests on one note.", by=quality_lead)

    now = fresh(shared)
    assert (now.state, now.is_sampled) == (ReviewState.MEETING_HELD, False)
    assert Notice.objects.filter(recipient=manager, key__startswith="review-back").exists()


def test_share_page_says_what_stands_in_the_way_and_has_no_button_then(client_of, review, manager):
    put(review, ReviewState.MEETING_HELD, met_both=False)

    page = client_of(manager).get(f"{review.get_absolute_url()}share/").content.decode()

    assert "that both of you were there" in page
    assert "Share it with" not in page


def test_review_share_by_form(client_of, review, manager):
    client = client_of(manager)
    page = client.get(f"{review.get_absolute_url()}share/")

    answered = client.post(
        f"{review.get_absolute_url()}share/", {"words_hash": page.context["words_hash"]}
    )

    assert answered.url == review.get_absolute_url()
    assert fresh(review).state == ReviewState.SHARED


def test_review_share_is_not_there_for_others(client_of, review, mentor, senior, hr):
    for person in (mentor, senior, hr):
        assert client_of(person).get(f"{review.get_absolute_url()}share/").status_code == 404


def test_review_take_back_asks_and_does(client_of, manager, shared):
    client = client_of(manager)
    address = f"{shared.get_absolute_url()}take-back/"

    assert client.get(address).status_code == 200
    client.post(address)
    client.post(address)

    assert fresh(shared).state == ReviewState.MEETING_HELD


def test_reviews_written_before_someone_else_are_untouched(review, peer, manager):
    other = reviews.review(peer, manager)

    share(review)

    assert fresh(other).state == ReviewState.OPENED
