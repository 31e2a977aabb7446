"""The queue: what joins it, what leaves it, what comes back."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from cms.people.audit.models import AuditEvent
from cms.people.privacy import registry
from cms.people.privacy.queries.passages import alike_rows, found_about, redaction_counts
from cms.people.privacy.registry import Passage, RecordClass, register
from cms.people.privacy.rules import Answer, CountedFrom, RequestKind
from cms.people.privacy.services import redactions
from tests.factories.rights import rights_request

PLAIN = "A workshop on questions."


@pytest.fixture
def kept() -> Iterator[dict[str, list[Passage]]]:
    """Three kinds of record and what is in them, for a test to fill."""
    before = dict(registry._CLASSES)
    registry._CLASSES.clear()
    rows: dict[str, list[Passage]] = {
        "log": [],
        "letters": [],
        "personal_note_of_others": [],
    }
    for key in rows:
        register(_kind(key, rows))
    yield rows
    registry._CLASSES.clear()
    registry._CLASSES.update(before)


def _kind(key: str, rows: dict[str, list[Passage]]) -> RecordClass:
    return RecordClass(
        key=key,
        label=key.capitalize(),
        why="For a test.",
        counted_from=CountedFrom.LEFT,
        months=72,
        about=lambda _person: list(rows[key]),
    )


def passage(words: str, pk: int = 1, title: str = "An entry", **fields: Any) -> Passage:
    return Passage(object_id=str(pk), part="words", title=title, words=words, **fields)


def queue_of(asked):
    return [(row.record_class, row.object_id, row.answer) for row in asked.redactions.all()]


def test_own_words_that_name_nobody_need_no_answer(kept, mentor, supervisor, dpo):
    kept["log"] = [passage(PLAIN, author=mentor), passage("Signed in.", 2)]
    asked = rights_request(mentor)

    assert redactions.refresh_queue(request=asked, by=dpo) == 0
    assert queue_of(asked) == []


@pytest.mark.parametrize(
    "words",
    ["Helen asked me.", "A learner, Jade Brown, told me her postcode, LS1 4AP."],
)
def test_own_words_that_name_somebody_wait(kept, mentor, supervisor, dpo, words):
    kept["log"] = [passage(words, author=mentor)]
    asked = rights_request(mentor)

    assert redactions.refresh_queue(request=asked, by=dpo) == 1


def test_a_name_in_the_title_is_enough(kept, mentor, supervisor, dpo):
    kept["log"] = [passage(PLAIN, title="With Helen Ashworth")]
    asked = rights_request(mentor)

    assert redactions.refresh_queue(request=asked, by=dpo) == 1


@pytest.mark.parametrize("is_a_user", [True, False])
def test_words_of_somebody_else_wait_whatever_they_say(kept, mentor, supervisor, dpo, is_a_user):
    author = supervisor if is_a_user else "Ruth Bell, a witness"
    kept["letters"] = [passage(PLAIN, author=author)]
    asked = rights_request(mentor)

    assert redactions.refresh_queue(request=asked, by=dpo) == 1


def test_notes_of_others_are_left_out_unless_the_officer_says_otherwise(
    kept, mentor, supervisor, dpo
):
    kept["personal_note_of_others"] = [passage(PLAIN, author=supervisor)]
    asked = rights_request(mentor)

    assert redactions.refresh_queue(request=asked, by=dpo) == 0
    assert queue_of(asked) == [("personal_note_of_others", "1", Answer.WITHHOLD)]


def test_a_second_look_changes_nothing(kept, mentor, supervisor, dpo):
    kept["letters"] = [passage(PLAIN, author=supervisor)]
    asked = rights_request(mentor)
    redactions.refresh_queue(request=asked, by=dpo)
    answer_all(asked, Answer.KEEP, dpo)

    assert redactions.refresh_queue(request=asked, by=dpo) == 0
    assert queue_of(asked) == [("letters", "1", Answer.KEEP)]


def answer_all(asked, answer, by):
    hashes = asked.redactions.values_list("words_hash", flat=True)
    answers = dict.fromkeys(hashes, answer)
    return redactions.answer_redactions(request=asked, answers=answers, by=by)


def test_one_answer_is_for_all_places_with_the_same_words(kept, mentor, supervisor, dpo):
    kept["letters"] = [passage(PLAIN, pk, author=supervisor) for pk in (1, 2, 3)]
    kept["letters"].append(passage("Others.", 4, author=supervisor))
    asked = rights_request(mentor)
    redactions.refresh_queue(request=asked, by=dpo)
    same = asked.redactions.get(object_id="2").words_hash

    answered = redactions.answer_redactions(request=asked, answers={same: "redact"}, by=dpo)

    assert answered == 3
    assert redaction_counts(asked) == {"all": 4, "open": 1, "answered": 3}
    assert [row.count for row in alike_rows(asked)] == [1, 3]


@pytest.mark.parametrize("change", ["words", "title", "author"])
def test_what_has_changed_since_comes_back(kept, mentor, supervisor, manager, dpo, change):
    kept["letters"] = [passage("Helen came.", author=supervisor)]
    asked = rights_request(mentor)
    redactions.refresh_queue(request=asked, by=dpo)
    answer_all(asked, Answer.KEEP, dpo)
    fields = {"words": "Helen left.", "author": supervisor}
    fields |= {"title": "Another"} if change == "title" else {}
    fields |= {"author": manager} if change == "author" else {}
    fields |= {"words": "Helen came."} if change != "words" else {}
    kept["letters"] = [passage(**fields)]

    assert redactions.refresh_queue(request=asked, by=dpo) == 1
    row = asked.redactions.get()
    assert (row.answer, row.answered_by, row.answered_at) == ("", None, None)


def test_what_is_gone_leaves_the_queue(kept, mentor, supervisor, dpo):
    kept["letters"] = [passage(PLAIN, author=supervisor)]
    asked = rights_request(mentor)
    redactions.refresh_queue(request=asked, by=dpo)
    kept["letters"].clear()

    assert redactions.refresh_queue(request=asked, by=dpo) == 0
    assert queue_of(asked) == []


def test_words_that_changed_between_reading_and_answering_keep_waiting(
    kept, mentor, supervisor, dpo
):
    kept["letters"] = [passage("Helen came.", author=supervisor)]
    asked = rights_request(mentor)
    redactions.refresh_queue(request=asked, by=dpo)
    read = asked.redactions.get().words_hash
    kept["letters"] = [passage("Helen left.", author=supervisor)]
    redactions.refresh_queue(request=asked, by=dpo)

    assert redactions.answer_redactions(request=asked, answers={read: "keep"}, by=dpo) == 0
    assert redaction_counts(asked)["open"] == 1


def test_a_passage_that_changed_is_shown_without_its_words(kept, mentor, supervisor, dpo):
    kept["letters"] = [passage("Helen came.", author=supervisor)]
    asked = rights_request(mentor)
    redactions.refresh_queue(request=asked, by=dpo)
    kept["letters"] = [passage("Helen left.", author=supervisor)]

    (row,) = alike_rows(asked)

    assert row.found is None
    assert row.words == []


def test_two_passages_with_one_name_are_two(kept, mentor, supervisor, dpo):
    kept["letters"] = [
        passage("Helen came.", author=supervisor),
        passage("Helen left.", author=supervisor),
    ]

    keys = [found.key for found in found_about(mentor)]

    assert keys == [("letters", "1", "words"), ("letters", "1", "words (2)")]


def test_an_answer_is_one_of_three(kept, mentor, supervisor, dpo):
    kept["letters"] = [passage(PLAIN, author=supervisor)]
    asked = rights_request(mentor)
    redactions.refresh_queue(request=asked, by=dpo)

    with pytest.raises(ValidationError, match="three answers"):
        answer_all(asked, "perhaps", dpo)


@pytest.mark.parametrize("who", ["mentor", "supervisor", "manager", "hr", "admin", "dsl"])
def test_nobody_else_looks_through_anything(kept, request, mentor, who):
    person = request.getfixturevalue(who)
    asked = rights_request(mentor)

    with pytest.raises(PermissionDenied):
        redactions.refresh_queue(request=asked, by=person)
    with pytest.raises(PermissionDenied):
        redactions.answer_redactions(request=asked, answers={}, by=person)
    with pytest.raises(PermissionDenied):
        redactions.note_passages_opened(request=asked, by=person)


def test_an_officer_never_looks_through_her_own(kept, dpo):
    asked = rights_request(dpo)

    with pytest.raises(PermissionDenied, match="never the one it is about"):
        redactions.refresh_queue(request=asked, by=dpo)


def test_first_it_is_made_sure_who_asks(kept, mentor, dpo):
    asked = rights_request(mentor, identity_checked_on=None)

    with pytest.raises(ValidationError, match="who asks"):
        redactions.refresh_queue(request=asked, by=dpo)


def test_only_a_copy_has_a_queue(kept, mentor, dpo):
    asked = rights_request(mentor, kind=RequestKind.ERASE)

    with pytest.raises(ValidationError, match="request for a copy"):
        redactions.refresh_queue(request=asked, by=dpo)


def test_reading_a_queue_is_told_to_the_person_without_words(kept, mentor, dpo):
    asked = rights_request(mentor)

    redactions.note_passages_opened(request=asked, by=dpo)

    event = AuditEvent.objects.get(verb="rights_request.passages_opened")
    assert (event.actor, event.about, event.kind) == (dpo, mentor, "read")
    assert event.object_words == f"Rights request {asked.pk}"
