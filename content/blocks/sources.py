"""Where what a page says comes from."""

from wagtail import blocks


class SourceBlock(blocks.StructBlock):
    id = blocks.CharBlock(
        required=False,
        max_length=60,
        label="Short name",
        help_text="To tell sources apart, such as rarpa.",
    )
    title = blocks.CharBlock(max_length=250)
    publisher = blocks.CharBlock(required=False, max_length=250)
    edition = blocks.CharBlock(required=False, max_length=120)
    date = blocks.CharBlock(required=False, max_length=20, help_text="A year, a month or a day.")
    url = blocks.URLBlock(required=False, label="Web address")

    class Meta:
        icon = "link-external"
        template = "content/blocks/source.html"
        label_format = "{title}"
        preview_value = {
            "id": "rarpa",
            "title": "Recognising and Recording Progress and Achievement",
            "publisher": "Learning and Work Institute",
            "edition": "",
            "date": "2022",
            "url": "",
        }
        description = "A book, a law, a study or a page on which this page leans."


class SourcesBlock(blocks.StreamBlock):
    source = SourceBlock()
