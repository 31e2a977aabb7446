from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone

from assessments.rooms.rules import Phase


class Room(models.Model):
    """A scenario played together: one screen, and everybody votes by phone. Nobody is named."""

    code = models.CharField(max_length=8, unique=True)
    host = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="rooms_hosted"
    )
    scenario = models.ForeignKey(
        "assessments.ScenarioPage", on_delete=models.PROTECT, related_name="rooms"
    )
    version = models.ForeignKey(
        "assessments.ScenarioVersion", on_delete=models.PROTECT, related_name="rooms"
    )
    phase = models.CharField(max_length=12, choices=Phase.choices, default=Phase.GATHERING)
    choices = models.JSONField(default=list, blank=True)  # the log: see rules
    current_scene = models.CharField(max_length=90)
    opened_at = models.DateTimeField(default=timezone.now)
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-opened_at"]

    def __str__(self) -> str:
        return f"Room {self.code}: {self.scenario}"

    def get_absolute_url(self) -> str:
        return reverse("rooms:room_detail", args=[self.code])

    @property
    def position(self) -> int:
        """Of the decision that is before the room, from 1."""
        return len(self.choices) + 1


class RoomVote(models.Model):
    """One phone's vote on one decision. Nothing says whose phone it is."""

    room = models.ForeignKey(Room, on_delete=models.CASCADE, related_name="votes")
    position = models.PositiveSmallIntegerField()
    voter = models.CharField(max_length=32)
    option_key = models.CharField(max_length=40)
    voted_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["room", "position"]
        constraints = [
            models.UniqueConstraint(fields=["room", "position", "voter"], name="room_vote_once")
        ]

    def __str__(self) -> str:
        return f"{self.room}, vote at {self.position}"
