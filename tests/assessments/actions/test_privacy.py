from typing import Any

from assessments.actions import privacy, services
from assessments.actions.models import ActionUpdate, SupervisionAction
from assessments.actions.rules import Keeper
from cms.people.privacy.registry import record_class
from tests.factories.people import days_ago
from tests.factories.supervision import SAID, action


def said(person):
    return [passage.words for passage in privacy.actions_about(person)]


def test_a_copy_has_what_was_agreed_and_all_that_was_said_of_it(step, mentor, supervisor):
    services.note_progress(action=step, words="Tried it once", by=supervisor)
    services.close_action(action=step, note="It shows", by=mentor)

    assert said(mentor) == [SAID, "It shows", "Tried it once", "It shows"]


def test_a_supervisor_s_has_what_she_took_on_and_what_she_wrote(meeting, step, supervisor):
    action(meeting, keeper=Keeper.SUPERVISOR, words="Bring the sheet")
    services.note_progress(action=step, words="Tried it once", by=supervisor)

    assert said(supervisor) == ["Bring the sheet", "Tried it once"]


def test_nobody_else_s_has_anything(step, peer, manager):
    assert said(peer) == said(manager) == []


def test_it_is_opened_by_a_grant_and_goes_six_years_after_she_left(step, mentor):
    kind: Any = record_class("supervision_action")
    assert (kind.months, kind.subject, kind.is_openable) == (72, "supervisee", True)
    assert not kind.aged(days_ago(0)).exists()
    services.note_progress(action=step, words="Tried it", by=mentor)
    mentor.staff_profile.left_on = days_ago(100)
    mentor.staff_profile.save()

    assert kind.remove(kind.aged(days_ago(90))) == 1

    assert not SupervisionAction.objects.exists()
    assert not ActionUpdate.objects.exists()
