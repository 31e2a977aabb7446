import pytest
from django.urls import reverse

from assessments.colleagues.models import ColleagueAsk, ColleagueRound
from cms.people.audit.models import AuditEvent
from tests.factories.colleagues import (
    FOCUS,
    KEEPS,
    colleague_answer,
    colleague_ask,
    colleague_round,
    heard_without_names,
)
from tests.factories.college import CollegeSettings
from tests.factories.people import days_ago

pytestmark = pytest.mark.django_db
STRANGERS = ["peer", "supervisor", "other_manager", "quality_lead", "admin", "hr", "dpo"]
ASK = {"name": "Ines Duarte", "email": "ines@eastgate.test", "relation": "teacher"}
GETS = ["round_detail", "round_print", "round_close", "round_give_up", "ask_create"]
POSTS = ["round_close", "round_give_up", "round_share", "round_remind", "ask_create"]


def at(name, *args):
    return reverse(f"colleagues:{name}", args=args)


def new_round(**fields):
    closes_on = days_ago(-14).isoformat()
    return {"focus": FOCUS, "kind": "anonymous", "shown_from": "6", "closes_on": closes_on} | fields


def page(client, address):
    answer = client.get(address, follow=True)
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.parametrize("name", [*STRANGERS, "manager"])
def test_nobody_else_opens_or_changes_a_round(request, client_of, mentor, name):
    row = colleague_round(mentor)
    asked = colleague_ask(row)
    client = client_of(request.getfixturevalue(name))

    found = [client.get(at(each, row.pk)).status_code for each in GETS]
    found += [client.post(at(each, row.pk), ASK).status_code for each in POSTS]
    found.append(client.post(at("ask_withdraw", asked.pk)).status_code)

    assert set(found) == {404}
    row.refresh_from_db()
    assert (row.state, row.is_shared, row.asks.count()) == ("open", False, 1)


def test_visitors_are_led_to_sign_in(visitor, mentor):
    row = colleague_round(mentor)

    for address in (at("round_list"), at("shared_list"), row.get_absolute_url()):
        assert visitor.get(address).status_code == 302


# Rounds --------------------------------------------------------------------------


def test_an_empty_list_says_what_to_do(client_of, mentor, supervisor):
    assert "You have not asked yet" in page(client_of(mentor), at("round_list"))
    assert "Open a round" not in page(client_of(supervisor), at("round_list"))
    assert client_of(supervisor).get(at("round_create")).status_code == 404


def test_a_round_is_opened_and_leads_to_whom_to_ask(client_of, mentor):
    client = client_of(mentor)

    answer = client.post(at("round_create"), new_round())

    row = ColleagueRound.objects.get()
    assert answer.url == at("ask_create", row.pk)
    assert (row.subject, row.kind, row.shown_from, row.focus) == (mentor, "anonymous", 6, FOCUS)


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"focus": ""}, "Say in a line"),
        ({"shown_from": "4"}, "greater than or equal to 5"),
        ({"closes_on": days_ago(3).isoformat()}, "Choose a day"),
        ({"kind": "whispered"}, "Select a valid choice"),
    ],
)
def test_a_round_that_lacks_something_says_what(client_of, mentor, fields, why):
    answer = client_of(mentor).post(at("round_create"), new_round(**fields))

    assert answer.status_code == 422
    assert why in answer.content.decode()
    assert not ColleagueRound.objects.exists()


def test_where_the_college_blocks_names_a_focus_names_nobody(client_of, mentor):
    CollegeSettings.objects.update_or_create(pk=1, defaults={"personal_details": "block"})
    focus = "How I worked with Jayden Smith, born 12/03/2008."

    answer = client_of(mentor).post(at("round_create"), new_round(focus=focus))

    assert answer.status_code == 422
    assert not ColleagueRound.objects.exists()


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_asks_as_often_for_one_round_as_for_three(
    client_of, mentor, rows, django_assert_num_queries
):
    client = client_of(mentor)
    for _ in range(rows):
        heard_without_names(mentor)
    client.get(at("round_list"))

    with django_assert_num_queries(4):
        client.get(at("round_list"))


# Asking --------------------------------------------------------------------------


def test_colleagues_are_asked_one_after_another(client_of, mentor):
    row = colleague_round(mentor)
    client = client_of(mentor)

    answer = client.post(at("ask_create", row.pk), ASK, follow=True)

    assert "Ines Duarte gets the link by e-mail." in answer.content.decode()
    assert "Asked so far: 1" in answer.content.decode()
    again = client.post(at("ask_create", row.pk), ASK)
    assert again.status_code == 422
    assert "was asked in this round already" in again.content.decode()
    assert "Say how you work together." in client.post(
        at("ask_create", row.pk), {**ASK, "relation": ""}
    ).content.decode()  # fmt: skip


def test_too_few_asked_for_anything_to_be_shown_is_said(client_of, mentor):
    row = colleague_round(mentor, kind="anonymous")

    assert "Answers are shown from 5" in page(client_of(mentor), at("ask_create", row.pk))


def test_a_link_is_withdrawn_and_a_second_time_changes_nothing(client_of, mentor):
    asked = colleague_ask(colleague_round(mentor))
    client = client_of(mentor)

    first = client.post(at("ask_withdraw", asked.pk), follow=True).content.decode()
    second = client.post(at("ask_withdraw", asked.pk), follow=True).content.decode()

    assert "Withdrawn. The link of Ines Duarte" in first
    assert "Nothing was changed" in second


def test_reminding_is_offered_once(client_of, mentor):
    row = colleague_round(mentor)
    colleague_ask(row, sent_at=row.opened_at)
    client = client_of(mentor)
    assert "Remind those" in page(client, row.get_absolute_url())

    client.post(at("round_remind", row.pk))

    text = page(client, row.get_absolute_url())
    assert "Remind those" not in text
    assert "reminded once" in text
    again = client.post(at("round_remind", row.pk), follow=True)
    assert "More would be pressing" in again.content.decode()
    assert ColleagueAsk.objects.get().due_at is not None


# Ending --------------------------------------------------------------------------


def test_closing_asks_first_and_warns_when_answers_would_go(client_of, mentor):
    row = heard_without_names(mentor, n=4, state="open", closed_at=None)
    client = client_of(mentor)

    assert "deleted unread" in page(client, at("round_close", row.pk))
    client.post(at("round_close", row.pk))

    row.refresh_from_db()
    assert row.state == "closed"
    assert not row.answers.exists()
    assert "is closed already" in page(client, at("round_close", row.pk))


def test_giving_up_asks_first_and_leads_elsewhere_where_somebody_signed(client_of, mentor):
    signed, other = colleague_round(mentor), colleague_round(mentor)
    colleague_answer(signed)
    client = client_of(mentor)

    assert "cannot be given up" in page(client, at("round_give_up", signed.pk))
    assert "Give this round up?" in page(client, at("round_give_up", other.pk))
    refused = client.post(at("round_give_up", signed.pk), follow=True).content.decode()
    client.post(at("round_give_up", other.pk))

    assert "Close it." in refused
    other.refresh_from_db()
    assert other.state == "withdrawn"


# Reading -------------------------------------------------------------------------


def test_named_answers_are_read_as_they_come(client_of, mentor):
    row = colleague_round(mentor)
    colleague_answer(row)

    text = page(client_of(mentor), row.get_absolute_url())

    assert KEEPS in text
    assert "A teacher I work with" in text
    assert not AuditEvent.objects.exists()  # her own record


@pytest.mark.parametrize("name", ["round_detail", "round_print"])
def test_without_names_an_open_round_shows_neither_words_nor_who_answered(client_of, mentor, name):
    row = heard_without_names(mentor, state="open", closed_at=None)

    text = page(client_of(mentor), at(name, row.pk))

    assert "Keep 0" not in text
    assert "Nothing is shown yet" in text
    assert ">Answered<" not in text
    assert "Waiting" not in text


def test_sharing_shows_it_to_the_manager_without_whom_was_asked(client_of, mentor, manager):
    row = heard_without_names(mentor)
    hers, his = client_of(mentor), client_of(manager)
    assert his.get(row.get_absolute_url()).status_code == 404

    hers.post(at("round_share", row.pk), {"show": "yes"})
    text = page(his, row.get_absolute_url())
    printed = page(his, at("round_print", row.pk))
    listed = page(his, at("shared_list"))

    for each in (text, printed):
        assert "Keep 0" in each
        assert "Ines Duarte" not in each
        assert "Paul Reid" not in each
    assert FOCUS in listed
    opened = AuditEvent.objects.filter(verb="colleague_round.opened")
    assert [(event.actor, event.about, event.kind) for event in opened] == [
        (manager, mentor, "read")
    ] * 2
    assert "Siobhán Keane" in page(hers, row.get_absolute_url())

    hers.post(at("round_share", row.pk), {"show": "no"})
    assert his.get(row.get_absolute_url()).status_code == 404
    assert "Nothing is shared with you" in page(his, at("shared_list"))


def test_what_shows_nothing_is_not_shared(client_of, mentor):
    row = heard_without_names(mentor, n=2)
    client = client_of(mentor)

    answer = client.post(at("round_share", row.pk), {"show": "yes"}, follow=True)

    assert "nothing in it that could be shown" in answer.content.decode()
    row.refresh_from_db()
    assert not row.is_shared


@pytest.mark.parametrize("name", ["mentor", "hr", "quality_lead"])
def test_what_a_team_shares_is_for_line_managers(request, client_of, name):
    assert client_of(request.getfixturevalue(name)).get(at("shared_list")).status_code == 404


@pytest.mark.parametrize("answers", [1, 3])
def test_a_round_asks_as_often_for_one_answer_as_for_three(
    client_of, mentor, answers, django_assert_num_queries
):
    row, client = colleague_round(mentor), client_of(mentor)
    for _ in range(answers):
        colleague_answer(row)
    client.get(row.get_absolute_url())

    with django_assert_num_queries(11):
        client.get(row.get_absolute_url())
