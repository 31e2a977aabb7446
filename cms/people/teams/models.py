from datetime import date
from decimal import Decimal

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from . import rules


class Team(models.Model):
    name = models.CharField(max_length=120, unique=True)
    code = models.CharField(max_length=12, unique=True)

    class Meta:
        ordering = ["code"]

    def __str__(self) -> str:
        return self.name


class StaffProfile(models.Model):
    person = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="staff_profile"
    )
    job_title = models.CharField(
        max_length=120, blank=True, help_text="In the college’s own words."
    )
    fte = models.DecimalField(
        "full-time equivalent",
        max_digits=3,
        decimal_places=2,
        default=Decimal("1"),
        validators=[MinValueValidator(Decimal("0.05")), MaxValueValidator(Decimal("1"))],
        help_text="1 is full time; 0.6 is three days of five.",
    )
    started_on = models.DateField("in post since", null=True, blank=True)
    left_on = models.DateField("left on", null=True, blank=True)
    campus = models.CharField("site", max_length=120, blank=True)
    area = models.CharField("curriculum area", max_length=120, blank=True)
    team = models.ForeignKey(
        Team, on_delete=models.PROTECT, null=True, blank=True, related_name="profiles"
    )

    class Meta:
        ordering = ["person"]

    def __str__(self) -> str:
        return f"{self.person}, {self.job_title}" if self.job_title else str(self.person)

    def clean(self) -> None:
        rules.check_employment(self.started_on, self.left_on)


class ReportingLineQuerySet(models.QuerySet["ReportingLine"]):
    def on(self, day: date | None = None) -> "ReportingLineQuerySet":
        day = day or timezone.localdate()
        return self.filter(Q(ends_on=None) | Q(ends_on__gte=day), starts_on__lte=day)


class ReportingLine(models.Model):
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="reporting_lines"
    )
    manager = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="managed_lines"
    )
    starts_on = models.DateField("first day", default=timezone.localdate)
    ends_on = models.DateField("last day", null=True, blank=True)

    objects = ReportingLineQuerySet.as_manager()

    class Meta:
        ordering = ["person", "-starts_on"]
        indexes = [models.Index(fields=["manager", "starts_on", "ends_on"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="reporting_line_dates_in_order",
            ),
            models.CheckConstraint(
                condition=~Q(person=F("manager")), name="nobody_manages_themselves"
            ),
            models.UniqueConstraint(
                fields=["person"],
                condition=Q(ends_on__isnull=True),
                name="one_open_reporting_line",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} → {self.manager}"

    def clean(self) -> None:
        rules.check_line(self.person_id, self.manager_id, self.starts_on, self.ends_on)
        others = ReportingLine.objects.filter(person=self.person_id).exclude(pk=self.pk)
        rules.check_lines_apart(
            (self.starts_on, self.ends_on), [(line.starts_on, line.ends_on) for line in others]
        )


class Absence(models.Model):
    """A long absence from work, without a reason: only its days bear on targets and due dates."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="absences"
    )
    starts_on = models.DateField("first day away")
    ends_on = models.DateField("last day away", null=True, blank=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        related_name="absences_recorded",
    )
    recorded_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["person", "-starts_on"]
        indexes = [models.Index(fields=["person", "starts_on"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="absence_dates_in_order",
            ),
            models.UniqueConstraint(
                fields=["person"], condition=Q(ends_on__isnull=True), name="one_open_absence"
            ),
        ]

    def __str__(self) -> str:
        return f"Absence {self.pk}"

    def clean(self) -> None:
        rules.check_absence(self.starts_on, self.ends_on)
        others = Absence.objects.filter(person=self.person_id).exclude(pk=self.pk)
        rules.check_absences_apart(
            (self.starts_on, self.ends_on), [(row.starts_on, row.ends_on) for row in others]
        )


class Cover(models.Model):
    """Somebody stands in for another for named days, with her rights over one person or all of
    them (domain.md 2.3, delegation)."""

    stands_in = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="covers_given"
    )
    absent = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="covered_by"
    )
    kind = models.CharField(max_length=12, choices=rules.CoverKind)
    starts_on = models.DateField("first day", default=timezone.localdate)
    ends_on = models.DateField("last day")
    set_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        related_name="covers_set",
    )
    set_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-starts_on", "pk"]
        indexes = [models.Index(fields=["stands_in", "kind", "starts_on", "ends_on"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")), name="cover_dates_in_order"
            ),
            models.CheckConstraint(
                condition=~Q(stands_in=F("absent")), name="nobody_stands_in_for_themselves"
            ),
        ]

    def __str__(self) -> str:
        return f"Cover {self.pk}"


class ConflictOfInterest(models.Model):
    """Two people of whom neither manages, supervises, observes or moderates the other. That they
    are is written down, never why."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="conflicts"
    )
    other = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="conflicts_of_others"
    )
    declared_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="conflicts_declared"
    )
    declared_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-declared_at", "-pk"]
        verbose_name_plural = "conflicts of interest"
        constraints = [
            models.CheckConstraint(
                condition=~Q(person=F("other")), name="no_conflict_with_oneself"
            ),
            models.UniqueConstraint(
                fields=["person", "other"],
                condition=Q(ended_at__isnull=True),
                name="one_open_conflict_a_pair",
            ),
        ]

    def __str__(self) -> str:
        return f"Conflict {self.pk}"
