from collections.abc import Mapping
from typing import Any

from django.db import models
from django.db.models import TextChoices
from django.utils import timezone
from wagtail.search import index

from assessments.scenarios import editing
from assessments.scenarios.blocks.content import (
    Content,
    end_content,
    filled,
    pack_content,
    pack_scenes,
    played_content,
    scene_content,
)
from assessments.scenarios.blocks.graphs import graph_of
from assessments.scenarios.blocks.material import content_from_material
from assessments.scenarios.blocks.scenes import EndBlock, PackUseBlock, SceneBlock
from assessments.scenarios.blocks.streams import scene_streams
from assessments.scenarios.blocks.writing import material_of
from assessments.scenarios.editing import check_readable
from assessments.scenarios.models.parts import ScenePack
from assessments.scenarios.rules.graph import Counting, Graph, Mode
from cms.people.audit.models import WrittenOnce
from content.fields import BodyField
from content.material.shapes import Names, StepMaterial
from courses.catalogue.models import LinesField, StepPage

SETTINGS = ("mode", "counting")  # written to a text file when they are not the usual ones
STORY = ("meters", "facts", "musts")


class ScenarioPage(StepPage):
    """A branching scenario as its authors write it. It is played from its versions."""

    material_kind = "scenario"
    kind_label = "Scenario"
    page_description = "A story in scenes: every choice leads somewhere."
    goal_one = "play “{title}” to a safe result of 60 % or better"
    goal_many = "play the {count} scenarios to a safe result of 60 % or better"

    situation = models.TextField(
        help_text="Who is there, what has happened, how long you have. No real learner, ever."
    )
    start = models.CharField(
        "first scene",
        max_length=40,
        blank=True,
        help_text="The short name of the scene it begins with.",
    )
    scenes = BodyField([("scene", SceneBlock()), ("pack", PackUseBlock())], blank=True)
    ends = BodyField([("end", EndBlock())], blank=True)
    meters = models.JSONField(default=list, blank=True)  # as rules.graph.Gauge
    facts = models.JSONField(default=list, blank=True)  # as rules.graph.Fact
    musts = models.JSONField(default=list, blank=True)  # as rules.graph.Must
    unsafe_text = models.TextField(
        "after an unsafe choice",
        blank=True,
        help_text="Shown at the end to whoever made an unsafe choice. Empty: a standard text.",
    )
    mode = models.CharField(
        "the coach's comments", max_length=12, choices=Mode, default=Mode.PRACTICE
    )
    counting = models.CharField(
        "which run is reported",
        max_length=12,
        choices=Counting,
        default=Counting.BEST,
        help_text="To the line manager. The step is done with any safe run of 60 % or better.",
    )
    asks_confidence = models.BooleanField(
        "ask how sure",
        default=False,
        help_text="With each choice. Sure and unsafe is what the debrief comes to first.",
    )
    prompts = LinesField(
        verbose_name="questions of the debrief",
        help_text="One a line, three at the most. Empty: three that fit every scenario.",
    )
    content_warning = models.TextField(
        blank=True,
        help_text="What may be distressing in it, said before it starts: “It is about self-harm.”",
    )
    way_out = models.TextField(
        "another way",
        blank=True,
        help_text=(
            "For whoever would rather not play it: the same decisions told calmly, with questions "
            "to answer. Markdown. Reading and answering it counts as the step."
        ),
    )

    is_creatable = True
    participant_view = "assessments.scenarios.views.scenario_detail"
    checked_by = (*StepPage.checked_by, "assessments.scenarios.queries.scenario_findings")
    checked_texts = ("title", "summary", "situation", "unsafe_text", "content_warning", "way_out")
    base_form_class = editing.ScenarioPageForm
    content_panels = [*StepPage.content_panels, *editing.PANELS]
    search_fields = [*StepPage.search_fields, index.SearchField("situation")]

    class Meta:
        verbose_name = "scenario"

    @property
    def written(self) -> Content:
        """The whole story as its authors have it: with the ids of its parts, and with shared scenes
        named, not taken in. Half-written drafts are welcome: what is missing is empty."""
        makers = {"scene": scene_content, "pack": pack_content}
        return {
            "situation": self.situation,
            "start": self.start,
            "codes": list(self.codes),
            "unsafe": self.unsafe_text,
            **filled(meters=self.meters, facts=self.facts, musts=self.musts),
            "scenes": [makers[block.block_type](block) for block in self.scenes],
            "ends": [end_content(block) for block in self.ends],
        }

    @property
    def content(self) -> Content:
        """What a version keeps and a run is played on, with the rules of the game that hold for it.

        What is usual is left out, so that a version from before a setting came is still the same.
        """
        written = self.written
        return {
            **played_content(written, shared_contents(written)),
            **filled(
                mode="" if self.mode == Mode.PRACTICE else str(self.mode),
                confidence=self.asks_confidence,
            ),
        }

    @property
    def graph(self) -> Graph:
        return graph_of(self.content)

    def set_story(self, content: Content, seed: str) -> None:
        """Take the story from a written content (the editor's, or a text file's)."""
        scenes, ends = scene_streams(content, seed)
        self.start = content["start"]
        self.scenes = scenes  # type: ignore[assignment]  # StreamField turns it into its value
        self.ends = ends  # type: ignore[assignment]
        for name in STORY:
            setattr(self, name, content.get(name, []))

    def fill_from_material(self, material: StepMaterial) -> None:
        """From a scenario's text file; the loader has set title, codes and the like."""
        data = material.data
        self.set_story(content_from_material(data, is_draft=material.is_draft), material.id)
        self.take_settings(data)
        self.codes = list(material.codes)
        if not material.is_draft:
            check_readable(self.graph, data)

    def take_settings(self, data: Mapping[str, Any]) -> None:
        """What a text says of the scenario besides its story. What it does not say is the usual."""
        self.situation = str(data.get("situation") or "")
        self.unsafe_text = str(data.get("unsafe") or "")
        self.mode = known(data.get("mode"), Mode, Mode.PRACTICE)
        self.counting = known(data.get("counting"), Counting, Counting.BEST)
        self.asks_confidence = bool(data.get("confidence"))
        self.prompts = [str(prompt) for prompt in data.get("prompts") or []]
        self.content_warning = str(data.get("warning") or "")
        self.way_out = str(data.get("way_out") or "")

    def as_material(self, names: Names) -> dict[str, Any]:
        """The same words, as `fill_from_material` reads them back."""
        written = self.written
        scenes = pack_scenes(written, shared_contents(written))
        return {
            "situation": self.situation,
            **material_of({**written, "scenes": scenes}, names.step),
            **filled(
                unsafe=self.unsafe_text,
                mode="" if self.mode == Mode.PRACTICE else self.mode,
                counting="" if self.counting == Counting.BEST else self.counting,
                confidence=self.asks_confidence,
                prompts=self.prompts,
                warning=self.content_warning,
                way_out=self.way_out,
            ),
        }


def known(value: Any, choices: type[TextChoices], usual: TextChoices) -> str:
    return str(value) if value in choices.values else str(usual)


def shared_contents(written: Content) -> dict[int, Content]:
    """The contents of the shared scenes that a story names; one query, none when it names none."""
    keys = {scene["pack"] for scene in written["scenes"] if scene.get("pack")}
    return {pack.pk: pack.content for pack in ScenePack.objects.filter(pk__in=keys)} if keys else {}


class ScenarioVersion(WrittenOnce):
    """What was published, kept as it was: a run is played, scored and shown by its version."""

    why_final = "A version never changes: publish the scenario to make another."

    scenario = models.ForeignKey(ScenarioPage, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    content = models.JSONField()
    content_hash = models.CharField(max_length=64)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["scenario", "number"]
        constraints = [
            models.UniqueConstraint(fields=["scenario", "number"], name="scenario_version_number")
        ]

    def __str__(self) -> str:
        return f"{self.scenario} (version {self.number})"

    @property
    def graph(self) -> Graph:
        return graph_of(self.content)
