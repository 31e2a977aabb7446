"""A run as it stands, in one query."""

from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from typing import Any

from django.db.models import Model

from assessments.scenarios.access import readable_by
from assessments.scenarios.models import ScenarioAttempt, ScenarioPage, ScenarioVersion
from assessments.scenarios.queries.stories import Story, has_clock, story_of
from assessments.scenarios.rules.graph import Option, Scene
from assessments.scenarios.rules.play import (
    State,
    Turn,
    in_mixed_order,
    opening_state,
    options_on_offer,
    turns_of,
)
from assessments.scenarios.rules.runs import seconds_allowed

# The page's own words may be newer than the version a run is played on, and are long. Its prompts
# are neither: a debrief asks them as they are now.
UNREAD = (
    "version__content",
    "scenario__scenes",
    "scenario__ends",
    "scenario__situation",
    "scenario__sources",
    "scenario__meters",
    "scenario__facts",
    "scenario__musts",
    "scenario__unsafe_text",
    "scenario__content_warning",
    "scenario__way_out",
)


def columns(model: type[Model], *names: str) -> tuple[str, ...]:
    """In the order of the model, as `from_db` wants its values; all of them when none is named."""
    found = (field.attname for field in model._meta.concrete_fields)
    return tuple(name for name in found if name in names or not names)


# What a screen needs of a run, its version and its page. Building a query costs by the column.
OF_RUN = columns(ScenarioAttempt)
OF_VERSION = columns(ScenarioVersion, "id", "content_hash")
OF_PAGE = columns(
    ScenarioPage,
    *("id", "page_ptr_id", "steppage_ptr_id", "title", "live", "slug", "path", "url_path"),
)
OF_STEP = ("position", "scene_key", "option_key", "confidence", "was_late")


@dataclass(frozen=True)
class Decision:
    scene: str
    option: str
    confidence: int | None = None
    was_late: bool = False


@dataclass(frozen=True)
class Play:
    """A run, the words it is played on, the choices made so far and what she wrote herself."""

    attempt: ScenarioAttempt
    story: Story
    decisions: list[Decision]
    words: dict[int, str]  # her own, by position

    @cached_property
    def turns(self) -> list[Turn]:
        choices = [(made.scene, made.option) for made in self.decisions]
        return turns_of(self.story.graph, choices)

    @property
    def state(self) -> State:
        return self.turns[-1].after if self.turns else opening_state(self.story.graph)

    @property
    def position(self) -> int:
        """Of the decision that is to be made, from 1."""
        return len(self.decisions) + 1

    @property
    def scene(self) -> Scene | None:
        """Where the run stands; None when it is over."""
        attempt = self.attempt
        return self.story.graph.scene(attempt.current_scene) if attempt.is_open else None

    @property
    def holds_comments(self) -> bool:
        """Whether the coach waits for the debrief. A run that was left has none."""
        waits = self.story.is_assessed or self.attempt.comments_wait
        return waits and not self.attempt.has_ended

    def allowed(self, scene: Scene) -> int:
        """Seconds that this run has for a scene; 0: as long as she likes."""
        return seconds_allowed(scene.seconds, self.attempt.clock) if has_clock(scene) else 0


def play_of(user: Any, pk: int) -> Play | None:
    """A run this person may read, with its page, its choices and her own words in one query.

    A scene is asked for at every turn: the joins repeat a few values for each choice, which costs
    less than a second query, and only the first row becomes objects.
    """
    runs = ScenarioAttempt.objects.filter(readable_by(user), pk=pk)
    rows = list(
        runs.order_by("steps__position").values_list(
            *OF_RUN,
            *(f"version__{name}" for name in OF_VERSION),
            *(f"scenario__{name}" for name in OF_PAGE),
            *(f"steps__{name}" for name in OF_STEP),
            "own_words__position",
            "own_words__text",
        )
    )
    if not rows:
        return None
    values = iter(rows[0])
    attempt = ScenarioAttempt.from_db(runs.db, OF_RUN, list(islice(values, len(OF_RUN))))
    version = ScenarioVersion.from_db(runs.db, OF_VERSION, list(islice(values, len(OF_VERSION))))
    page = ScenarioPage.from_db(runs.db, OF_PAGE, list(islice(values, len(OF_PAGE))))
    attempt.version, attempt.scenario = version, page
    made = {row[-7]: Decision(*row[-6:-2]) for row in rows if row[-7]}
    return Play(
        attempt=attempt,
        story=story_of(version),
        decisions=list(made.values()),
        words={row[-2]: row[-1] for row in rows if row[-2]},
    )


def options_in_order(
    scene: Scene, attempt: ScenarioAttempt, state: State | None = None
) -> list[Option]:
    """Mixed for each run, and the same after every refresh; with a state, those on offer in it."""
    offered = scene.options if state is None else options_on_offer(scene, state)
    return in_mixed_order(offered, scene.key, attempt.pk)


def option_chosen(play: Play, position: int, number: str) -> str:
    """The key of the choice that stood under a number at a position; empty when none did.

    At a position already taken the scene is the one of that time, so that a second click on the
    same choice is understood as the same choice.
    """
    options: list[Option] = []
    if 0 < position <= len(play.turns):
        turn = play.turns[position - 1]
        options = options_in_order(turn.scene, play.attempt, turn.before)
    elif play.scene is not None:
        options = options_in_order(play.scene, play.attempt, play.state)
    place = int(number) if number.isascii() and number.isdigit() and len(number) < 4 else 0
    return options[place - 1].key if 0 < place <= len(options) else ""
