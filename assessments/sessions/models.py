import uuid
from datetime import datetime, timedelta

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from assessments.supervision.models import SupervisionAgreement
from assessments.supervision.rules.kinds import SessionType
from assessments.supervision.rules.states import Medium

from .rules import Attendance, CalledOffBy, CallOffReason, SessionState


class SupervisionSession(models.Model):
    """A time two people, or a group, set aside. What is said in it is in its record, not here."""

    supervisor = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="sessions_held"
    )
    # None for a group and for a debrief with somebody else than one's own supervisor.
    agreement = models.ForeignKey(
        SupervisionAgreement,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="sessions",
    )
    type = models.CharField("kind", max_length=14, choices=SessionType)
    state = models.CharField(max_length=10, choices=SessionState, default=SessionState.PLANNED)
    starts_at = models.DateTimeField("begins")
    minutes = models.PositiveSmallIntegerField(
        "planned minutes",
        default=60,
        validators=[MinValueValidator(20), MaxValueValidator(120)],
    )
    medium = models.CharField("how", max_length=10, choices=Medium, default=Medium.IN_PERSON)
    place = models.CharField("where", max_length=200, blank=True)
    held_at = models.DateTimeField(null=True, blank=True)
    held_minutes = models.PositiveSmallIntegerField("minutes it took", null=True, blank=True)
    functions = models.JSONField("what it did", default=list, blank=True)
    # The day it was due when it was booked, and the days of grace: what “on time” is read against.
    due_on = models.DateField(null=True, blank=True, editable=False)
    tolerance_days = models.PositiveSmallIntegerField(default=0, editable=False)
    called_off_by = models.CharField(max_length=10, choices=CalledOffBy, blank=True)
    reason = models.CharField(max_length=10, choices=CallOffReason, blank=True)
    called_off_at = models.DateTimeField(null=True, blank=True)
    instead_of = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="rebooked_as"
    )
    # For calendars: the same meeting, the how-manieth change of it.
    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    sequence = models.PositiveSmallIntegerField(default=0, editable=False)
    booked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="sessions_booked"
    )
    created_at = models.DateTimeField(default=timezone.now)
    changed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-starts_at", "-pk"]
        indexes = [
            models.Index(fields=["supervisor", "state", "starts_at"]),
            models.Index(fields=["state", "starts_at"]),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state=SessionState.HELD) | Q(held_at__isnull=False),
                name="a_held_session_has_its_moment",
            ),
            models.CheckConstraint(
                condition=~Q(state=SessionState.CANCELLED) | (~Q(called_off_by="") & ~Q(reason="")),
                name="a_cancelled_session_has_its_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"Supervision session {self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("sessions:session_detail", args=[self.pk])

    @property
    def ends_at(self) -> datetime:
        return self.starts_at + timedelta(minutes=self.minutes)


class SessionAttendance(models.Model):
    """Who a session is for: one mentor, or each of a group."""

    session = models.ForeignKey(
        SupervisionSession, on_delete=models.CASCADE, related_name="attendances"
    )
    attendee = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="session_attendances"
    )
    state = models.CharField(max_length=10, choices=Attendance, default=Attendance.EXPECTED)

    class Meta:
        ordering = ["session", "pk"]
        indexes = [models.Index(fields=["attendee", "state"])]
        constraints = [
            models.UniqueConstraint(
                fields=["session", "attendee"], name="one_attendance_a_person_and_session"
            )
        ]

    def __str__(self) -> str:
        return f"Attendance {self.pk}"


class CalendarFeed(models.Model):
    """The private address of somebody's calendar of sessions: only its hash is kept."""

    owner = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="calendar_feed"
    )
    token_hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField(default=timezone.now)
    read_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"Calendar feed {self.pk}"
