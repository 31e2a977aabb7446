"""What a college keeps in one place and lessons show: its texts, its year, whom to tell."""

from wagtail import blocks

from content.blocks.text import MarkdownBlock


class MomentumBlock(blocks.StructBlock):
    title = blocks.CharBlock(max_length=120, default="The year and its dips")
    text = MarkdownBlock(rows=2, required=False)

    class Meta:
        icon = "calendar-alt"
        template = "content/blocks/momentum.html"
        label = "Momentum calendar"
        label_format = "Calendar: {title}"
        preview_value = {"title": "The year and its dips", "text": ""}
        description = "The college's year with its dips, as it stands in the momentum calendar."


class ContactsBlock(blocks.StructBlock):
    title = blocks.CharBlock(max_length=120, default="Whom to tell here")
    text = MarkdownBlock(rows=2, required=False)

    class Meta:
        icon = "warning"
        template = "content/blocks/contacts.html"
        label = "Safeguarding contacts"
        label_format = "Contacts: {title}"
        preview_value = {"title": "Whom to tell here", "text": ""}
        description = "The safeguarding card of this college, always as it stands today."
