"""A certificate keeps the words it was issued with; whether it counts is worked out when asked."""

import secrets

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone

from courses.progress.models import Completion


def new_code() -> str:
    """Unguessable, and short enough to type from paper: ten bytes in letters that look unlike."""
    alphabet = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
    return "-".join("".join(secrets.choice(alphabet) for _ in range(4)) for _ in range(4))


class Certificate(models.Model):
    completion = models.OneToOneField(
        Completion, on_delete=models.PROTECT, related_name="certificate"
    )
    code = models.CharField(max_length=24, unique=True, default=new_code)
    # Name, module, outcomes and so on as issued: a later edit must not reword a certificate.
    wording = models.JSONField(default=dict)
    issued_at = models.DateTimeField(default=timezone.now)
    revoked_at = models.DateTimeField(null=True, blank=True)
    revoked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="certificates_revoked",
    )
    revoke_reason = models.TextField(blank=True)

    class Meta:
        ordering = ["-issued_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(revoked_at=None) | ~models.Q(revoke_reason=""),
                name="certificate_revoked_with_reason",
            )
        ]

    def __str__(self) -> str:
        return f"Certificate {self.code}"

    def get_absolute_url(self) -> str:
        return reverse("certificates:certificate_check", args=[self.code])
