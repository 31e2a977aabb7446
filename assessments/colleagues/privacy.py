"""What colleagues said about somebody's work. The addresses of those asked are forgotten when a
round ends; of answers without names nothing says whose they are, so nobody can ask for hers."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db.models import QuerySet

from cms.people.privacy.queries.words import day_of, in_rows, labelled
from cms.people.privacy.registry import Passage, RecordClass, register
from cms.people.privacy.rules import CountedFrom
from cms.people.privacy.services.removals import remove_whole

from .models import ColleagueAnswer, ColleagueAsk, ColleagueRound
from .queries import ColleagueSummary, summaries_of
from .rules import RoundKind, RoundState
from .rules.answers import QUESTIONS, STEPS


def feedback_about(person: Any) -> Iterator[Passage]:
    rounds = ColleagueRound.objects.filter(subject=person)
    for row in rounds.prefetch_related("asks"):
        yield _round(row)
    named = ColleagueAnswer.objects.filter(round__subject=person, round__kind=RoundKind.NAMED)
    for answer in named.select_related("round"):
        yield _answer(answer)
    closed = rounds.filter(kind=RoundKind.ANONYMOUS, state=RoundState.CLOSED)
    for summary in summaries_of(closed):
        yield _together(summary)
    if person.email:
        asked = ColleagueAsk.objects.filter(email__iexact=person.email)
        for ask in asked.exclude(round__subject=person):
            words = labelled(("Name", ask.name), ("At", ask.email))
            title = "Asked for feedback on a colleague’s work"
            yield Passage(str(ask.round_id), f"ask-{ask.pk}", title, words, day_of(ask.created_at))


def _round(row: ColleagueRound) -> Passage:
    words = labelled(
        ("What I want to hear about", row.focus),
        ("Kind", row.get_kind_display()),
        ("State", row.get_state_display()),
        ("Last day", row.closes_on),
        ("My line manager may read it", row.is_shared),
        ("Asked", [f"{ask.name} ({ask.get_relation_display()})" for ask in row.asks.all()]),
    )
    title, on = "Feedback asked of colleagues", day_of(row.opened_at)
    return Passage(str(row.pk), "round", title, words, on, row.subject, row.get_absolute_url())


def _answer(answer: ColleagueAnswer) -> Passage:
    steps = dict(STEPS)
    words = labelled(
        *((each.wording, steps.get(answer.ratings.get(each.key, 0))) for each in QUESTIONS),
        ("To keep doing", answer.keeps_doing),
        ("To try", answer.tries_next),
    )
    title, part = "Feedback from a colleague", f"answer-{answer.pk}"
    url = answer.round.get_absolute_url()
    who = answer.giver_name
    return Passage(str(answer.round_id), part, title, words, answer.answered_on, who, url)


def _together(summary: ColleagueSummary) -> Passage:
    """As it is shown, never one by one: whoever wrote was promised not to be known."""
    rows = [
        f"{row.question.wording}: {row.mean:.1f} of 5, {row.n} answers"
        for row in summary.ratings
        if row.mean is not None
    ]
    words = labelled(
        ("Asked", summary.asked),
        ("Answered", summary.n),
        ("Hidden, because too few answered", summary.is_hidden),
        ("To keep doing", summary.keeps_doing),
        ("To try", summary.tries_next),
    )
    title, text = "Feedback from colleagues, without names", in_rows([words, *rows])
    return Passage(str(summary.pk), "together", title, text, summary.closed_on, "Colleagues")


def rounds_aged(day: date) -> QuerySet[ColleagueRound]:
    return ColleagueRound.objects.filter(subject__staff_profile__left_on__lt=day)


register(
    RecordClass(
        key="colleague_feedback",
        label="Feedback from colleagues",
        why="To learn from the people somebody works with. It is that person’s own: they decide "
        "who reads it.",
        counted_from=CountedFrom.LEFT,
        months=72,
        about=feedback_about,
        aged=rounds_aged,
        subject="subject",
        remove=remove_whole,
    )
)
