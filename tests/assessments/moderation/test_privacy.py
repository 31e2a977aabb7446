import pytest
from django.utils import timezone

from assessments.moderation.models import CalibrationRating, ModerationCase, ModeratorView
from cms.people.privacy.registry import record_class
from tests.factories import moderation

pytestmark = pytest.mark.django_db


def words(key, person):
    return " ".join(passage.words for passage in record_class(key).about(person))


def test_a_case_is_found_for_mentor_reviewer_and_moderator(
    rated_case, mentor, manager, other_manager, peer
):
    ModerationCase.objects.update(outcome_reason="Two observations carry it.")

    for person in (mentor, manager, other_manager):
        assert "Two observations carry it." in words("moderation_case", person)
    assert words("moderation_case", peer) == ""
    authors = {passage.author for passage in record_class("moderation_case").about(mentor)}
    assert other_manager in authors


def test_calibration_is_about_the_rater(quality_lead, manager, other_manager):
    moderation.rated(moderation.exercise(quality_lead), manager, 0)

    assert "Not enough evidence" in words("calibration_rating", manager)
    assert words("calibration_rating", other_manager) == ""


def test_a_case_goes_with_its_views(rated_case, mentor):
    kind = record_class("moderation_case")
    assert not kind.aged(timezone.localdate()).exists()

    assert kind.remove(ModerationCase.objects.all()) == 1

    assert not ModeratorView.objects.exists()


def test_ratings_go_by_themselves(quality_lead, manager):
    moderation.rated(moderation.exercise(quality_lead), manager)

    removed = record_class("calibration_rating").remove(CalibrationRating.objects.all())

    assert removed == 5
