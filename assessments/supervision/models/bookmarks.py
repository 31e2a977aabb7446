from django.conf import settings
from django.db import models
from django.utils import timezone


class SupervisionBookmark(models.Model):
    """Something a mentor wants to take to supervision. A reminder for herself, shown to nobody."""

    mentor = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="supervision_bookmarks"
    )
    title = models.CharField("What do you want to talk about?", max_length=200)
    words = models.TextField("A few words for yourself", blank=True)
    # Where it came from: the address of the place, which is also what makes it one and not two.
    source_url = models.CharField(max_length=500, blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    taken_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["mentor", "source_url"],
                condition=models.Q(taken_at=None) & ~models.Q(source_url=""),
                name="supervision_bookmark_once_a_place",
            )
        ]

    def __str__(self) -> str:
        return f"Bookmark {self.pk}"  # never its words: logs and the audit print this
