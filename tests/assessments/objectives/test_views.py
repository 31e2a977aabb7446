"""Screens for the owner and for her manager; what nobody else finds."""

import pytest
from django.urls import reverse

from assessments.objectives.models import Objective
from cms.people.audit.models import AuditEvent
from cms.people.privacy import rules as privacy
from tests.factories.objectives import agreed, objective, priority, progress, values
from tests.factories.people import ReportingLineFactory, days_ago, make_person
from tests.factories.plans import plan_line
from tests.factories.standards import evidence
from tests.factories.supervision import action, agreement, held

LIST = reverse("objectives:objective_list")
NEW = reverse("objectives:objective_create")


def posted(**fields):
    """As the form sends it."""
    said = {name: value for name, value in vars(values()).items() if value is not None}
    sent = {**said, "revision": 0, **fields}
    return {**sent, "due_on": sent["due_on"].isoformat()}


def at(name, *args):
    return reverse(f"objectives:{name}", args=args)


# Reading ----------------------------------------------------------------------------


def test_a_mentor_sees_her_open_and_closed(client_of, mentor, active):
    closed = objective(mentor, state="met", outcome="Closed long ago")

    page = client_of(mentor).get(LIST)
    assert active.outcome in page.content.decode()
    assert closed.outcome not in page.content.decode()

    page = client_of(mentor).get(LIST, {"state": "closed"})
    assert closed.outcome in page.content.decode()
    assert not AuditEvent.objects.exists()


def test_empty_lists_say_what_to_do(client_of, mentor):
    assert "No open objective" in client_of(mentor).get(LIST).content.decode()
    closed = client_of(mentor).get(LIST, {"state": "closed"}).content.decode()
    assert "Nothing closed yet" in closed


def test_a_manager_without_her_own_is_led_to_her_team(client_of, manager):
    assert client_of(manager).get(LIST).url == at("team_list")


@pytest.mark.parametrize("name", ["quality_lead", "hr"])
def test_who_keeps_priorities_is_led_to_them(request, client_of, name):
    client = client_of(request.getfixturevalue(name))

    assert client.get(LIST).url == at("priority_list")


def test_a_visitor_signs_in_and_somebody_without_a_role_finds_nothing(visitor, client_of, db):
    assert visitor.get(LIST).status_code == 302
    assert client_of(make_person("No", "Role")).get(LIST).status_code == 404


@pytest.mark.parametrize("name", ["peer", "other_manager", "supervisor", "quality_lead", "hr"])
def test_nobody_else_finds_one(request, client_of, mentor, active, draft, name):
    client = client_of(request.getfixturevalue(name))

    for view in ("objective_detail", "objective_update", "objective_agree", "objective_close"):
        assert client.get(at(view, active.pk)).status_code == 404
        assert client.post(at(view, draft.pk)).status_code in (404, 405)
    assert client.post(at("progress_create", active.pk)).status_code == 404
    for view in ("person_objectives", "person_begin", "person_create", "person_print"):
        assert client.get(at(view, mentor.pk)).status_code == 404


@pytest.mark.parametrize("view", ["team_list", "team_objectives"])
def test_only_managers_have_a_team(client_of, mentor, manager, view):
    assert client_of(mentor).get(at(view)).status_code == 404
    assert client_of(manager).get(at(view)).status_code == 200


def test_what_a_manager_opens_is_written_down(client_of, mentor, manager, active):
    client = client_of(manager)
    for address in (
        at("objective_detail", active.pk),
        at("person_objectives", mentor.pk),
        at("person_print", mentor.pk),
        at("team_objectives"),
    ):
        assert active.outcome in client.get(address).content.decode()

    events = AuditEvent.objects.filter(verb="objective.opened", about=mentor, actor=manager)
    assert events.count() == 4


def test_the_team_by_numbers_shows_no_words(client_of, mentor, manager, active):
    page = client_of(manager).get(at("team_list")).content.decode()

    assert mentor.display_name in page
    assert active.outcome not in page
    assert not AuditEvent.objects.exists()


def test_an_objective_says_who_reads_and_who_has_read_it(client_of, mentor, manager, active):
    client_of(manager).get(active.get_absolute_url())

    page = client_of(mentor).get(active.get_absolute_url()).content.decode()

    assert "Who can read it" in page
    assert manager.display_name in page


def test_part_time_is_said_beside_the_target(client_of, mentor, manager):
    mentor.staff_profile.fte = "0.6"
    mentor.staff_profile.save()
    row = agreed(mentor, target="10 one-to-ones a week")

    page = client_of(manager).get(row.get_absolute_url()).content.decode()

    assert "scaled by 0.6, 10 becomes 6" in page


def test_a_plan_line_that_is_not_shown_stays_hers(client_of, mentor, manager):
    line = plan_line(mentor, need="Something of my own")
    row = objective(mentor, origin="plan", plan_line=line)

    assert line.need in client_of(mentor).get(row.get_absolute_url()).content.decode()
    assert line.need not in client_of(manager).get(row.get_absolute_url()).content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_screens_cost_the_same_for_one_and_for_three(
    client_of, django_assert_num_queries, framework, mentor, manager, team, count
):
    for number in range(count):
        person = make_person(f"P{number}", "Extra", "mentor", team=team)
        ReportingLineFactory.create(person=person, manager=manager)
        row = agreed(mentor, "S1", "S2", priority=priority(title=f"P{number}"))
        progress(row, manager, evidence=evidence(mentor, "S1", occurred_on=days_ago(number)))
    client = client_of(manager)
    expected = {
        at("person_objectives", mentor.pk): 11,
        at("person_print", mentor.pk): 11,
        at("team_list"): 4,
        at("team_objectives"): 7,
        at("objective_detail", row.pk): 18,
    }
    for address, number in expected.items():
        client.get(address)
        with django_assert_num_queries(number):
            assert client.get(address).status_code == 200


# Writing ----------------------------------------------------------------------------


def test_a_mentor_drafts_one(client_of, framework, mentor):
    answer = client_of(mentor).post(NEW, posted(weight=40))

    row = Objective.objects.get()
    assert answer.url == row.get_absolute_url()
    assert (row.owner, row.created_by, row.weight, row.origin) == (mentor, mentor, 40, "review")


def test_a_manager_drafts_for_hers_alone(client_of, mentor, manager, other_manager):
    address = at("person_create", mentor.pk)

    assert client_of(manager).post(address, posted()).status_code == 302
    assert Objective.objects.get().created_by == manager
    assert client_of(other_manager).post(address, posted()).status_code == 404


def test_what_is_wrong_stays_in_the_form(client_of, mentor):
    page = client_of(mentor).post(NEW, posted(due_on=days_ago(3), outcome="Some words"))

    assert "This day has passed" in page.content.decode()
    assert "Some words" in page.content.decode()
    assert not Objective.objects.exists()


def test_it_begins_from_a_plan_an_action_or_a_priority(
    client_of, framework, mentor, manager, supervisor
):
    line = plan_line(mentor, "S1", learner_outcome="Learners say what they want first")
    shared = {"supervisee_shares": True, "supervisor_shares": True}
    step = action(held(agreement(mentor, supervisor)), words="Ask three questions", **shared)
    wanted = priority()
    client = client_of(mentor)

    begin = client.get(at("objective_begin")).content.decode()
    assert line.need in begin
    assert step.words in begin
    assert wanted.title in begin

    page = client.get(NEW, {"plan": line.pk}).content.decode()
    assert line.learner_outcome in page
    client.post(f"{NEW}?plan={line.pk}", posted())
    page = client.get(NEW, {"action": step.pk}).content.decode()
    assert step.words in page
    client.post(f"{NEW}?action={step.pk}", posted(target="17 of 18"))
    client.post(f"{NEW}?priority={wanted.pk}", posted(priority=wanted.pk))

    assert [row.origin for row in Objective.objects.order_by("pk")] == [
        "plan",
        "supervision",
        "college",
    ]


def test_a_manager_begins_from_no_action_and_no_hidden_line(client_of, mentor, manager, supervisor):
    line = plan_line(mentor)
    shared = {"supervisee_shares": True, "supervisor_shares": True}
    step = action(held(agreement(mentor, supervisor)), **shared)
    address, client = at("person_create", mentor.pk), client_of(manager)

    assert step.words not in client.get(at("person_begin", mentor.pk)).content.decode()
    for asked in ({"plan": line.pk}, {"action": step.pk}, {"plan": "x"}, {"priority": 9}):
        assert client.get(address, asked).status_code == 404


def test_a_draft_is_worked_on_and_says_what_could_be_better(client_of, mentor):
    row = objective(mentor, outcome="Improve reviews", baseline="")

    page = client_of(mentor).get(at("objective_update", row.pk)).content.decode()
    assert "Improve from what to what" in page
    assert "how it is now" in page

    client_of(mentor).post(at("objective_update", row.pk), posted(target="17 of 18"))
    row.refresh_from_db()
    assert (row.target, row.revision) == ("17 of 18", 1)


def test_an_old_form_shows_what_was_typed(client_of, mentor, draft):
    Objective.objects.update(revision=4)

    page = client_of(mentor).post(at("objective_update", draft.pk), posted(target="My number"))

    assert "Somebody has changed this objective" in page.content.decode()
    assert "My number" in page.content.decode()
    draft.refresh_from_db()
    assert draft.target == "16 of 18"


def test_an_agreed_one_is_changed_by_the_manager_with_a_tick(client_of, mentor, manager, active):
    address = at("objective_update", active.pk)

    assert client_of(mentor).get(address).url == active.get_absolute_url()
    page = client_of(manager).post(address, posted(target="17 of 18"))
    assert "tick that you both agree" in page.content.decode()
    client_of(manager).post(address, posted(target="17 of 18", is_agreed_together="on"))

    page = client_of(mentor).get(active.get_absolute_url()).content.decode()
    assert "from “16 of 18” to “17 of 18”" in page


# Moving -----------------------------------------------------------------------------


def test_the_manager_agrees_what_she_has_seen(client_of, mentor, manager, draft):
    address = at("objective_agree", draft.pk)

    assert draft.measure in client_of(manager).get(address).content.decode()
    client_of(manager).post(address, {"revision": 0})

    draft.refresh_from_db()
    assert draft.state == "active"
    assert client_of(manager).get(address).url == draft.get_absolute_url()
    assert client_of(mentor).get(address).status_code == 404


def test_with_a_gap_there_is_no_button_to_agree(client_of, mentor, manager):
    row = objective(mentor, baseline="tbc")

    page = client_of(manager).get(at("objective_agree", row.pk)).content.decode()
    assert "Not said yet" in page
    assert "Agree it</button>" not in page
    client_of(manager).post(at("objective_agree", row.pk), {"revision": 0})
    row.refresh_from_db()
    assert row.state == "draft"


def test_words_are_written_with_evidence(client_of, framework, mentor, active):
    piece = evidence(mentor, occurred_on=days_ago(1))

    client_of(mentor).post(
        at("progress_create", active.pk), {"text": "12 of 18", "evidence": piece.pk}
    )

    assert active.progress.get().evidence == piece


def test_words_that_are_none_are_sent_back(client_of, mentor, active):
    page = client_of(mentor).post(at("progress_create", active.pk), {"text": " "})

    assert "There is something to put right" in page.content.decode()
    assert not active.progress.exists()


def test_a_word_on_a_draft_is_refused_with_a_word(client_of, mentor, draft):
    answer = client_of(mentor).post(at("progress_create", draft.pk), {"text": "12"}, follow=True)

    assert "agreed objective that is still open" in answer.content.decode()


def test_the_manager_says_what_came_of_it(client_of, mentor, manager, active):
    address = at("objective_close", active.pk)

    assert client_of(mentor).get(address).status_code == 404
    assert "Choose what came of it" in client_of(manager).post(address).content.decode()
    client_of(manager).post(address, {"to": "partly_met", "reason": "14 of 18"})

    active.refresh_from_db()
    assert (active.state, active.closed_reason) == ("partly_met", "14 of 18")
    assert client_of(manager).get(address).url == active.get_absolute_url()


def test_a_draft_is_let_go(client_of, mentor, draft):
    client_of(mentor).post(at("objective_close", draft.pk), {"reason": "Another way"})

    draft.refresh_from_db()
    assert draft.state == "dropped"


def test_on_paper_stands_what_was_said(client_of, mentor, manager, active):
    progress(active, manager, text="13 of 18 in spring")

    page = client_of(mentor).get(at("objective_print")).content.decode()

    assert active.outcome in page
    assert "13 of 18 in spring" in page


LEAVERS = frozenset(
    f"objectives:{name}" for name in ("objective_list", "objective_print", "objective_detail")
)


def test_a_leaver_reads_and_prints_hers(client_of, monkeypatch, mentor, active):
    monkeypatch.setattr(privacy, "LEAVER_PAGES", privacy.LEAVER_PAGES | LEAVERS)
    mentor.role_grants.update(ends_on=days_ago(1))
    mentor.staff_profile.left_on = days_ago(1)
    mentor.staff_profile.save()
    client = client_of(mentor)

    for address in (LIST, at("objective_print"), active.get_absolute_url()):
        assert active.outcome in client.get(address).content.decode()
    assert client.get(NEW).status_code == 403


# Priorities -------------------------------------------------------------------------

PRIORITY = {"title": "Next steps", "text": "", "from_on": "2026-09-01", "to_on": "2027-07-31"}


def test_quality_lead_and_hr_keep_priorities(client_of, quality_lead, hr, mentor):
    client_of(quality_lead).post(at("priority_create"), PRIORITY)
    page = client_of(hr).get(at("priority_list")).content.decode()
    assert "Next steps" in page
    assert "0 open objectives" in page
    row = objective(mentor).priority or priority()

    client_of(hr).post(at("priority_update", row.pk), {**PRIORITY, "title": "Other"})
    client_of(hr).post(at("priority_retire", row.pk), {"offer": "0"})

    row.refresh_from_db()
    assert (row.title, row.is_active) == ("Other", False)
    client_of(hr).post(at("priority_retire", row.pk), {"offer": "1"})
    row.refresh_from_db()
    assert row.is_active


def test_everybody_here_reads_them_and_nobody_else_keeps_them(client_of, mentor, manager):
    row = priority()

    page = client_of(mentor).get(at("priority_list")).content.decode()
    assert row.title in page
    assert "open objective" not in page
    for person in (mentor, manager):
        client = client_of(person)
        assert client.get(at("priority_create")).status_code == 404
        assert client.get(at("priority_update", row.pk)).status_code == 404
        assert client.post(at("priority_retire", row.pk)).status_code == 404


def test_a_priority_that_ends_before_it_begins_is_sent_back(client_of, hr):
    page = client_of(hr).post(at("priority_create"), {**PRIORITY, "to_on": "2026-08-01"})

    assert "before the first" in page.content.decode()
