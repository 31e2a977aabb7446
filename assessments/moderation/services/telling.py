"""Who hears that something waits or is decided. No name and no word of a review: notices go by
e-mail."""

from collections import Counter
from datetime import datetime

from django.urls import reverse

from assessments.reviews.queries.document import day_in_words
from cms.people.accounts.models import User
from cms.people.accounts.queries import holders_of
from cms.people.accounts.rules import Role
from cms.people.notices.rules import NoticeKind
from cms.people.notices.services import send_notice

from ..models import CalibrationExercise, ModerationCase, ModerationRound


def of_round(round: ModerationRound, by: User, at: datetime | None) -> None:
    """Each moderator once, however many cases she has."""
    through = ModerationCase.moderators.through.objects.filter(moderationcase__round=round)
    counted = Counter(through.values_list("user", flat=True))
    for person in User.objects.filter(pk__in=counted).order_by("pk"):
        many = counted[person.pk]
        body = (
            f"{many} review{' waits' if many == 1 else 's wait'} for you, without names. Rate each "
            "from its evidence before you see what the others gave."
        )
        _send(
            person,
            f"moderation-round-{round.pk}",
            "Reviews to moderate",
            body,
            reverse("moderation:round_list"),
            by,
            at,
        )


def of_case(case: ModerationCase, person: User, by: User, at: datetime | None) -> None:
    body = "Rate it from its evidence before you see what the others gave."
    key = f"moderation-case-{case.pk}-{person.pk}"
    _send(person, key, "A review to moderate", body, case.get_absolute_url(), by, at)


def of_all_views(case: ModerationCase, by: User, at: datetime | None) -> None:
    """Now they talk."""
    body = "Look at the ratings side by side, talk about where they lie apart, and decide."
    for person in case.moderators.exclude(pk=by.pk):
        key = f"moderation-views-{case.pk}-{case.views.count()}"
        title = f"{case}: everybody has rated it"
        _send(person, key, title, body, case.get_absolute_url(), by, at)


def of_stepping_aside(case: ModerationCase, by: User, at: datetime | None) -> None:
    body = "Choose somebody else for it."
    url = reverse("moderation:moderators_update", args=[case.pk])
    for person in holders_of(Role.QUALITY_LEAD).exclude(pk=by.pk):
        if person.pk not in (case.review.reviewee_id, case.review.reviewer_id):
            key = f"moderation-aside-{case.pk}-{by.pk}"
            _send(person, key, f"{case} needs another moderator", body, url, by, at)


def of_outcome(case: ModerationCase, by: User, at: datetime | None) -> None:
    url = reverse("moderation:outcome_detail", args=[case.pk])
    body = "What was decided, and why, is there for you to read."
    for person in (case.review.reviewee, case.review.reviewer):
        title = "What came of the moderation of a review"
        _send(person, f"moderation-outcome-{case.pk}", title, body, url, by, at)


def of_exercise(exercise: CalibrationExercise, person: User, at: datetime | None) -> None:
    body = (
        f"Read “{exercise.title}” and rate each area, by {day_in_words(exercise.closes_on)}. You "
        "see how the others rated it when it is closed."
    )
    key = f"calibration-open-{exercise.pk}"
    url = exercise.get_absolute_url()
    _send(person, key, "An exercise in rating alike", body, url, exercise.made_by, at)


def of_reveal(exercise: CalibrationExercise, by: User, at: datetime | None) -> None:
    body = "See the ratings side by side, without names, and bring your evidence to the talk."
    raters = User.objects.filter(calibration_ratings__exercise=exercise).distinct()
    for person in raters.exclude(pk=by.pk):
        key = f"calibration-shown-{exercise.pk}"
        title = f"How we rated “{exercise.title}”"
        _send(person, key, title, body, exercise.get_absolute_url(), by, at)


def _send(
    person: User,
    key: str,
    title: str,
    body: str,
    url: str,
    by: User | None,
    at: datetime | None,
) -> None:
    send_notice(
        recipient=person,
        kind=NoticeKind.REVIEW,
        key=key,
        title=title,
        body=body,
        url=url,
        by=by,
        at=at,
    )
