"""What a trainer sets of an activity step."""

from wagtail.admin.panels import FieldPanel, FieldRowPanel

ACTIVITY_PANELS = [
    FieldPanel("intro"),
    FieldPanel("activity"),
    FieldRowPanel([FieldPanel("completing"), FieldPanel("pass_percent")]),
]
