"""What people did. A seat is one person at one activity in one place: her saved state is there."""

from decimal import Decimal

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from cms.people.audit.models import WrittenOnce

from ..rules import JudgedBy, Status
from .activities import Activity, ActivityVersion


class ActivitySeat(models.Model):
    participant = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="activity_seats"
    )
    activity = models.ForeignKey(Activity, on_delete=models.PROTECT, related_name="seats")
    page = models.ForeignKey(
        "wagtailcore.Page", on_delete=models.PROTECT, related_name="activity_seats"
    )
    block_id = models.CharField(max_length=64, blank=True)  # empty: the page is the activity
    # {sub-content id or "0": {data type: text}} as the player sends and wants it back.
    states = models.JSONField(default=dict)
    states_of = models.ForeignKey(
        ActivityVersion, on_delete=models.PROTECT, null=True, related_name="+"
    )
    saved_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["participant", "activity", "page", "block_id"], name="activity_seat_once"
            )
        ]

    def __str__(self) -> str:
        return f"Seat {self.pk}"  # never what was written in it


class ActivityAttempt(models.Model):
    """From opening it to its result. All are kept: first, best and last are read from them."""

    seat = models.ForeignKey(ActivitySeat, on_delete=models.PROTECT, related_name="attempts")
    participant = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="activity_attempts"
    )
    activity = models.ForeignKey(Activity, on_delete=models.PROTECT, related_name="attempts")
    version = models.ForeignKey(ActivityVersion, on_delete=models.PROTECT, related_name="attempts")
    number = models.PositiveIntegerField()
    state = models.CharField(max_length=10, choices=Status, default=Status.OPEN)
    score = models.DecimalField(max_digits=9, decimal_places=2, null=True)
    max_score = models.DecimalField(max_digits=9, decimal_places=2, null=True)
    judged_by = models.CharField(max_length=10, choices=JudgedBy, default=JudgedBy.BROWSER)
    seconds = models.PositiveIntegerField(null=True)
    # Of a branching activity: [{"node", "title", "choice", "score"}], in the order taken.
    path = models.JSONField(default=list)
    started_at = models.DateTimeField(default=timezone.now)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-number"]
        indexes = [models.Index(fields=["participant", "activity", "-started_at"])]
        constraints = [
            models.UniqueConstraint(fields=["seat", "number"], name="activity_attempt_once"),
            models.UniqueConstraint(
                fields=["seat"], condition=Q(state=Status.OPEN), name="activity_attempt_one_open"
            ),
            models.CheckConstraint(
                condition=Q(state=Status.OPEN, finished_at=None)
                | Q(state=Status.FINISHED, finished_at__isnull=False),
                name="activity_attempt_finished_at",
            ),
        ]

    def __str__(self) -> str:
        return f"Attempt {self.number} at {self.activity}"

    def get_absolute_url(self) -> str:
        return reverse("activities:attempt_detail", args=[self.pk])

    @property
    def percent(self) -> Decimal | None:
        """0 to 100, None where the activity gives no score."""
        if self.score is None or not self.max_score:
            return None
        return self.score * 100 / self.max_score


class ActivityStatement(WrittenOnce):
    """One xAPI statement as it was kept: checked, with our actor, id and time, judged again."""

    why_final = "What was answered is written once: another answer is another statement."

    attempt = models.ForeignKey(
        ActivityAttempt, on_delete=models.CASCADE, related_name="statements"
    )
    sent_as = models.UUIDField()  # the player's own number for it: a second sending changes nothing
    sub_content_id = models.CharField(max_length=64, blank=True)  # empty: the whole activity
    verb = models.CharField(max_length=40)  # the last word of its address, such as “answered”
    title = models.CharField(max_length=255, blank=True)
    interaction = models.CharField(max_length=30, blank=True)
    response = models.TextField(blank=True)
    score = models.DecimalField(max_digits=9, decimal_places=2, null=True)
    max_score = models.DecimalField(max_digits=9, decimal_places=2, null=True)
    judged_by = models.CharField(max_length=10, choices=JudgedBy, default=JudgedBy.BROWSER)
    statement = models.JSONField()
    stored_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["attempt", "sub_content_id"])]
        constraints = [
            models.UniqueConstraint(fields=["attempt", "sent_as"], name="activity_statement_once")
        ]

    def __str__(self) -> str:
        return f"Statement {self.pk}: {self.verb}"
