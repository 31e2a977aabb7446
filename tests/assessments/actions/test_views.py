import pytest
from django.urls import reverse
from django.utils import timezone

from assessments.actions import services
from assessments.actions.models import SupervisionAction
from assessments.actions.rules import ActionState, Keeper
from assessments.cpd.models import CPDEntry
from assessments.plans.models import PlanLine
from cms.people.audit.models import AuditEvent
from cms.people.notices.models import Notice
from tests.factories.cpd import handed_in
from tests.factories.people import days_ago
from tests.factories.supervision import SAID, agreement, session

SOON = days_ago(-10).isoformat()
POSTS = {
    "action_progress": {"words": "Tried it once"},
    "action_close": {"note": "It shows"},
    "action_drop": {"reason": "Something else goes first"},
    "action_rescope": {"words": "Ask it once", "due_on": SOON},
    "action_share": {"shares": "1"},
    "action_reopen": {},
    "action_plan": {"need": "Open questions"},
    "action_begin_entry": {},
    "action_evidence": {"evidence": ""},
}
FORMS = (
    "action_close",
    "action_drop",
    "action_rescope",
    "action_carry",
    "action_plan",
    "action_evidence",
)
HERS_ALONE = ("action_plan", "action_begin_entry", "action_evidence")


def url(name, action):
    return reverse(f"actions:{name}", args=[action.pk])


def fresh():
    return SupervisionAction.objects.get()


# One action --------------------------------------------------------------------------------


def test_her_own_page_is_read_without_a_line_in_the_audit(step, client_of, mentor):
    page = client_of(mentor).get(url("action_detail", step)).content.decode()

    assert SAID in page
    assert "Make it a line of my plan" in page
    assert not AuditEvent.objects.exists()


def test_her_supervisor_s_reading_is_written_down(step, client_of, supervisor, mentor):
    page = client_of(supervisor).get(url("action_detail", step)).content.decode()

    assert SAID in page
    assert "Make it a line of my plan" not in page
    event = AuditEvent.objects.get(verb="supervision_action.opened")
    assert (event.about, event.obj) == (mentor, step)
    assert "silence" not in event.object_words


def test_a_manager_reads_what_is_to_be_done_and_nothing_said_of_it(
    step, client_of, manager, mentor
):
    services.note_progress(action=step, words="Between the two of us", by=mentor)
    SupervisionAction.objects.update(supervisee_shares=True, supervisor_shares=True)

    page = client_of(manager).get(url("action_detail", step)).content.decode()

    assert SAID in page
    assert "Between the two of us" not in page
    assert "It is done" not in page


@pytest.mark.parametrize(
    "who", ["peer", "manager", "other_manager", "quality_lead", "dsl", "trainer", "hr", "dpo"]
)
@pytest.mark.parametrize("name", ["action_detail", *FORMS])
def test_nobody_else_finds_it(step, client_of, who, name, request):
    page = client_of(request.getfixturevalue(who)).get(url(name, step))

    assert page.status_code == 404


@pytest.mark.parametrize("who", ["peer", "manager", "hr"])
@pytest.mark.parametrize("name", POSTS)
def test_nor_writes_in_it(step, client_of, who, name, request):
    client = client_of(request.getfixturevalue(who))

    assert client.post(url(name, step), POSTS[name]).status_code == 404
    assert fresh().state == ActionState.OPEN


@pytest.mark.parametrize("name", POSTS)
def test_a_manager_with_two_ticks_writes_nothing_either(step, client_of, manager, name):
    SupervisionAction.objects.update(supervisee_shares=True, supervisor_shares=True)

    assert client_of(manager).post(url(name, step), POSTS[name]).status_code == 404


@pytest.mark.parametrize("name", ["action_progress", "action_share", "action_begin_entry"])
def test_what_changes_something_is_posted(step, client_of, mentor, name):
    assert client_of(mentor).get(url(name, step)).status_code == 405


@pytest.mark.parametrize("name", FORMS)
def test_every_form_has_a_page(step, client_of, mentor, pair, name):
    session(pair)

    page = client_of(mentor).get(url(name, step)).content.decode()

    assert f"{step}" not in page  # a form that posts to the action's name posts nowhere


@pytest.mark.parametrize("name", HERS_ALONE)
def test_plan_log_and_evidence_are_the_supervisee_s(step, client_of, supervisor, name):
    assert client_of(supervisor).post(url(name, step), POSTS[name]).status_code == 404


# Moves ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("who", ["mentor", "supervisor"])
@pytest.mark.parametrize(
    ("name", "state"),
    [("action_close", "done"), ("action_drop", "dropped"), ("action_progress", "open")],
)
def test_either_of_the_pair_says_what_becomes_of_it(step, client_of, who, name, state, request):
    client = client_of(request.getfixturevalue(who))

    answer = client.post(url(name, step), POSTS[name])

    assert answer.url == step.get_absolute_url()
    assert fresh().state == state


@pytest.mark.parametrize("name", ["action_progress", "action_close", "action_drop"])
def test_without_words_the_form_says_so(step, client_of, mentor, name):
    page = client_of(mentor).post(url(name, step), {})

    assert page.status_code == 422
    assert "Say in a sentence" in page.content.decode()
    assert fresh().state == ActionState.OPEN


def test_a_learner_s_name_is_pointed_out_after_saving(step, client_of, mentor):
    client = client_of(mentor)

    page = client.post(
        url("action_progress", step), {"words": "Call 07700 900123"}, follow=True
    ).content.decode()

    assert "seems to" in page or "Look at" in page
    assert step.updates.count() == 1


def test_it_is_changed_and_leads_to_the_new_one(step, client_of, mentor):
    answer = client_of(mentor).post(url("action_rescope", step), POSTS["action_rescope"])

    step.refresh_from_db()
    assert answer.url == step.followed_by.get_absolute_url()


def test_a_day_that_has_passed_is_said_beside_its_field(step, client_of, mentor):
    page = client_of(mentor).post(
        url("action_rescope", step), {"words": "Ask it", "due_on": days_ago(2).isoformat()}
    )

    assert page.status_code == 422
    assert "This day has passed" in page.content.decode()


def test_it_is_carried_to_a_planned_session(step, pair, client_of, supervisor):
    coming = session(pair)
    client = client_of(supervisor)
    given = {"session": coming.pk, "due_on": SOON, "words": ""}

    client.post(url("action_carry", step), given)

    assert fresh().carried_count == 1


def test_not_to_a_session_of_somebody_else(step, pair, client_of, supervisor, peer):
    session(pair)
    other = session(agreement(peer, supervisor))

    page = client_of(supervisor).post(
        url("action_carry", step), {"session": other.pk, "due_on": SOON}
    )

    assert page.status_code == 422
    assert fresh().carried_count == 0


def test_a_fourth_time_the_form_says_what_to_do_instead(step, pair, client_of, mentor):
    SupervisionAction.objects.update(carried_count=3)
    coming = session(pair)

    page = client_of(mentor).post(url("action_carry", step), {"session": coming.pk, "due_on": SOON})

    assert page.status_code == 422
    assert "drop it and say why" in page.content.decode()
    assert (
        "Carry it over</a>" not in client_of(mentor).get(step.get_absolute_url()).content.decode()
    )


def test_without_a_planned_session_it_says_so(step, client_of, mentor):
    page = client_of(mentor).get(url("action_carry", step)).content.decode()

    assert "No session is planned" in page


def test_a_closed_one_leads_back_and_is_opened_again(step, client_of, mentor):
    SupervisionAction.objects.update(state="done", closed_at=timezone.now(), closing_note="Done")
    client = client_of(mentor)

    assert client.get(url("action_close", step)).url == step.get_absolute_url()
    client.post(url("action_reopen", step))
    assert fresh().state == ActionState.OPEN
    page = client.post(url("action_reopen", step), follow=True).content.decode()
    assert "open already" in page


@pytest.mark.parametrize("shares", ["1", "0"])
def test_a_tick_is_set_and_taken_back(step, client_of, mentor, shares):
    SupervisionAction.objects.update(supervisee_shares=shares == "0")

    client_of(mentor).post(url("action_share", step), {"shares": shares})

    assert fresh().supervisee_shares is (shares == "1")


# Plan, log, evidence -------------------------------------------------------------------------


def test_she_makes_it_a_line_of_her_plan(step, client_of, mentor):
    client = client_of(mentor)

    answer = client.post(url("action_plan", step), POSTS["action_plan"])

    line = PlanLine.objects.get()
    assert answer.url == line.get_absolute_url()
    assert line.need == "Open questions"
    assert client.get(url("action_plan", step)).url == line.get_absolute_url()


def test_she_begins_an_entry(step, client_of, mentor, framework):
    client = client_of(mentor)

    first = client.post(url("action_begin_entry", step))
    again = client.post(url("action_begin_entry", step))

    assert first.url == again.url == CPDEntry.objects.get().get_absolute_url()
    assert client.get(first.url).status_code == 200


def test_she_links_an_entry_and_her_supervisor_sees_that_there_is_one(
    step, client_of, mentor, supervisor, framework
):
    entry = handed_in(mentor, title="A workshop nobody shared")
    client_of(mentor).post(url("action_evidence", step), {"evidence": entry.pk})

    page = client_of(supervisor).get(step.get_absolute_url()).content.decode()

    assert fresh().evidence == entry
    assert "not shared with you" in page
    assert entry.title not in page


def test_an_entry_of_somebody_else_is_no_choice(step, client_of, mentor, peer, framework):
    entry = handed_in(peer)

    page = client_of(mentor).post(
        url("action_close", step), {"note": "It shows", "evidence": entry.pk}
    )

    assert page.status_code == 422
    assert fresh().evidence is None


# A new one -----------------------------------------------------------------------------------


NEW = reverse("actions:action_create")


def test_either_of_a_pair_writes_one_down_and_the_other_is_told(
    pair, meeting, client_of, supervisor, mentor
):
    client = client_of(supervisor)
    assert "Yasmin Haddad" in client.get(NEW, {"person": mentor.pk}).content.decode()

    answer = client.post(
        NEW,
        {
            "pair": pair.pk,
            "words": SAID,
            "due_on": SOON,
            "keeper": Keeper.SUPERVISOR,
            "shares": "on",
        },
    )

    action = fresh()
    assert answer.url == action.get_absolute_url()
    assert (action.supervisee, action.supervisor_shares, action.supervisee_shares) == (
        mentor,
        True,
        False,
    )
    assert Notice.objects.get().recipient == mentor


def test_with_somebody_else_s_pair_nothing_is_written(meeting, client_of, pair, peer):
    page = client_of(peer).post(
        NEW, {"pair": pair.pk, "words": SAID, "due_on": SOON, "keeper": Keeper.SUPERVISEE}
    )

    assert page.status_code == 422
    assert not SupervisionAction.objects.exists()


def test_who_is_in_no_pair_reads_why(client_of, peer):
    assert "in no supervision pair" in client_of(peer).get(NEW).content.decode()


def test_before_any_session_the_form_says_what_to_do(pair, client_of, mentor):
    page = client_of(mentor).post(
        NEW, {"pair": pair.pk, "words": SAID, "due_on": SOON, "keeper": Keeper.SUPERVISEE}
    )

    assert page.status_code == 422
    assert "Book your first session" in page.content.decode()


@pytest.mark.parametrize("asked", ["x", "9" * 40, "²", ""])
def test_a_person_nobody_knows_is_no_error(pair, client_of, mentor, asked):
    assert client_of(mentor).get(NEW, {"person": asked}).status_code == 200
