import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from assessments.reviews import services
from assessments.reviews.models import ReviewResponse, WarningReason
from assessments.reviews.queries.words import words_hash_of
from assessments.reviews.rules import ReviewState, Stance
from cms.people.notices.models import Notice

from .moves import answer, fresh, put

pytestmark = pytest.mark.django_db


def test_an_answer_stands_with_the_words_it_was_given_to(shared, mentor, manager):
    answer(shared, Stance.WITH_COMMENT, " I saw it so, too. ")

    now, said = fresh(shared), ReviewResponse.objects.get()
    assert (now.state, now.is_disputed) == (ReviewState.RESPONSE, False)
    assert (said.stance, said.text) == (Stance.WITH_COMMENT, "I saw it so, too.")
    assert said.words_hash == words_hash_of(now)
    assert Notice.objects.filter(recipient=manager, key__startswith="review-answered").exists()


@pytest.mark.parametrize("stance", [Stance.WITH_COMMENT, Stance.DISAGREE])
def test_a_comment_or_a_disagreement_needs_words(shared, stance):
    with pytest.raises(ValidationError, match="Write"):
        answer(shared, stance, "  ")


def test_an_answer_is_one_of_three(shared):
    with pytest.raises(ValidationError, match="one of the three"):
        answer(shared, "maybe")


def test_answered_twice_is_answered_once(shared):
    answer(shared)

    with pytest.raises(ValidationError, match="done already"):
        answer(shared)

    assert ReviewResponse.objects.count() == 1


def test_words_she_has_not_seen_are_not_answered(shared, mentor):
    with pytest.raises(ValidationError, match="have changed"):
        services.respond(review=shared, stance=Stance.AGREE, words_hash="1" * 64, by=mentor)


@pytest.mark.parametrize("who", ["manager", "senior", "peer", "hr"])
def test_nobody_answers_for_her(shared, who, request):
    with pytest.raises(PermissionDenied):
        answer(shared, by=request.getfixturevalue(who))


def test_a_disagreement_asks_the_countersigner(shared, senior):
    answer(shared, Stance.DISAGREE, "I see area 2 otherwise.")

    assert fresh(shared).is_disputed
    told = Notice.objects.get(recipient=senior, key__startswith="review-answered")
    assert "Meet both" in told.body
    assert "area 2" not in told.body


def test_without_a_countersigner_the_reviewers_own_manager_is_asked(shared, senior):
    put(shared, ReviewState.SHARED, countersigner=None)

    answer(shared, Stance.DISAGREE, "I see it otherwise.")

    assert fresh(shared).countersigner == senior


def test_where_nobody_can_be_asked_hr_and_the_reviewer_hear_of_it(shared, senior, hr, manager):
    manager.reporting_lines.all().delete()
    senior.role_grants.all().delete()
    put(shared, ReviewState.SHARED, countersigner=None)

    answer(shared, Stance.DISAGREE, "I see it otherwise.")

    told = Notice.objects.filter(key__startswith="review-no-countersigner")
    assert {notice.recipient for notice in told} == {hr, manager}


def test_review_respond_by_form(client_of, shared, mentor):
    client = client_of(mentor)
    page = client.get(shared.get_absolute_url())
    sent = {"words_hash": page.context["respond_form"]["words_hash"].value(), "stance": "agree"}

    client.post(f"{shared.get_absolute_url()}answer/", sent)

    assert fresh(shared).state == ReviewState.RESPONSE


def test_review_respond_shows_what_is_missing_beside_the_form(client_of, shared, mentor):
    sent = {"words_hash": words_hash_of(shared), "stance": "disagree", "text": ""}

    page = client_of(mentor).post(f"{shared.get_absolute_url()}answer/", sent)

    assert page.status_code == 422
    assert "Write what you see differently" in page.content.decode()


def test_review_respond_is_hers_alone(client_of, shared, manager):
    sent = {"words_hash": words_hash_of(shared), "stance": "agree"}

    answered = client_of(manager).post(f"{shared.get_absolute_url()}answer/", sent)

    assert answered.status_code == 404


def test_a_reason_for_a_warning_is_no_part_of_what_is_signed(shared, manager):
    before = words_hash_of(shared)

    WarningReason.objects.create(review=shared, code="PR-04", reason="So.", given_by=manager)

    assert words_hash_of(shared) == before
