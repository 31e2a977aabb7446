from collections.abc import Iterable
from datetime import date
from typing import Any, ClassVar

from django.conf import settings
from django.contrib.auth.base_user import BaseUserManager
from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import get_random_string

from cms.people.notices.models import OutgoingMail

from . import rules


class PersonManager(BaseUserManager["User"]):
    """Accounts are known by e-mail address, kept in small letters: one person, one account."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        user = self.model(email=self.normalize_email(email), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "User":
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)

    @classmethod
    def normalize_email(cls, email: str | None) -> str:
        return (email or "").strip().lower()

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email=self.normalize_email(username))


class User(AbstractUser):
    username = None  # type: ignore[assignment]
    email = models.EmailField("e-mail address", unique=True)
    first_name = models.CharField("first name", max_length=150)
    last_name = models.CharField("last name", max_length=150)
    known_as = models.CharField(
        max_length=150, blank=True, help_text="The name colleagues use, when it is another."
    )

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["first_name", "last_name"]
    objects: ClassVar[PersonManager] = PersonManager()  # type: ignore[assignment]

    class Meta:
        ordering = ["last_name", "first_name", "pk"]
        verbose_name = "person"
        verbose_name_plural = "people"
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                name="one_account_per_address",
                violation_error_message="Somebody already has an account with this address.",
            )
        ]

    def __str__(self) -> str:
        return self.display_name

    @property
    def display_name(self) -> str:
        first = self.known_as or self.first_name
        return f"{first} {self.last_name}".strip() or self.email

    def get_absolute_url(self) -> str:
        return reverse("accounts:person_detail", args=[self.pk])


class RoleGrantQuerySet(models.QuerySet["RoleGrant"]):
    def on(self, day: date | None = None) -> "RoleGrantQuerySet":
        return self.filter(current_on(day))


def current_on(day: date | None = None, prefix: str = "") -> Q:
    """The rows of a dated table that hold on a day (today when none is given)."""
    day = day or timezone.localdate()
    ended = Q(**{f"{prefix}ends_on__isnull": True}) | Q(**{f"{prefix}ends_on__gte": day})
    return Q(**{f"{prefix}starts_on__lte": day}) & ended


class RoleGrant(models.Model):
    holder = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="role_grants"
    )
    role = models.CharField(max_length=20, choices=rules.Role.choices)
    team = models.ForeignKey(
        "people.Team",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="role_grants",
        help_text="Leave empty when the role is for the whole college.",
    )
    starts_on = models.DateField("first day", default=timezone.localdate)
    ends_on = models.DateField("last day", null=True, blank=True)
    granted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="roles_granted",
    )
    granted_at = models.DateTimeField(default=timezone.now)

    objects = RoleGrantQuerySet.as_manager()

    class Meta:
        ordering = ["holder", "role", "starts_on"]
        indexes = [models.Index(fields=["role", "starts_on", "ends_on"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="role_grant_dates_in_order",
            )
        ]

    def __str__(self) -> str:
        return f"{self.holder}: {self.get_role_display()}"

    def clean(self) -> None:
        rules.check_dates(self.starts_on, self.ends_on)
        rules.check_scope(self.role, self.team_id is not None)
        rules.check_roles_combine([self.role, *self._roles_held_meanwhile()])

    def _roles_held_meanwhile(self) -> Iterable[str]:
        others = RoleGrant.objects.filter(holder=self.holder_id).exclude(pk=self.pk)
        return [
            other.role
            for other in others
            if rules.is_overlapping(self.starts_on, self.ends_on, other.starts_on, other.ends_on)
        ]


class InvitationQuerySet(models.QuerySet["Invitation"]):
    def open(self) -> "InvitationQuerySet":
        return self.filter(accepted_at=None, withdrawn_at=None, expires_at__gt=timezone.now())


def new_nonce() -> str:
    return get_random_string(32)


class Invitation(OutgoingMail):
    template = "emails/invitation"

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="invitations"
    )
    nonce = models.CharField(max_length=32, default=new_nonce, editable=False)
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        related_name="invitations_sent",
    )
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = InvitationQuerySet.as_manager()

    class Meta(OutgoingMail.Meta):
        ordering = ["-created_at", "-pk"]

    def __str__(self) -> str:
        return f"Invitation to {self.person}"

    @property
    def state(self) -> rules.InvitationState:
        return rules.invitation_state(
            accepted_at=self.accepted_at,
            withdrawn_at=self.withdrawn_at,
            expires_at=self.expires_at,
            now=timezone.now(),
        )

    @property
    def mail_to(self) -> str:
        return self.person.email

    @property
    def is_wanted(self) -> bool:
        return self.state == rules.InvitationState.OPEN

    def mail_subject(self) -> str:
        return "Your account for training and support as a mentor"

    def mail_context(self) -> dict[str, object]:
        path = reverse("accounts:invitation_accept", args=[rules.invitation_token(self.nonce)])
        return {"invitation": self, "path": path}


class SignedInRequest(HttpRequest):
    """What a view behind a sign-in gets, said to the type checker."""

    user: User
