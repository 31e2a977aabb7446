from django.conf import settings
from django.db import models


class ContactMonth(models.Model):
    """How much a mentor worked with learners in a month: numbers alone, never with whom."""

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="contact_months"
    )
    month_on = models.DateField()  # the first of the month
    one_to_one_sessions = models.PositiveSmallIntegerField("One-to-one meetings", default=0)
    one_to_one_minutes = models.PositiveIntegerField("Time in them", default=0)
    group_sessions = models.PositiveSmallIntegerField("Group sessions", default=0)
    group_minutes = models.PositiveIntegerField("Time in them", default=0)

    class Meta:
        ordering = ["-month_on"]
        constraints = [
            models.UniqueConstraint(fields=["owner", "month_on"], name="contact_month_once")
        ]

    def __str__(self) -> str:
        return f"Contact hours {self.pk}"
