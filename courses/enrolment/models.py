"""Who takes what, why and by when. A new period is a new row; nothing is ever reset."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from courses.catalogue.models import ModulePage, ProgrammePage
from courses.enrolment.rules import EnrolmentReason


class ProgrammeEnrolment(models.Model):
    participant = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="programme_enrolments"
    )
    programme = models.ForeignKey(
        ProgrammePage, on_delete=models.PROTECT, related_name="enrolments"
    )
    starts_on = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["participant", "programme"], name="programme_once_a_person"
            )
        ]
        ordering = ["starts_on", "pk"]

    def __str__(self) -> str:
        return f"{self.participant} in {self.programme}"


class EnrolmentQuerySet(models.QuerySet["Enrolment"]):
    def standing(self) -> "EnrolmentQuerySet":
        return self.filter(withdrawn_at=None)


class Enrolment(models.Model):
    """One period of one person in one module; the highest cycle is the one that runs."""

    participant = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="enrolments"
    )
    module = models.ForeignKey(ModulePage, on_delete=models.PROTECT, related_name="enrolments")
    cycle = models.PositiveSmallIntegerField(default=1)
    reason = models.CharField(max_length=20, choices=EnrolmentReason)
    assigned_on = models.DateField(default=timezone.localdate)
    due_on = models.DateField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = EnrolmentQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["participant", "module", "cycle"], name="enrolment_once_a_cycle"
            ),
            models.CheckConstraint(
                condition=models.Q(cycle__gte=1), name="enrolment_cycle_from_one"
            ),
        ]
        ordering = ["-cycle"]

    def __str__(self) -> str:
        return f"{self.participant} in {self.module}, cycle {self.cycle}"
