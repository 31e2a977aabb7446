import datetime

from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.utils import timezone

from content.guidance import rules
from content.local_texts.rules import KEY_MESSAGE, KEY_PATTERN

CHECK_KEY = RegexValidator(KEY_PATTERN, KEY_MESSAGE)


class Publication(models.Model):
    """A law, guidance, a study, figures: something lessons lean on, in its editions."""

    key = models.CharField(max_length=60, unique=True, validators=[CHECK_KEY], editable=False)
    title = models.CharField(max_length=250, help_text="As it stands on the publication itself.")
    publisher = models.CharField(
        max_length=250, help_text="Who answers for it: a department, a journal, an organisation."
    )
    kind = models.CharField(max_length=20, choices=rules.Kind.choices)
    url = models.URLField(
        "web address",
        blank=True,
        max_length=500,
        help_text="The publisher's own page. Readers find it below every fact.",
    )
    material_hash = models.CharField(max_length=64, blank=True, editable=False)

    class Meta:
        ordering = ["title"]
        verbose_name = "source"

    def __str__(self) -> str:
        return self.title


class Edition(models.Model):
    """What was published at a time. An edition is added and never overwritten."""

    publication = models.ForeignKey(Publication, on_delete=models.CASCADE, related_name="editions")
    name = models.CharField(max_length=120, help_text="Such as 2026 or Version 2.")
    date = models.CharField(
        "holds from",
        max_length=10,
        validators=[rules.check_date],
        help_text="A year, a month or a day, as exact as you know it: 2026, 2026-09 or 2026-09-01.",
    )
    what_changed = models.TextField(
        blank=True,
        help_text="What to look for when the facts are read against it. Readers never see this.",
    )
    announced_at = models.DateTimeField(null=True, editable=False)  # that it holds

    class Meta:
        ordering = ["publication", "date", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["publication", "name"],
                name="edition_named_once",
                violation_error_message="This source has an edition of that name already.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.publication}, {self.name}"

    @property
    def dated(self) -> rules.Dated:
        return rules.Dated(self.pk or 0, self.name, self.date)

    def clean(self) -> None:
        others = Edition.objects.filter(publication=self.publication_id).exclude(pk=self.pk)
        rules.check_starts_alone(self.dated, [other.dated for other in others])

    @property
    def in_force_on(self) -> datetime.date:
        return rules.day_of(self.date)

    @property
    def date_in_words(self) -> str:
        return rules.in_words(self.date)


class Fact(models.Model):
    """One thing a publication says, in our words, as it was last checked against an edition."""

    key = models.CharField(
        "short name",
        max_length=60,
        unique=True,
        validators=[CHECK_KEY],
        help_text="Lessons name the fact by this, such as kcsie-no-promise. It stays for good.",
    )
    edition = models.ForeignKey(
        Edition,
        on_delete=models.PROTECT,
        related_name="facts",
        verbose_name="checked against",
        help_text="The edition in which somebody has read it.",
    )
    text = models.TextField(
        "what it says", help_text="One to three plain sentences in our own words. Markdown."
    )
    checked_on = models.DateField(
        default=timezone.localdate,
        help_text="When somebody last read it there. Leave it as it is if you mend only words.",
    )
    checked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, editable=False
    )
    to_check = models.TextField(
        "still to confirm",
        blank=True,
        help_text="What somebody should look up in the original, and then empty this field. "
        "Readers never see it.",
    )
    material_hash = models.CharField(max_length=64, blank=True, editable=False)

    class Meta:
        ordering = ["key"]

    def __str__(self) -> str:
        return self.key

    def clean(self) -> None:
        if self.checked_on:
            rules.check_checked_on(self.checked_on, today=timezone.localdate())
