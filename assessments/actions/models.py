from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from assessments.cpd.models import CPDEntry
from assessments.plans.models import PlanLine
from assessments.sessions.models import SupervisionSession
from assessments.standards.models import Statement
from assessments.supervision.fields import EncryptedTextField
from cms.people.audit.models import WrittenOnce

from .rules import ActionState, Keeper, UpdateKind


class SupervisionAction(models.Model):
    """An agreed step that comes back until it is closed. Its words are encrypted."""

    supervisee = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="supervision_actions"
    )
    supervisor = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="actions_supervised"
    )
    origin = models.ForeignKey(
        SupervisionSession, on_delete=models.PROTECT, related_name="actions_agreed"
    )
    keeper = models.CharField(
        "whose is it to do", max_length=10, choices=Keeper, default=Keeper.SUPERVISEE
    )
    words = EncryptedTextField("what will be done")
    due_on = models.DateField("by when")
    statements = models.ManyToManyField(Statement, blank=True, related_name="supervision_actions")
    state = models.CharField(max_length=10, choices=ActionState, default=ActionState.OPEN)
    carried_count = models.PositiveSmallIntegerField(default=0, editable=False)
    # The line manager reads it when both have ticked (domain.md 2.3, rule 10).
    supervisee_shares = models.BooleanField(default=False)
    supervisor_shares = models.BooleanField(default=False)
    closing_note = EncryptedTextField("how it shows, or why it was dropped", blank=True, default="")
    evidence = models.ForeignKey(
        CPDEntry, on_delete=models.PROTECT, null=True, blank=True, related_name="closes_actions"
    )
    plan_line = models.ForeignKey(
        PlanLine, on_delete=models.PROTECT, null=True, blank=True, related_name="from_actions"
    )
    followed_by = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="follows"
    )
    created_at = models.DateTimeField(default=timezone.now)
    changed_at = models.DateTimeField(default=timezone.now)
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["due_on", "pk"]
        indexes = [
            models.Index(fields=["supervisee", "state"]),
            models.Index(fields=["supervisor", "state"]),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(state=ActionState.OPEN, closed_at=None)
                | (~Q(state=ActionState.OPEN) & Q(closed_at__isnull=False)),
                name="supervision_action_closed_at_a_moment",
            )
        ]

    def __str__(self) -> str:
        return f"Supervision action {self.pk}"  # never its words

    def get_absolute_url(self) -> str:
        return reverse("actions:action_detail", args=[self.pk])

    @property
    def is_shared_with_manager(self) -> bool:
        return self.supervisee_shares and self.supervisor_shares


class ActionUpdate(WrittenOnce):
    why_final = "What was said of an action stays: add another line."

    action = models.ForeignKey(SupervisionAction, on_delete=models.PROTECT, related_name="updates")
    # The session in which it was looked at; none when somebody wrote between two sessions.
    session = models.ForeignKey(
        SupervisionSession,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="action_updates",
    )
    kind = models.CharField(max_length=10, choices=UpdateKind)
    words = EncryptedTextField(blank=True, default="")
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="action_updates"
    )
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"Update of {self.action}"
