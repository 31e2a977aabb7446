from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone


class DebriefAnswer(models.Model):
    """What somebody wrote to a question of the debrief. Hers alone."""

    attempt = models.ForeignKey(
        "assessments.ScenarioAttempt", on_delete=models.CASCADE, related_name="debrief_answers"
    )
    place = models.PositiveSmallIntegerField()  # of the question, from 1
    question = models.TextField()  # as it was asked
    text = models.TextField()
    written_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["attempt", "place"]
        constraints = [
            models.UniqueConstraint(fields=["attempt", "place"], name="debrief_answer_place")
        ]

    def __str__(self) -> str:
        return f"{self.attempt}, answer {self.place}"  # never what it is


class PathShare(models.Model):
    """A participant lets one person see the path of one run. She can take it back."""

    attempt = models.ForeignKey(
        "assessments.ScenarioAttempt", on_delete=models.PROTECT, related_name="shares"
    )
    reader = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="paths_shared_with_me"
    )
    shared_at = models.DateTimeField(default=timezone.now)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-shared_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["attempt", "reader"],
                condition=Q(withdrawn_at=None),
                name="path_share_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.attempt}, shared with {self.reader}"

    def get_absolute_url(self) -> str:
        return reverse("debriefs:path_detail", args=[self.attempt_id])
