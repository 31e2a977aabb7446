from decimal import Decimal

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from cms.people.teams.models import Team

from ..rules.kinds import CountsTowards
from ..rules.states import NeedKind


class SupervisionPolicy(models.Model):
    """How often, for whom. Of the rows that fit somebody the one of highest priority holds; the
    college changes them, and each explains itself (domain.md 4.6)."""

    key = models.SlugField(max_length=40, unique=True)
    name = models.CharField("for whom, in a few words", max_length=120)
    priority = models.PositiveSmallIntegerField("the higher number wins", default=0)
    is_active = models.BooleanField("in use", default=True)
    # For whom: empty says nothing about it.
    need = models.CharField(
        "only while this is set for somebody", max_length=20, choices=NeedKind, blank=True
    )
    from_day = models.PositiveSmallIntegerField("from this day in post", null=True, blank=True)
    until_day = models.PositiveSmallIntegerField("until this day in post", null=True, blank=True)
    fte_from = models.DecimalField(
        "from this full-time equivalent", max_digits=3, decimal_places=2, null=True, blank=True
    )
    fte_below = models.DecimalField(
        "below this full-time equivalent", max_digits=3, decimal_places=2, null=True, blank=True
    )
    team = models.ForeignKey(
        Team,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="supervision_policies",
        verbose_name="only this team",
    )
    back_within_days = models.PositiveSmallIntegerField(
        "first session after a long absence, within (working days)", null=True, blank=True
    )
    # What it asks.
    target = models.CharField(
        "counts", max_length=12, choices=CountsTowards, default=CountsTowards.FREQUENCY
    )
    interval_days = models.PositiveSmallIntegerField(
        "a session at least every (days)",
        validators=[MinValueValidator(1), MaxValueValidator(366)],
    )
    tolerance_days = models.PositiveSmallIntegerField("days of grace", default=7)
    least_a_year = models.PositiveSmallIntegerField("never fewer in a year than", default=0)
    contact_hours = models.PositiveSmallIntegerField(
        "and one after so many hours with learners", null=True, blank=True
    )
    min_minutes = models.PositiveSmallIntegerField("shortest session that counts", default=20)
    types_allowed = models.JSONField("kinds that count; none ticked: all", default=list, blank=True)
    group_percent = models.PositiveSmallIntegerField(
        "group sessions: at most (% of sessions)",
        default=33,
        validators=[MaxValueValidator(100)],
    )
    pauses_when_away = models.BooleanField("a long absence stops the clock", default=True)
    pauses_when_closed = models.BooleanField("weeks the college is closed stop it", default=True)
    note = models.CharField("why", max_length=300, blank=True)

    class Meta:
        ordering = ["-priority", "pk"]
        verbose_name_plural = "supervision policies"

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("supervision:policy_update", args=[self.pk])


class SupervisionNeed(models.Model):
    """Days in which more supervision is due for somebody; never why."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="supervision_needs"
    )
    kind = models.CharField(max_length=20, choices=NeedKind)
    starts_on = models.DateField("first day", default=timezone.localdate)
    ends_on = models.DateField("last day", null=True, blank=True)
    set_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        related_name="supervision_needs_set",
    )
    set_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["person", "-starts_on"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="supervision_need_dates_in_order",
            ),
            models.UniqueConstraint(
                fields=["person", "kind"],
                condition=Q(ends_on__isnull=True),
                name="one_open_supervision_need_a_kind",
            ),
        ]

    def __str__(self) -> str:
        return f"Supervision need {self.pk}"


class CollegeClosure(models.Model):
    name = models.CharField(max_length=80)
    starts_on = models.DateField("first day closed")
    ends_on = models.DateField("last day closed")

    class Meta:
        ordering = ["-starts_on"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")), name="closure_dates_in_order"
            )
        ]

    def __str__(self) -> str:
        return self.name


class SupervisorPost(models.Model):
    """How much time somebody has for supervising; it bounds how many she takes (domain.md 4.8)."""

    supervisor = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="supervisor_post"
    )
    fte = models.DecimalField(
        "full-time equivalent for supervising",
        max_digits=3,
        decimal_places=2,
        default=Decimal("0.2"),
        validators=[MinValueValidator(Decimal("0.05")), MaxValueValidator(Decimal("1"))],
    )
    trained_on = models.DateField("last trained as a supervisor", null=True, blank=True)
    may_exceed_until = models.DateField("more supervisees approved until", null=True, blank=True)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="supervisor_posts_approved",
    )

    class Meta:
        ordering = ["supervisor"]

    def __str__(self) -> str:
        return f"Supervisor post {self.pk}"
