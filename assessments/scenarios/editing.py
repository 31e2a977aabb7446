"""The trainer's form. A draft may be unfinished; what is published must be playable to a result."""

from typing import Any

from django.core.exceptions import ValidationError
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.admin.panels import FieldPanel, HelpPanel, MultiFieldPanel
from wagtail.blocks import StreamBlockValidationError, StructBlockValidationError

from assessments.scenarios.blocks import content_of, graph_of
from assessments.scenarios.rules import Fault, graph_faults
from assessments.standards.queries import check_codes

PARTS = ("situation", "start", "scenes", "ends", "codes", "unsafe_text")


class ScenarioPageForm(WagtailAdminPageForm):
    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        # Wagtail defers validation while a draft is saved or previewed: half a story may be kept.
        if self.is_deferred_validation or any(name not in cleaned for name in PARTS):
            return cleaned
        faults = graph_faults(graph_of(content_of(**{name: cleaned[name] for name in PARTS})))
        if faults:
            self.add_error("scenes", scene_errors(faults, cleaned["scenes"]))
        try:
            check_codes(cleaned["codes"])
        except ValidationError as error:
            self.add_error("codes", error)
        return cleaned


def scene_errors(faults: list[Fault], scenes: Any) -> StreamBlockValidationError:
    """All faults together above the scenes, and each of them again at the scene to mend."""
    places: dict[int, list[ValidationError]] = {}
    for place, scene in enumerate(scenes):
        own = [
            ValidationError(fault.message)
            for fault in faults
            if fault.scene and fault.scene == scene.value["key"]
        ]
        if own:
            places[place] = own
    return StreamBlockValidationError(
        non_block_errors=[ValidationError(fault.message) for fault in faults],
        block_errors={
            place: StructBlockValidationError(non_block_errors=own) for place, own in places.items()
        },
    )


PANELS = [
    HelpPanel(
        heading="How a scenario works",
        content=(
            "<p>A story in scenes. Each scene ends in a decision; each option tells what happens, "
            "says why, and leads to another scene or to an end. Nothing here is shown to "
            "participants before they get there.</p><p>Save drafts as unfinished as you like. "
            "The preview shows the whole scenario with everything still to mend; it can be "
            "published once every path works.</p>"
        ),
    ),
    FieldPanel("situation"),
    FieldPanel("start"),
    FieldPanel("scenes"),
    MultiFieldPanel([FieldPanel("ends"), FieldPanel("unsafe_text")], heading="How it can end"),
]
