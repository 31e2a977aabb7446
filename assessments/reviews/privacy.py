"""Reviews and self-assessments as kinds of record about people (domain.md 2.3 rules 11 and 16,
2.5): a draft that nobody has read, and one that was set aside, are found by a rights request."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from cms.people.privacy.queries.words import day_of, labelled
from cms.people.privacy.registry import Passage, RecordClass, register
from cms.people.privacy.rules import CountedFrom
from cms.people.privacy.services.removals import remove_whole

from .access import CLASS
from .models import PerformanceReview, SelfAssessment
from .queries.document import ReviewDocument, document_of, rating_words, reviews
from .rules import SHOWN_TO_REVIEWEE

SIX_YEARS = 72


def passages_about(person: Any) -> Iterator[Passage]:
    """Every word of hers and of others: drafts, what was set aside, answers, meetings."""
    mine = Q(reviewee=person.pk) | Q(reviewer=person.pk) | Q(countersigner=person.pk)
    for review in reviews().filter(mine | Q(set_aside__author=person.pk)).distinct().order_by("pk"):
        yield from _document(review, document_of(review))
        yield from _answers(review)
        yield from _set_aside(review)


def _document(review: PerformanceReview, document: ReviewDocument) -> Iterator[Passage]:
    writer = review.reviewer
    for part in document.areas:
        if part.narrative or part.rating is not None or part.links:
            words = labelled(
                ("Rating", part.rating_words),
                ("Words", part.narrative),
                ("Evidence", [link.label for link in part.links]),
            )
            yield _passage(review, f"area-{part.code}", part.title, words, writer)
    said = [*document.texts, *document.concern]
    for number, (title, words) in enumerate(said):
        yield _passage(review, f"text-{number}", title, words, writer)
    for number, one in enumerate([*document.previous, *document.coming]):
        words = labelled(("Outcome", one.outcome), *one.facts, ("Why", one.reason))
        yield _passage(review, f"objective-{number}", "Objective", words, writer)
    for number, action in enumerate(document.actions):
        words = labelled(("Need", action.need), *action.facts)
        yield _passage(review, f"action-{number}", "What to learn next", words, writer)
    for number, (title, words) in enumerate(document.reasons):
        yield _passage(review, f"reason-{number}", f"Why {title} stands", words, writer)
    if review.cancelled_reason:
        reason = review.cancelled_reason
        yield _passage(review, "called-off", "Called off because", reason, writer)


def _answers(review: PerformanceReview) -> Iterator[Passage]:
    for row in review.responses.all():
        words = labelled(("Answer", row.get_stance_display()), ("Words", row.text))
        part = f"answer-{row.pk}"
        yield _passage(review, part, "The mentor’s answer", words, review.reviewee, row.at)
    for one in review.signatures.select_related("signer"):
        words = f"{one.get_part_display()}: has read this"
        yield _passage(review, f"signature-{one.pk}", "Signature", words, one.signer, one.at)
    meeting = getattr(review, "dispute_meeting", None)
    if meeting is not None:
        who = meeting.countersigner
        yield _passage(review, "meeting", "Meeting of three", meeting.outcome, who, meeting.at)


def _set_aside(review: PerformanceReview) -> Iterator[Passage]:
    for row in review.set_aside.select_related("author"):
        kept = row.words
        areas = [
            ": ".join(filter(None, [one["area"], rating_words(one["rating"]), one["narrative"]]))
            for one in kept.get("areas", [])
        ]
        words = labelled(
            *((name.replace("_", " "), value) for name, value in kept.get("texts", {}).items()),
            ("Areas", areas),
            ("Objectives", kept.get("objectives", [])),
            ("What to learn next", kept.get("actions", [])),
            ("Reasons", kept.get("reasons", [])),
        )
        title = "A draft that was set aside"
        yield _passage(review, f"set-aside-{row.pk}", title, words, row.author, row.at)


def _passage(
    review: PerformanceReview, part: str, title: str, words: str, author: Any, at: Any = None
) -> Passage:
    return Passage(
        object_id=str(review.pk),
        part=part,
        title=f"{review.template.title}: {title}",
        words=words,
        on=day_of(at or review.shared_at or review.opened_at),
        author=author,
        url=review.get_absolute_url() if review.state in SHOWN_TO_REVIEWEE else "",
    )


def self_assessments_about(person: Any) -> Iterator[Passage]:
    """Hers, also before she hands it in."""
    rows = SelfAssessment.objects.filter(review__reviewee=person.pk)
    for row in rows.select_related("review__template").order_by("pk"):
        areas = [
            " ".join(filter(None, [f"{code}:", _own_rating(said), str(said.get("text") or "")]))
            for code, said in sorted(row.areas.items())
        ]
        words = labelled(
            ("Areas", areas),
            ("What I am proud of", row.proud_of),
            ("What was hard", row.hard),
            ("What I want to do next", row.wants),
            ("What I need for it", row.needs),
        )
        yield Passage(
            object_id=str(row.pk),
            part="words",
            title=f"Self-assessment, {row.review.template.title}",
            words=words,
            on=day_of(row.submitted_at or row.changed_at),
            author=person,
            url=row.review.get_absolute_url(),
        )


def _own_rating(said: dict[str, Any]) -> str:
    rating = said.get("rating")
    return "" if rating is None else f"{rating_words(int(rating))}."


def reviews_aged(day: date) -> QuerySet[PerformanceReview]:
    return PerformanceReview.objects.filter(reviewee__staff_profile__left_on__lt=day)


def self_assessments_aged(day: date) -> QuerySet[SelfAssessment]:
    return SelfAssessment.objects.filter(review__reviewee__staff_profile__left_on__lt=day)


register(
    RecordClass(
        key=CLASS,
        label="Performance reviews",
        why="How somebody’s work was judged, from which evidence, and what was agreed.",
        counted_from=CountedFrom.LEFT,
        months=SIX_YEARS,
        about=passages_about,
        aged=reviews_aged,
        subject="reviewee",
        remove=remove_whole,
        is_openable=True,
    ),
    RecordClass(
        key="self_assessment",
        label="Self-assessments for a review",
        why="How somebody sees their own work, before others say how they see it.",
        counted_from=CountedFrom.LEFT,
        months=SIX_YEARS,
        about=self_assessments_about,
        aged=self_assessments_aged,
        subject="review__reviewee",
        remove=remove_whole,
    ),
)
