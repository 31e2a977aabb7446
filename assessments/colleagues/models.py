from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from cms.people.accounts.models import new_nonce
from cms.people.audit.models import AuditEvent
from cms.people.notices.models import OutgoingMail

from .rules import LinkState, Relation, RoundKind, RoundState
from .rules.rounds import ask_token
from .rules.states import link_state

REMINDED = "colleague_round.reminded"


class ColleagueRound(models.Model):
    """One time of asking colleagues about somebody's work. It is hers: she opens it, chooses who
    is asked, and decides who reads it."""

    subject = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="colleague_rounds"
    )
    kind = models.CharField(max_length=10, choices=RoundKind, default=RoundKind.NAMED)
    state = models.CharField(max_length=10, choices=RoundState, default=RoundState.OPEN)
    focus = models.CharField("what you want to hear about", max_length=300)
    closes_on = models.DateField("last day")
    shown_from = models.PositiveSmallIntegerField(
        "shown from so many answers", default=5, validators=[MinValueValidator(1)]
    )
    is_shared = models.BooleanField("My line manager may read it", default=False)
    opened_at = models.DateTimeField(default=timezone.now)
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-opened_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind=RoundKind.NAMED) | Q(shown_from__gte=5),
                name="a_round_without_names_has_a_threshold",
            )
        ]

    def __str__(self) -> str:
        return f"Round {self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("colleagues:round_detail", args=[self.pk])

    @property
    def is_open(self) -> bool:
        return self.state == RoundState.OPEN

    @property
    def is_anonymous(self) -> bool:
        return self.kind == RoundKind.ANONYMOUS

    @property
    def reminders(self) -> models.QuerySet[AuditEvent]:
        """At most one: when everybody who had not answered was reminded."""
        kind = ContentType.objects.get_for_model(self)
        return AuditEvent.objects.filter(
            verb=REMINDED, content_type=kind, object_id=str(self.pk), about=self.subject_id
        )


class ColleagueAsk(OutgoingMail):
    """One question to one colleague, by a one-time link. Of a round without names it is forgotten
    which answer came by it."""

    template = "emails/colleague"

    round = models.ForeignKey(ColleagueRound, on_delete=models.PROTECT, related_name="asks")
    name = models.CharField("Their name", max_length=120)
    email = models.EmailField("Their e-mail address", blank=True)
    relation = models.CharField(max_length=10, choices=Relation)
    nonce = models.CharField(max_length=32, default=new_nonce, editable=False)
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    expires_at = models.DateTimeField()
    is_answered = models.BooleanField(default=False)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta(OutgoingMail.Meta):
        ordering = ["-created_at", "-pk"]

    def __str__(self) -> str:
        return f"Ask {self.pk}"

    @property
    def link_state(self) -> LinkState:
        return link_state(
            is_answered=self.is_answered,
            withdrawn_at=self.withdrawn_at,
            expires_at=self.expires_at,
            round_state=self.round.state,
            now=timezone.now(),
        )

    @property
    def is_open(self) -> bool:
        return self.link_state == LinkState.OPEN

    @property
    def path(self) -> str:
        """Made when it is needed: the token itself is stored nowhere."""
        return reverse("colleagues:answer_create", args=[ask_token(self.nonce)])

    @property
    def mail_to(self) -> str:
        return self.email

    @property
    def is_wanted(self) -> bool:
        return bool(self.email) and self.is_open

    def mail_subject(self) -> str:
        return f"{self.round.subject.display_name} asks for your feedback"

    def mail_context(self) -> dict[str, object]:
        return {
            "ask": self,
            "round": self.round,
            "asker": self.round.subject,
            "path": self.path,
            "is_reminder": self.round.reminders.filter(at__gte=self.created_at).exists(),
        }


class ColleagueAnswer(models.Model):
    """What a colleague says. Named ones carry a name and the consent; without names there is no
    moment, no relation under the threshold, and no way back to who was asked."""

    round = models.ForeignKey(ColleagueRound, on_delete=models.PROTECT, related_name="answers")
    ask = models.OneToOneField(
        ColleagueAsk, on_delete=models.PROTECT, null=True, blank=True, related_name="answer"
    )
    relation = models.CharField(max_length=10, choices=Relation, blank=True)
    giver_name = models.CharField("Your name", max_length=120, blank=True)
    knows_well = models.BooleanField("no conflict of interest declared", default=False)
    ratings = models.JSONField(default=dict)
    keeps_doing = models.TextField("something to keep doing", max_length=1500, blank=True)
    tries_next = models.TextField("something to try", max_length=1500, blank=True)
    agrees_to_show = models.BooleanField(default=False)
    answered_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["round", "pk"]

    def __str__(self) -> str:
        return f"Answer {self.pk}"
