from django.db import models
from django.urls import reverse
from django.utils import timezone

from assessments.cpd.models import CPDEntry
from cms.people.accounts.models import new_nonce
from cms.people.accounts.rules import token_hash
from cms.people.notices.models import OutgoingMail

from .rules import Confirmation, LinkState, WitnessKind, link_state, witness_token


class WitnessRequest(OutgoingMail):
    """One question to one person without an account. The link is made from the nonce when it is
    needed; only its hash is looked up (as for an invitation)."""

    template = "emails/witness"

    entry = models.ForeignKey(CPDEntry, on_delete=models.PROTECT, related_name="witness_requests")
    kind = models.CharField(max_length=10, choices=WitnessKind, default=WitnessKind.WITNESS)
    # Whom it went to. The address is forgotten when the link is used or has run out.
    name = models.CharField("Their name", max_length=120)
    email = models.EmailField("Their e-mail address", blank=True)
    words = models.CharField("A line from you", max_length=300, blank=True)
    nonce = models.CharField(max_length=32, default=new_nonce, editable=False)
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    expires_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    # What they said.
    answered_at = models.DateTimeField(null=True, blank=True)
    witness_name = models.CharField("Your name", max_length=120, blank=True)
    witness_role = models.CharField("Your role and place of work", max_length=160, blank=True)
    is_confirmed = models.BooleanField(null=True)
    statement = models.TextField("What you want to say", max_length=1000, blank=True)

    class Meta(OutgoingMail.Meta):
        ordering = ["-created_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.entry}, asked of a witness"

    @property
    def state(self) -> LinkState:
        return link_state(
            answered_at=self.answered_at,
            withdrawn_at=self.withdrawn_at,
            expires_at=self.expires_at,
            entry_state=self.entry.state,
            now=timezone.now(),
        )

    @property
    def is_open(self) -> bool:
        return self.state == LinkState.OPEN

    @property
    def shows_summary(self) -> bool:
        """Whether its link opens the summary too: the hash says which of the two links it is."""
        return self.token_hash == token_hash(witness_token(self.nonce, with_summary=True))

    @property
    def path(self) -> str:
        """Made when it is needed: the token itself is stored nowhere."""
        token = witness_token(self.nonce, with_summary=self.shows_summary)
        return reverse("witnesses:answer_create", args=[token])

    @property
    def confirmation(self) -> Confirmation | None:
        if self.answered_at is None:
            return None
        if self.is_confirmed is None:
            return Confirmation.NOT_QUITE
        return Confirmation.YES if self.is_confirmed else Confirmation.NO

    @property
    def is_older_than_entry(self) -> bool:
        """Whether the entry was rewritten after the witness had read it."""
        return self.answered_at is not None and self.entry.changed_at > self.answered_at

    @property
    def mail_to(self) -> str:
        return self.email

    @property
    def is_wanted(self) -> bool:
        return bool(self.email) and self.is_open

    def mail_subject(self) -> str:
        what = "to confirm something" if self.kind == WitnessKind.WITNESS else "for your feedback"
        return f"{self.entry.owner.display_name} asks you {what}"

    def mail_context(self) -> dict[str, object]:
        return {"request": self, "asker": self.entry.owner, "path": self.path}
