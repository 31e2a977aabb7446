"""The reviewer’s draft: part by part, nobody else’s, and never overwritten by an old window."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from assessments.objectives.access import readable_by as objectives_readable_by
from assessments.objectives.models import Objective
from assessments.objectives.rules import About, ObjectiveState, ObjectiveValues
from assessments.objectives.services import close_objective
from assessments.readings.rules import InputKind
from assessments.reviews.models import AreaJudgement, DevelopmentAction, WarningReason
from assessments.reviews.queries.writing import (
    action_content,
    judgement_content,
    judgement_of,
    part_content,
)
from assessments.reviews.rules import ObjectivePart, Rating, ReviewKind, ReviewState
from assessments.reviews.rules.content import (
    ActionContent,
    JudgementContent,
    MeetingContent,
    PreviousContent,
    SupportContent,
    WordsContent,
    version_of,
)
from assessments.reviews.services.planning import (
    add_action,
    change_action,
    change_next,
    put_plans_into_effect,
    remove_action,
    remove_next,
    save_previous,
    write_next,
)
from assessments.reviews.services.writing import (
    ReviewChangedError,
    attest,
    give_reason,
    save_judgement,
    save_part,
    take_reason_back,
)
from cms.people.audit.models import AuditEvent
from cms.people.notices.models import Notice
from tests.factories.people import days_ago
from tests.factories.reviews import (
    DEVELOPMENT,
    STRENGTHS,
    formative_note,
    objective,
    review,
    self_assessment,
    shared,
)

WORDS = WordsContent(strengths=STRENGTHS, development=DEVELOPMENT)
NEXT = ObjectiveValues(outcome="Eight of ten learners name their own step")


@pytest.fixture
def draft(mentor, manager):
    return review(mentor, manager)


def met(**fields):
    moment = timezone.now() - timedelta(hours=2)
    return MeetingContent(**{"met_at": moment, "met_minutes": 60, "met_both": True, **fields})


def put(row, content, by, seen=None):
    seen = version_of(part_content(row, type(content))) if seen is None else seen
    return save_part(review=row, content=content, seen=seen, by=by)


def judge(row, by, seen=None, **fields):
    area = row.template.areas.get(code="coaching")
    now = judgement_content(judgement_of(row, area))
    return save_judgement(
        review=row,
        area=area,
        content=JudgementContent(**fields),
        seen=version_of(now) if seen is None else seen,
        by=by,
    )


def verbs(person):
    rows = AuditEvent.objects.filter(about=person, verb__startswith="review.")
    return list(rows.order_by("pk").values_list("verb", flat=True))


# The way ----------------------------------------------------------------------------


@pytest.mark.parametrize("is_in", [True, False])
def test_with_the_first_word_it_is_being_written(draft, mentor, manager, is_in):
    if is_in:
        self_assessment(draft)

    put(draft, WORDS, manager)
    put(draft, WordsContent(strengths=STRENGTHS), manager, seen=version_of(WORDS))

    draft.refresh_from_db()
    assert draft.state == ReviewState.MANAGER_DRAFT
    assert (draft.strengths, draft.revision) == (STRENGTHS, 2)
    assert verbs(mentor) == ["review.begun"]


def test_a_meeting_noted_moves_it_on(draft, mentor, manager):
    saved = put(draft, met(), manager)

    assert saved.state == ReviewState.MEETING_HELD
    assert verbs(mentor) == ["review.begun", "review.met"]


@pytest.mark.parametrize("fields", [{"met_both": False}, {"met_minutes": None}, {"met_at": None}])
def test_half_a_meeting_moves_nothing(draft, manager, fields):
    assert put(draft, met(**fields), manager).state == ReviewState.MANAGER_DRAFT


def test_a_meeting_to_come_is_not_noted(draft, manager):
    with pytest.raises(ValidationError, match="still to come"):
        put(draft, met(met_at=timezone.now() + timedelta(hours=1)), manager)


def test_nothing_written_moves_nothing(draft, mentor, manager):
    put(draft, WordsContent(), manager)

    draft.refresh_from_db()
    assert (draft.state, draft.revision) == (ReviewState.OPENED, 0)


@pytest.mark.parametrize(
    "name", ["mentor", "peer", "other_manager", "supervisor", "quality_lead", "hr"]
)
def test_nobody_else_writes(draft, request, name):
    somebody = request.getfixturevalue(name)

    for write in (
        lambda: put(draft, WORDS, somebody),
        lambda: judge(draft, somebody, rating=3),
        lambda: attest(review=draft, by=somebody),
        lambda: write_next(review=draft, values=NEXT, by=somebody),
        lambda: add_action(review=draft, content=ActionContent("Questions"), by=somebody),
        lambda: give_reason(review=draft, code="PR-04", where="", reason="x", by=somebody),
    ):
        with pytest.raises(PermissionDenied):
            write()
    draft.refresh_from_db()
    assert draft.state == ReviewState.OPENED


def test_shared_it_is_taken_back_before_it_is_changed(draft, manager):
    row = shared(draft)

    for write in (
        lambda: put(row, WordsContent(), manager),
        lambda: judge(row, manager, rating=1),
        lambda: attest(review=row, by=manager),
        lambda: add_action(review=row, content=ActionContent("Questions"), by=manager),
    ):
        with pytest.raises(ValidationError, match="take it back"):
            write()


# Two windows ------------------------------------------------------------------------


def test_an_old_window_overwrites_nothing(draft, manager):
    opened_with = version_of(part_content(draft, WordsContent))
    put(draft, WORDS, manager)

    with pytest.raises(ReviewChangedError):
        put(draft, WordsContent(strengths="Other"), manager, seen=opened_with)

    draft.refresh_from_db()
    assert draft.strengths == STRENGTHS


def test_an_answer_lost_on_the_way_is_sent_again(draft, manager):
    opened_with = version_of(part_content(draft, WordsContent))
    put(draft, WORDS, manager)

    assert put(draft, WORDS, manager, seen=opened_with).revision == 1


def test_two_windows_on_two_parts_do_not_meet(draft, manager):
    words, meeting = (
        version_of(part_content(draft, kind)) for kind in (WordsContent, MeetingContent)
    )

    put(draft, met(), manager, seen=meeting)
    put(draft, WORDS, manager, seen=words)

    draft.refresh_from_db()
    assert (draft.met_minutes, draft.strengths) == (60, STRENGTHS)


def test_line_ends_and_blanks_are_no_other_version():
    assert version_of(WordsContent(strengths="a\r\nb ")) == version_of(
        WordsContent(strengths="a\nb")
    )
    assert version_of(JudgementContent(links=("b", "a"))) == version_of(
        JudgementContent(links=("a", "b", "a"))
    )


# An area ----------------------------------------------------------------------------


def test_an_area_is_judged_from_what_was_read(draft, mentor, manager):
    note = formative_note(mentor, manager)

    row = judge(draft, manager, rating=3, narrative="She waited.", links=(f"formative:{note.pk}",))

    link = row.links.get()
    assert (row.rating, link.kind) == (Rating.SECURE, InputKind.FORMATIVE)
    assert link.label
    assert link.on == note.seen_on


def test_what_was_not_read_is_not_linked(draft, manager):
    with pytest.raises(ValidationError, match="not shown any more"):
        judge(draft, manager, rating=3, links=("supervision_record:1",))

    assert not AreaJudgement.objects.exists()


def test_a_link_of_before_stays_although_it_is_shown_no_longer(draft, mentor, manager):
    row = judge(draft, manager, rating=3)
    row.links.create(kind=InputKind.VOICE, key="voice:9", label="Learner voice, spring")

    judge(draft, manager, rating=2, links=("voice:9",))

    assert [link.key for link in row.links.all()] == ["voice:9"]


def test_what_is_taken_out_is_gone(draft, manager):
    row = judge(draft, manager, rating=3)
    row.links.create(kind=InputKind.VOICE, key="voice:9", label="Learner voice, spring")

    judge(draft, manager, rating=3)

    assert not row.links.exists()


@pytest.mark.parametrize("rating", [5, -1])
def test_a_rating_is_one_of_the_ratings(draft, manager, rating):
    with pytest.raises(ValidationError):
        judge(draft, manager, rating=rating)


def test_an_area_of_another_kind_of_review_is_not_judged(draft, manager):
    area = draft.template.areas.get(code="own")
    draft.template.areas.remove(area)

    with pytest.raises(ValidationError, match="does not ask"):
        save_judgement(review=draft, area=area, content=JudgementContent(3), seen="", by=manager)


# Support and decisions --------------------------------------------------------------


@pytest.mark.parametrize(
    "content",
    [
        SupportContent(concern_seen_on=days_ago(-1)),
        SupportContent(hr_involved_on=days_ago(-1)),
        SupportContent(probation_outcome="extend"),
        SupportContent(extended_to=days_ago(-30)),
    ],
)
def test_what_cannot_be_is_refused(draft, manager, content):
    with pytest.raises(ValidationError):
        put(draft, content, manager)


@pytest.mark.parametrize(
    ("outcome", "extended_to", "passes"),
    [
        ("confirm", None, True),
        ("extend", days_ago(-90), True),
        ("extend", days_ago(1), False),
        ("end", days_ago(-90), False),
    ],
)
def test_a_decision_is_written_where_it_is_asked(mentor, manager, outcome, extended_to, passes):
    row = review(mentor, manager, ReviewKind.PROBATION_DECISION)
    content = SupportContent(probation_outcome=outcome, extended_to=extended_to)

    if passes:
        assert put(row, content, manager).probation_outcome == outcome
    else:
        with pytest.raises(ValidationError):
            put(row, content, manager)


def test_an_overall_description_is_the_colleges_choice(draft, manager):
    with pytest.raises(ValidationError, match="no overall"):
        put(draft, WordsContent(overall="Outstanding"), manager)


# Confirmed, and reasons -------------------------------------------------------------


def test_what_is_confirmed_is_these_words(draft, manager):
    assert attest(review=draft, by=manager).attested_at

    assert put(draft, met(), manager).attested_at
    assert put(draft, WORDS, manager).attested_at is None


def test_a_reason_is_kept_and_taken_back(draft, mentor, manager):
    give_reason(review=draft, code="PR-04", where="area:own", reason="Short.", by=manager)
    give_reason(review=draft, code="PR-04", where="area:own", reason=" Said briefly. ", by=manager)

    row = WarningReason.objects.get()
    assert (row.reason, row.given_by) == ("Said briefly.", manager)
    assert "review.reason_given" in verbs(mentor)

    take_reason_back(review=draft, code="PR-04", where="area:own", by=manager)
    assert not WarningReason.objects.exists()


@pytest.mark.parametrize(("code", "reason"), [("PR-05", "No."), ("PR-16", "x"), ("PR-04", "  ")])
def test_not_everything_takes_a_reason(draft, manager, code, reason):
    with pytest.raises(ValidationError):
        give_reason(review=draft, code=code, where="", reason=reason, by=manager)


# Objectives -------------------------------------------------------------------------


def agreed(mentor, manager, **fields):
    defaults = {
        "state": ObjectiveState.ACTIVE,
        "agreed_at": timezone.localtime() - timedelta(days=300),
        "due_on": days_ago(10),
    }
    return objective(mentor, manager, **{**defaults, **fields})


def test_the_objectives_of_last_time_stand_in_the_review(draft, mentor, manager):
    due, later = agreed(mentor, manager), agreed(mentor, manager, due_on=days_ago(-90))
    agreed(mentor, manager, agreed_at=timezone.now())

    put(draft, WORDS, manager)
    put(draft, met(), manager)

    rows = draft.objective_links.filter(part=ObjectivePart.PREVIOUS)
    assert {row.objective for row in rows} == {due, later}


def test_a_mid_year_review_looks_back_on_what_is_due(mentor, manager):
    row = review(mentor, manager, ReviewKind.MID_YEAR)
    due = agreed(mentor, manager)
    agreed(mentor, manager, due_on=days_ago(-90))

    put(row, WORDS, manager)

    assert [link.objective for link in row.objective_links.all()] == [due]


def close(row, one, by, seen="", **fields):
    content = PreviousContent(**{"outcome": "partly_met", "reason": "6 of 8.", **fields})
    seen = seen or version_of(PreviousContent())
    return save_previous(review=row, objective=one, content=content, seen=seen, by=by)


def test_what_came_of_one_is_written_and_takes_effect_when_it_is_shared(draft, mentor, manager):
    one, other = agreed(mentor, manager), agreed(mentor, manager)
    coming = write_next(review=draft, values=NEXT, by=manager)
    link = close(draft, one, manager)
    close(draft, other, manager, outcome="", reason="Not talked about yet")
    one.refresh_from_db()
    assert (one.state, link.outcome) == (ObjectiveState.ACTIVE, ObjectiveState.PARTLY_MET)
    assert not Objective.objects.filter(objectives_readable_by(mentor), pk=coming.pk).exists()

    put_plans_into_effect(draft, manager)
    put_plans_into_effect(draft, manager)

    one.refresh_from_db()
    other.refresh_from_db()
    assert (one.state, one.closed_reason) == (ObjectiveState.PARTLY_MET, "6 of 8.")
    assert other.state == ObjectiveState.ACTIVE
    assert Objective.objects.filter(objectives_readable_by(mentor), pk=coming.pk).exists()


def test_of_drafts_the_mentor_hears_nothing(draft, mentor, manager):
    row = write_next(review=draft, values=NEXT, by=manager)
    remove_next(review=draft, objective=row, by=manager)

    assert not Notice.objects.filter(recipient=mentor).exists()


def test_an_old_window_overwrites_no_outcome(draft, mentor, manager):
    one = agreed(mentor, manager)
    close(draft, one, manager)

    with pytest.raises(ReviewChangedError):
        close(draft, one, manager, reason="Other words")


def test_what_is_closed_stays_closed(draft, mentor, manager):
    one = agreed(mentor, manager)
    close_objective(objective=one, to=ObjectiveState.MET, reason="Eight.", by=manager)

    with pytest.raises(ValidationError, match="closed already"):
        close(draft, one, manager)


@pytest.mark.parametrize("outcome", ["draft", "active", "x"])
def test_what_came_of_it_is_an_end(draft, mentor, manager, outcome):
    with pytest.raises(ValidationError):
        close(draft, agreed(mentor, manager), manager, outcome=outcome)


def test_an_objective_of_nobody_here_is_not_closed(draft, peer, manager):
    with pytest.raises(PermissionDenied):
        close(draft, agreed(peer, manager), manager)


def test_a_next_objective_is_written_changed_and_taken_out(draft, manager):
    row = write_next(review=draft, values=NEXT, by=manager)
    again = write_next(review=draft, values=NEXT, by=manager)
    assert row == again
    assert (row.state, row.owner) == (ObjectiveState.DRAFT, draft.reviewee)

    changed = change_next(
        review=draft,
        objective=row,
        values=ObjectiveValues(outcome=NEXT.outcome, about=About.OWN),
        revision=row.revision,
        by=manager,
    )
    assert changed.about == About.OWN

    remove_next(review=draft, objective=changed, by=manager)
    assert not draft.objective_links.exists()
    assert Objective.objects.get().state == ObjectiveState.DROPPED


def test_a_review_that_sets_none_takes_none(mentor, manager):
    row = review(mentor, manager)
    type(row.template).objects.update(asks_objectives=False)

    with pytest.raises(ValidationError):
        write_next(review=row, values=NEXT, by=manager)


# Actions ----------------------------------------------------------------------------


def test_an_action_is_written_once_changed_and_taken_out(draft, manager):
    content = ActionContent("Open questions", learner_outcome="They say more")
    row = add_action(review=draft, content=content, by=manager)
    assert add_action(review=draft, content=content, by=manager) == row

    seen = version_of(action_content(row))
    change_action(action=row, content=ActionContent("Silence"), seen=seen, by=manager)
    with pytest.raises(ReviewChangedError):
        change_action(action=row, content=ActionContent("Other"), seen=seen, by=manager)

    row.refresh_from_db()
    assert row.need == "Silence"
    remove_action(action=row, by=manager)
    assert not DevelopmentAction.objects.exists()


def test_an_action_says_what_to_get_better_at(draft, manager):
    with pytest.raises(ValidationError):
        add_action(review=draft, content=ActionContent("  "), by=manager)
