"""The mentor’s own view: hers until she hands it in, and fixed from then on."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from assessments.reviews.models import SelfAssessment
from assessments.reviews.rules import Rating, ReviewKind, ReviewState
from assessments.reviews.rules.content import SelfContent
from assessments.reviews.services.assessing import (
    SelfChangedError,
    save_self_assessment,
    submit_self_assessment,
)
from cms.people.audit.models import AuditEvent
from cms.people.notices.models import Notice
from tests.factories.reviews import AREAS, formative_note, review, self_assessment, shared, template

OWN = "The quiet group talks now, and I say less than I did in autumn."
RATED = dict.fromkeys(AREAS, (Rating.SECURE, OWN))


@pytest.fixture
def opened(mentor, manager):
    return review(mentor, manager)


def saved(row, by, revision=0, **fields):
    content = SelfContent(**{"areas": RATED, "proud_of": OWN, **fields})
    return save_self_assessment(review=row, content=content, revision=revision, by=by)


def address(name, row):
    return reverse(f"reviews:{name}", args=[row.pk])


def posted(**fields):
    said = {f"rating_{code}": Rating.SECURE for code in AREAS}
    said |= {f"text_{code}": OWN for code in AREAS}
    return {"revision": 0, **said, "proud_of": OWN, **fields}


# The services -----------------------------------------------------------------------


def test_it_is_saved_as_it_is_written(opened, mentor):
    row = saved(opened, mentor)

    assert row.areas["coaching"] == {"rating": Rating.SECURE, "text": OWN}
    assert (row.proud_of, row.revision) == (OWN, 1)
    assert row.submitted_at is None


def test_the_same_words_again_change_nothing(opened, mentor):
    saved(opened, mentor)

    assert saved(opened, mentor, revision=0).revision == 1


def test_an_old_window_overwrites_nothing(opened, mentor):
    saved(opened, mentor)

    with pytest.raises(SelfChangedError):
        saved(opened, mentor, revision=0, proud_of="From the other window")

    assert SelfAssessment.objects.get().proud_of == OWN


def test_of_areas_that_are_not_asked_nothing_is_kept(opened, mentor):
    row = saved(
        opened, mentor, areas={"coaching": (2, "x"), "elsewhere": (4, "y"), "own": (None, " ")}
    )

    assert list(row.areas) == ["coaching"]


def test_a_rating_is_one_of_the_ratings(opened, mentor):
    with pytest.raises(ValidationError):
        saved(opened, mentor, areas={"coaching": (5, "x")})


@pytest.mark.parametrize("name", ["peer", "manager", "hr", "quality_lead", "supervisor"])
def test_nobody_else_writes_or_hands_it_in(opened, request, name):
    somebody = request.getfixturevalue(name)

    with pytest.raises(PermissionDenied):
        saved(opened, somebody)
    with pytest.raises(PermissionDenied):
        submit_self_assessment(review=opened, by=somebody)


def test_handed_in_it_is_the_reviewers_too_and_stays(opened, mentor, manager):
    saved(opened, mentor)

    row = submit_self_assessment(review=opened, by=mentor)
    again = submit_self_assessment(review=opened, by=mentor)

    opened.refresh_from_db()
    assert opened.state == ReviewState.SELF_ASSESSMENT
    assert again.submitted_at == row.submitted_at
    assert Notice.objects.filter(recipient=manager).count() == 1
    assert AuditEvent.objects.filter(verb="self_assessment.submitted", about=mentor).count() == 1
    with pytest.raises(ValidationError):
        saved(opened, mentor, revision=row.revision, proud_of="After all")


def test_it_is_handed_in_with_every_area_rated(opened, mentor):
    saved(opened, mentor, areas={"coaching": (Rating.NOT_ENOUGH, "")})

    with pytest.raises(ValidationError, match="Learner progress"):
        submit_self_assessment(review=opened, by=mentor)


def test_not_enough_evidence_is_an_answer(opened, mentor):
    saved(opened, mentor, areas=dict.fromkeys(AREAS, (Rating.NOT_ENOUGH, "")))

    assert submit_self_assessment(review=opened, by=mentor).submitted_at


def test_a_late_one_is_taken_while_the_reviewer_writes(mentor, manager):
    row = review(mentor, manager, state=ReviewState.MEETING_HELD)
    saved(row, mentor)

    submit_self_assessment(review=row, by=mentor)

    row.refresh_from_db()
    assert row.state == ReviewState.MEETING_HELD


@pytest.mark.parametrize("state", [ReviewState.SHARED, ReviewState.FINAL, ReviewState.CANCELLED])
def test_after_the_sharing_none_is_taken(mentor, manager, state):
    row = review(mentor, manager)
    type(row).objects.filter(pk=row.pk).update(
        state=state, final_at=row.opened_at, words_hash="a" * 64
    )

    with pytest.raises(ValidationError):
        saved(row, mentor)


# The pages --------------------------------------------------------------------------


def test_self_update_shows_each_area_with_what_ratings_look_like(opened, mentor, client_of):
    page = client_of(mentor).get(address("self_update", opened))

    assert page.status_code == 200
    assert b"Only you read this until you hand it in" in page.content
    assert b"Strong and helping others: what one would see." in page.content
    assert page.content.count(b'type="radio"') == 5 * len(AREAS)


def test_self_update_answers_a_script(opened, mentor, client_of):
    client = client_of(mentor)

    first = client.post(address("self_update", opened), posted(), headers={"X-Autosave": "1"})
    other = client.post(
        address("self_update", opened), posted(hard="Later"), headers={"X-Autosave": "1"}
    )

    assert (first.json()["state"], first.json()["revision"]) == ("saved", 1)
    assert (other.status_code, other.json()["state"]) == (409, "conflict")


def test_two_windows_are_settled_on_the_page(opened, mentor, client_of):
    saved(opened, mentor, hard="From the first")
    client = client_of(mentor)

    page = client.post(address("self_update", opened), posted(hard="From the second"))
    assert page.status_code == 409
    assert b"From the first" in page.content
    client.post(
        address("self_update", opened),
        posted(hard="From the second", settle=1, pick_hard="both"),
    )

    assert SelfAssessment.objects.get().hard == "From the second\n\nFrom the first"


def test_self_submit_asks_once_more_and_hands_in(opened, mentor, client_of):
    saved(opened, mentor)
    client = client_of(mentor)

    assert OWN.encode() in client.get(address("self_submit", opened)).content
    after = client.post(address("self_submit", opened))

    assert after.url == address("self_detail", opened)
    assert client.get(address("self_update", opened)).url == address("self_detail", opened)


def test_self_submit_says_what_is_missing(opened, mentor, client_of):
    page = client_of(mentor).post(address("self_submit", opened))

    assert page.status_code == 422
    assert b"Choose a rating for" in page.content


@pytest.mark.parametrize(
    "name", ["peer", "other_manager", "supervisor", "quality_lead", "hr", "dpo"]
)
def test_self_detail_is_read_by_the_two_alone(opened, request, name, client_of):
    self_assessment(opened)
    somebody = client_of(request.getfixturevalue(name))

    assert somebody.get(address("self_detail", opened)).status_code == 404
    assert somebody.get(address("self_update", opened)).status_code == 404


def test_the_reviewer_reads_it_once_it_is_in_and_that_is_written_down(opened, manager, client_of):
    row = self_assessment(opened, submitted_at=None)
    client = client_of(manager)
    assert client.get(address("self_detail", opened)).status_code == 404

    SelfAssessment.objects.filter(pk=row.pk).update(submitted_at=opened.opened_at)
    for _ in range(2):
        assert b"The quiet group talks now" in client.get(address("self_detail", opened)).content

    assert AuditEvent.objects.filter(verb="self_assessment.opened", actor=manager).count() == 1


def test_the_draft_is_nowhere_on_the_reviewers_pages(opened, mentor, manager, client_of):
    saved(opened, mentor)
    client = client_of(manager)

    for name in ("write_home", "write_check"):
        assert OWN.encode() not in client.get(address(name, opened)).content
    page = client.get(reverse("reviews:write_area", args=[opened.pk, "coaching"]))
    assert OWN.encode() not in page.content


def test_a_kind_without_self_assessment_has_no_page_for_it(mentor, manager, client_of):
    row = review(
        mentor, manager, template=template(ReviewKind.INDUCTION, asks_self_assessment=False)
    )

    assert client_of(mentor).get(address("self_update", row)).status_code == 404


def test_shared_it_leads_elsewhere(mentor, manager, client_of):
    row = shared(review(mentor, manager))

    assert client_of(mentor).get(address("self_update", row)).url == address("self_detail", row)


def test_self_update_takes_the_same_queries_for_more_evidence(
    mentor, manager, client_of, django_assert_num_queries
):
    row, client = review(mentor, manager), client_of(mentor)
    formative_note(mentor, manager)
    client.get(address("self_update", row))
    with CaptureQueriesContext(connection) as few:
        client.get(address("self_update", row))

    for days in (10, 20):
        formative_note(mentor, manager, days)
    with django_assert_num_queries(len(few)):
        client.get(address("self_update", row))
