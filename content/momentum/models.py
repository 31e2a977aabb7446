from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.text import capfirst

from . import rules

IN_THE_YEAR = [
    MinValueValidator(1, "The first week is week 1."),
    MaxValueValidator(rules.WEEKS, "The last week is week %(limit_value)s."),
]


class DipQuerySet(models.QuerySet["Dip"]):
    def shown(self) -> "DipQuerySet":
        return self.filter(is_shown=True)


class Dip(models.Model):
    """Weeks of the college year in which energy is known to sink, and what helps then."""

    key = models.SlugField(max_length=60, unique=True, editable=False)
    title = models.CharField(max_length=80)
    from_week = models.PositiveSmallIntegerField(
        "from week",
        validators=IN_THE_YEAR,
        help_text="Week 1 is the week in which teaching starts.",
    )
    until_week = models.PositiveSmallIntegerField(
        "until week", validators=IN_THE_YEAR, help_text="The same number for a single week."
    )
    why = models.TextField(
        "why energy sinks", max_length=600, help_text="One to three sentences, as plain text."
    )
    tactic = models.TextField(
        "what helps",
        max_length=1500,
        help_text="One thing to do that week, in Markdown. It stands on the home page.",
    )
    lesson = models.ForeignKey(
        "wagtailcore.Page",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name="lesson to read",
        help_text="Linked for readers while it is published.",
    )
    is_shown = models.BooleanField(
        "show it in the calendar",
        default=True,
        help_text="Untick it if these weeks are not hard at your college. You can bring it back.",
    )
    material_hash = models.CharField(max_length=64, blank=True, editable=False)
    updated_at = models.DateTimeField(auto_now=True)

    objects = DipQuerySet.as_manager()

    class Meta:
        ordering = ["from_week", "pk"]
        verbose_name = "dip"
        constraints = [
            models.CheckConstraint(
                name="dip_weeks_in_the_year",
                condition=Q(
                    from_week__gte=1,
                    from_week__lte=F("until_week"),
                    until_week__lte=rules.WEEKS,
                ),
                violation_error_message=(
                    f"The weeks of a dip run from 1 to {rules.WEEKS}, the first before the last."
                ),
            )
        ]

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        if self.from_week is None or self.until_week is None:
            return
        rules.check_weeks(self.weeks)
        if self.is_shown:
            others = Dip.objects.shown().exclude(pk=self.pk)
            rules.check_apart(self.weeks, others.values_list("title", "from_week", "until_week"))

    @property
    def weeks(self) -> rules.Weeks:
        return self.from_week, self.until_week

    @property
    def week_words(self) -> str:
        return capfirst(rules.week_words(self.weeks))

    @property
    def is_shipped(self) -> bool:
        """Whether it came with the site."""
        return bool(self.material_hash)


class CollegeYear(models.Model):
    """When teaching starts. There is one row, or none while nobody has said."""

    teaching_starts_on = models.DateField(
        "first day of teaching",
        help_text="Weeks count from the Monday of that week. Enter the next date in the summer.",
    )

    class Meta:
        verbose_name = "college year"
        constraints = [
            models.CheckConstraint(name="one_college_year", condition=Q(pk=1)),
        ]

    def __str__(self) -> str:
        return "The college year"

    def clean(self) -> None:
        if self.teaching_starts_on is not None:
            rules.check_start(self.teaching_starts_on, timezone.localdate())
