import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from assessments.cpd.models import CPDEntry
from assessments.cpd.services import discard_entry
from assessments.debriefs import services
from assessments.debriefs.models import DebriefAnswer, PathShare
from assessments.supervision.models import SupervisionBookmark
from cms.people.audit.models import AuditEvent
from cms.people.notices.models import Notice
from tests.factories.debriefs import SEALED, debrief_answer, run_over

pytestmark = pytest.mark.django_db


def save(run, by, *texts):
    answers = {place: (f"Question {place}", text) for place, text in enumerate(texts, start=1)}
    return services.save_answers(attempt=run, answers=answers, by=by)


@pytest.fixture
def open_run(scenario, mentor):
    return run_over(mentor, scenario, "a", state="open")


# Answers ------------------------------------------------------------------------


def test_save_answers_keeps_the_question_with_what_was_written(run, mentor):
    save(run, mentor, " I waited. ", "", "Ask first.")

    assert list(DebriefAnswer.objects.values_list("place", "question", "text")) == [
        (1, "Question 1", "I waited."),
        (3, "Question 3", "Ask first."),
    ]


def test_save_answers_changes_a_text_and_keeps_its_question(run, mentor):
    debrief_answer(run, question="As it was asked")

    save(run, mentor, "Another thought.")

    answer = DebriefAnswer.objects.get()
    assert (answer.question, answer.text) == ("As it was asked", "Another thought.")


def test_save_answers_of_the_same_text_leaves_its_moment(run, mentor):
    before = debrief_answer(run).written_at

    save(run, mentor, SEALED)

    assert DebriefAnswer.objects.get().written_at == before


def test_save_answers_emptied_is_gone(run, mentor):
    debrief_answer(run)

    save(run, mentor, "  ")

    assert not DebriefAnswer.objects.exists()


def test_save_answers_refuses_too_much_and_keeps_nothing(run, mentor):
    with pytest.raises(ValidationError):
        save(run, mentor, "Short.", "x" * 5_001)

    assert not DebriefAnswer.objects.exists()


def test_what_somebody_writes_for_herself_is_not_audited(run, mentor):
    save(run, mentor, "Mine.")
    services.delete_answer(answer=DebriefAnswer.objects.get(), by=mentor)

    assert not DebriefAnswer.objects.exists()
    assert not AuditEvent.objects.filter(actor=mentor).exists()


# Further ------------------------------------------------------------------------


def test_draft_from_debrief_carries_nothing_private(run, mentor):
    debrief_answer(run)

    entry = services.draft_from_debrief(attempt=run, by=mentor)

    assert entry.title == "Practised: The late bus"
    assert (entry.reflection, entry.what_i_learned, entry.minutes) == ({}, "", None)
    assert [statement.code for statement in entry.statements.order_by("code")] == ["S2", "a"]


def test_draft_from_debrief_takes_answers_to_the_private_part_when_told_to(run, mentor):
    debrief_answer(run)

    entry = services.draft_from_debrief(attempt=run, with_answers=True, by=mentor)

    assert entry.reflection == {"free": f"What went well?\n{SEALED}"}
    assert SEALED not in entry.what_i_learned + entry.application + entry.title


def test_draft_from_debrief_knows_the_time_that_was_measured(scenario, mentor):
    timed = run_over(mentor, scenario, "a", "a", steps={1: {"seconds": 50}, 2: {"seconds": 45}})

    assert services.draft_from_debrief(attempt=timed, by=mentor).minutes == 2


def test_draft_from_debrief_twice_is_one_draft(run, mentor):
    first = services.draft_from_debrief(attempt=run, by=mentor)

    assert services.draft_from_debrief(attempt=run, by=mentor) == first
    assert CPDEntry.objects.count() == 1


def test_draft_from_debrief_after_throwing_one_away_is_another(run, mentor):
    first = services.draft_from_debrief(attempt=run, by=mentor)
    discard_entry(entry=first, by=mentor)

    assert services.draft_from_debrief(attempt=run, by=mentor) != first


def test_bookmark_debrief_leads_back_and_is_one(run, mentor):
    debrief_answer(run)
    services.bookmark_debrief(attempt=run, by=mentor)

    services.bookmark_debrief(attempt=run, with_answers=True, by=mentor)

    bookmark = SupervisionBookmark.objects.get()
    assert (bookmark.title, bookmark.words) == ("Scenario: The late bus", "")
    assert bookmark.source_url.endswith(f"/attempts/{run.pk}/debrief/")


def test_bookmark_debrief_takes_answers_along_as_far_as_there_is_room(run, mentor):
    debrief_answer(run, text="x" * 4_000)

    bookmark = services.bookmark_debrief(attempt=run, with_answers=True, by=mentor)

    assert len(bookmark.words) == 2_000
    assert bookmark.words.endswith("…")


# Sharing ------------------------------------------------------------------------


def test_share_path_tells_the_reader_and_says_nothing_of_the_run(run, mentor, supervisor):
    share = services.share_path(attempt=run, reader=supervisor, by=mentor)

    notice = Notice.objects.get(recipient=supervisor)
    assert notice.url == share.get_absolute_url()
    assert "Yasmin Haddad" in notice.title
    assert str(run.outcome) not in notice.title + notice.body
    event = AuditEvent.objects.get(verb="scenario_path.shared")
    assert (event.about, event.detail) == (mentor, {"reader": supervisor.pk})


def test_share_path_twice_is_once(run, mentor, supervisor):
    first = services.share_path(attempt=run, reader=supervisor, by=mentor)

    assert services.share_path(attempt=run, reader=supervisor, by=mentor) == first
    assert Notice.objects.filter(recipient=supervisor).count() == 1


def test_share_path_again_after_taking_back_is_another_and_tells_again(run, mentor, supervisor):
    first = services.share_path(attempt=run, reader=supervisor, by=mentor)
    services.withdraw_share(share=first, by=mentor)

    assert services.share_path(attempt=run, reader=supervisor, by=mentor) != first
    assert Notice.objects.filter(recipient=supervisor).count() == 2


def test_withdraw_share_twice_keeps_the_first_moment(run, mentor, supervisor):
    share = services.share_path(attempt=run, reader=supervisor, by=mentor)
    moment = services.withdraw_share(share=share, by=mentor).withdrawn_at

    assert services.withdraw_share(share=share, by=mentor).withdrawn_at == moment
    assert AuditEvent.objects.filter(verb="scenario_path.withdrawn").count() == 1


def test_share_path_refuses_whoever_does_not_work_here(run, mentor, peer):
    peer.role_grants.update(ends_on=peer.role_grants.get().starts_on)

    with pytest.raises(PermissionDenied):
        services.share_path(attempt=run, reader=peer, by=mentor)

    assert not PathShare.objects.exists()


def test_share_path_refuses_oneself(run, mentor):
    with pytest.raises(ValidationError, match="your own"):
        services.share_path(attempt=run, reader=mentor, by=mentor)


# A run under way, and other people ------------------------------------------------


def calls(run, by, reader):
    return [
        lambda: save(run, by, "Mine."),
        lambda: services.draft_from_debrief(attempt=run, by=by),
        lambda: services.bookmark_debrief(attempt=run, by=by),
        lambda: services.share_path(attempt=run, reader=reader, by=by),
    ]


def test_nothing_is_done_with_a_run_under_way(open_run, mentor, peer):
    for call in calls(open_run, mentor, peer):
        with pytest.raises(ValidationError, match="under way"):
            call()


@pytest.mark.parametrize("who", ["manager", "dsl", "quality_lead", "admin", "supervisor"])
def test_nobody_else_does_anything_with_it(request, run, peer, who):
    for call in calls(run, request.getfixturevalue(who), peer):
        with pytest.raises(PermissionDenied):
            call()
