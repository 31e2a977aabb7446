"""With the chosen: who gets what is asked first, nothing is sent twice, and nobody else may."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from assessments.cpd.rules import EntryState
from cms.dashboard import services
from cms.dashboard.rules import Act
from cms.people.audit.models import AuditEvent
from cms.people.audit.rules import EventKind
from cms.people.notices.models import Notice
from cms.people.notices.rules import NoticeKind
from cms.people.notices.services import send_notice
from cms.people.teams.models import Absence
from tests.factories.courses import completion, enrolment, module_page, programme_page
from tests.factories.people import days_ago
from tests.factories.targets import handed_in
from tests.factories.team_grid import review

pytestmark = pytest.mark.django_db
ACT = reverse("dashboard:team_act")
TEAM = reverse("dashboard:team")
OTHERS = ["mentor", "supervisor", "trainer", "admin", "hr", "dpo", "dsl"]


@pytest.fixture
def module(db):
    return module_page(programme_page())


@pytest.fixture
def late(mentor, module):
    """Yasmin is twelve days late."""
    enrolment(mentor, module, due_on=days_ago(12))
    return mentor


def asked(act, *people, **fields):
    return {"do": act.value, "person": [person.pk for person in people], **fields}


def text_of(response):
    return response.content.decode()


def told(person, kind=NoticeKind.MODULE_DUE):
    return list(Notice.objects.filter(recipient=person, kind=kind))


# Reminding of modules -------------------------------------------------------------------


def test_who_gets_what_is_shown_before_anything_happens(client_of, manager, late, peer):
    page = text_of(client_of(manager).get(ACT, asked(Act.REMIND_MODULES, late, peer)))

    assert "Target setting and review was due 12 days ago." in page
    assert "Nothing is overdue or has run out." in page
    assert "Send the reminder to 1" in page
    assert not Notice.objects.exists()


def test_a_reminder_goes_to_whom_it_concerns_with_the_managers_name(client_of, manager, late, peer):
    data = asked(Act.REMIND_MODULES, late, peer, back="need=any&sort=name&evil=//x")

    response = client_of(manager).post(ACT, data, follow=True)

    assert response.redirect_chain[-1][0] == f"{TEAM}?need=any&sort=name"
    page = text_of(response)
    assert "A reminder went to Yasmin Haddad." in page
    assert "Sam Whitfield: Nothing is overdue or has run out." in page
    (notice,) = told(late)
    assert notice.title == "Siobhán Keane asks you to look at “Target setting and review”"
    assert notice.body.startswith("Target setting and review was due 12 days ago.")
    assert notice.sent_by == manager
    assert not told(peer)


def test_a_reminder_is_in_the_audit_about_the_person(client_of, manager, late):
    client_of(manager).post(ACT, asked(Act.REMIND_MODULES, late))

    event = AuditEvent.objects.get(verb="module.reminded")
    assert (event.actor, event.about, event.kind) == (manager, late, EventKind.CHANGE)
    assert event.detail == {"modules": ["TGT"]}


def test_one_reminder_names_all_that_is_late_or_has_run_out(manager, late, module):
    again = module_page(module.get_parent(), code="COQ", title="Coaching questions")
    completion(enrolment(late, again), expires_on=days_ago(3))

    services.remind_of_modules(people=[late], by=manager)

    (notice,) = told(late)
    assert notice.title == "Siobhán Keane asks you to look at 2 modules"
    assert "Coaching questions ran out 3 days ago." in notice.body


def test_nothing_is_sent_twice_within_24_hours_and_the_page_says_so(client_of, manager, late):
    client = client_of(manager)
    client.post(ACT, asked(Act.REMIND_MODULES, late))

    page = text_of(client.post(ACT, asked(Act.REMIND_MODULES, late), follow=True))

    assert len(told(late)) == 1
    assert "Nothing is sent twice within 24 hours." in page
    assert AuditEvent.objects.filter(verb="module.reminded").count() == 1


def test_what_the_site_or_a_stand_in_said_today_counts_as_said(manager, late):
    send_notice(recipient=late, kind=NoticeKind.MODULE_DUE, key="due-1--7", title="It was due")

    (outcome,) = services.remind_of_modules(people=[late], by=manager)

    assert not outcome.goes_out
    assert len(told(late)) == 1


def test_after_a_day_it_may_be_said_again(manager, late):
    services.remind_of_modules(people=[late], by=manager)
    Notice.objects.update(created_at=timezone.now() - timedelta(hours=24, minutes=1))

    (outcome,) = services.remind_of_modules(people=[late], by=manager)

    assert outcome.goes_out
    assert len(told(late)) == 2


def test_who_is_away_is_not_written_to(manager, late):
    Absence.objects.create(person=late, starts_on=days_ago(30))

    (outcome,) = services.remind_of_modules(people=[late], by=manager)

    assert outcome.words == "Paused at the moment: not written to."
    assert not told(late)


def test_the_quality_lead_reminds_any_mentor(quality_lead, late):
    (outcome,) = services.remind_of_modules(people=[late], by=quality_lead)

    assert outcome.goes_out


# Reminding of a review ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("state", "title"),
    [
        ("opened", "Your self-assessment is still to come"),
        ("shared", "Your review waits for your answer"),
        ("response", "Your review waits for your signature"),
        ("moderated", "Your review waits for your signature"),
    ],
)
def test_a_review_reminder_asks_for_the_mentors_next_step(manager, mentor, state, title):
    row = review(mentor, manager, state=state)

    services.remind_of_reviews(people=[mentor], by=manager)

    (notice,) = told(mentor, NoticeKind.REVIEW)
    assert notice.title == title
    assert notice.url == reverse("reviews:review_detail", args=[row.pk])
    assert AuditEvent.objects.get(verb="review.reminded").detail == {"review": row.pk}


@pytest.mark.parametrize(
    ("state", "words"),
    [
        ("manager_draft", "The next step is the reviewer’s."),
        ("signed_manager", "The next step is the countersigner’s."),
        ("final", "No review is running."),
    ],
)
def test_nobody_is_reminded_of_what_is_not_hers_to_do(manager, mentor, state, words):
    review(mentor, manager, state=state)

    (outcome,) = services.remind_of_reviews(people=[mentor], by=manager)

    assert (outcome.goes_out, outcome.words) == (False, words)
    assert not told(mentor, NoticeKind.REVIEW)


def test_a_review_reminder_is_not_sent_twice(client_of, manager, mentor, peer):
    review(mentor, manager)
    client = client_of(manager)
    client.post(ACT, asked(Act.REMIND_REVIEW, mentor, peer))

    page = text_of(client.get(ACT, asked(Act.REMIND_REVIEW, mentor, peer)))

    assert "Was told today at" in page
    assert "There is nothing to do for those you chose." in page
    assert len(told(mentor, NoticeKind.REVIEW)) == 1


# A module on their lists ----------------------------------------------------------------


def test_a_module_is_chosen_then_who_gets_it_then_it_is_done(
    client_of, manager, mentor, peer, module
):
    enrolment(peer, module)
    client = client_of(manager)

    first = text_of(client.get(ACT, asked(Act.ENROL, mentor, peer)))
    second = text_of(client.get(ACT, asked(Act.ENROL, mentor, peer, module=module.pk)))
    done = client.post(ACT, asked(Act.ENROL, mentor, peer, module=module.pk), follow=True)

    assert "Which one?" in first
    assert "It is on the list already." in second
    assert not Notice.objects.filter(recipient=peer).exists()
    assert "The module is on the list of Yasmin Haddad." in text_of(done)
    assert mentor.enrolments.get().module_id == module.pk
    assert AuditEvent.objects.get(verb="enrolment.opened").about == mentor


def test_a_module_that_still_counts_is_not_asked_for_again(client_of, manager, mentor, module):
    completion(enrolment(mentor, module), expires_on=days_ago(-300))

    page = text_of(client_of(manager).get(ACT, asked(Act.ENROL, mentor, module=module.pk)))
    (outcome,) = services.enrol_chosen(people=[mentor], module=module, by=manager)

    assert "It can be renewed from" in page
    assert not outcome.goes_out
    assert mentor.enrolments.count() == 1


def test_enrolling_without_a_module_asks_which(client_of, manager, mentor, module):
    response = client_of(manager).post(ACT, asked(Act.ENROL, mentor))

    assert "Which one?" in text_of(response)
    assert not mentor.enrolments.exists()


# What is done elsewhere -----------------------------------------------------------------


def test_verifying_leads_to_each_ones_queue(client_of, manager, mentor, peer):
    handed_in(mentor, state=EntryState.SUBMITTED)

    page = text_of(client_of(manager).get(ACT, asked(Act.VERIFY, mentor, peer)))

    assert f"{reverse('verification:queue')}?person={mentor.pk}" in page
    assert reverse("targets:person_year", args=[peer.pk]) in page


def test_supervision_leads_to_each_ones_sessions(client_of, manager, mentor):
    page = text_of(client_of(manager).get(ACT, asked(Act.BOOK, mentor)))

    assert f"{reverse('sessions:team_sessions')}?person={mentor.pk}" in page


@pytest.mark.parametrize("act", [Act.VERIFY, Act.BOOK])
def test_what_is_a_managers_is_not_found_for_the_quality_lead(client_of, quality_lead, mentor, act):
    assert client_of(quality_lead).get(ACT, asked(act, mentor)).status_code == 404


# Refusals -------------------------------------------------------------------------------


@pytest.mark.parametrize("who", OTHERS)
def test_acts_are_not_found_for_others(request, client_of, late, who):
    client = client_of(request.getfixturevalue(who))

    assert client.get(ACT, asked(Act.REMIND_MODULES, late)).status_code == 404
    assert client.post(ACT, asked(Act.REMIND_MODULES, late)).status_code == 404
    assert not told(late)


def test_acts_are_not_found_for_a_visitor(visitor, late):
    assert visitor.post(ACT, asked(Act.REMIND_MODULES, late)).status_code == 404


@pytest.mark.parametrize("act", list(Act))
def test_somebody_elses_report_is_not_found_even_among_ones_own(
    client_of, manager, mentor, other_manager, act
):
    stranger = other_manager

    for method in ("get", "post"):
        call = getattr(client_of(manager), method)
        assert call(ACT, asked(act, mentor, stranger)).status_code == 404


@pytest.mark.parametrize(
    "data",
    [
        {"do": "nonsense", "person": "1"},
        {"person": "1"},
        {"do": "remind_modules", "person": "x"},
        {"do": "enrol", "person": "1", "module": "999999"},
    ],
)
def test_what_was_not_asked_on_our_page_is_not_found(client_of, manager, mentor, data):
    if data["person"] == "1":
        data = {**data, "person": mentor.pk}

    assert client_of(manager).post(ACT, data).status_code == 404


def test_nobody_chosen_leads_back_with_a_word(client_of, manager, mentor):
    response = client_of(manager).get(ACT, {"do": "enrol", "back": "q=yas"}, follow=True)

    assert response.redirect_chain[-1][0] == f"{TEAM}?q=yas"
    assert "Tick at least one person first." in text_of(response)


@pytest.mark.parametrize("service", [services.remind_of_modules, services.remind_of_reviews])
@pytest.mark.parametrize("who", ["mentor", "peer", "other_manager", "supervisor", "admin", "hr"])
def test_reminding_is_refused_to_others(request, late, service, who):
    with pytest.raises(PermissionDenied):
        service(people=[late], by=request.getfixturevalue(who))

    assert not told(late)


def test_one_stranger_among_the_chosen_refuses_all(manager, late, other_manager):
    with pytest.raises(PermissionDenied):
        services.remind_of_modules(people=[late, other_manager], by=manager)

    assert not told(late)


def test_enrolling_is_refused_to_others(peer, mentor, module):
    with pytest.raises(PermissionDenied):
        services.enrol_chosen(people=[mentor], module=module, by=peer)


# Cost -----------------------------------------------------------------------------------


@pytest.mark.parametrize("act", [Act.REMIND_MODULES, Act.REMIND_REVIEW])
def test_the_question_costs_the_same_for_one_and_for_two(
    client_of, manager, late, peer, module, act
):
    enrolment(peer, module, due_on=days_ago(2))
    for person in (late, peer):
        review(person, manager)
    client = client_of(manager)

    def cost(*people):
        client.get(ACT, asked(act, *people))
        with CaptureQueriesContext(connection) as queries:
            client.get(ACT, asked(act, *people))
        return len(queries)

    assert cost(late) == cost(late, peer)
