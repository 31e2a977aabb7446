from django.core.validators import RegexValidator
from django.db import models

from content.local_texts.rules import KEY_MESSAGE, KEY_PATTERN


class LocalText(models.Model):
    """What one college says under a heading “In your college”: names, links, ways of working."""

    key = models.CharField(
        max_length=60,
        unique=True,
        validators=[RegexValidator(KEY_PATTERN, KEY_MESSAGE)],
        help_text="The name that lessons use for this text.",
    )
    title = models.CharField(max_length=120, blank=True, help_text="Empty: the lesson's own title.")
    text = models.TextField(
        blank=True,
        help_text="Markdown. While this is empty, the lesson shows what to ask and whom.",
    )
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["key"]
        verbose_name = "local text"

    def __str__(self) -> str:
        return self.title or self.key
