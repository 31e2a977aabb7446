from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from assessments.cpd.services import take_back_entry
from assessments.verification.forms import seen_of
from assessments.verification.models import CPDVerification
from cms.people.audit.models import AuditEvent
from cms.people.college.models import CollegeSettings
from tests.factories.people import days_ago
from tests.factories.verification import (
    FOUND,
    NO,
    REASON,
    SECRET,
    SUMMARY,
    answer_of,
    handed_in,
    query_on,
    sample_round,
    sampled,
    verified,
)
from tests.factories.witnesses import ANSWER, witness_said

QUEUE = reverse("verification:queue")
THREE_YES = {"is_real": "yes", "is_relevant": "yes", "is_applied": "yes"}


def url_of(entry, name="entry_answer"):
    return reverse(f"verification:{name}", args=[entry.pk])


def verify(entry, reader, **changed):
    return {"seen": seen_of(entry, reader), "outcome": "verified", **THREE_YES, **changed}


def give_back(entry, reader, **changed):
    said = {"outcome": "returned", "is_applied": "no", "note": REASON}
    return verify(entry, reader, **{**said, **changed})


# The queue ---------------------------------------------------------------------------


def test_queue_shows_the_longest_wait_first_and_says_what_is_overdue(
    client_of, mentor, peer, manager
):
    handed_in(peer, days=2, title="Newer")
    handed_in(mentor, days=40, title="Older")

    answer = client_of(manager).get(QUEUE)

    text = answer.content.decode()
    assert text.index("Older") < text.index("Newer")
    assert "1 longer than 15 working days" in text
    assert SECRET not in text


def test_queue_shows_nobody_elses_team(client_of, mentor, other_manager):
    handed_in(mentor, title="Visit")

    text = client_of(other_manager).get(QUEUE).content.decode()

    assert "Visit" not in text
    assert "Nothing waits for you" in text


@pytest.mark.parametrize("name", ["mentor", "supervisor", "quality_lead", "admin", "hr", "dpo"])
def test_queue_is_there_for_line_managers_alone(request, client_of, name):
    for address in (QUEUE, reverse("verification:answered")):
        assert client_of(request.getfixturevalue(name)).get(address).status_code == 404


def test_queue_is_searched_and_narrowed_to_a_person(client_of, mentor, peer, manager):
    handed_in(mentor, title="Visit to a garage")
    handed_in(peer, title="Workshop")
    client = client_of(manager)

    by_words = client.get(QUEUE, {"q": "garage"}).content.decode()
    by_name = client.get(QUEUE, {"q": "whitfield"}).content.decode()
    by_person = client.get(QUEUE, {"person": mentor.pk})

    assert "Visit to a garage" in by_words
    assert ">Workshop</a>" not in by_words
    assert "Visit to a garage" not in by_name
    assert [row.entry.owner for row in by_person.context["rows"]] == [mentor]
    assert f"?person={mentor.pk}" in by_person.content.decode()


def test_queue_search_never_looks_into_what_is_private(client_of, mentor, manager):
    handed_in(mentor)

    assert client_of(manager).get(QUEUE, {"q": "afraid"}).context["rows"] == []


@pytest.mark.parametrize("query", ["person=x", "person=99999999999999999999", "page=x", "q=%27"])
def test_queue_bears_nonsense(client_of, mentor, manager, query):
    handed_in(mentor)

    assert client_of(manager).get(f"{QUEUE}?{query}").status_code == 200


@pytest.mark.parametrize("rows", [1, 3])
def test_queue_asks_as_often_for_one_entry_as_for_three(
    client_of, mentor, manager, rows, django_assert_num_queries
):
    for _ in range(rows):
        witness_said(handed_in(mentor))
    client = client_of(manager)
    client.get(QUEUE)

    with django_assert_num_queries(7):
        client.get(QUEUE)


# One entry ---------------------------------------------------------------------------


def test_entry_answer_shows_what_was_written_for_others_and_what_witnesses_said(
    client_of, mentor, manager
):
    entry = handed_in(mentor)
    witness_said(entry)

    text = client_of(manager).get(url_of(entry)).content.decode()

    assert SUMMARY in text
    assert ANSWER.statement in text
    assert SECRET not in text


def test_opening_an_entry_is_written_down_for_its_owner(client_of, mentor, manager):
    entry = handed_in(mentor)

    client_of(manager).get(url_of(entry))

    event = AuditEvent.objects.get()
    assert (event.verb, event.actor, event.about) == ("cpd_entry.opened", manager, mentor)


def test_a_form_sent_first_is_no_way_to_read_it_unseen(client_of, mentor, manager):
    entry = handed_in(mentor)

    text = client_of(manager).post(url_of(entry), {}).content.decode()

    assert SUMMARY in text
    event = AuditEvent.objects.get()
    assert (event.verb, event.about) == ("cpd_entry.opened", mentor)


@pytest.mark.parametrize(
    "name", ["mentor", "peer", "supervisor", "other_manager", "quality_lead", "admin", "hr", "dpo"]
)
def test_entry_answer_is_found_by_the_line_manager_alone(request, client_of, mentor, name):
    entry = handed_in(mentor)
    reader = request.getfixturevalue(name)
    client = client_of(reader)

    answers = [client.get(url_of(entry)), client.post(url_of(entry), verify(entry, reader))]

    # Her own history is where its owner is led; nobody else learns that there is one.
    assert [answer.status_code for answer in answers] == [404, 404]
    assert not CPDVerification.objects.exists()
    assert not AuditEvent.objects.exists()


def test_what_changed_since_it_was_returned_is_shown_word_by_word(client_of, mentor, manager):
    entry = handed_in(mentor)
    answer_of(entry, manager, outcome="returned", is_applied=False, note=REASON)
    entry.application = entry.application.replace("Monday", "Tuesday")
    entry.save()

    text = client_of(manager).get(url_of(entry)).content.decode()

    assert REASON in text
    assert "Monday</del>" in text
    assert "Tuesday</ins>" in text


def test_verifying_leads_to_the_next_entry_in_the_same_choice(client_of, mentor, peer, manager):
    first = handed_in(mentor, days=9)
    handed_in(peer, days=8)
    following = handed_in(mentor, days=7)
    address = f"{url_of(first)}?person={mentor.pk}"

    answer = client_of(manager).post(address, verify(first, manager))

    assert answer.url == f"{url_of(following)}?person={mentor.pk}"
    first.refresh_from_db()
    assert first.state == "verified"


def test_after_the_last_one_it_leads_to_the_queue(client_of, mentor, manager):
    entry = handed_in(mentor)

    answer = client_of(manager).post(url_of(entry), give_back(entry, manager), follow=True)

    assert answer.redirect_chain == [(QUEUE, 302)]
    assert "Returned. Yasmin Haddad has been told." in answer.content.decode()
    assert CPDVerification.objects.get().note == REASON


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({"is_real": ""}, "Choose yes or no."),
        ({"is_real": "no"}, "With a no, return it instead."),
        ({"outcome": "returned"}, "nothing to return"),
        ({"outcome": "returned", "is_real": "no", "note": "short"}, "at least 20 characters"),
        ({"outcome": "closed"}, "closed"),
    ],
)
def test_an_answer_that_cannot_stand_says_why_and_keeps_what_was_typed(
    client_of, mentor, manager, said, why
):
    entry = handed_in(mentor)

    answer = client_of(manager).post(
        url_of(entry), verify(entry, manager, **{"note": "My words", **said})
    )

    text = answer.content.decode()
    assert answer.status_code == 422
    assert why in text
    assert said.get("note", "My words") in text
    assert not CPDVerification.objects.exists()


def test_an_entry_changed_meanwhile_is_said_and_shown_as_it_is_now(client_of, mentor, manager):
    entry = handed_in(mentor)
    sent = verify(entry, manager, note="My words")
    entry.shared_summary, entry.changed_at = "Rewritten.", timezone.now() + timedelta(minutes=1)
    entry.save()

    answer = client_of(manager).post(url_of(entry), sent)

    text = answer.content.decode()
    assert "was changed after you opened it" in text
    assert "Rewritten." in text
    assert "My words" in text
    assert not CPDVerification.objects.exists()
    again = client_of(manager).post(url_of(entry), verify(entry, manager))
    assert again.status_code == 302


def test_an_entry_taken_back_meanwhile_is_said_and_nothing_of_it_shown(client_of, mentor, manager):
    entry = handed_in(mentor, title="Visit to a garage")
    sent = give_back(entry, manager)
    take_back_entry(entry=entry, by=mentor)

    answer = client_of(manager).post(url_of(entry), sent)

    text = answer.content.decode()
    assert answer.status_code == 409
    assert "does not wait any more" in text
    assert REASON in text
    assert "garage" not in text
    assert not CPDVerification.objects.exists()


def test_a_second_answer_from_another_tab_is_told_of_the_first(client_of, mentor, manager):
    entry = handed_in(mentor)
    client = client_of(manager)
    client.post(url_of(entry), verify(entry, manager))

    answer = client.post(url_of(entry), give_back(entry, manager))

    assert answer.status_code == 409
    assert "You have answered this one" in answer.content.decode()
    assert CPDVerification.objects.count() == 1


@pytest.mark.parametrize("seen", ["", "x", "forged:sig"])
def test_who_has_not_read_it_answers_nothing(client_of, mentor, manager, seen):
    entry = handed_in(mentor)

    answer = client_of(manager).post(url_of(entry), verify(entry, manager, seen=seen))

    assert answer.status_code == 422
    assert not CPDVerification.objects.exists()


def test_what_one_manager_saw_serves_no_other(client_of, mentor, manager, other_manager):
    entry = handed_in(mentor)

    answer = client_of(manager).post(url_of(entry), verify(entry, other_manager))

    assert answer.status_code == 422
    assert not CPDVerification.objects.exists()


def test_a_note_that_names_a_learner_is_warned_of_or_refused(client_of, mentor, manager):
    note = "Say what Jayden Smith, born 12/03/2008, told you about it, and when."
    entry = handed_in(mentor)
    CollegeSettings.objects.update_or_create(pk=1, defaults={"personal_details": "block"})

    answer = client_of(manager).post(url_of(entry), give_back(entry, manager, note=note))

    assert answer.status_code == 422
    assert not CPDVerification.objects.exists()


def test_an_answered_entry_leads_to_what_was_said(client_of, mentor, manager):
    entry = verified(mentor, manager)

    assert client_of(manager).get(url_of(entry)).url == url_of(entry, "entry_history")


# What was answered -------------------------------------------------------------------


def test_answered_shows_the_title_that_was_judged_and_no_newer_one(client_of, mentor, manager):
    entry = handed_in(mentor, title="Visit to a garage", state="returned")
    answer_of(entry, manager, outcome="returned")
    entry.title = "What I now call it"
    entry.save()

    text = client_of(manager).get(reverse("verification:answered")).content.decode()

    assert "Visit to a garage" in text
    assert "What I now call it" not in text


@pytest.mark.parametrize("rows", [1, 3])
def test_answered_asks_as_often_for_one_answer_as_for_three(
    client_of, mentor, manager, rows, django_assert_num_queries
):
    for _ in range(rows):
        verified(mentor, manager)
    client = client_of(manager)
    client.get(reverse("verification:answered"))

    with django_assert_num_queries(4):
        client.get(reverse("verification:answered"))


# What was said -----------------------------------------------------------------------


def test_the_owner_reads_what_was_said_and_no_opening_is_written_down(client_of, mentor, manager):
    entry = handed_in(mentor, state="returned")
    answer_of(entry, manager, outcome="returned", is_applied=False, note=REASON)

    text = client_of(mentor).get(url_of(entry, "entry_history")).content.decode()

    assert REASON in text
    assert "Change this entry" in text
    assert not AuditEvent.objects.exists()


def test_a_manager_who_reads_it_is_written_down(client_of, mentor, manager):
    entry = verified(mentor, manager)

    client_of(manager).get(url_of(entry, "entry_history"))

    assert [event.about for event in AuditEvent.objects.all()] == [mentor]


@pytest.mark.parametrize(
    "name", ["peer", "supervisor", "other_manager", "quality_lead", "admin", "hr", "dpo"]
)
def test_nobody_else_reads_what_was_said(request, client_of, mentor, manager, name):
    entry = verified(mentor, manager)
    entry.shared_with = request.getfixturevalue("supervisor")
    entry.save()

    client = client_of(request.getfixturevalue(name))
    assert client.get(url_of(entry, "entry_history")).status_code == 404


def test_history_says_how_the_sample_went_in_words(client_of, mentor, manager, quality_lead):
    drawn = sample_round(quality_lead)
    waits = sampled(mentor, manager, drawn)
    query = query_on(mentor, manager, drawn)
    client = client_of(mentor)

    first = client.get(url_of(waits.entry, "entry_history")).content.decode()
    second = client.get(url_of(query.entry, "entry_history")).content.decode()

    assert "Nobody has looked at it yet" in first
    assert "Read the letter" in second
    assert FOUND not in second


def test_a_manager_who_came_later_reads_that_there_was_a_query_and_no_letter(
    client_of, mentor, manager, other_manager, quality_lead
):
    query = query_on(mentor, manager, sample_round(quality_lead))
    mentor.reporting_lines.update(manager=other_manager, starts_on=days_ago(300))

    text = client_of(other_manager).get(url_of(query.entry, "entry_history")).content.decode()

    assert "Read the letter" not in text
    assert NO.note not in text
