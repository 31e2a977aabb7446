"""Running text: rich text, Markdown, headings."""

from typing import Any

from wagtail import blocks

MARKDOWN_HELP = (
    "Markdown: a blank line starts a paragraph, **bold**, *italic*, lists with - or 1., "
    "tables with |. Words such as {learner} and {mentor} appear as your college says them."
)
RICH_TEXT_FEATURES = ["bold", "italic", "h3", "h4", "ol", "ul", "link", "document-link"]


class RichTextBlock(blocks.RichTextBlock):
    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("features", RICH_TEXT_FEATURES)
        super().__init__(**kwargs)

    class Meta:
        icon = "pilcrow"
        template = "content/blocks/text.html"
        preview_value = "<p>Text with <b>bold words</b>, links and lists.</p>"
        description = "Paragraphs, lists and links, formatted with buttons."


class MarkdownBlock(blocks.TextBlock):
    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("rows", 8)
        kwargs.setdefault("help_text", MARKDOWN_HELP)
        super().__init__(**kwargs)

    class Meta:
        icon = "code"
        template = "content/blocks/markdown.html"
        preview_value = "A paragraph with **bold words**.\n\n- One point\n- Another point"
        description = "Paragraphs, lists and tables, written in Markdown."


class HeadingBlock(blocks.CharBlock):
    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 120)
        super().__init__(**kwargs)

    class Meta:
        icon = "title"
        template = "content/blocks/heading.html"
        preview_value = "Look for the hidden barrier"
        description = "The title of a section. Readers with screen readers move by these."
