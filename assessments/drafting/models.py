from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone


class ReviewerLink(models.Model):
    """An address at which somebody without an account can play one draft of a scenario."""

    scenario = models.ForeignKey(
        "assessments.ScenarioPage", on_delete=models.CASCADE, related_name="reviewer_links"
    )
    token = models.CharField(max_length=43, unique=True)
    content = models.JSONField()  # the draft as it was when the link was made
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    made_at = models.DateTimeField(default=timezone.now)
    ends_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-made_at"]

    def __str__(self) -> str:
        return f"{self.scenario}, for a reviewer"

    def get_absolute_url(self) -> str:
        return reverse("reviewing:review_detail", args=[self.token])
