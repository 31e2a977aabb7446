import pytest

from assessments.reviews import services
from assessments.reviews.models import (
    AreaJudgement,
    PerformanceReview,
    ReviewSignature,
    SelfAssessment,
)
from assessments.reviews.privacy import (
    passages_about,
    reviews_aged,
    self_assessments_about,
    self_assessments_aged,
)
from assessments.reviews.rules import Stance
from cms.people.privacy.registry import record_class
from tests.factories import reviews
from tests.factories.people import ReportingLineFactory, days_ago
from tests.factories.rights import leaver

from .moves import answer, finished

pytestmark = pytest.mark.django_db


def words_about(person, source=passages_about):
    return "\n".join(f"{passage.title}\n{passage.words}" for passage in source(person))


def test_the_register_knows_both_and_a_grant_opens_reviews_alone():
    review, own = record_class("performance_review"), record_class("self_assessment")

    assert (review.months, review.counted_from, review.is_openable) == (72, "left", True)
    assert (own.months, own.counted_from, own.is_openable) == (72, "left", False)


def test_a_request_finds_a_draft_nobody_has_read(review, mentor):
    said = words_about(mentor)

    for words in (reviews.STRENGTHS, reviews.DEVELOPMENT, reviews.AREAS["coaching"][2]):
        assert words in said
    assert all(passage.url == "" for passage in passages_about(mentor))
    assert {passage.author for passage in passages_about(mentor)} == {review.reviewer}


def test_a_request_finds_a_draft_that_was_set_aside(review, mentor, manager, other_manager, hr):
    mentor.reporting_lines.update(ends_on=days_ago(1))
    ReportingLineFactory.create(person=mentor, manager=other_manager, starts_on=days_ago(0))
    services.hand_over(review=review, reviewer=other_manager, by=hr)

    found = [one for one in passages_about(mentor) if one.part.startswith("set-aside")]

    assert len(found) == 1
    assert reviews.STRENGTHS in found[0].words
    assert reviews.AREAS["records"][2] in found[0].words
    assert found[0].author == manager
    # Who wrote it finds it, too.
    assert reviews.STRENGTHS in words_about(manager)


def test_a_request_finds_the_answer_and_the_signatures(shared, mentor, senior, peer):
    answer(shared, Stance.WITH_COMMENT, "My own comment.")

    said = words_about(mentor)
    assert "My own comment." in said
    assert "My own comment." in words_about(senior)
    assert words_about(peer) == ""


def test_a_self_assessment_is_found_before_it_is_handed_in(mentor, manager, peer):
    review = reviews.review(mentor, manager)
    reviews.self_assessment(review, submitted_at=None)

    assert "Two moves of rooms" in words_about(mentor, self_assessments_about)
    assert words_about(manager, self_assessments_about) == ""
    assert words_about(peer, self_assessments_about) == ""


def test_kept_until_she_has_left_long_enough(shared, mentor):
    assert not reviews_aged(days_ago(0)).exists()
    leaver(mentor, 30)

    assert list(reviews_aged(days_ago(0))) == [shared]
    assert list(self_assessments_aged(days_ago(0))) == [shared.self_assessment]
    assert not reviews_aged(days_ago(40)).exists()


def test_removing_takes_all_of_it_and_leaves_the_others(shared, peer, manager, senior):
    other = reviews.review(peer, manager)
    finished(shared)

    gone = record_class("performance_review").remove(PerformanceReview.objects.filter(pk=shared.pk))

    assert gone == 1
    assert PerformanceReview.objects.get() == other
    for model in (ReviewSignature, AreaJudgement, SelfAssessment):
        assert not model.objects.exists()


def test_removing_a_self_assessment_alone(shared):
    rows = SelfAssessment.objects.all()

    assert record_class("self_assessment").remove(rows) == 1
    assert PerformanceReview.objects.exists()
