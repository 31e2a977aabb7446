"""How the scenes and ends of a scenario are kept: blocks, so that search, references and comments
know them. They are edited in the workshop's own screen, never as Wagtail's form of blocks."""

from typing import Any

from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageChooserBlock
from wagtail.snippets.blocks import SnippetChooserBlock

from assessments.scenarios.rules.graph import (
    KEY,
    KEY_HELP,
    ConditionKind,
    EndBand,
    Meter,
    Stance,
)


class KeyBlock(blocks.RegexBlock):
    """A short name by which another option can lead here."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(rf"^(?:{KEY.pattern})$", error_messages={"invalid": KEY_HELP}, **kwargs)


def words(*, long: bool = True, label: str = "") -> blocks.FieldBlock:
    kind = blocks.TextBlock if long else blocks.CharBlock
    return kind(required=False, label=label or None)


class ConditionBlock(blocks.StructBlock):
    kind = blocks.ChoiceBlock(choices=ConditionKind.choices)
    meter = blocks.ChoiceBlock(choices=Meter.choices, required=False)
    value = blocks.IntegerBlock(required=False, default=0)
    fact = words(long=False)


class WayBlock(blocks.StructBlock):
    when = blocks.ListBlock(ConditionBlock(), default=[])
    target = words(long=False)


class OpeningBlock(blocks.StructBlock):
    when = blocks.ListBlock(ConditionBlock(), default=[])
    text = words()


class ScoreBlock(blocks.StructBlock):
    code = blocks.CharBlock(max_length=16)
    points = blocks.ChoiceBlock(choices=[("0", "0"), ("1", "1"), ("2", "2")], default="0")


class EffectBlock(blocks.StructBlock):
    meter = blocks.ChoiceBlock(choices=Meter.choices)
    change = blocks.IntegerBlock(default=0)


class OptionBlock(blocks.StructBlock):
    key = KeyBlock()
    text = words(label="What you would say or do")
    out = words(label="What happens")
    why = words(label="The coach's comment")
    scores = blocks.ListBlock(ScoreBlock(), default=[])
    critical = blocks.BooleanBlock(required=False)
    stops = blocks.BooleanBlock(required=False)
    votes = blocks.IntegerBlock(required=False, default=0)
    effects = blocks.ListBlock(EffectBlock(), default=[])
    facts = blocks.ListBlock(words(long=False), default=[])
    when = blocks.ListBlock(ConditionBlock(), default=[])
    ways = blocks.ListBlock(WayBlock(), default=[])
    next = words(long=False, label="Leads to")
    stance = blocks.ChoiceBlock(choices=Stance.choices, required=False)

    class Meta:
        icon = "arrow-right"
        label_format = "{key}: {text}"


class SpeakerBlock(blocks.StructBlock):
    character = SnippetChooserBlock("assessments.Character", required=False)
    name = words(long=False)
    role = words(long=False)
    tone = words(long=False)


class PictureBlock(blocks.StructBlock):
    image = ImageChooserBlock(required=False)
    words = words()


class ClipBlock(blocks.StructBlock):
    file = DocumentChooserBlock(required=False)
    captions = DocumentChooserBlock(required=False)
    transcript = words()


class SceneBlock(blocks.StructBlock):
    key = KeyBlock()
    title = words(long=False)
    week = blocks.IntegerBlock(required=False)
    speaker = SpeakerBlock(required=False)
    text = words(label="What is happening")
    openings = blocks.ListBlock(OpeningBlock(), default=[])
    picture = PictureBlock(required=False)
    clip = ClipBlock(required=False)
    own_words = blocks.BooleanBlock(required=False)
    exemplars = blocks.ListBlock(words(), default=[])
    seconds = blocks.IntegerBlock(required=False, default=0)
    late = words(long=False)
    panel = blocks.BooleanBlock(required=False)
    panel_codes = blocks.ListBlock(words(long=False), default=[])
    options = blocks.ListBlock(OptionBlock(), default=[])

    class Meta:
        icon = "comment"
        label = "Scene"
        label_format = "{key}: {text}"


class ExitBlock(blocks.StructBlock):
    name = words(long=False)
    target = words(long=False)


class PackUseBlock(blocks.StructBlock):
    """Shared scenes, taken in by reference. Options lead here by its short name."""

    key = KeyBlock()
    pack = SnippetChooserBlock("assessments.ScenePack", required=False)
    exits = blocks.ListBlock(ExitBlock(), default=[])

    class Meta:
        icon = "copy"
        label = "Shared scenes"
        label_format = "{key}: {pack}"


class EndBlock(blocks.StructBlock):
    key = KeyBlock()
    band = blocks.ChoiceBlock(choices=EndBand.choices)
    text = words(label="What has come of it")

    class Meta:
        icon = "tick"
        label = "End"
        label_format = "{key} ({band})"
