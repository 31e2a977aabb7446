import pytest

from assessments.actions import services
from assessments.actions.models import SupervisionAction
from assessments.actions.rules import Keeper
from cms.people.audit.models import AuditEvent
from cms.people.notices.models import Notice
from tests.factories.supervision import SAID


@pytest.fixture
def raised(step):
    SupervisionAction.objects.update(keeper=Keeper.MANAGER)
    step.refresh_from_db()
    return step


def test_both_ticks_and_only_both_tell_the_manager(raised, mentor, supervisor, manager):
    services.mark_action(action=raised, shares=True, by=mentor)
    assert not Notice.objects.exists()

    services.mark_action(action=raised, shares=True, by=supervisor)

    notice = Notice.objects.get()
    assert notice.recipient == manager
    assert "silence" not in notice.title + notice.body + notice.url
    raised.refresh_from_db()
    assert raised.is_shared_with_manager


def test_of_an_action_that_is_not_raised_nobody_is_told(step, mentor, supervisor):
    services.mark_action(action=step, shares=True, by=mentor)
    services.mark_action(action=step, shares=True, by=supervisor)

    assert not Notice.objects.exists()


def test_told_once_however_often_it_is_ticked(raised, mentor, supervisor):
    for shares in (True, False, True):
        for person in (mentor, supervisor):
            services.mark_action(action=raised, shares=shares, by=person)

    assert Notice.objects.count() == 1


def test_each_takes_her_own_tick_back_and_leaves_the_other_s(step, mentor, supervisor):
    services.mark_action(action=step, shares=True, by=mentor)
    services.mark_action(action=step, shares=True, by=supervisor)

    services.mark_action(action=step, shares=False, by=mentor)

    step.refresh_from_db()
    assert (step.supervisee_shares, step.supervisor_shares) == (False, True)


def test_every_tick_is_written_down_and_a_second_click_is_not(step, mentor):
    services.mark_action(action=step, shares=True, by=mentor)
    services.mark_action(action=step, shares=True, by=mentor)

    assert list(AuditEvent.objects.values_list("verb", flat=True)) == ["supervision_action.shared"]


def test_without_a_line_manager_nobody_is_told(raised, mentor, supervisor):
    mentor.reporting_lines.all().delete()
    services.mark_action(action=raised, shares=True, by=mentor)

    services.mark_action(action=raised, shares=True, by=supervisor)

    assert not Notice.objects.exists()


def test_no_word_of_an_action_is_in_the_audit_or_its_own_name(raised, later, mentor, supervisor):
    services.note_progress(action=raised, words=SAID, session=later, by=mentor)
    services.mark_action(action=raised, shares=True, by=mentor)
    services.mark_action(action=raised, shares=True, by=supervisor)
    services.close_action(action=raised, note=SAID, by=supervisor)

    said = [f"{row.object_words} {row.detail} {row.verb}" for row in AuditEvent.objects.all()] + [
        f"{row.title} {row.body} {row.url}" for row in Notice.objects.all()
    ]
    names = [str(raised), repr(raised), *(str(row) for row in raised.updates.all())]
    assert said
    assert not [text for text in said + names if "silence" in text]
