"""What a lesson states as fact: kept once, with its source, and shown wherever it is needed."""

from wagtail import blocks

from content.blocks.practice import KeyBlock


class FactBlock(blocks.StructBlock):
    key = KeyBlock(
        label="Short name of the fact",
        help_text="As it stands under “Facts and sources”, such as kcsie-no-promise. Its words, "
        "source, edition and date come from there.",
    )

    class Meta:
        icon = "clipboard-list"
        template = "content/blocks/fact.html"
        label = "Fact with its source"
        label_format = "Fact: {key}"
        preview_value = {"key": "rarpa-five-stages"}
        description = "Law, guidance, research or a figure, with source, edition and date."
