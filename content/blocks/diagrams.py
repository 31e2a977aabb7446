"""Pictures drawn from words: a path, a ladder, branches."""

from functools import cached_property
from typing import Any

from django.core.exceptions import ValidationError
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError

from content.diagrams.rules import Drawing, Part, draw
from content.terms import apply_terms

KINDS = [
    ("path", "Path: steps in a line"),
    ("ladder", "Ladder: rungs, the first is the lowest"),
    ("branches", "Branches: groups side by side"),
]


class PartBlock(blocks.StructBlock):
    branch = blocks.CharBlock(
        required=False, max_length=40, help_text="Only for branches: the group it belongs to."
    )
    label = blocks.CharBlock(max_length=60, help_text="Three words at the most read best.")
    text = blocks.CharBlock(required=False, max_length=160, label="In a line")

    class Meta:
        icon = "minus"
        label_format = "{branch} {label}"


class DiagramValue(blocks.StructValue):
    @cached_property
    def drawing(self) -> Drawing:
        """In the college's words, which may be longer than the author's."""
        parts = [
            Part(*(apply_terms(part.get(name) or "") for name in ("label", "text", "branch")))
            for part in self["parts"]
        ]
        return draw(self["kind"], parts)


class DiagramBlock(blocks.StructBlock):
    kind = blocks.ChoiceBlock(choices=KINDS, default="path")
    title = blocks.CharBlock(max_length=120)
    text = blocks.TextBlock(
        rows=2,
        label="What it shows",
        help_text="One or two sentences, read instead of the picture by those who cannot see it.",
    )
    parts = blocks.ListBlock(PartBlock(), min_num=2, max_num=12)

    class Meta:
        icon = "site"
        template = "content/blocks/diagram.html"
        value_class = DiagramValue
        label_format = "Diagram: {title}"
        preview_value = {
            "kind": "path",
            "title": "Recognise, respond, record, refer",
            "text": "Four steps in a line, from noticing to telling the right person.",
            "parts": [
                {"branch": "", "label": "Recognise", "text": "You notice something."},
                {"branch": "", "label": "Respond", "text": "Listen. Promise nothing."},
                {"branch": "", "label": "Record", "text": "Their words, the same day."},
                {"branch": "", "label": "Refer", "text": "Tell the lead now."},
            ],
        }
        description = "A picture made of your words, with the same said as text below it."

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        branches = {part["branch"] for part in cleaned["parts"]}
        if self.is_deferred_validation or cleaned["kind"] != "branches":
            return cleaned
        if len(branches) < 2 or "" in branches:
            message = "Give every part its branch, and have at least two branches."
            raise StructBlockValidationError(block_errors={"parts": ValidationError(message)})
        return cleaned
