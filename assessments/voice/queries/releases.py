"""What was released, as its readers see it. Everything is read from the release as it was written:
nothing is computed again."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import QuerySet

from cms.people.accounts.models import User

from ..access import can_ask_learners, readable_by, team_readable_by
from ..models import VoiceCampaign, VoiceCohort, VoiceComment, VoiceRelease
from ..rules import CampaignState, Theme
from ..rules.campaigns import SHOWN
from ..rules.questionnaires import ENGLISH, STEPS, word_in
from ..rules.releasing import HIGHEST, LOWEST, rate


@dataclass(frozen=True)
class VoiceItem:
    """One question: the mean of 1 (never) to 5 (always), and where the true one lies."""

    theme: str
    wording: str
    mean: float
    low: float
    high: float
    n: int
    spread: float
    steps: list[int] = field(default_factory=list)

    @property
    def theme_words(self) -> str:
        return str(Theme(self.theme).label)

    # Where it stands on a line of a hundred units, in whole numbers for the drawing.
    @property
    def at(self) -> int:
        return place_of(self.mean)

    @property
    def low_at(self) -> int:
        return place_of(self.low)

    @property
    def width(self) -> int:
        return max(1, place_of(self.high) - place_of(self.low))


@dataclass(frozen=True)
class Figures:
    """A group's figures in one release: the whole, a team, or a mentor."""

    name: str
    invited: int
    n: int
    is_hidden: bool
    is_too_few: bool  # else, where hidden, another's answers could be worked out from these
    items: list[VoiceItem]
    threshold: int

    @property
    def response_rate(self) -> int:
        return rate(self.n, self.invited)


@dataclass(frozen=True)
class VoiceSummary:
    """For a review: what learners said about somebody in one campaign (domain.md 6.2)."""

    campaign: int
    title: str
    on: date
    invited: int
    n: int
    response_rate: int
    is_hidden: bool
    is_too_few: bool
    items: list[VoiceItem]
    comments: list[str]
    supervisor_reads: bool
    threshold: int
    comments_by_question: list[tuple[str, list[str]]] = field(default_factory=list)


@dataclass(frozen=True)
class MentorFigures:
    person: User
    figures: Figures


@dataclass(frozen=True)
class Trend:
    """One theme over the releases, the oldest first; None where nothing was shown."""

    theme_words: str
    items: list[VoiceItem | None]


def place_of(value: float) -> int:
    return round(100 * (value - LOWEST) / (HIGHEST - LOWEST))


def voice_for_review(person: User, period_from: date, period_to: date) -> list[VoiceSummary]:
    """What was released about somebody of the campaigns that ended in a period, oldest first. Who
    may read it is judged where it is shown."""
    releases = VoiceRelease.objects.filter(
        campaign__closes_on__range=(period_from, period_to), campaign__cohorts__mentor=person
    )
    return summaries(person, releases)


def summaries(person: User, releases: QuerySet[VoiceRelease]) -> list[VoiceSummary]:
    found = releases.select_related("campaign").distinct().order_by("campaign__closes_on", "pk")
    rows = [row for row in found if str(person.pk) in row.figures["mentors"]]
    campaigns = [row.campaign_id for row in rows]
    comments = _comments_by_campaign(person, campaigns)
    shared = set(
        VoiceCohort.objects.filter(
            campaign__in=campaigns, mentor=person, supervisor_reads=True
        ).values_list("campaign", flat=True)
    )
    return [_summary(person, row, comments, shared) for row in rows]


def _summary(
    person: User,
    release: VoiceRelease,
    comments: Mapping[int, Mapping[str, list[str]]],
    shared: set[int],
) -> VoiceSummary:
    cell = release.figures["mentors"][str(person.pk)]
    figures = figures_of(release, cell, person.display_name)
    campaign = release.campaign
    said = list(comments.get(campaign.pk, {}).items()) if cell["comments_shown"] else []
    return VoiceSummary(
        campaign=campaign.pk,
        title=campaign.title,
        on=campaign.closes_on,
        invited=figures.invited,
        n=figures.n,
        response_rate=figures.response_rate,
        is_hidden=figures.is_hidden,
        is_too_few=figures.is_too_few,
        items=figures.items,
        comments=[words for _, texts in said for words in texts],
        supervisor_reads=campaign.pk in shared,
        threshold=release.respondents_from,
        comments_by_question=said,
    )


def figures_of(release: VoiceRelease, cell: Mapping[str, Any], name: str) -> Figures:
    return Figures(
        name=name,
        invited=cell["invited"],
        n=cell["n"],
        is_hidden=cell["is_hidden"],
        is_too_few=cell["is_too_few"],
        items=list(_items(release, cell)),
        threshold=release.respondents_from,
    )


def _items(release: VoiceRelease, cell: Mapping[str, Any]) -> Iterable[VoiceItem]:
    for question in release.figures["questions"]:
        if item := cell["items"].get(question["key"]):
            yield VoiceItem(
                theme=question["theme"],
                wording=question["wording"],
                mean=item["mean"],
                low=item["low"],
                high=item["high"],
                n=item["n"],
                spread=item["spread"],
                steps=list(item["steps"]),
            )


def _comments_by_campaign(
    person: User, campaigns: Iterable[int]
) -> dict[int, dict[str, list[str]]]:
    """Under the question they answer, in the order of their random keys."""
    rows = VoiceComment.objects.filter(
        cohort__mentor=person, cohort__campaign__in=list(campaigns), state__in=SHOWN
    ).select_related("question", "cohort")
    found: dict[int, dict[str, list[str]]] = {}
    for row in rows.order_by("question__position", "pk"):
        by_question = found.setdefault(row.cohort.campaign_id, {})
        by_question.setdefault(word_in(row.question.wording, ENGLISH), []).append(row.shown)
    return found


# Screens -----------------------------------------------------------------------------


def releases_about(reader: User, person: User) -> QuerySet[VoiceRelease]:
    """Those about somebody that the reader may open."""
    cohorts = VoiceCohort.objects.filter(readable_by(reader), mentor=person)
    return VoiceRelease.objects.filter(campaign__in=cohorts.values("campaign"))


def trend_of(rows: list[VoiceSummary]) -> list[Trend]:
    themes = dict.fromkeys(item.theme for row in rows for item in row.items)
    return [
        Trend(
            str(Theme(theme).label),
            [next((item for item in row.items if item.theme == theme), None) for row in rows],
        )
        for theme in themes
    ]


def campaigns_with_figures(reader: User) -> QuerySet[VoiceCampaign]:
    """Released ones of which she reads teams or all of it."""
    cohorts = VoiceCohort.objects.filter(team_readable_by(reader)).values("campaign")
    return VoiceCampaign.objects.filter(pk__in=cohorts, state=CampaignState.RELEASED)


def people_read_by(reader: User) -> QuerySet[User]:
    """Others about whom she may read something that was released."""
    cohorts = VoiceCohort.objects.filter(readable_by(reader)).exclude(mentor=reader.pk)
    people = User.objects.filter(pk__in=cohorts.values("mentor"))
    return people.order_by("last_name", "first_name", "pk")


@dataclass(frozen=True)
class CampaignFigures:
    """As much of a release as its reader may see."""

    release: VoiceRelease
    whole: Figures | None
    teams: list[Figures]
    mentors: list[MentorFigures]


def campaign_figures(reader: User, campaign: VoiceCampaign) -> CampaignFigures:
    """All of it for the quality lead; for a manager her people and their teams."""
    release = VoiceRelease.objects.select_related("campaign").get(campaign=campaign)
    cohorts = VoiceCohort.objects.filter(readable_by(reader), campaign=campaign)
    people = User.objects.filter(pk__in=cohorts.exclude(mentor=reader.pk).values("mentor"))
    if can_ask_learners(reader):
        people = User.objects.filter(pk__in=cohorts.values("mentor"))
    cells = release.figures["mentors"]
    ordered = [
        person
        for person in people.order_by("last_name", "first_name", "pk")
        if str(person.pk) in cells
    ]
    by_team = VoiceCohort.objects.filter(team_readable_by(reader), campaign=campaign)
    led = {str(pk) for pk in by_team.values_list("mentor", flat=True)}
    teams = {cells[pk]["team"] for pk in led if pk in cells} - {""}
    is_asker = can_ask_learners(reader)
    return CampaignFigures(
        release=release,
        whole=figures_of(release, release.figures["whole"], "All together") if is_asker else None,
        teams=[
            figures_of(release, cell, cell["name"])
            for pk, cell in sorted(release.figures["teams"].items(), key=lambda row: row[1]["name"])
            if pk in teams
        ],
        mentors=[
            MentorFigures(person, figures_of(release, cells[str(person.pk)], person.display_name))
            for person in ordered
        ],
    )


CSV_COLUMNS = (
    "Group", "Kind", "Asked", "Answered", "Response rate %", "Shown", "Theme", "Question",
    "Answers to it", "Mean 1-5", "95 % from", "95 % to", "Spread",
    *(f"Ticked {step}" for step in STEPS),
)  # fmt: skip


def csv_rows(found: CampaignFigures) -> Iterable[list[object]]:
    groups = [(found.whole, "all")] if found.whole else []
    groups += [(team, "team") for team in found.teams]
    groups += [(row.figures, "mentor") for row in found.mentors]
    for figures, kind in groups:
        lead = [figures.name, kind, figures.invited, figures.n, figures.response_rate]
        if figures.is_hidden:
            yield [*lead, "hidden"]
        for item in figures.items:
            yield [*lead, "shown", item.theme_words, item.wording, item.n, item.mean, item.low,
                   item.high, item.spread, *item.steps]  # fmt: skip
