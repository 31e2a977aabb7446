"""What people do, kept once and judged here where that is possible."""

import uuid
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from cms.people.audit.models import AuditEvent
from content.activities.models import ActivityAttempt, ActivitySeat, ActivityStatement
from content.activities.queries.seats import pseudonym_of
from content.activities.rules import JudgedBy, Reached, Status
from content.activities.rules import attempts as rules
from content.activities.services.attempts import open_seat, record_statement
from content.activities.signals import activity_reached
from tests.factories.h5p.results import (
    CHOICE,
    DRAG,
    ONE,
    TWO,
    activity_of,
    branching,
    choice,
    choice_params,
    finished,
    keep,
    next_version,
    question_set,
    say,
    statement,
    the_page,
)
from tests.factories.pages import information_page
from tests.factories.rights import leaver

pytestmark = pytest.mark.django_db
SERVER, BROWSER = JudgedBy.SERVER, JudgedBy.BROWSER


@pytest.fixture
def told():
    """What the boxes above are told, in order."""
    heard = []

    def hear(*, attempt, reached, **_):
        kept = ActivityAttempt.objects.get(pk=attempt.pk)
        heard.append((attempt.number, reached, kept.state))

    activity_reached.connect(hear)
    yield heard
    activity_reached.disconnect(hear)


def result_of(attempt):
    attempt.refresh_from_db()
    return attempt.state, attempt.score, attempt.max_score, attempt.judged_by


def test_an_attempt_from_the_first_statement_to_its_result(mentor, told):
    activity = choice()

    begun = say(mentor, activity, "attempted")
    say(mentor, activity, "interacted")
    last = say(mentor, activity, response="0", points=(1, 1))

    attempt = last.attempt
    assert begun.attempt == attempt
    assert result_of(attempt) == (Status.FINISHED, 1, 1, SERVER)
    assert (attempt.number, attempt.seconds, attempt.percent) == (1, 3, 100)
    assert [row.verb for row in attempt.statements.all()] == ["attempted", "interacted", "answered"]
    assert told == [
        (1, Reached.OPENED, Status.OPEN),
        (1, Reached.FINISHED, Status.FINISHED),
    ]
    heard = AuditEvent.objects.get(verb="activity_attempt.finished")
    assert (heard.actor, heard.about, heard.detail) == (mentor, mentor, {})


def test_a_statement_is_kept_with_our_actor_number_time_and_version(mentor):
    activity, at = choice(), timezone.now()

    row = say(mentor, activity, response="0", points=(1, 1), at=at)

    kept = row.statement
    assert kept["actor"]["account"]["name"] == pseudonym_of(mentor)
    assert "else@example.org" not in str(kept)
    assert kept["timestamp"] == at.isoformat()
    assert kept["context"]["revision"] == "1"
    assert uuid.UUID(kept["id"]) != row.sent_as
    assert (row.title, row.interaction, row.response) == ("What comes first?", "choice", "0")


@pytest.mark.parametrize("response", ["1", "0[,]1", "99"])
def test_a_score_that_does_not_follow_from_the_answer_is_not_believed(mentor, response):
    """Who writes statements by hand gets what the answer is worth, or is not believed."""
    row = say(mentor, choice(), response=response, points=(1, 1))

    state, score, _, judged = result_of(row.attempt)
    assert state == Status.FINISHED
    assert (score, judged) == ((0, SERVER) if response == "1" else (1, BROWSER))


def test_a_second_sending_changes_nothing(mentor, told):
    activity, sent_as = choice(), uuid.uuid4()
    first = say(mentor, activity, sent_as=sent_as, response="0", points=(1, 1))

    again = say(mentor, activity, sent_as=sent_as, response="1", points=(0, 1))

    assert again == first
    assert again.response == "0"
    assert ActivityStatement.objects.count() == ActivityAttempt.objects.count() == 1
    assert len(told) == 2
    # Also when the next attempt has begun since.
    say(mentor, activity, "attempted")
    assert say(mentor, activity, sent_as=sent_as) == first


@pytest.mark.parametrize(("verb", "begins"), [
    ("attempted", True), ("interacted", True), ("answered", True), ("completed", True),
    ("progressed", False), ("experienced", False), ("passed", False), ("consumed", False),
])  # fmt: skip
def test_after_the_result_answering_again_begins_the_next_attempt(mentor, verb, begins):
    activity = choice()
    first = finished(mentor, activity)

    row = say(mentor, activity, verb)

    assert (row.attempt.number, row.attempt == first) == ((2, False) if begins else (1, True))
    assert result_of(first)[0] == Status.FINISHED


def test_whatever_comes_first_begins_an_attempt_and_showing_it_again_is_told_again(mentor, told):
    activity = choice()

    say(mentor, activity, "experienced")
    say(mentor, activity, "progressed")
    say(mentor, activity, "experienced")

    assert told == [(1, Reached.OPENED, Status.OPEN)] * 2
    assert ActivityAttempt.objects.get().statements.count() == 3


def test_what_a_part_completes_does_not_finish_the_whole(mentor, told):
    """Chapters of a book report `completed` without naming a parent (h5p.md 4.3)."""
    activity = question_set()

    row = say(mentor, activity, "completed", part=ONE, points=(1, 1))

    assert result_of(row.attempt)[0] == Status.OPEN
    assert Reached.FINISHED not in [reached for _, reached, _ in told]


@pytest.mark.parametrize(("names", "answers", "points", "expected"), [
    # Every question judged here: the sum is ours, whatever is reported.
    ((CHOICE, CHOICE), {ONE: "0", TWO: "1"}, (2, 2), (1, 2, SERVER)),
    ((CHOICE, CHOICE), {ONE: "0", TWO: "0"}, (2, 2), (2, 2, SERVER)),
    # One that nobody can judge, or one that is left out and would give its point away.
    ((CHOICE, DRAG), {ONE: "0", TWO: "x"}, (2, 2), (2, 2, BROWSER)),
    ((CHOICE, CHOICE), {ONE: "0"}, (2, 2), (2, 2, BROWSER)),
])  # fmt: skip
def test_a_set_is_judged_by_its_questions(mentor, names, answers, points, expected):
    activity = question_set(*names)
    for part, response in answers.items():
        say(mentor, activity, part=part, response="2", points=(0, 1))  # changed her mind
        say(mentor, activity, part=part, response=response, points=(1, 1))

    row = say(mentor, activity, "completed", points=points)

    assert result_of(row.attempt)[1:] == expected


def test_an_activity_without_a_score_is_finished_all_the_same(mentor):
    row = say(mentor, activity_of(DRAG, {}), "completed")

    assert result_of(row.attempt) == (Status.FINISHED, None, None, BROWSER)
    assert row.attempt.percent is None


def test_a_new_version_goes_on_with_the_open_attempt_and_counts_only_its_own_answers(mentor):
    activity = question_set()
    old = activity.current
    say(mentor, activity, part=ONE, response="0", points=(1, 1))
    new = next_version(activity, "H5P.QuestionSet 1.20", {**old.params, "title": "Second"})

    for part in (ONE, TWO):
        say(mentor, activity, part=part, response="1", points=(0, 1))
    row = say(mentor, activity, "completed", points=(2, 2))

    assert ActivityAttempt.objects.get() == row.attempt
    assert row.attempt.version == new
    assert result_of(row.attempt)[1:] == (0, 2, SERVER)
    # An attempt that is finished stays with the version it was made with.
    say(mentor, activity, "progressed", version=old)
    assert ActivityAttempt.objects.get().version == new


def test_people_without_a_place_in_the_module_have_attempts_and_each_place_its_own(mentor):
    activity, page = choice(), information_page()

    one = finished(mentor, activity)
    other = finished(mentor, activity, page=page)

    assert (one.number, other.number) == (1, 1)
    assert one.seat != other.seat


def test_nobody_plays_for_another_and_who_has_left_not_at_all(mentor, peer):
    activity = choice()
    values = {"activity": activity, "version": activity.current, "page": the_page(),
              "block_id": "", "sent_as": uuid.uuid4(), "raw": statement(activity)}  # fmt: skip
    leaver(peer, 1)

    for participant, by in ((mentor, peer), (peer, mentor), (peer, peer), (mentor, None)):
        with pytest.raises(PermissionDenied):
            record_statement(participant=participant, by=by, **values)

    assert not ActivitySeat.objects.exists()


@pytest.mark.parametrize(("change", "code"), [
    ({"block_id": "<script>"}, "block"),
    ({"block_id": "x" * 65}, "block"),
    ({"raw": None}, "statement"),
    ({"raw": {"statement": []}}, "statement"),
    ({"raw": {"statement": {"verb": {"id": "x"}}}}, "verb"),
])  # fmt: skip
def test_what_is_no_statement_leaves_nothing_behind(mentor, change, code):
    activity = choice()
    values = {"activity": activity, "version": activity.current, "page": the_page(),
              "block_id": "", "raw": statement(activity), **change}  # fmt: skip

    with pytest.raises(ValidationError) as refusal:
        record_statement(participant=mentor, by=mentor, sent_as=uuid.uuid4(), **values)

    assert {error.code for error in refusal.value.error_list} == {code}
    assert not ActivitySeat.objects.exists()


def test_a_version_of_another_activity_is_refused(mentor):
    activity, other = choice(), choice()

    with pytest.raises(ValidationError, match="another activity") as refusal:
        say(mentor, activity, version=other.current)

    assert refusal.value.code == "version"
    with pytest.raises(ValidationError):
        open_seat(participant=mentor, activity=activity, version=other.current,
                  page=the_page(), block_id="", by=mentor)  # fmt: skip


def test_an_attempt_and_a_seat_hold_only_so_much_but_a_result_is_still_taken(mentor, monkeypatch):
    monkeypatch.setattr(rules, "MOST_STATEMENTS", 3)
    monkeypatch.setattr(rules, "MOST_ATTEMPTS", 2)
    activity = choice()
    for _ in range(2):
        say(mentor, activity, "interacted")

    with pytest.raises(ValidationError, match="at most 3 steps") as refusal:
        say(mentor, activity, "interacted")
    assert refusal.value.code == "statements"

    first = finished(mentor, activity)
    assert (first.number, first.state) == (1, Status.FINISHED)
    assert finished(mentor, activity).number == 2
    with pytest.raises(ValidationError, match="2 attempts") as refusal:
        say(mentor, activity, "attempted")
    assert refusal.value.code == "attempts"


def test_what_a_listener_above_cannot_take_is_not_half_kept(mentor):
    def fail(**_):
        raise RuntimeError("above")

    activity_reached.connect(fail)
    try:
        with pytest.raises(RuntimeError):
            finished(mentor, choice())
    finally:
        activity_reached.disconnect(fail)

    assert not ActivityStatement.objects.exists()


def test_a_statement_costs_the_same_in_the_first_attempt_and_in_the_tenth(
    mentor, django_assert_max_num_queries
):
    activity = choice()
    finished(mentor, activity)
    say(mentor, activity, "attempted")

    with django_assert_max_num_queries(12):
        say(mentor, activity, "interacted")
    for _ in range(8):
        finished(mentor, activity)
    say(mentor, activity, "attempted")
    with django_assert_max_num_queries(12):
        say(mentor, activity, "interacted")


def test_points_of_half_are_kept_as_they_are(mentor):
    row = say(mentor, activity_of(DRAG, {}), "completed", points=(2.5, 4))

    assert result_of(row.attempt)[1:3] == (Decimal("2.50"), 4)


@pytest.mark.parametrize("beside", [
    {}, {"data": "x" * 10}, {"data": 7, "state": "text"}, {"data": ["x" * 300_000]},
])  # fmt: skip
def test_what_comes_beside_a_statement_never_loses_it(mentor, beside):
    activity = branching()
    keep(mentor, activity, "[1, 2]")

    row = say(mentor, activity, "completed", points=(1, 1), beside=beside)

    assert row.attempt.state == Status.FINISHED


def test_a_bare_statement_is_taken_too(mentor):
    activity = activity_of(CHOICE, choice_params())

    row = record_statement(
        participant=mentor, by=mentor, activity=activity, version=activity.current,
        page=the_page(), block_id="", sent_as=uuid.uuid4(), raw=statement(activity, "attempted"),
    )  # fmt: skip

    assert row.verb == "attempted"
