"""The pages of a draft: for its reviewer alone, saved by a script or by its button."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from assessments.objectives.models import Objective
from assessments.objectives.rules import ObjectiveState
from assessments.reviews.models import AreaJudgement, DevelopmentAction, WarningReason
from assessments.reviews.queries.writing import action_content, judgement_content, part_content
from assessments.reviews.rules import Rating, ReviewKind, ReviewState
from assessments.reviews.rules.content import (
    JudgementContent,
    MeetingContent,
    PreviousContent,
    SupportContent,
    WordsContent,
    version_of,
)
from cms.people.audit.models import AuditEvent
from tests.factories.courses import module_page
from tests.factories.reviews import (
    DEVELOPMENT,
    SECRET,
    STRENGTHS,
    formative_note,
    judged,
    link,
    next_objective,
    policy,
    previous_objective,
    ready_to_share,
    review,
    self_assessment,
    shared,
)
from tests.factories.standards import st0148

PARTS = ["write_home", "write_meeting", "write_words", "write_support", "previous_list",
         "next_list", "next_create", "action_list", "action_create", "write_check"]  # fmt: skip
SCRIPT = {"X-Autosave": "1"}


@pytest.fixture
def draft(mentor, manager, senior):
    return review(mentor, manager, countersigner=senior)


def address(name, row, *args):
    return reverse(f"reviews:{name}", args=[row.pk, *args])


def version(row, kind):
    row.refresh_from_db()
    return version_of(part_content(row, kind))


def area_address(row, code="coaching"):
    return address("write_area", row, code)


def area_version(row, code="coaching"):
    judgement = AreaJudgement.objects.filter(review=row, area__code=code).first()
    return version_of(judgement_content(judgement))


# Who --------------------------------------------------------------------------------


@pytest.mark.parametrize("name", [*PARTS, "write_area"])
def test_every_page_is_the_reviewers(draft, manager, mentor, senior, hr, client_of, name):
    url = area_address(draft) if name == "write_area" else address(name, draft)

    page = client_of(manager).get(url)

    assert page.status_code == 200
    assert b"Nobody else reads this until you share it" in page.content
    for somebody in (mentor, senior, hr):
        assert client_of(somebody).get(url).status_code == 404


@pytest.mark.parametrize(
    "name", ["peer", "other_manager", "supervisor", "quality_lead", "dpo", "admin", "trainer"]
)
def test_nobody_else_finds_a_page(draft, request, name, client_of):
    judged(draft)
    client = client_of(request.getfixturevalue(name))

    assert client.get(address("write_home", draft)).status_code == 404
    assert client.post(area_address(draft), {"rating": 4}).status_code == 404
    assert client.post(address("reason_give", draft), {"code": "PR-04"}).status_code == 404


@pytest.mark.parametrize("name", PARTS)
def test_shared_they_lead_to_the_review(draft, manager, client_of, name):
    row = shared(draft)

    assert client_of(manager).get(address(name, row)).url == row.get_absolute_url()
    answer = client_of(manager).post(address("write_words", row), {}, headers=SCRIPT)
    assert (answer.status_code, answer.json()["state"]) == (409, "closed")


# One part ---------------------------------------------------------------------------


def test_write_words_answers_a_script_and_goes_on(draft, manager, client_of):
    client, url = client_of(manager), address("write_words", draft)
    sent = {"revision": version(draft, WordsContent), "strengths": STRENGTHS}

    answer = client.post(url, sent, headers=SCRIPT).json()
    assert (answer["state"], answer["details"]) == ("saved", False)
    assert answer["revision"] == version(draft, WordsContent)
    again = {**sent, "revision": answer["revision"], "development": DEVELOPMENT, "then": "next"}
    after = client.post(url, again)

    assert after.url == address("next_list", draft)
    draft.refresh_from_db()
    assert (draft.development, draft.state) == (DEVELOPMENT, ReviewState.MANAGER_DRAFT)


def test_write_words_settles_two_windows(draft, manager, client_of):
    client, url = client_of(manager), address("write_words", draft)
    old = version(draft, WordsContent)
    client.post(url, {"revision": old, "strengths": "From the first"})

    by_script = client.post(url, {"revision": old, "strengths": "Second"}, headers=SCRIPT)
    page = client.post(url, {"revision": old, "strengths": "Second", "summary": "Kept"})
    assert (by_script.status_code, page.status_code) == (409, 409)
    assert b"From the first" in page.content
    client.post(
        url,
        {"settle": 1, "strengths": "Second", "summary": "Kept", "pick_strengths": "both"},
    )

    draft.refresh_from_db()
    assert (draft.strengths, draft.summary) == ("Second\n\nFrom the first", "Kept")


def test_write_words_asks_for_an_overall_only_where_the_college_wants_one(
    draft, manager, client_of
):
    client, url = client_of(manager), address("write_words", draft)
    assert b"An overall description" not in client.get(url).content

    policy(has_overall=True)
    assert b"An overall description" in client.get(url).content


def test_write_meeting_notes_it_and_moves_on(draft, manager, client_of):
    sent = {
        "revision": version(draft, MeetingContent),
        "met_at": "2026-01-12T10:00",
        "met_minutes": 60,
        "met_both": "on",
    }

    client_of(manager).post(address("write_meeting", draft), sent)

    draft.refresh_from_db()
    assert draft.state == ReviewState.MEETING_HELD


def test_write_meeting_says_what_cannot_be(draft, manager, client_of):
    sent = {"revision": version(draft, MeetingContent), "met_at": "2999-01-12T10:00"}
    client = client_of(manager)

    page = client.post(address("write_meeting", draft), sent)
    by_script = client.post(address("write_meeting", draft), sent, headers=SCRIPT)

    assert (page.status_code, by_script.json()["state"]) == (422, "invalid")
    assert b"This is still to come" in page.content


def test_write_support_decides_where_it_is_asked(mentor, manager, client_of):
    row = review(mentor, manager, ReviewKind.PROBATION_DECISION)
    url, client = address("write_support", row), client_of(manager)
    assert b"The decision about probation" in client.get(url).content

    sent = {"revision": version(row, SupportContent), "probation_outcome": "confirm"}
    client.post(url, sent)

    row.refresh_from_db()
    assert row.probation_outcome == "confirm"


def test_a_learner_named_is_asked_about(draft, manager, client_of):
    sent = {"revision": version(draft, WordsContent), "strengths": "Jordan Pryce came in tears."}

    answer = client_of(manager).post(address("write_words", draft), sent, headers=SCRIPT)

    assert answer.json()["details"] is True


# An area ----------------------------------------------------------------------------


def test_write_area_opens_with_what_was_read_and_chooses_nothing(draft, mentor, manager, client_of):
    note = formative_note(mentor, manager)
    self_assessment(draft)

    page = client_of(manager).get(area_address(draft))

    assert f'value="formative:{note.pk}"'.encode() in page.content
    assert b"How I see coaching and communication" in page.content
    assert b"checked" not in page.content
    opened = AuditEvent.objects.filter(verb="self_assessment.opened", actor=manager)
    assert opened.count() == 1


def test_write_area_saves_rating_words_and_evidence(draft, mentor, manager, client_of):
    note = formative_note(mentor, manager)
    sent = {
        "revision": area_version(draft),
        "rating": Rating.STRONG,
        "narrative": SECRET,
        "links": [f"formative:{note.pk}"],
    }

    answer = client_of(manager).post(area_address(draft), sent, headers=SCRIPT).json()

    row = AreaJudgement.objects.get()
    assert answer == {**answer, "state": "saved", "revision": area_version(draft)}
    assert (row.rating, row.narrative, row.links.count()) == (Rating.STRONG, SECRET, 1)


def test_write_area_refuses_what_was_not_read(draft, manager, client_of):
    sent = {"revision": area_version(draft), "links": ["supervision_record:1"]}

    assert client_of(manager).post(area_address(draft), sent).status_code == 422


def test_write_area_shows_a_link_that_is_gone_so_that_it_can_be_taken_out(
    draft, manager, client_of
):
    judged(draft)
    link(AreaJudgement.objects.get(review=draft, area__code="coaching"), "voice", "voice:9")

    page = client_of(manager).get(area_address(draft))

    assert b"It is not shown any more" in page.content
    assert b"What voice:9 says" in page.content


def test_write_area_of_an_area_that_is_not_asked(draft, manager, client_of):
    assert client_of(manager).get(area_address(draft, "elsewhere")).status_code == 404


def test_two_windows_on_an_area_are_settled(draft, manager, client_of):
    client, url, old = client_of(manager), area_address(draft), area_version(draft)
    client.post(url, {"revision": old, "rating": 3, "narrative": "One"})

    page = client.post(url, {"revision": old, "rating": 2, "narrative": "Two"})
    assert b"Secure" in page.content
    client.post(url, {"settle": 1, "rating": 2, "narrative": "Two", "pick_rating": "theirs"})

    row = AreaJudgement.objects.get()
    assert judgement_content(row) == JudgementContent(3, "Two")


# Objectives and actions -------------------------------------------------------------


def test_previous_update_says_what_came_of_it(draft, manager, client_of):
    row = previous_objective(draft)
    client, url = client_of(manager), address("previous_update", draft, row.pk)
    assert row.outcome.encode() in client.get(url).content
    sent = {
        "revision": version_of(PreviousContent()),
        "outcome": "met",
        "reason": "Eight of ten did.",
        "then": "next",
    }

    after = client.post(url, sent)

    row.refresh_from_db()
    assert (row.state, after.url) == (ObjectiveState.ACTIVE, address("previous_list", draft))
    assert b"Eight of ten did." in client.get(after.url).content
    old = client.post(url, {**sent, "reason": "From another window"}, headers=SCRIPT)
    assert old.json()["state"] == "conflict"


def test_one_that_is_closed_is_not_written(draft, manager, client_of):
    row = previous_objective(draft, state="met", closed_at=draft.opened_at, closed_reason="Yes.")

    after = client_of(manager).get(address("previous_update", draft, row.pk))

    assert after.url == address("previous_list", draft)


def test_next_objectives_are_written_changed_and_taken_out(draft, manager, client_of):
    client = client_of(manager)
    client.post(
        address("next_create", draft), {"outcome": "Eight of ten name a step", "about": "learners"}
    )
    row = Objective.objects.get()
    page = client.get(address("next_list", draft))
    assert b"Eight of ten name a step" in page.content
    assert b"does not say" in page.content

    sent = {"outcome": "Nine of ten", "about": "own", "revision": row.revision}
    client.post(address("next_update", draft, row.pk), sent)
    old = client.post(address("next_update", draft, row.pk), {**sent, "outcome": "Ten of ten"})
    assert old.status_code == 422

    assert client.get(address("next_remove", draft, row.pk)).status_code == 200
    client.post(address("next_remove", draft, row.pk))
    row.refresh_from_db()
    assert (row.outcome, row.state) == ("Nine of ten", ObjectiveState.DROPPED)


def test_an_objective_of_another_review_is_not_found(draft, peer, manager, client_of):
    other = next_objective(review(peer, manager))

    assert client_of(manager).get(address("next_update", draft, other.pk)).status_code == 404


def test_an_action_names_a_module_that_fits(draft, manager, client_of):
    framework = st0148()
    module = module_page(title="Coaching questions", codes=["S1", "S2"])
    draft.template.areas.get(code="coaching").statements.set(framework.statements.filter(code="S2"))
    judged(draft, Rating.DEVELOPING)
    client = client_of(manager)
    assert b"For what is still being learnt" in client.get(address("action_create", draft)).content

    client.post(address("action_create", draft), {"need": "Open questions", "module": module.pk})
    row = DevelopmentAction.objects.get()
    assert row.module_id == module.pk

    seen = version_of(action_content(row))
    url = address("action_update", draft, row.pk)
    client.post(url, {"need": "Silence", "revision": seen})
    old = client.post(url, {"need": "Other", "revision": seen})
    row.refresh_from_db()
    assert (old.status_code, row.need) == (422, "Silence")
    assert version_of(action_content(row)).encode() in old.content

    client.post(address("action_remove", draft, row.pk))
    assert not DevelopmentAction.objects.exists()


# Looked through ---------------------------------------------------------------------


def test_write_check_leads_to_each_field(draft, manager, client_of):
    judged(draft, Rating.NOT_YET)
    page = client_of(manager).get(address("write_check", draft)).content.decode()

    assert f'href="{address("write_words", draft)}#id_strengths"' in page
    assert f'href="{address("write_meeting", draft)}#id_met_at"' in page
    assert f'href="{address("write_support", draft)}#id_support_plan"' in page
    assert "It can be shared once nothing is missing above." in page


def test_write_check_takes_a_reason_and_the_confirmation(draft, manager, client_of):
    ready_to_share(draft, attested_at=None)
    AreaJudgement.objects.filter(review=draft, area__code="own").update(
        narrative="In May I saw it."
    )
    client, url = client_of(manager), address("write_check", draft)
    assert b"Say why it stays as it is" in client.get(url).content

    sent = {"code": "PR-04", "where": "area:own", "reason": "Said at length when we met."}
    client.post(address("reason_give", draft), sent)
    client.post(url, {})
    client.post(url, {"attest": "on"})

    draft.refresh_from_db()
    assert draft.attested_at
    assert address("review_share", draft).encode() in client.get(url).content
    client.post(address("reason_give", draft), {**sent, "reason": ""})
    assert not WarningReason.objects.exists()


def test_a_finding_without_a_reason_takes_none(draft, manager, client_of):
    client_of(manager).post(
        address("reason_give", draft), {"code": "PR-05", "where": "strengths", "reason": "No."}
    )

    assert not WarningReason.objects.exists()


# Speed ------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["write_home", "write_check", "write_words", "next_list"])
def test_pages_take_the_same_queries_for_more_rows(
    draft, mentor, peer, manager, client_of, django_assert_num_queries, name
):
    client = client_of(manager)
    ready_to_share(draft)
    AreaJudgement.objects.filter(review=draft).exclude(area__code="own").delete()
    client.get(address(name, draft))
    with CaptureQueriesContext(connection) as few:
        client.get(address(name, draft))

    judged(draft)
    next_objective(draft)
    for days in (10, 20, 30):
        formative_note(mentor, manager, days)
        judged(review(peer, manager))
    assert len(few) <= 60
    with django_assert_num_queries(len(few)):
        client.get(address(name, draft))


def test_write_area_takes_the_same_queries_for_more_evidence(
    draft, mentor, manager, client_of, django_assert_num_queries
):
    client = client_of(manager)
    ready_to_share(draft)
    client.get(area_address(draft))
    with CaptureQueriesContext(connection) as few:
        client.get(area_address(draft))

    for days in (10, 20, 30):
        formative_note(mentor, manager, days)
    with django_assert_num_queries(len(few)):
        client.get(area_address(draft))
