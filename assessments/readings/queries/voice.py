"""Learner voice: what was released, with how many answers and how sure it is. Nothing below the
threshold, and what is hidden is no piece that anybody could quote."""

from django.urls import reverse

from assessments.voice.models import VoiceCohort
from assessments.voice.queries.releases import (
    VoiceItem,
    VoiceSummary,
    releases_about,
    summaries,
)
from assessments.voice.rules.releasing import HIGHEST, LOWEST

from ..rules import Figure, InputKind, Piece, Section, Table, shortened
from ..rules.trends import Point, Series, trends
from .scope import Scope

MOST_COMMENTS = 12


def voice_section(scope: Scope) -> Section:
    """Four queries."""
    releases = releases_about(scope.reader, scope.person).filter(
        campaign__closes_on__range=(scope.period_from, scope.period_to)
    )
    found = summaries(scope.person, releases)
    shown = [each for each in found if not each.is_hidden]
    cohorts = _cohorts(scope, shown)
    return Section(
        InputKind.VOICE,
        figures=[_figure(each) for each in reversed(shown)],
        pieces=[_piece(each, scope, cohorts) for each in reversed(shown)],
        chart=trends("voice", "Learner voice, from 1 (never) to 5 (always)", _series(shown)),
        gaps=_gaps(found),
        notes=[f"“{words}”" for each in reversed(shown) for words in each.comments][:MOST_COMMENTS],
        tables=[_table(each) for each in reversed(shown)],
    )


def _figure(each: VoiceSummary) -> Figure:
    value = f"{each.n} of {each.invited}"
    return Figure(f"Answers, {each.title}", value, note=f"{each.response_rate} % answered")


def _cohorts(scope: Scope, shown: list[VoiceSummary]) -> dict[int, list[int]]:
    """Her groups of learners by campaign: what a release stands for hangs on them."""
    rows = VoiceCohort.objects.filter(
        mentor=scope.person.pk, campaign__in=[each.campaign for each in shown]
    )
    found: dict[int, list[int]] = {}
    for campaign, pk in rows.values_list("campaign_id", "pk"):
        found.setdefault(campaign, []).append(pk)
    return found


def _piece(each: VoiceSummary, scope: Scope, cohorts: dict[int, list[int]]) -> Piece:
    return Piece(
        key=f"voice:{each.campaign}",
        label=shortened(f"Learner voice: {each.title}"),
        kind=InputKind.VOICE,
        on=each.on,
        url=reverse("voice:release_detail", args=[each.campaign, scope.person.pk]),
        meta=f"n = {each.n} of {each.invited} asked",
        codes=scope.codes_of("voicecohort", *cohorts.get(each.campaign, [])),
    )


def _series(shown: list[VoiceSummary]) -> list[Series]:
    """One theme a drawing, in the order in which they are asked."""
    themes = dict.fromkeys(item.theme_words for each in shown for item in each.items)
    return [
        Series(
            label=theme,
            points=[
                _point(each, item)
                for each in shown
                for item in each.items
                if item.theme_words == theme
            ],
            lowest=LOWEST,
            highest=HIGHEST,
            lowest_words=str(LOWEST),
            highest_words=str(HIGHEST),
        )
        for theme in themes
    ]


def _point(each: VoiceSummary, item: VoiceItem) -> Point:
    return Point(
        on=each.on,
        value=item.mean,
        low=item.low,
        high=item.high,
        words=f"{item.mean:.1f}",
        interval=_interval(item),
        n=item.n,
    )


def _interval(item: VoiceItem) -> str:
    return f"{item.low:.1f} to {item.high:.1f}"


def _table(each: VoiceSummary) -> Table:
    heads = ["Question", "Mean", "Interval", "Spread", "n"]
    rows = [
        [item.wording, f"{item.mean:.1f}", _interval(item), f"{item.spread:.1f}", str(item.n)]
        for item in each.items
    ]
    return Table(f"{each.title}, {each.n} answers", heads, rows)


def _gaps(found: list[VoiceSummary]) -> list[str]:
    if not found:
        return ["Nothing that learners said was released in this time."]
    return [
        f"“{each.title}” is not shown: fewer than {each.threshold} answers."
        if each.is_too_few
        else f"“{each.title}” is not shown: others’ answers could be worked out from it."
        for each in found
        if each.is_hidden
    ]
