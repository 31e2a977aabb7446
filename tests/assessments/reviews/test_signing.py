from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from assessments.objectives.models import Objective
from assessments.objectives.rules import ObjectiveState
from assessments.plans.models import PlanLine
from assessments.reviews import services
from assessments.reviews.models import DevelopmentAction, PerformanceReview, ReviewSignature
from assessments.reviews.queries.detail import is_as_sealed
from assessments.reviews.queries.document import document_of
from assessments.reviews.queries.words import words_hash_of
from assessments.reviews.rules import ObjectivePart, Part, ReviewState
from cms.people.accounts.rules import Role
from cms.people.notices.models import Notice
from cms.people.teams.models import ConflictOfInterest
from tests.factories.people import days_ago, make_person

from .moves import answer, countersign, finished, fresh, put, sign

pytestmark = pytest.mark.django_db


@pytest.fixture
def answered(shared):
    answer(shared)
    return fresh(shared)


def test_mentor_reviewer_countersigner_one_after_another(answered, mentor, manager, senior):
    sign(answered, mentor)
    assert fresh(answered).state == ReviewState.SIGNED_REVIEWEE
    sign(answered, manager)
    assert fresh(answered).state == ReviewState.SIGNED_MANAGER
    countersign(answered, senior)

    now = fresh(answered)
    assert now.state == ReviewState.FINAL
    assert now.words_hash == words_hash_of(now)
    assert list(now.signatures.values_list("part", "signer", "words_hash")) == [
        (Part.REVIEWEE, mentor.pk, now.words_hash),
        (Part.REVIEWER, manager.pk, now.words_hash),
        (Part.COUNTERSIGNER, senior.pk, now.words_hash),
    ]


def test_each_whose_turn_comes_is_told(answered, mentor, manager, senior):
    sign(answered, mentor)
    sign(answered, manager)
    countersign(answered, senior)

    turns = Notice.objects.filter(key__startswith="review-turn")
    assert {notice.recipient for notice in turns} == {manager, senior}
    assert Notice.objects.filter(key=f"review-final-{answered.pk}").count() == 3


def test_nobody_signs_out_of_turn(answered, manager, senior):
    with pytest.raises(ValidationError, match="mentor signs first"):
        sign(answered, manager)
    with pytest.raises(ValidationError, match="sign first"):
        countersign(answered, senior)
    assert not ReviewSignature.objects.exists()


def test_nobody_signs_twice(answered, mentor):
    sign(answered, mentor)

    with pytest.raises(ValidationError, match="signed this review already"):
        sign(answered, mentor)

    assert ReviewSignature.objects.count() == 1


def test_she_has_five_working_days_to_read(answered, mentor):
    put(answered, ReviewState.RESPONSE, shared_at=timezone.localtime() - timedelta(days=2))

    with pytest.raises(ValidationError, match="nobody signs before"):
        sign(answered, mentor)


def test_what_the_reviewer_left_out_is_not_listed_to_the_mentor(answered, mentor):
    put(answered, ReviewState.RESPONSE, attested_at=None)

    with pytest.raises(ValidationError, match="The reviewer sees what"):
        sign(answered, mentor)


def test_words_that_changed_after_the_answer_are_not_signed(answered, mentor):
    put(answered, ReviewState.RESPONSE, summary="A sentence more.")

    with pytest.raises(ValidationError, match="changed since the mentor answered"):
        sign(fresh(answered), mentor)


def test_drawn_for_moderation_it_waits(answered, mentor, quality_lead):
    services.mark_sampled(review=answered, by=quality_lead)

    with pytest.raises(ValidationError, match="without names"):
        sign(answered, mentor)
    services.mark_moderated(review=answered, by=quality_lead)
    services.mark_moderated(review=answered, by=quality_lead)

    sign(answered, mentor)
    assert fresh(answered).state == ReviewState.SIGNED_REVIEWEE


def test_what_was_not_drawn_is_not_moderated(answered, quality_lead, manager):
    with pytest.raises(ValidationError, match="not drawn"):
        services.mark_moderated(review=answered, by=quality_lead)
    with pytest.raises(PermissionDenied):
        services.mark_moderated(review=answered, by=manager)


def test_what_is_signed_is_not_drawn(answered, mentor, quality_lead):
    sign(answered, mentor)

    with pytest.raises(ValidationError, match="signed already"):
        services.mark_sampled(review=answered, by=quality_lead)


def test_without_a_countersignature_the_reviewers_seals_it(answered, mentor, manager):
    answered.template.is_countersigned = False
    answered.template.save()
    sign(answered, mentor)

    sign(answered, manager)

    assert fresh(answered).state == ReviewState.FINAL


def test_a_countersigner_is_senior_and_has_no_conflict(answered, mentor, manager, senior, peer):
    sign(answered, mentor)
    sign(answered, manager)
    ConflictOfInterest.objects.create(person=senior, other=mentor, declared_by=mentor)

    with pytest.raises(ValidationError, match="conflict of interest"):
        countersign(answered, senior)

    ConflictOfInterest.objects.update(ended_at=timezone.now())
    manager.reporting_lines.all().delete()
    senior.role_grants.filter(role=Role.SENIOR_LEADER).delete()
    with pytest.raises(ValidationError, match="senior to the reviewer"):
        countersign(answered, senior)


@pytest.mark.parametrize("who", ["peer", "mentor", "manager", "hr"])
def test_choose_countersigner_refuses_who_is_not_senior(answered, manager, who, request):
    chosen = request.getfixturevalue(who)

    with pytest.raises(ValidationError):
        services.choose_countersigner(review=answered, countersigner=chosen, by=manager)


def test_choose_countersigner_by_reviewer_or_hr(answered, manager, hr, peer, senior):
    other = make_person("Lena", "Brandt", Role.SENIOR_LEADER)

    services.choose_countersigner(review=answered, countersigner=other, by=manager)
    services.choose_countersigner(review=answered, countersigner=senior, by=hr)

    assert fresh(answered).countersigner == senior
    with pytest.raises(PermissionDenied):
        services.choose_countersigner(review=answered, countersigner=other, by=peer)


def test_final_agrees_what_comes_next_once(shared, mentor):
    finished(shared)

    coming = Objective.objects.filter(owner=mentor, review_links__review=shared)
    assert {one.state for one in coming} == {ObjectiveState.ACTIVE}
    with pytest.raises(ValidationError, match="signed this review already"):
        services.countersign_review(
            review=shared, words_hash=shared.words_hash, by=shared.countersigner
        )


def test_final_makes_plan_lines_of_what_she_will_learn_once(shared, mentor):
    action = DevelopmentAction.objects.create(
        review=shared, need="To wait longer", activity="Two peer visits", due_on=days_ago(-60)
    )
    late = DevelopmentAction.objects.create(
        review=shared, need="To end on time", due_on=days_ago(3)
    )

    finished(shared)

    line = PlanLine.objects.get(owner=mentor, need="To wait longer")
    assert (line.origin, line.activity, line.due_on) == ("review", "Two peer visits", action.due_on)
    late.refresh_from_db()
    assert late.plan_line.due_on is None
    assert PlanLine.objects.filter(owner=mentor).count() == 2


def test_the_seal_holds_for_the_words_as_they_are_read_later(shared):
    now = finished(shared)
    assert is_as_sealed(now)

    PerformanceReview.objects.filter(pk=now.pk).update(summary="Slipped in.")

    assert not is_as_sealed(fresh(now))


def test_what_was_signed_is_shown_as_it_was_signed(shared):
    now = finished(shared)
    link = now.objective_links.filter(part=ObjectivePart.NEXT).first()
    signed = link.objective.target
    Objective.objects.filter(pk=link.objective_id).update(target="Something else by now")

    sealed = fresh(now)

    assert not is_as_sealed(sealed)
    assert words_hash_of(sealed) == sealed.words_hash
    shown = str(document_of(sealed).coming)
    assert signed in shown
    assert "Something else by now" not in shown


def test_review_sign_by_each(client_of, answered, mentor, manager, senior):
    for person in (mentor, manager, senior):
        client = client_of(person)
        page = client.get(answered.get_absolute_url())
        sent = {"words_hash": page.context["sign_form"]["words_hash"].value()}
        client.post(f"{answered.get_absolute_url()}sign/", sent)

    assert fresh(answered).state == ReviewState.FINAL


def test_review_sign_tells_when_it_is_too_early(client_of, answered, mentor):
    put(answered, ReviewState.RESPONSE, shared_at=timezone.localtime() - timedelta(days=1))
    client = client_of(mentor)

    page = client.get(answered.get_absolute_url()).content.decode()

    assert "You can sign from" in page
    sent = {"words_hash": words_hash_of(answered)}
    answered_page = client.post(f"{answered.get_absolute_url()}sign/", sent, follow=True)
    assert "nobody signs before" in answered_page.content.decode()


def test_review_sign_is_not_there_for_others(client_of, answered, hr, peer, quality_lead):
    for person in (hr, peer, quality_lead):
        answered_page = client_of(person).post(f"{answered.get_absolute_url()}sign/", {})
        assert answered_page.status_code == 404


def test_review_countersigner_offers_those_who_may(client_of, answered, manager, senior, peer):
    client = client_of(manager)
    address = f"{answered.get_absolute_url()}countersigner/"

    page = client.get(address).content.decode()
    assert senior.display_name in page
    assert peer.display_name not in page
    client.post(address, {"countersigner": senior.pk})

    assert fresh(answered).countersigner == senior
