"""Moderation as a record about the mentor, calibration as one about the rater (domain.md 2.5)."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from assessments.reviews.queries.document import rating_words
from cms.people.privacy.queries.words import day_of, labelled
from cms.people.privacy.registry import Passage, RecordClass, register
from cms.people.privacy.rules import CountedFrom
from cms.people.privacy.services.removals import remove_whole

from .models import CalibrationRating, ModerationCase
from .rules.draws import reason_words

SIX_YEARS = 72
THREE_YEARS = 36


def cases_about(person: Any) -> Iterator[Passage]:
    """Of her review, as mentor or as reviewer; and what she herself wrote as a moderator."""
    part = Q(review__reviewee=person.pk) | Q(review__reviewer=person.pk) | Q(moderators=person.pk)
    rows = ModerationCase.objects.filter(part | Q(views__moderator=person.pk)).distinct()
    related = ("round__drawn_by", "closed_by", "review__template")
    for case in rows.select_related(*related).order_by("pk"):
        title = f"Moderation, {case.review.template.title}: {case}"
        words = labelled(
            ("Why it was drawn", reason_words(case.reasons)),
            ("Decided", case.get_state_display()),
            ("Why", case.outcome_reason),
            ("As it was", _ratings(case.before)),
            ("As it was agreed", _ratings(case.after)),
        )
        on = day_of(case.closed_at or case.round.drawn_at)
        author = case.closed_by or case.round.drawn_by
        yield Passage(str(case.pk), "outcome", title, words, on, author)
        for view in case.views.select_related("moderator"):
            said = labelled(("Ratings", _ratings(view.ratings)), ("Comment", view.comment))
            part_of = f"view-{view.pk}"
            yield Passage(str(case.pk), part_of, title, said, day_of(view.at), view.moderator)


def _ratings(ratings: dict[str, int | None]) -> list[str]:
    return [f"{code}: {rating_words(rating)}" for code, rating in sorted(ratings.items())]


def calibrations_about(person: Any) -> Iterator[Passage]:
    rows = CalibrationRating.objects.filter(rater=person.pk).select_related("exercise", "area")
    for row in rows.order_by("pk"):
        rating = "Not enough evidence" if row.rating is None else rating_words(row.rating)
        words = labelled(("Rating", rating), ("What in the text said so", row.evidence))
        title = f"Calibration “{row.exercise.title}”: {row.area.title}"
        yield Passage(str(row.pk), "rating", title, words, day_of(row.at), person)


def cases_aged(day: date) -> QuerySet[ModerationCase]:
    return ModerationCase.objects.filter(review__reviewee__staff_profile__left_on__lt=day)


def calibrations_aged(day: date) -> QuerySet[CalibrationRating]:
    return CalibrationRating.objects.filter(rater__staff_profile__left_on__lt=day)


register(
    RecordClass(
        key="moderation_case",
        label="Moderation of a review",
        why="How others saw a judgement, without names, and what was decided. It goes with the "
        "review it is about.",
        counted_from=CountedFrom.LEFT,
        months=SIX_YEARS,
        about=cases_about,
        aged=cases_aged,
        subject="review__reviewee",
        remove=remove_whole,
    ),
    RecordClass(
        key="calibration_rating",
        label="Ratings in an exercise of calibration",
        why="So that raters see over time how far they lie from what was agreed.",
        counted_from=CountedFrom.LEFT,
        months=THREE_YEARS,
        about=calibrations_about,
        aged=calibrations_aged,
        subject="rater",
        remove=remove_whole,
    ),
)
