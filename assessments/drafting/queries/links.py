"""The links to a draft, for its authors; and the draft behind one, for whoever was given it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString

from assessments.drafting.access import readable_by
from assessments.drafting.models import ReviewerLink
from assessments.drafting.queries.playing import Playing, playing_of
from assessments.drafting.rules.links import LinkState, state_of
from assessments.drafting.rules.trying import Run, turns_of_run
from assessments.scenarios.blocks.graphs import graph_of
from assessments.scenarios.models import ScenarioPage
from assessments.scenarios.rules.graph import Graph, Option
from assessments.scenarios.rules.play import in_mixed_order
from content.markdown import render_inline


@dataclass(frozen=True)
class LinkRow:
    link: ReviewerLink
    state: LinkState

    @property
    def is_open(self) -> bool:
        return self.state == LinkState.OPEN


def links_of(user: Any, scenario: ScenarioPage, now: datetime | None = None) -> list[LinkRow]:
    """Newest first; the drafts they keep are not read."""
    moment = now or timezone.now()
    links = ReviewerLink.objects.filter(readable_by(user), scenario=scenario.pk)
    return [
        LinkRow(link, state_of(link.ends_at, link.withdrawn_at, moment))
        for link in links.select_related("made_by").defer("content")
    ]


@dataclass(frozen=True)
class Shown:
    """A draft behind a link."""

    link: ReviewerLink
    title: str
    warning: str
    situation: str
    graph: Graph


def shown_by(token: str) -> ReviewerLink | None:
    return ReviewerLink.objects.filter(token=token).first()


def is_open(link: ReviewerLink, now: datetime | None = None) -> bool:
    return state_of(link.ends_at, link.withdrawn_at, now or timezone.now()) == LinkState.OPEN


def draft_behind(link: ReviewerLink) -> Shown:
    content = link.content
    return Shown(
        link=link,
        title=content.get("title", ""),
        warning=content.get("warning", ""),
        situation=content["situation"],
        graph=graph_of(content),
    )


@dataclass(frozen=True)
class ReviewScreen:
    shown: Shown
    run: Run
    playing: Playing
    choices: list[tuple[str, SafeString]]  # the number it has here, its words


def review_screen(shown: Shown, run: Run) -> ReviewScreen:
    turns = turns_of_run(shown.graph, run)
    token = shown.link.token

    def address(kind: str, pk: int) -> str:
        return reverse("reviewing:review_file", args=[token, kind, pk])

    playing = playing_of(shown.graph, shown.situation, run.scene, run.state, turns, address)
    options = options_of(playing, token)
    choices = [(str(n), render_inline(option.text)) for n, option in enumerate(options, start=1)]
    return ReviewScreen(shown, run, playing, choices)


def options_of(playing: Playing, token: str) -> list[Option]:
    """Mixed, as participants see them."""
    return in_mixed_order(playing.offered, playing.here.key, token) if playing.here else []


def option_numbered(screen: ReviewScreen, number: str) -> Option | None:
    if not number.isascii() or not number.isdigit() or len(number) > 3:
        return None
    options = options_of(screen.playing, screen.shown.link.token)
    return options[int(number) - 1] if 0 < int(number) <= len(options) else None


def rows_named(graph: Graph) -> dict[str, set[int]]:
    """The pictures and files the draft shows: nothing else is handed out with it."""
    named: dict[str, set[int]] = {"picture": set(), "portrait": set(), "file": set()}
    for scene in graph.scenes:
        if scene.picture:
            named["picture"].add(scene.picture.image)
        if scene.speaker.portrait:
            named["portrait"].add(scene.speaker.portrait)
        if scene.clip:
            named["file"] |= {pk for pk in (scene.clip.file, scene.clip.captions) if pk}
    return named
