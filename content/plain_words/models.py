from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

from . import rules


class PlainWordQuerySet(models.QuerySet["PlainWord"]):
    def in_use(self) -> "PlainWordQuerySet":
        return self.filter(is_used=True)


class PlainWord(models.Model):
    """A word of the trade, and what to say to a learner instead."""

    jargon = models.CharField(
        max_length=80,
        help_text="For one thing, not many: “action plan” finds “Action plans” as well.",
    )
    plain = models.CharField(
        "plain version", max_length=160, help_text="What somebody new to college would say."
    )
    note = models.CharField(
        max_length=240, blank=True, help_text="When to use which, or what to mind. May stay empty."
    )
    is_used = models.BooleanField(
        "look for it in texts",
        default=True,
        help_text="Untick it if this is an ordinary word at your college.",
    )
    material_key = models.CharField(max_length=80, blank=True, editable=False)
    material_hash = models.CharField(max_length=64, blank=True, editable=False)
    updated_at = models.DateTimeField(auto_now=True)

    objects = PlainWordQuerySet.as_manager()

    class Meta:
        ordering = [Lower("jargon")]
        verbose_name = "plain word"
        constraints = [
            models.UniqueConstraint(
                Lower("jargon"),
                name="one_plain_word_for_jargon",
                violation_error_message="This word is in the list already.",
            ),
            models.UniqueConstraint(
                fields=["material_key"],
                condition=~Q(material_key=""),
                name="one_plain_word_for_key",
            ),
        ]

    def __str__(self) -> str:
        return self.jargon

    def clean(self) -> None:
        rules.check_plain(self.jargon, self.plain)

    @property
    def is_shipped(self) -> bool:
        """Whether it came with the site."""
        return bool(self.material_key)
