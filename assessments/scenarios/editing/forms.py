from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from wagtail.admin.forms import WagtailAdminModelForm, WagtailAdminPageForm

from assessments.scenarios.blocks.content import Content, scene_content
from assessments.scenarios.blocks.shape import located, placed
from assessments.scenarios.blocks.streams import scene_streams
from assessments.scenarios.editing.story import PackField, StoryField
from assessments.scenarios.rules.checks import graph_faults
from assessments.scenarios.rules.graph import Graph
from assessments.standards.queries import check_codes

STORY_PARTS = ("start", "scenes", "ends", "meters", "facts", "musts")


class ScenarioPageForm(WagtailAdminPageForm):
    story = StoryField(required=False, label="The story")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "story" in self.fields:
            written = self.instance.written
            self.initial["story"] = {part: written.get(part, []) for part in STORY_PARTS}
            self.fields["story"].widget.page = self.instance.pk

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        if "story" not in cleaned:
            return cleaned
        page: Any = self.instance
        page.set_story(cleaned["story"], page.material_id or str(page.pk))
        # Wagtail defers validation while a draft is saved or previewed: half a story may be kept.
        if self.is_deferred_validation or "codes" not in cleaned:
            return cleaned
        page.codes = cleaned["codes"]
        for fault in graph_faults(page.graph):
            self.add_error("story", fault.message)
        try:
            check_codes(cleaned["codes"])
        except ValidationError as error:
            self.add_error("codes", error)
        return cleaned


class ScenePackForm(WagtailAdminModelForm):
    """Shared scenes in the same editor. Where a scenario has ends, they have ways out."""

    story = PackField(required=False, label="The scenes")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["story"] = self.written

    @property
    def written(self) -> Content:
        pack: Any = self.instance
        exits = [{"id": "", "band": "", **exit} for exit in pack.exits]
        scenes = [scene_content(block) for block in pack.scenes]
        return {"start": pack.start, "scenes": scenes, "ends": exits}

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        if "story" in cleaned:
            pack: Any = self.instance
            story = cleaned["story"]
            pack.start = story["start"]
            pack.scenes, _ends = scene_streams({**story, "ends": []}, f"pack/{pack.pk}")
            pack.exits = [{"key": end["key"], "text": end["text"]} for end in story["ends"]]
            for message in pack_faults(story):
                self.add_error("story", message)
        return cleaned


def pack_faults(story: Content) -> list[str]:
    """What would break every scenario that takes these scenes in. The rest is judged there."""
    keys = [part["key"] for part in [*story["scenes"], *story["ends"]]]
    faults = [f"The name “{key}” is there twice." for key in {k for k in keys if keys.count(k) > 1}]
    if story["scenes"] and story["start"] not in {scene["key"] for scene in story["scenes"]}:
        faults.append("Say which scene it begins with.")
    for scene in story["scenes"]:
        for option in scene["options"]:
            targets = [option["next"], *(way["target"] for way in option.get("ways", ()))]
            faults += [
                f"Scene “{scene['key']}”, option “{option['key']}” leads to “{target}”, which is "
                "neither a scene nor a way out of here."
                for target in targets
                if target and target not in keys
            ]
    return faults


def check_readable(graph: Graph, data: Mapping[str, Any]) -> None:
    """Every fault of a scenario's file, with the place to mend (courses.catalogue asks for it)."""
    places = {str(pair[0]): place for place, pair in placed(data.get("nodes"))}
    faults = [
        located(fault.message, *(("nodes", places[fault.scene]) if fault.scene in places else ()))
        for fault in graph_faults(graph)
    ]
    if faults:
        raise ValidationError(faults)
