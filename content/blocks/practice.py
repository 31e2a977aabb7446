"""Exercises inside a lesson. What a person does in them is hers: nothing here knows who she is.

A block with an `exercise_template` leaves a place in the page, where that template is shown to
whoever may take part; it gets `part` (content.bodies). Right answers never stand in that template.
"""

from typing import Any

from django.core.exceptions import ValidationError
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError

from content.blocks.text import MarkdownBlock
from content.local_texts.rules import KEY_MESSAGE, KEY_PATTERN

KEY_HELP = "Small letters and hyphens, such as own-silence; one of its kind in the lesson."
NOTE_HELP = "Shown after checking: why it belongs there."
EXEMPLAR_NOTE_HELP = "Why it works, in a line."


class KeyBlock(blocks.RegexBlock):
    """The short name by which people's own work stays with the block when it is moved."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", "Short name")
        kwargs.setdefault("help_text", KEY_HELP)
        super().__init__(KEY_PATTERN, error_messages={"invalid": KEY_MESSAGE}, **kwargs)


class MinutesBlock(blocks.IntegerBlock):
    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, min_value=1, max_value=60, **kwargs)


class ExerciseValue(blocks.StructValue):
    @property
    def minutes(self) -> int:
        return int(self.get("minutes") or 0)

    @property
    def is_gate(self) -> bool:
        """Whether a lesson can be finished only when this has been done right."""
        return False


class ExerciseBlock(blocks.StructBlock):
    """What all exercises have: a name, a title, minutes."""

    key = KeyBlock()
    title = blocks.CharBlock(max_length=120)
    minutes = MinutesBlock()

    class Meta:
        value_class = ExerciseValue
        template = "content/blocks/exercise.html"


class ItemBlock(blocks.StructBlock):
    text = blocks.CharBlock(max_length=400, label="Item")
    feedback = blocks.CharBlock(required=False, max_length=600, help_text=NOTE_HELP)
    must = blocks.BooleanBlock(
        required=False,
        label="Must be right",
        help_text="For safety: the lesson can be finished only when this is in its place.",
    )

    class Meta:
        icon = "radio-full"
        label_format = "{text}"


class PlaceBlock(blocks.StructBlock):
    name = blocks.CharBlock(max_length=60, label="Place")
    items = blocks.ListBlock(ItemBlock(), label="What belongs here", min_num=1)

    class Meta:
        icon = "folder-open-1"
        label_format = "{name}"


class SortValue(ExerciseValue):
    @property
    def is_gate(self) -> bool:
        return any(item["must"] for place in self["places"] for item in place["items"])


class SortBlock(ExerciseBlock):
    intro = MarkdownBlock(rows=2, label="What to do")
    places = blocks.ListBlock(PlaceBlock(), min_num=2, max_num=6)

    class Meta:
        icon = "list-ul"
        value_class = SortValue
        exercise_template = "practice/sort_form.html"
        label_format = "Sort: {title}"
        preview_value = {
            "key": "whose-job",
            "title": "Whose job is it?",
            "minutes": 3,
            "intro": "Put each where it belongs.",
            "places": [
                {"name": "Mentor", "items": [{"text": "Review a target", "must": False}]},
                {"name": "Counsellor", "items": [{"text": "Treat a panic", "must": False}]},
            ],
        }
        description = "Things to put where they belong. Some may be marked as a matter of safety."

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        if self.is_deferred_validation:
            return cleaned
        texts = [item["text"] for place in cleaned["places"] for item in place["items"]]
        twice = next((text for text in texts if texts.count(text) > 1), None)
        if twice:
            message = f"“{twice}” stands in two places: nobody could sort it."
            raise StructBlockValidationError(block_errors={"places": ValidationError(message)})
        return cleaned


class ExemplarBlock(blocks.StructBlock):
    text = blocks.CharBlock(max_length=400, label="Example")
    note = blocks.CharBlock(required=False, max_length=400, help_text=EXEMPLAR_NOTE_HELP)

    class Meta:
        icon = "pick"
        label_format = "{text}"


class PromptBlock(blocks.StructBlock):
    said = blocks.CharBlock(max_length=250, label="What the learner says")
    about = MarkdownBlock(rows=2, required=False, label="The situation")
    exemplars = blocks.ListBlock(ExemplarBlock(), label="Good questions", min_num=1)

    class Meta:
        icon = "comment"
        label_format = "{said}"


class DrillBlock(ExerciseBlock):
    intro = MarkdownBlock(rows=2, label="What to do")
    prompts = blocks.ListBlock(PromptBlock(), min_num=1, max_num=6)

    class Meta:
        icon = "help"
        exercise_template = "practice/drill_form.html"
        label = "Question drill"
        label_format = "Drill: {title}"
        preview_value = {
            "key": "ask-first",
            "title": "Your question first",
            "minutes": 4,
            "intro": "Write what you would ask.",
            "prompts": [
                {
                    "said": "“I'm just not a maths person.”",
                    "about": "",
                    "exemplars": [{"text": "When did it go a little better?", "note": ""}],
                }
            ],
        }
        description = "People write their own question first, and then see what kind it is."


class TargetBlock(blocks.StructBlock):
    target = blocks.CharBlock(max_length=250, label="A weak target")
    about = MarkdownBlock(rows=2, required=False, label="Whose it is")
    exemplars = blocks.ListBlock(ExemplarBlock(), label="Better versions", min_num=1)

    class Meta:
        icon = "crosshairs"
        label_format = "{target}"


class BenchBlock(ExerciseBlock):
    intro = MarkdownBlock(rows=2, label="What to do")
    targets = blocks.ListBlock(TargetBlock(), min_num=1, max_num=8)

    class Meta:
        icon = "edit"
        exercise_template = "practice/bench_form.html"
        label = "Target makeover"
        label_format = "Bench: {title}"
        preview_value = {
            "key": "makeover",
            "title": "Target makeover",
            "minutes": 5,
            "intro": "Rewrite one of these.",
            "targets": [
                {
                    "target": "Be more organised.",
                    "about": "",
                    "exemplars": [{"text": "Headings in the folder by Friday", "note": ""}],
                }
            ],
        }
        description = "A weak target is rewritten and cut into steps, with checks that explain."


class TalkTimeBlock(ExerciseBlock):
    text = MarkdownBlock(rows=4, label="What to do")

    class Meta:
        icon = "history"
        exercise_template = "practice/talk_form.html"
        label = "Talk-time trainer"
        label_format = "Talk time: {title}"
        preview_value = {
            "key": "who-talks",
            "title": "Who talks?",
            "minutes": 4,
            "text": "Talk in pairs for three minutes.",
        }
        description = "Two buttons, me and them: each one's share and the longest silence."
