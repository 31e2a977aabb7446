"""What authors keep once and use in many scenarios."""

from typing import Any

from django.db import models
from django.urls import reverse
from wagtail.models import RevisionMixin
from wagtail.search import index

from assessments.scenarios.blocks.content import scene_content
from assessments.scenarios.blocks.scenes import SceneBlock
from content.fields import BodyField


class Character(index.Indexed, models.Model):
    """Somebody who speaks in scenarios. Never a real learner."""

    name = models.CharField(max_length=60, help_text="A first name. Never that of a real learner.")
    role = models.CharField(
        max_length=120, blank=True, help_text="Who this is: “17, Level 3 Computing”, “the teacher”."
    )
    portrait = models.ForeignKey(
        "wagtailimages.Image", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    search_fields = [index.SearchField("name"), index.AutocompleteField("name")]

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return f"{self.name}, {self.role}" if self.role else self.name


class ScenePack(index.Indexed, RevisionMixin, models.Model):
    """Scenes that several scenarios take in by reference, such as “taking a disclosure”.

    A scenario keeps them as they were when it was published; a change here reaches it when it is
    published again.
    """

    title = models.CharField(max_length=120)
    about = models.TextField(blank=True, help_text="When to use it, in a sentence or two.")
    start = models.CharField(max_length=40, blank=True)
    scenes = BodyField([("scene", SceneBlock())], blank=True)
    exits = models.JSONField(default=list, blank=True)  # [{"key": "told", "text": "The DSL knows"}]

    search_fields = [index.SearchField("title"), index.AutocompleteField("title")]

    class Meta:
        ordering = ["title"]
        verbose_name = "set of shared scenes"
        verbose_name_plural = "shared scenes"

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("wagtailsnippets_assessments_scenepack:edit", args=[self.pk])

    @property
    def content(self) -> dict[str, Any]:
        return {
            "start": self.start,
            "scenes": [scene_content(block) for block in self.scenes],
            "exits": self.exits,
        }
