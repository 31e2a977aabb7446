"""What a safeguarding lead has approved, and the task of Wagtail's workflow in which she does."""

from typing import Any

from django import forms
from django.conf import settings
from django.db import models
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.module_loading import import_string
from django.utils.safestring import SafeString
from wagtail.locks import WorkflowLock
from wagtail.models import Page, Revision, Task, TaskState

from cms.people.audit.models import WrittenOnce
from courses.approval import access, editing, rules
from courses.approval.rules import CheckedEdition
from courses.catalogue.models import ModulePage

TAKE_BACK = (
    '{} <span class="buttons"><a class="button button-small button-secondary" href="{}">'
    "Take it back to change it</a></span>"
)
APPROVE, RETURN = "approve", "reject"  # Wagtail's own names: its screens look for them


class ContentApproval(WrittenOnce):
    """A safeguarding lead stands by one version of one page."""

    why_final = "An approval never changes: a new decision is a new row."

    page = models.ForeignKey(Page, on_delete=models.PROTECT, related_name="content_approvals")
    revision = models.ForeignKey(
        Revision, on_delete=models.PROTECT, related_name="content_approvals"
    )
    wording = models.CharField(max_length=64)  # of the revision, as it was then
    approver = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="content_approvals"
    )
    approved_at = models.DateTimeField(default=timezone.now)
    note = models.TextField(blank=True)
    editions = models.JSONField(default=list, blank=True)  # rules.CheckedEdition, as kept
    facts = models.JSONField(default=dict, blank=True)  # each with a digest of its words
    writers = models.JSONField(default=list, blank=True)  # never whoever approves it

    class Meta:
        ordering = ["-approved_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.page}, approved by {self.approver}"

    @property
    def checked(self) -> list[CheckedEdition]:
        return [CheckedEdition.from_kept(kept) for kept in self.editions]

    @property
    def checked_in_words(self) -> str:
        return rules.checked_against(self.checked)


class LapseWarning(models.Model):
    """People were told that an approval runs out, so that each stage is told once."""

    approval = models.ForeignKey(
        ContentApproval, on_delete=models.PROTECT, related_name="lapse_warnings"
    )
    days = models.PositiveSmallIntegerField()
    told_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["approval", "days"], name="lapse_told_once_a_stage")
        ]

    def __str__(self) -> str:
        return f"{self.approval}: {self.days} days before it lapses"


class GuardedModule(models.Model):
    """A module that is, or once was, marked as about safeguarding.

    The mark in the module's own form can be unticked by whoever edits a draft. This row goes only
    when a safeguarding lead has approved a version of the module without the mark.
    """

    module = models.OneToOneField(
        ModulePage, on_delete=models.CASCADE, primary_key=True, related_name="guard"
    )
    since = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"{self.module} is about safeguarding"


class ApprovalLock(WorkflowLock):
    """Nobody changes what a safeguarding lead is reading."""

    def get_message(self, user: Any) -> SafeString | None:
        if not self.for_user(user):
            return None
        words = "This page waits for a safeguarding lead. Nobody else changes it meanwhile."
        if not access.can_take_back(user):
            return format_html("{}", words)
        address = reverse("approvals:take_back", args=[self.object.pk])
        return format_html(TAKE_BACK, words, address)

    def get_description(self, user: Any, can_lock: bool = False) -> str:
        return "Only a safeguarding lead can change or approve this page while it waits."


class SafeguardingApproval(Task):
    """The one step of the workflow: whoever is a safeguarding lead today reads and decides."""

    lock_class = ApprovalLock

    class Meta:
        verbose_name = "approval by a safeguarding lead"
        verbose_name_plural = "approvals by a safeguarding lead"

    def user_can_access_editor(self, obj: Any, user: Any) -> bool:
        return access.can_approve(user)

    def locked_for_user(self, obj: Any, user: Any) -> bool:
        return not access.can_approve(user)

    def get_actions(self, obj: Any, user: Any) -> list[tuple[str, str, bool]]:
        if not access.can_approve(user):
            return []
        return [
            (RETURN, "Return it to the author", True),
            (APPROVE, "Approve", False),
            (APPROVE, "Approve with a note", True),
        ]

    def get_form_for_action(self, action: str) -> type[forms.Form]:
        return editing.ReturnForm if action == RETURN else editing.NoteForm

    def on_action(
        self, task_state: TaskState, user: Any, action_name: str, comment: str = "", **_rest: Any
    ) -> None:
        """Wagtail's buttons do what our own screen does, by the same services."""
        decide = import_string("courses.approval.services.decide_in_editor")
        decide(task_state=task_state, action=action_name, words=comment, by=user)

    def get_task_states_user_can_moderate(self, user: Any, **_rest: Any) -> QuerySet[TaskState]:
        if not access.can_approve(user):
            return TaskState.objects.none()
        waiting: QuerySet[TaskState] = self.task_states.filter(status=TaskState.STATUS_IN_PROGRESS)
        return waiting

    @classmethod
    def get_description(cls) -> str:
        return "Whoever holds the role of safeguarding lead approves this version, or returns it."
