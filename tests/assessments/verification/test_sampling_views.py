import csv
import io

import pytest
from django.urls import reverse

from assessments.verification.models import CPDSample, SampleRound
from assessments.verification.rules import Result
from cms.people.accounts.rules import Role
from cms.people.audit.models import AuditEvent
from tests.factories.people import days_ago, make_person
from tests.factories.verification import (
    FOUND,
    SECRET,
    SUMMARY,
    query_on,
    sample_round,
    sampled,
    verified,
)

LIST = reverse("verification:sample_list")
DRAW = reverse("verification:sample_draw")
VERIFIERS = reverse("verification:verifier_list")
FOUR_YES = {"is_real": "yes", "is_relevant": "yes", "is_applied": "yes", "would_verify": "yes"}
ASKS = {**FOUR_YES, "would_verify": "no", "note": FOUND, "outcome": "query"}
NOT_HERS = ["mentor", "supervisor", "manager", "dsl", "trainer", "admin", "hr", "dpo"]


def url_of(name, pk):
    return reverse(f"verification:{name}", args=[pk])


@pytest.fixture
def drawn(quality_lead):
    return sample_round(quality_lead)


@pytest.fixture
def lead(client_of, quality_lead):
    return client_of(quality_lead)


def span():
    return {"first_on": days_ago(60).isoformat(), "last_on": days_ago(0).isoformat()}


# Rounds ------------------------------------------------------------------------------


@pytest.mark.parametrize("name", NOT_HERS)
def test_samples_are_there_for_quality_leads_alone(
    request, client_of, mentor, manager, drawn, name
):
    sample = sampled(mentor, manager, drawn)
    client = client_of(request.getfixturevalue(name))

    for address in (
        LIST, DRAW, VERIFIERS,
        url_of("sample_detail", drawn.pk),
        url_of("sample_export", drawn.pk),
        url_of("sample_answer", sample.pk),
        url_of("sample_settle", sample.pk),
    ):  # fmt: skip
        assert client.get(address).status_code == 404, address
    assert client.post(DRAW, {"label": "Mine", **span()}).status_code == 404
    assert SampleRound.objects.count() == 1


def test_sample_draw_shows_this_term_before_anything_happens(lead, mentor, manager):
    verified(mentor, manager)

    answer = lead.get(DRAW)

    assert answer.context["preview"].total == 1
    assert "Draw 1 entry" in answer.content.decode()
    assert not SampleRound.objects.exists()


def test_sample_draw_shows_other_days_when_asked(lead, mentor, manager):
    verified(mentor, manager)

    answer = lead.get(
        DRAW, {"label": "Long ago", "first_on": "2020-08-01", "last_on": "2020-12-31"}
    )

    assert answer.context["preview"].total == 0
    assert "Nothing: no entry was verified on these days" in answer.content.decode()


def test_sample_draw_draws_what_was_shown(lead, mentor, manager):
    entry = verified(mentor, manager)
    days = span()

    answer = lead.post(
        DRAW, {"label": "Autumn", **days, "shown": f"{days['first_on']}/{days['last_on']}"}
    )

    drawn = SampleRound.objects.get()
    assert answer.url == drawn.get_absolute_url()
    assert drawn.samples.get().entry == entry


def test_sample_draw_of_days_that_were_not_shown_shows_them_first(lead, mentor, manager):
    verified(mentor, manager)

    answer = lead.post(DRAW, {"label": "Autumn", **span(), "shown": "2020-08-01/2020-12-31"})

    assert answer.status_code == 422
    assert "You changed the days" in answer.content.decode()
    assert answer.context["preview"].total == 1
    assert not SampleRound.objects.exists()


@pytest.mark.parametrize(
    "sent",
    [{}, {"first_on": "x", "last_on": "y"}, {"first_on": "2026-02-01", "last_on": "2026-01-01"}],
)
def test_sample_draw_bears_nonsense(lead, sent):
    assert lead.get(DRAW, sent).status_code == 200
    assert lead.post(DRAW, sent).status_code == 422


def test_sample_detail_shows_progress_and_how_it_was_drawn(lead, mentor, manager, drawn):
    sampled(mentor, manager, drawn, title="Visit")
    query_on(mentor, manager, drawn)

    text = lead.get(drawn.get_absolute_url()).content.decode()

    assert "1 of 2 done" in text
    assert "42" in text
    assert SECRET not in text
    assert FOUND not in text


def test_sample_detail_leaves_out_what_another_quality_lead_looks_at(
    client_of, mentor, peer, manager, drawn
):
    near = make_person("Ada", "Brook", Role.QUALITY_LEAD, Role.LINE_MANAGER)
    mentor.reporting_lines.update(manager=near)
    hidden = sampled(mentor, manager, drawn, title="Of her report")
    sampled(peer, manager, drawn)
    client = client_of(near)

    text = client.get(drawn.get_absolute_url()).content.decode()

    assert "Of her report" not in text
    assert "1 more of this sample is another quality lead’s" in text
    assert client.get(url_of("sample_answer", hidden.pk)).status_code == 404


@pytest.mark.parametrize("rows", [1, 3])
def test_lists_ask_as_often_for_one_row_as_for_three(
    lead, mentor, manager, quality_lead, rows, django_assert_num_queries
):
    for _ in range(rows):
        drawn = sample_round(quality_lead)
    for _ in range(rows):
        query_on(mentor, manager, drawn)
    for address in (LIST, drawn.get_absolute_url(), VERIFIERS):
        lead.get(address)

    with django_assert_num_queries(4):
        lead.get(LIST)
    with django_assert_num_queries(8):
        lead.get(drawn.get_absolute_url())
    with django_assert_num_queries(6):
        lead.get(VERIFIERS)


def test_sample_export_is_a_table_without_words(lead, mentor, manager, drawn):
    query_on(mentor, manager, drawn)
    mentor.first_name = "=1+1"
    mentor.save()

    answer = lead.get(url_of("sample_export", drawn.pk))

    text = answer.content.decode()
    heading, row = csv.reader(io.StringIO(text.lstrip("\ufeff")))
    assert len(heading) == len(row)
    assert row[1] == "'=1+1 Haddad"
    assert row[5] == "Query: an answer is awaited"
    assert not any(words in text for words in (FOUND, SUMMARY, SECRET, "Workshop"))
    assert [event.verb for event in AuditEvent.objects.all()] == ["cpd_sample.exported"]


# One entry ---------------------------------------------------------------------------


def test_sample_answer_shows_the_shared_part_and_writes_down_that_it_was_opened(
    lead, mentor, manager, drawn
):
    sample = sampled(mentor, manager, drawn)

    text = lead.get(url_of("sample_answer", sample.pk)).content.decode()

    assert SUMMARY in text
    assert "Siobhán Keane" in text
    assert SECRET not in text
    event = AuditEvent.objects.get()
    assert (event.verb, event.about) == ("cpd_entry.opened", mentor)


def test_a_form_sent_first_is_no_way_to_read_it_unseen(client_of, lead, mentor, manager, drawn):
    sample, query = sampled(mentor, manager, drawn), query_on(mentor, manager, drawn)

    lead.post(url_of("sample_answer", sample.pk), {})
    client_of(manager).post(url_of("sample_letter", query.pk), {"reply": " "})

    opened = AuditEvent.objects.filter(verb="cpd_entry.opened", about=mentor)
    assert set(opened.values_list("object_id", "actor__first_name")) == {
        (str(sample.entry_id), "Denise"), (str(query.entry_id), "Siobhán"),
    }  # fmt: skip


def test_in_order_leads_to_the_next_and_at_the_end_to_the_round(lead, mentor, manager, drawn):
    first, second = sampled(mentor, manager, drawn), sampled(mentor, manager, drawn)
    sent = {**FOUR_YES, "outcome": "ok"}

    to_the_next = lead.post(url_of("sample_answer", first.pk), sent)
    to_the_round = lead.post(url_of("sample_answer", second.pk), sent)

    assert to_the_next.url == url_of("sample_answer", second.pk)
    assert to_the_round.url == drawn.get_absolute_url()
    assert set(CPDSample.objects.values_list("result", flat=True)) == {Result.OK}


@pytest.mark.parametrize(
    ("sent", "why"),
    [
        ({**FOUR_YES, "outcome": "query"}, "nothing to ask"),
        ({**ASKS, "outcome": "ok"}, "With a no, raise a query."),
        ({**ASKS, "note": "Why?"}, "at least 20 characters"),
        ({"outcome": "ok"}, "Choose yes or no."),
    ],
)
def test_findings_that_cannot_stand_say_why(lead, mentor, manager, drawn, sent, why):
    sample = sampled(mentor, manager, drawn)

    answer = lead.post(url_of("sample_answer", sample.pk), sent)

    assert answer.status_code == 422
    assert why in answer.content.decode()
    sample.refresh_from_db()
    assert sample.result == ""


def test_a_sampled_entry_that_was_answered_leads_to_what_was_said(lead, mentor, manager, drawn):
    query = query_on(mentor, manager, drawn)

    answer = lead.post(url_of("sample_answer", query.pk), {**FOUR_YES, "outcome": "ok"})

    assert answer.url == reverse("verification:entry_history", args=[query.entry_id])
    query.refresh_from_db()
    assert query.result == Result.QUERY


# A query -----------------------------------------------------------------------------


def test_a_query_goes_its_whole_way(client_of, lead, mentor, manager, drawn):
    """Asked, answered by the owner, settled; each is told, and finds the letter by the notice."""
    sample = sampled(mentor, manager, drawn)
    letter = url_of("sample_letter", sample.pk)
    lead.post(url_of("sample_answer", sample.pk), ASKS)
    owner = client_of(mentor)

    text = owner.get(letter).content.decode()
    assert FOUND in text
    assert "It is no sanction" in text
    assert "Denise Okafor" in text
    too_early = lead.post(url_of("sample_settle", sample.pk), follow=True)
    assert "can still answer until" in too_early.content.decode()

    owner.post(letter, {"reply": "We agreed a date in January."})
    assert "We agreed a date in January." in client_of(manager).get(letter).content.decode()
    assert "Settle it" in lead.get(url_of("sample_settle", sample.pk)).content.decode()
    lead.post(url_of("sample_settle", sample.pk))

    sample.refresh_from_db()
    assert sample.settled_at is not None
    assert sample.entry.state == "closed"
    assert "stays verified" in owner.get(letter).content.decode()


@pytest.mark.parametrize(
    "name", ["peer", "supervisor", "other_manager", "dsl", "trainer", "admin", "hr", "dpo"]
)
def test_a_letter_is_found_by_nobody_it_is_not_about(
    request, client_of, mentor, manager, drawn, name
):
    query = query_on(mentor, manager, drawn)
    client = client_of(request.getfixturevalue(name))

    assert client.get(url_of("sample_letter", query.pk)).status_code == 404
    sent = client.post(url_of("sample_letter", query.pk), {"reply": "No."})
    assert sent.status_code == 404
    query.refresh_from_db()
    assert query.reply == ""


def test_there_is_no_letter_without_a_query(client_of, mentor, manager, drawn):
    sample = sampled(mentor, manager, drawn)

    assert client_of(mentor).get(url_of("sample_letter", sample.pk)).status_code == 404


def test_an_empty_answer_is_not_sent(client_of, mentor, manager, drawn):
    query = query_on(mentor, manager, drawn)

    answer = client_of(mentor).post(url_of("sample_letter", query.pk), {"reply": "  "})

    assert answer.status_code == 422
    assert "Write your answer first." in answer.content.decode()


def test_a_second_answer_is_told_of_the_first(client_of, mentor, manager, drawn):
    query = query_on(mentor, manager, drawn)
    client_of(mentor).post(url_of("sample_letter", query.pk), {"reply": "Mine."})

    answer = client_of(manager).post(
        url_of("sample_letter", query.pk), {"reply": "Hers."}, follow=True
    )

    assert "answered already" in answer.content.decode()
    query.refresh_from_db()
    assert query.reply == "Mine."


def test_a_quality_lead_does_not_answer_her_own_query(lead, mentor, manager, drawn):
    query = query_on(mentor, manager, drawn)

    lead.post(url_of("sample_letter", query.pk), {"reply": "I answer myself."})

    query.refresh_from_db()
    assert query.reply == ""


def test_reading_a_letter_about_somebody_else_is_written_down(client_of, mentor, manager, drawn):
    query = query_on(mentor, manager, drawn)

    client_of(mentor).get(url_of("sample_letter", query.pk))
    assert not AuditEvent.objects.exists()
    client_of(manager).get(url_of("sample_letter", query.pk))
    assert [event.about for event in AuditEvent.objects.all()] == [mentor]
