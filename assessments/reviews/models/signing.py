"""What is said of a review and signed: each written once."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from cms.people.audit.models import WrittenOnce

from ..rules import Part, Stance
from .review import PerformanceReview


class ReviewResponse(WrittenOnce):
    """What the mentor says to the review as it was shared. Both texts stand."""

    why_final = "An answer stays as it was given."

    review = models.ForeignKey(
        PerformanceReview, on_delete=models.PROTECT, related_name="responses"
    )
    stance = models.CharField(max_length=12, choices=Stance)
    text = models.TextField(max_length=3000, blank=True)
    words_hash = models.CharField(max_length=64)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"Response to {self.review}"


class ReviewSignature(WrittenOnce):
    """“I have read this”: it says nothing of agreeing."""

    why_final = "A signature stays."

    review = models.ForeignKey(
        PerformanceReview, on_delete=models.PROTECT, related_name="signatures"
    )
    signer = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="review_signatures"
    )
    part = models.CharField(max_length=14, choices=Part)
    words_hash = models.CharField(max_length=64)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["review", "part"], name="one_signature_a_part")
        ]

    def __str__(self) -> str:
        return f"Signature of {self.review}"


class DisputeMeeting(WrittenOnce):
    """The countersigner met both; what came of it. The way on is the college's appeal."""

    why_final = "What came of the meeting stays."

    review = models.OneToOneField(
        PerformanceReview, on_delete=models.PROTECT, related_name="dispute_meeting"
    )
    countersigner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    met_on = models.DateField()
    outcome = models.TextField(max_length=2000)
    at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"Dispute meeting of {self.review}"
