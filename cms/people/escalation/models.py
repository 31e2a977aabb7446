from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from cms.people.audit.models import NeverRemovedQuerySet, WrittenOnce

from . import rules
from .rules import ContactFacts, ContactKind


class SafeguardingContact(models.Model):
    kind = models.CharField("what they are on the card", max_length=20, choices=ContactKind.choices)
    name = models.CharField(max_length=120)
    role_words = models.CharField("job or team", max_length=120, blank=True)
    phone = models.CharField("telephone", max_length=40)
    email = models.EmailField("e-mail", blank=True)
    hours = models.CharField("when they answer", max_length=200, blank=True)
    away_from = models.DateField("first day away", null=True, blank=True)
    away_until = models.DateField("last day away", null=True, blank=True)
    position = models.PositiveSmallIntegerField(default=0, editable=False)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(away_until=None) | Q(away_until__gte=F("away_from")),
                name="contact_absence_in_order",
            )
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.get_kind_display()})"

    def get_absolute_url(self) -> str:
        return reverse("escalation:card")

    def clean(self) -> None:
        rules.check_phone(self.phone)
        rules.check_absence(self.away_from, self.away_until)

    @property
    def facts(self) -> ContactFacts:
        names = ContactFacts.__dataclass_fields__
        return ContactFacts(**{name: getattr(self, name) for name in names})


class CardCheck(WrittenOnce):
    """Somebody said that everything on the card was right on a day."""

    why_final = "Who vouched for the card, and when, is written once."

    checked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="card_checks"
    )
    checked_at = models.DateTimeField(default=timezone.now)

    objects = NeverRemovedQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        ordering = ["-checked_at", "-pk"]
        verbose_name = "check of the safeguarding card"
        verbose_name_plural = "checks of the safeguarding card"

    def __str__(self) -> str:
        return f"{timezone.localdate(self.checked_at):%-d %B %Y}, {self.checked_by}"
