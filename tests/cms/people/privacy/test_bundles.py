"""The copy: everything is in it, and nothing that somebody else may keep."""

import hashlib
import json
from collections.abc import Iterator
from zipfile import ZipFile

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cms.people.audit.models import AuditEvent
from cms.people.privacy.models import RightsRequest
from cms.people.privacy.registry import record_class, record_classes
from cms.people.privacy.rules import RequestState
from cms.people.privacy.services import bundles, redactions, requests
from tests.factories import cpd, supervision
from tests.factories.marked_rows import ABOUT_NOBODY, MAKERS, Scene, mark_of
from tests.factories.rights import answered_request, rights_request
from tests.factories.standards import st0148

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene(mentor, supervisor) -> Iterator[Scene]:
    return Scene(mentor, supervisor)


def fetched(asked: RightsRequest) -> ZipFile:
    return ZipFile(bundles.fetch_bundle(request=asked, by=asked.subject).file)


def content_of(asked: RightsRequest) -> dict:
    return json.loads(fetched(asked).read("about-you.json"))


def words_in(content: dict, key: str) -> str:
    (kind,) = [kind for kind in content["kinds"] if kind["key"] == key]
    return json.dumps(kind["passages"], ensure_ascii=False)


def test_the_copy_holds_something_of_every_kind_of_record(scene, manager, dpo):
    keys = [kind.key for kind in record_classes() if kind.key not in ABOUT_NOBODY]
    unknown = [key for key in keys if key not in MAKERS]
    assert unknown == [], "Say in tests/factories/marked_rows.py how a row of these kinds is made."
    for key in keys:
        MAKERS[key](scene)

    bundle = fetched(answered_request(scene.person, dpo))

    content = json.loads(bundle.read("about-you.json"))
    page = bundle.read("about-you.html").decode()
    assert [key for key in keys if mark_of(key) not in words_in(content, key)] == []
    assert [key for key in keys if mark_of(key) not in page] == []
    assert [key for key in ABOUT_NOBODY if any(record_class(key).about(scene.person))] == []
    # The same kinds say nothing of it about somebody else.
    others = {key: list(record_class(key).about(manager)) for key in keys}
    assert [key for key in keys if mark_of(key) in str(others[key])] == []


def test_supervision_text_comes_decrypted_and_notes_of_others_stay_out(scene, dpo):
    supervision.personal_note(scene.other, scene.session, words="Not for her eyes.")
    asked = rights_request(scene.person)
    _answer_what_waits(asked, "keep", dpo)

    content = content_of(requests.mark_ready(request=asked, by=dpo))

    assert "Not for her eyes." not in json.dumps(content)
    left_out = [(row["label"], row["passages"]) for row in content["left_out"]]
    assert left_out == [("Personal notes of others around supervision", 1)]


def _answer_what_waits(asked, answer, by):
    redactions.refresh_queue(request=asked, by=by)
    hashes = asked.redactions.filter(answer="").values_list("words_hash", flat=True)
    redactions.answer_redactions(request=asked, answers=dict.fromkeys(hashes, answer), by=by)


@pytest.mark.parametrize(
    ("answer", "there", "not_there"),
    [
        ("keep", "Helen Ashworth asked me twice.", "[another person]"),
        ("redact", "[another person] asked me twice.", "Helen"),
        ("withhold", "", "asked me twice"),
    ],
)
def test_each_answer_is_kept_to(mentor, supervisor, dpo, answer, there, not_there):
    cpd.cpd_entry(mentor, title="A talk", shared_summary="Helen Ashworth asked me twice.")

    content = content_of(answered_request(mentor, dpo, answer))

    said = words_in(content, "cpd_entry")
    assert there in said
    assert not_there not in said
    assert bool(content["left_out"]) is (answer == "withhold")


def test_why_something_was_left_out_tells_nothing_of_it(mentor, supervisor, dpo):
    cpd.cpd_entry(mentor, title="A talk", shared_summary="Helen Ashworth asked me twice.")

    content = content_of(answered_request(mentor, dpo, "withhold"))

    assert [row for row in content["left_out"] if row["label"] == "CPD entries"] == [
        {"label": "CPD entries", "why": bundles.WITHHELD, "passages": 1}
    ]


def test_what_changed_after_it_was_ready_is_left_out_and_said_to_be(mentor, supervisor, dpo):
    entry = cpd.cpd_entry(mentor, title="A talk", shared_summary="Helen asked me twice.")
    asked = answered_request(mentor, dpo)
    entry.shared_summary = "Helen asked me three times."
    entry.save()

    content = content_of(asked)

    assert "three times" not in json.dumps(content)
    assert bundles.CHANGED in [row["why"] for row in content["left_out"]]


def test_own_words_that_came_after_it_was_ready_are_in_it(mentor, dpo):
    asked = answered_request(mentor, dpo)
    cpd.cpd_entry(mentor, title="A talk", shared_summary="I asked twice.")

    assert "I asked twice." in words_in(content_of(asked), "cpd_entry")


def test_the_author_of_a_blacked_out_passage_is_not_named(mentor, manager, dpo):
    st0148()
    MAKERS["cpd_verification"](Scene(mentor, manager))

    said = words_in(content_of(answered_request(mentor, dpo, "redact")), "cpd_verification")

    assert "Keane" not in said
    assert "[another person]" in said


def test_the_checksums_are_those_of_the_files(mentor, dpo):
    bundle = fetched(answered_request(mentor, dpo))

    listed = dict(
        reversed(line.split("  ")) for line in bundle.read("checksums.sha256").decode().splitlines()
    )
    assert set(listed) == {"about-you.json", "about-you.html"}
    assert all(hashlib.sha256(bundle.read(name)).hexdigest() == sum for name, sum in listed.items())


def test_words_cannot_break_out_of_the_page(mentor, dpo):
    cpd.cpd_entry(mentor, title="A <script>alert(1)</script>")

    page = fetched(answered_request(mentor, dpo)).read("about-you.html").decode()

    assert "<script" not in page
    assert "&lt;script&gt;" in page


def test_every_fetch_is_written_down(mentor, dpo):
    asked = answered_request(mentor, dpo)

    fetched(asked)
    fetched(asked)

    events = AuditEvent.objects.filter(verb="rights_request.fetched", actor=mentor)
    assert events.count() == 2
    asked.refresh_from_db()
    assert asked.fetched_at is not None


@pytest.mark.parametrize("who", ["peer", "manager", "supervisor", "hr", "dpo", "admin", "dsl"])
def test_nobody_else_fetches_it(request, mentor, dpo, who):
    asked = answered_request(mentor, dpo)

    with pytest.raises(PermissionDenied):
        bundles.fetch_bundle(request=asked, by=request.getfixturevalue(who))


@pytest.mark.parametrize("state", [RequestState.OPEN, RequestState.CLOSED, RequestState.REFUSED])
def test_it_is_fetched_while_it_is_ready_and_not_else(mentor, dpo, state):
    asked = rights_request(mentor, state=state)

    with pytest.raises(ValidationError, match="not ready"):
        bundles.fetch_bundle(request=asked, by=mentor)


def test_it_is_not_ready_while_something_waits(mentor, supervisor, dpo):
    cpd.cpd_entry(mentor, title="A talk with Helen")
    asked = rights_request(mentor)

    with pytest.raises(ValidationError, match="passage"):
        requests.mark_ready(request=asked, by=dpo)

    asked.refresh_from_db()
    assert asked.state == RequestState.OPEN
    assert asked.redactions.filter(answer="").exists()  # what was found stays in the queue


def test_copy_takes_the_same_queries_for_one_row_and_for_three(mentor, dpo):
    cpd.cpd_entry(mentor)
    asked = answered_request(mentor, dpo)
    fetched(asked)
    with CaptureQueriesContext(connection) as for_one:
        fetched(asked)
    cpd.cpd_entry(mentor)
    cpd.cpd_entry(mentor)

    with CaptureQueriesContext(connection) as for_three:
        fetched(asked)

    assert len(for_three) == len(for_one)
