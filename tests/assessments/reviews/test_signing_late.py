"""Who does not sign: noted with a reason, after two reminders; she can still sign until the end."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from assessments.reviews import services
from assessments.reviews.rules import ReviewState, UnsignedReason
from cms.people.notices.models import Notice
from tests.factories.rights import leaver

from .moves import answer, countersign, fresh, put, sign

pytestmark = pytest.mark.django_db


def note(review, by, reason=UnsignedReason.NO_ANSWER):
    return services.note_unsigned(review=review, reason=reason, by=by)


def test_after_two_reminders_it_is_noted_and_goes_on_without_her(shared, manager, senior, mentor):
    put(shared, ReviewState.SHARED, reminded=2)

    note(shared, manager)

    now = fresh(shared)
    assert (now.state, now.unsigned_reason) == ("signed_reviewee", UnsignedReason.NO_ANSWER)
    assert not now.signatures.exists()
    assert Notice.objects.filter(recipient=mentor, key__startswith="review-noted").exists()
    sign(now, manager)
    countersign(now, senior)
    assert fresh(shared).state == ReviewState.FINAL


def test_before_that_it_is_not_noted(shared, manager):
    put(shared, ReviewState.SHARED, reminded=1)

    with pytest.raises(ValidationError, match="after two reminders"):
        note(shared, manager)


def test_of_somebody_who_has_left_it_is_noted_at_once(shared, manager, mentor):
    with pytest.raises(ValidationError, match="No last day"):
        note(shared, manager, UnsignedReason.LEFT)
    leaver(mentor, 3)

    note(fresh(shared), manager, UnsignedReason.LEFT)

    assert fresh(shared).state == ReviewState.SIGNED_REVIEWEE


def test_noted_twice_is_noted_once(shared, manager):
    put(shared, ReviewState.SHARED, reminded=2)
    note(shared, manager)

    with pytest.raises(ValidationError, match="done already"):
        note(shared, manager)


def test_drawn_for_moderation_it_waits_for_that_first(shared, manager, quality_lead):
    put(shared, ReviewState.SHARED, reminded=2, is_sampled=True)

    note(shared, manager)
    assert fresh(shared).state == ReviewState.RESPONSE
    with pytest.raises(ValidationError, match="noted already"):
        note(shared, manager)
    services.mark_moderated(review=shared, by=quality_lead)

    assert fresh(shared).state == ReviewState.SIGNED_REVIEWEE


def test_she_can_still_sign_until_it_is_final(shared, manager, senior, mentor):
    answer(shared)
    put(shared, ReviewState.RESPONSE, reminded=2)
    note(shared, manager, UnsignedReason.AWAY)

    sign(shared, mentor)

    now = fresh(shared)
    assert (now.state, now.unsigned_reason) == (ReviewState.SIGNED_REVIEWEE, "")
    sign(now, manager)
    countersign(now, senior)
    assert fresh(shared).signatures.count() == 3


def test_a_reason_is_one_of_the_list(shared, manager):
    put(shared, ReviewState.SHARED, reminded=2)

    with pytest.raises(ValidationError, match="from the list"):
        note(shared, manager, "lazy")


@pytest.mark.parametrize("who", ["mentor", "senior", "hr"])
def test_only_the_reviewer_notes_it(shared, who, request):
    put(shared, ReviewState.SHARED, reminded=2)

    with pytest.raises(PermissionDenied):
        note(shared, request.getfixturevalue(who))


def test_review_unsigned_by_form(client_of, shared, manager):
    put(shared, ReviewState.SHARED, reminded=2)
    client = client_of(manager)
    address = f"{shared.get_absolute_url()}not-signed/"

    assert client.get(address).status_code == 200
    assert client.post(address, {"reason": ""}).status_code == 422
    client.post(address, {"reason": UnsignedReason.DECLINED})

    assert fresh(shared).unsigned_reason == UnsignedReason.DECLINED


def test_review_unsigned_is_not_there_for_others(client_of, shared, mentor, hr):
    for person in (mentor, hr):
        page = client_of(person).get(f"{shared.get_absolute_url()}not-signed/")
        assert page.status_code == 404


def test_her_late_signature_has_a_button(client_of, shared, manager, mentor):
    put(shared, ReviewState.SHARED, reminded=2)
    note(shared, manager)

    page = client_of(mentor).get(shared.get_absolute_url()).content.decode()

    assert "Sign: I have read this" in page
