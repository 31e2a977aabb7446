from typing import Any, NoReturn

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from wagtail.search import index

from assessments.scenarios import editing
from assessments.scenarios.blocks import (
    EndBlock,
    SceneBlock,
    content_of,
    graph_of,
    streams_from_material,
)
from assessments.scenarios.rules import Graph, RunBand, Status, check_graph, run_label
from content.fields import BodyField
from content.material.shapes import StepMaterial
from courses.catalogue.models import StepPage


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
        "first scene", max_length=40, help_text="The short name of the scene it begins with."
    )
    scenes = BodyField(
        [("scene", SceneBlock())], help_text="In any order: the options lead the way."
    )
    ends = BodyField(
        [("end", EndBlock())],
        help_text="At least a good one. Below 60 % a good end is shown as the mixed one.",
    )
    unsafe_text = models.TextField(
        "after an unsafe choice",
        blank=True,
        help_text="Shown at the end to whoever made an unsafe choice. Empty: a standard text.",
    )

    is_creatable = True
    participant_view = "assessments.scenarios.views.scenario_detail"
    base_form_class = editing.ScenarioPageForm
    content_panels = [*StepPage.content_panels, *editing.PANELS]
    search_fields = [*StepPage.search_fields, index.SearchField("situation")]

    class Meta:
        verbose_name = "scenario"

    @property
    def content(self) -> dict[str, Any]:
        return content_of(
            situation=self.situation,
            start=self.start,
            scenes=self.scenes,
            ends=self.ends,
            codes=self.codes,
            unsafe_text=self.unsafe_text,
        )

    @property
    def graph(self) -> Graph:
        return graph_of(self.content)

    def fill_from_material(self, material: StepMaterial) -> None:
        """From a scenario's text file; the loader has set title, codes and the like."""
        data = material.data
        scenes, ends = streams_from_material(data, material.id)
        self.scenes = scenes  # type: ignore[assignment]  # StreamField turns it into its value
        self.ends = ends  # type: ignore[assignment]
        self.situation = str(data.get("situation") or "")
        self.start = str(data.get("start") or "")
        self.unsafe_text = str(data.get("unsafe") or "")
        self.codes = list(material.codes)
        check_graph(self.graph)


class ImmutableError(TypeError):
    """Raised by every way of changing what runs were played on."""


def refuse(*_args: Any, **_kwargs: Any) -> NoReturn:
    raise ImmutableError("A version never changes: publish the scenario to make another.")


class ScenarioVersionQuerySet(models.QuerySet["ScenarioVersion"]):
    update = refuse
    delete = refuse
    bulk_update = refuse
    update_or_create = refuse


class ScenarioVersion(models.Model):
    """What was published, kept as it was: a run is played, scored and shown by its version."""

    scenario = models.ForeignKey(ScenarioPage, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    content = models.JSONField()
    content_hash = models.CharField(max_length=64)
    created_at = models.DateTimeField(default=timezone.now)

    objects = ScenarioVersionQuerySet.as_manager()

    class Meta:
        ordering = ["scenario", "number"]
        constraints = [
            models.UniqueConstraint(fields=["scenario", "number"], name="scenario_version_number")
        ]

    def __str__(self) -> str:
        return f"{self.scenario} (version {self.number})"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            refuse()
        super().save(*args, **kwargs)

    delete = refuse  # type: ignore[assignment]

    @property
    def graph(self) -> Graph:
        return graph_of(self.content)


class ScenarioAttempt(models.Model):
    """One run. Never reset: playing again is another row."""

    participant = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="scenario_attempts"
    )
    scenario = models.ForeignKey(ScenarioPage, on_delete=models.PROTECT, related_name="attempts")
    version = models.ForeignKey(ScenarioVersion, on_delete=models.PROTECT, related_name="attempts")
    number = models.PositiveIntegerField()
    state = models.CharField(max_length=12, choices=Status.choices, default=Status.OPEN)
    started_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True, blank=True)
    current_scene = models.CharField(max_length=40)
    end_key = models.CharField(max_length=40, blank=True)
    band = models.CharField(max_length=12, choices=RunBand.choices, blank=True)
    percent = models.PositiveSmallIntegerField(null=True, blank=True)
    is_unsafe = models.BooleanField(default=False)

    # A run is saved with every choice; the reference index would read it each time for nothing.
    wagtail_reference_index_ignore = True

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["participant", "scenario", "number"], name="scenario_attempt_number"
            ),
            models.UniqueConstraint(
                fields=["participant", "scenario"],
                condition=Q(state=Status.OPEN),
                name="scenario_attempt_one_open",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.participant}: {self.scenario}, run {self.number}"

    def get_absolute_url(self) -> str:
        return reverse("scenarios:attempt_detail", args=[self.pk])

    @property
    def is_open(self) -> bool:
        return self.state == Status.OPEN

    @property
    def has_ended(self) -> bool:
        return self.state == Status.ENDED

    @property
    def counts(self) -> bool:
        """Whether it is safe and sound, so that the step is done with it."""
        return self.has_ended and not self.is_unsafe and self.band != RunBand.REPEAT

    @property
    def outcome(self) -> str:
        return run_label(self.band, self.is_unsafe) if self.has_ended else self.get_state_display()


class ScenarioStep(models.Model):
    """One decision, stored when it was made."""

    attempt = models.ForeignKey(ScenarioAttempt, on_delete=models.PROTECT, related_name="steps")
    position = models.PositiveSmallIntegerField()
    scene_key = models.CharField(max_length=40)
    option_key = models.CharField(max_length=40)
    chosen_at = models.DateTimeField(default=timezone.now)

    wagtail_reference_index_ignore = True

    class Meta:
        ordering = ["attempt", "position"]
        constraints = [
            models.UniqueConstraint(fields=["attempt", "position"], name="scenario_step_position")
        ]

    def __str__(self) -> str:
        return f"{self.attempt}, step {self.position}"  # never what was chosen
