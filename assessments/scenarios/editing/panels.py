from functools import partial
from typing import Any

from wagtail.admin.compare import StreamFieldComparison
from wagtail.admin.panels import FieldPanel, MultiFieldPanel


class StoryPanel(FieldPanel):
    """Its script adds comments to a scene or an end; what is compared is how they are stored."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"disable_comments": True, **kwargs})

    class BoundPanel(FieldPanel.BoundPanel):
        def get_comparison(self) -> list[Any]:
            model = self.panel.model
            fields = [field for field in model._meta.get_fields() if field.name in COMPARED]
            return [partial(StreamFieldComparison, field) for field in fields]


COMPARED = ("scenes", "ends")

PANELS: list[Any] = [
    FieldPanel("situation"),
    StoryPanel("story", icon="list-ul"),
    MultiFieldPanel(
        [
            FieldPanel("mode"),
            FieldPanel("counting"),
            FieldPanel("asks_confidence"),
            FieldPanel("unsafe_text"),
            FieldPanel("prompts"),
        ],
        heading="How it is played",
    ),
    MultiFieldPanel(
        [FieldPanel("content_warning"), FieldPanel("way_out")], heading="If it is distressing"
    ),
]

PACK_PANELS: list[Any] = [
    FieldPanel("title"),
    FieldPanel("about"),
    StoryPanel("story", icon="list-ul"),
]
