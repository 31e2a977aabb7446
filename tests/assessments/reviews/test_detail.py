import pytest

from assessments.reviews.access import CLASS
from assessments.reviews.rules import SHOWN_TO_REVIEWEE, ReviewState
from cms.people.audit.models import AuditEvent
from cms.people.privacy.rules import Purpose
from tests.factories import grants, reviews

from .moves import finished, put

pytestmark = pytest.mark.django_db
OPENED = "review.opened"


def page_of(client_of, person, review):
    return client_of(person).get(review.get_absolute_url())


@pytest.mark.parametrize("state", list(ReviewState))
def test_review_detail_shows_words_only_to_those_who_may_read_them(
    client_of, review, state, mentor, manager, senior, hr, quality_lead, dpo
):
    put(review, state)
    people = {
        mentor: state in SHOWN_TO_REVIEWEE,
        manager: True,
        senior: state in SHOWN_TO_REVIEWEE,
        hr: state == ReviewState.FINAL,
        quality_lead: False,
        dpo: False,
    }

    for person, reads in people.items():
        page = page_of(client_of, person, review)
        assert page.status_code == 200
        assert (reviews.STRENGTHS in page.content.decode()) == reads, (person, state)


@pytest.mark.parametrize("who", ["peer", "supervisor", "other_manager", "dsl", "admin", "trainer"])
def test_review_detail_is_not_there_for(client_of, shared, who, request):
    assert page_of(client_of, request.getfixturevalue(who), shared).status_code == 404


def test_reading_is_written_down_for_all_but_her(client_of, shared, mentor, manager, senior):
    for person in (mentor, manager, senior):
        page_of(client_of, person, shared)

    events = AuditEvent.objects.filter(verb=OPENED)
    assert {(event.actor, event.about) for event in events} == {(manager, mentor), (senior, mentor)}


def test_looking_how_far_it_is_opens_nothing(client_of, review, quality_lead, mentor):
    for person in (quality_lead, mentor):
        page_of(client_of, person, review)

    assert not AuditEvent.objects.filter(verb=OPENED).exists()


def test_the_mentor_sees_who_opened_it(client_of, shared, mentor, senior):
    page_of(client_of, senior, shared)

    page = page_of(client_of, mentor, shared).content.decode()

    assert "Who can read this, and who has" in page
    assert page.count(senior.display_name) >= 2


def test_a_grant_says_so_and_stands_in_the_audit(client_of, review, mentor, dpo, hr):
    grant = grants.grant(dpo, mentor, hr, record_class=CLASS, purpose=Purpose.RIGHTS_REQUEST)

    page = page_of(client_of, dpo, review).content.decode()

    assert "You read this by a grant" in page
    assert AuditEvent.objects.get(verb=OPENED).detail == {"grant": grant.pk}


def test_the_self_assessment_stands_beside_it_for_two_of_the_readers(
    client_of, shared, mentor, manager, senior
):
    shown = {
        person: "Two moves of rooms" in page_of(client_of, person, shared).content.decode()
        for person in (mentor, manager, senior)
    }

    assert shown == {mentor: True, manager: True, senior: False}


def test_the_reviewer_alone_sees_what_holds_it_up(client_of, shared, manager, mentor):
    put(shared, ReviewState.SHARED, attested_at=None)

    assert "What holds up the signatures" in page_of(client_of, manager, shared).content.decode()
    assert "What holds up" not in page_of(client_of, mentor, shared).content.decode()


def test_each_sees_the_forms_that_are_hers(client_of, shared, mentor, manager, senior):
    forms = ("respond_form", "sign_form", "dispute_form")
    found = {
        person: [name for name in forms if page_of(client_of, person, shared).context[name]]
        for person in (mentor, manager, senior)
    }

    assert found == {mentor: ["respond_form"], manager: [], senior: []}


def test_what_was_changed_after_the_seal_is_said(client_of, shared, mentor):
    final = finished(shared)
    objective = final.objective_links.filter(part="next").first().objective
    type(objective).objects.filter(pk=objective.pk).update(target="6 of 10")

    page = page_of(client_of, mentor, final).content.decode()

    assert "An objective was changed since" in page


def test_a_page_costs_the_same_with_more_in_it(
    client_of, shared, mentor, django_assert_max_num_queries
):
    client = client_of(mentor)
    client.get(shared.get_absolute_url())
    with django_assert_max_num_queries(400) as first:
        client.get(shared.get_absolute_url())
    for judgement in shared.judgements.all():
        for _ in range(3):
            reviews.link(judgement, "cpd")
    reviews.next_objective(shared)

    with django_assert_max_num_queries(len(first)):
        client.get(shared.get_absolute_url())
