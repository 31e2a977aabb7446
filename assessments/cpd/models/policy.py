from dataclasses import fields

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone

from .. import rules
from ..rules import Policy

PERCENT = [MinValueValidator(0), MaxValueValidator(100)]
AT_LEAST_ONE = [MinValueValidator(1)]
NOT_NEGATIVE = [MinValueValidator(0)]


def hours(default: object, words: str) -> models.DecimalField:
    return models.DecimalField(
        words, max_digits=5, decimal_places=2, default=default, validators=NOT_NEGATIVE
    )


class CPDPolicy(models.Model):
    """What the college asks from one CPD year on, until a later row says otherwise."""

    from_year = models.PositiveSmallIntegerField(
        "from the CPD year that starts in", unique=True, help_text="2026 is 2026/27."
    )
    annual_hours = hours(rules.DEFAULT.annual_hours, "hours a year, full time")
    floor_hours = hours(rules.DEFAULT.floor_hours, "fewest hours a year, however part-time")
    round_up_to = hours(rules.DEFAULT.round_up_to, "round targets up to")
    absence_over_months = models.PositiveSmallIntegerField(
        "an absence counts when it is longer than (months)",
        default=rules.DEFAULT.absence_over_months,
    )
    self_directed_percent = models.PositiveSmallIntegerField(
        "self-directed learning: at most (% of the target)",
        default=rules.DEFAULT.self_directed_percent,
        validators=PERCENT,
    )
    contribution_percent = models.PositiveSmallIntegerField(
        "contribution: at most (% of the target)",
        default=rules.DEFAULT.contribution_percent,
        validators=PERCENT,
    )
    mandatory_percent = models.PositiveSmallIntegerField(
        "mandatory training: at most (% of the target)",
        default=rules.DEFAULT.mandatory_percent,
        validators=PERCENT,
    )
    group_supervision_hours = hours(
        rules.DEFAULT.group_supervision_hours, "group supervision: at most (hours)"
    )
    participatory_percent = models.PositiveSmallIntegerField(
        "done together with others: at least (% of the target)",
        default=rules.DEFAULT.participatory_percent,
        validators=PERCENT,
    )
    impact_entries = models.PositiveSmallIntegerField(
        "entries that say what changed", default=rules.DEFAULT.impact_entries
    )
    gap_months = models.PositiveSmallIntegerField(
        "a gap is longer than (months)", default=rules.DEFAULT.gap_months, validators=AT_LEAST_ONE
    )
    shortest_application = models.PositiveSmallIntegerField(
        "“what I will do differently” is at least (characters)",
        default=rules.DEFAULT.shortest_application,
    )
    evidence_expected_minutes = models.PositiveSmallIntegerField(
        "evidence is expected from (minutes)", default=rules.DEFAULT.evidence_expected_minutes
    )
    verify_within_days = models.PositiveSmallIntegerField(
        "verified within (working days)",
        default=rules.DEFAULT.verify_within_days,
        validators=AT_LEAST_ONE,
    )
    impact_first_weeks = models.PositiveSmallIntegerField(
        "first asked what changed after (weeks)",
        default=rules.DEFAULT.impact_first_weeks,
        validators=AT_LEAST_ONE,
    )
    impact_second_weeks = models.PositiveSmallIntegerField(
        "asked again after (weeks)",
        default=rules.DEFAULT.impact_second_weeks,
        validators=AT_LEAST_ONE,
    )
    sample_percent = models.PositiveSmallIntegerField(
        "sampled (% of verified entries)", default=rules.DEFAULT.sample_percent, validators=PERCENT
    )
    sample_least = models.PositiveSmallIntegerField(
        "sampled of each mentor at least", default=rules.DEFAULT.sample_least
    )
    sample_all_over_hours = hours(
        rules.DEFAULT.sample_all_over_hours, "always sampled above (hours)"
    )
    sample_first_year = models.BooleanField(
        "always sampled: the first entry of somebody in her first year",
        default=rules.DEFAULT.sample_first_year,
    )
    witness_days = models.PositiveSmallIntegerField(
        "a witness’s link works for (days)",
        default=rules.DEFAULT.witness_days,
        validators=AT_LEAST_ONE,
    )
    close_after_days = models.PositiveSmallIntegerField(
        "a year’s entries are closed after (days)", default=rules.DEFAULT.close_after_days
    )
    changed_at = models.DateTimeField(default=timezone.now, editable=False)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="cpd_policies_changed",
    )

    class Meta:
        verbose_name = "CPD policy"
        verbose_name_plural = "CPD policies"
        ordering = ["-from_year"]

    def __str__(self) -> str:
        return f"CPD policy from {self.from_year}"

    @property
    def values(self) -> Policy:
        return Policy(**{field.name: getattr(self, field.name) for field in fields(Policy)})
