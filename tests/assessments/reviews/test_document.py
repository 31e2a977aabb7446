"""The words of a review: on the page, in the PDF, under the seal."""

import io

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone
from pypdf import PdfReader

from assessments.reviews import services
from assessments.reviews.documents import pages_of, review_pdf
from assessments.reviews.models import AreaJudgement, DevelopmentAction, WarningReason
from assessments.reviews.queries.document import document_of
from assessments.reviews.queries.words import words_hash_of
from assessments.reviews.rules import ReviewState, Stance
from assessments.reviews.rules.words import canonical_words
from cms.people.audit.models import AuditEvent
from tests.factories import reviews

from .moves import answer, finished, fresh, put

pytestmark = pytest.mark.django_db


@pytest.fixture
def final(shared):
    DevelopmentAction.objects.create(review=shared, need="To wait longer")
    return finished(shared)


def text_of(data):
    pages = PdfReader(io.BytesIO(data)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


# The seal --------------------------------------------------------------------------


def test_the_same_words_give_the_same_bytes_in_any_order():
    one = {"b": ["x"], "a": {"c": "1", "d": ""}}
    other = {"a": {"c": "1"}, "b": ["x"], "e": None}

    assert canonical_words(one) == canonical_words(other)


@pytest.mark.parametrize(
    "change",
    [
        {"strengths": "Other words."},
        {"summary": "A sentence more."},
        {"met_minutes": 61},
        {"has_concern": True},
        {"support_plan": "A plan."},
    ],
)
def test_each_word_of_it_is_under_the_seal(review, change):
    before = words_hash_of(review)

    put(review, ReviewState.MEETING_HELD, **change)

    assert words_hash_of(fresh(review)) != before


def test_ratings_evidence_objectives_and_actions_are_under_it(review):
    seen = {words_hash_of(review)}
    AreaJudgement.objects.filter(review=review).update(rating=4)
    seen.add(words_hash_of(review))
    review.judgements.first().links.first().delete()
    seen.add(words_hash_of(review))
    review.objective_links.first().objective.__class__.objects.update(target="Another")
    seen.add(words_hash_of(review))
    DevelopmentAction.objects.create(review=review, need="To wait longer")
    seen.add(words_hash_of(review))

    assert len(seen) == 5


def test_names_and_states_are_not_under_it(shared, mentor):
    before = words_hash_of(shared)
    mentor.last_name = "Married"
    mentor.save()
    answer(shared)

    assert words_hash_of(fresh(shared)) == before


# The document ----------------------------------------------------------------------


def test_the_two_views_stand_side_by_side_for_those_who_may(review):
    with_self = document_of(review, with_self=True)
    without = document_of(review)

    assert with_self.areas[0].self_words == "3, secure"
    assert with_self.self_texts
    assert without.areas[0].self_words == ""
    assert without.self_texts == []


def test_a_rating_stands_with_what_it_means_and_what_it_rests_on(review):
    area = document_of(review, urls={}).areas[0]

    assert area.rating_words == "3, secure"
    assert area.anchor == "Secure: what one would see."
    assert {link.kind for link in area.links} == {"observation", "formative"}
    assert all(link.caveat and not link.url for link in area.links)


def test_an_area_nobody_has_judged_yet_is_there(mentor, manager):
    document = document_of(reviews.review(mentor, manager))

    assert [area.rating_words for area in document.areas] == ["Not rated"] * 5


def test_a_reason_for_a_warning_is_read_in_words(review, manager):
    for code, where in (("PR-04", "area:coaching"), ("PR-22", "supervision")):
        WarningReason.objects.create(
            review=review, code=code, where=where, reason="It is so.", given_by=manager
        )

    titles = [title for title, _ in document_of(review).reasons]

    assert titles[0].startswith("Coaching and communication: words much like")
    assert not any("PR-" in title for title in titles)


# The PDF ---------------------------------------------------------------------------


def test_the_pdf_holds_the_words_the_signatures_and_the_checksum(final, mentor, senior):
    made = services.export_review(review=final, purpose="record", by=mentor)

    text = text_of(made.data)
    assert made.name.endswith(".pdf")
    for words in (mentor.display_name, senior.display_name, "To wait longer", "Secure: what one"):
        assert words in text
    assert final.words_hash in text.replace(" ", "")
    assert "for my own records" in text
    assert "Two moves of rooms" in text  # her own words are hers to take along


def test_the_pdf_says_its_language_and_structure(final):
    pages = pages_of(final, college="A", watermark="B", with_self=False)
    found = PdfReader(io.BytesIO(review_pdf(pages)))

    assert found.trailer["/Root"]["/Lang"] == "en-GB"
    assert found.trailer["/Root"]["/MarkInfo"]["/Marked"]


def test_hr_takes_a_copy_without_the_self_assessment(final, hr):
    made = services.export_review(review=final, purpose="case", by=hr)

    assert "Two moves of rooms" not in text_of(made.data)


def test_both_texts_and_the_meeting_are_in_it(shared, mentor, manager, senior):
    answer(shared, Stance.DISAGREE, "I see area 2 otherwise.")
    services.record_dispute_meeting(
        review=shared, met_on=timezone.localdate(), outcome="Both heard.", by=senior
    )
    put(shared, ReviewState.FINAL, words_hash=words_hash_of(shared))

    text = text_of(services.export_review(review=shared, purpose="appeal", by=mentor).data)

    for words in ("I disagree", "I see area 2 otherwise.", "Both heard.", "What went well"):
        assert words in text


def test_what_is_typed_is_never_read_as_markup(final):
    put(final, ReviewState.FINAL, summary="#panic() $x$ *b* <a>", words_hash=final.words_hash)
    pages = pages_of(fresh(final), college="A #b", watermark="#c", with_self=True)

    assert "#panic() $x$ *b*" in text_of(review_pdf(pages))


def test_an_export_is_written_down_with_its_hash(final, manager):
    services.export_review(review=final, purpose="next", by=manager)

    event = AuditEvent.objects.get(verb="review.exported")
    assert event.about == final.reviewee
    assert event.detail["purpose"] == "next"
    assert len(event.detail["file"]) == 64


@pytest.mark.parametrize("who", ["peer", "senior", "quality_lead", "dpo", "supervisor"])
def test_nobody_else_takes_a_copy(final, who, request):
    with pytest.raises(PermissionDenied):
        services.export_review(review=final, purpose="record", by=request.getfixturevalue(who))


def test_a_copy_has_a_purpose_and_is_of_what_is_final(final, shared, mentor):
    with pytest.raises(ValidationError, match="what the copy is for"):
        services.export_review(review=final, purpose="fun", by=mentor)
    put(shared, ReviewState.SHARED)
    with pytest.raises(PermissionDenied):
        services.export_review(review=shared, purpose="record", by=mentor)


def test_review_export_by_form(client_of, final, mentor, senior):
    client, address = client_of(mentor), f"{final.get_absolute_url()}copy/"

    assert client.get(address).status_code == 200
    assert client.post(address, {"purpose": ""}).status_code == 422
    made = client.post(address, {"purpose": "record"})

    assert made["Content-Type"] == "application/pdf"
    assert client_of(senior).get(address).status_code == 404
