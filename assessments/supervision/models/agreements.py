from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from cms.people.audit.models import WrittenOnce

from ..fields import EncryptedTextField
from ..rules.states import AgreementState, Medium, Part, WhoBooks


class SupervisionAgreement(models.Model):
    """What two or three people agreed about supervision. Signed words never change: a change is
    the next version, which replaces this one when everybody has signed it."""

    supervisee = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="agreements_as_supervisee"
    )
    supervisor = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="agreements_as_supervisor"
    )
    # Signs purpose, frequency and limits when she is not the supervisor (domain.md 2.3, rule 9).
    manager = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="agreements_as_manager",
    )
    version = models.PositiveSmallIntegerField(default=1, editable=False)
    previous = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="next_version"
    )
    state = models.CharField(max_length=10, choices=AgreementState, default=AgreementState.DRAFT)
    starts_on = models.DateField("first day", default=timezone.localdate)
    review_on = models.DateField("looked at again on")
    ends_on = models.DateField("last day", null=True, blank=True)
    types = models.JSONField("kinds of session", default=list)
    interval_days = models.PositiveSmallIntegerField(
        "a session at least every (days)",
        null=True,
        blank=True,
        validators=[MinValueValidator(7), MaxValueValidator(92)],
    )
    minutes = models.PositiveSmallIntegerField(
        "length in minutes",
        default=60,
        validators=[MinValueValidator(20), MaxValueValidator(120)],
    )
    medium = models.CharField("how", max_length=10, choices=Medium, default=Medium.IN_PERSON)
    place = models.CharField("where, and how it stays private", max_length=200, blank=True)
    who_books = models.CharField(max_length=10, choices=WhoBooks, default=WhoBooks.SUPERVISOR)
    is_time_protected = models.BooleanField("the time is in the job plan", default=False)
    purpose = models.TextField("what it is for", max_length=1000)
    expected_of_supervisee = models.TextField("what the supervisee brings", max_length=1000)
    expected_of_supervisor = models.TextField("what the supervisor brings", max_length=1000)
    cancelling = models.TextField("when a session has to be moved", max_length=1000)
    recording = models.TextField("what is recorded, and where", max_length=1000)
    shared_with_manager = models.JSONField("what the line manager reads", default=list, blank=True)
    limits = models.TextField("the limits of confidentiality", max_length=2000)
    disagreeing = models.TextField("when we disagree", max_length=1000)
    reviewing = models.TextField("how we look at whether it helps", max_length=1000)
    shows_training = models.BooleanField(
        "the supervisor sees how far training modules have got", default=False
    )
    # A new supervisor reads records of before only with this (domain.md 2.3, change of supervisor).
    opens_past_records = models.BooleanField(
        "the supervisor may read records of earlier supervision", default=False
    )
    adjustments = EncryptedTextField("adjustments or access needs", blank=True, default="")
    drafted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="agreements_drafted"
    )
    created_at = models.DateTimeField(default=timezone.now)
    changed_at = models.DateTimeField(default=timezone.now)
    offered_at = models.DateTimeField(null=True, blank=True)
    in_force_at = models.DateTimeField(null=True, blank=True)
    words_hash = models.CharField(max_length=64, blank=True, editable=False)

    class Meta:
        ordering = ["supervisee", "-version", "-pk"]
        indexes = [
            models.Index(fields=["supervisor", "state"]),
            models.Index(fields=["supervisee", "state"]),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(supervisee=F("supervisor")), name="nobody_supervises_themselves"
            ),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="agreement_dates_in_order",
            ),
            models.UniqueConstraint(
                fields=["supervisee", "supervisor"],
                condition=Q(state=AgreementState.IN_FORCE),
                name="one_agreement_in_force_a_pair",
            ),
        ]

    def __str__(self) -> str:
        return f"Supervision agreement {self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("supervision:agreement_detail", args=[self.pk])

    def part_of(self, person: object) -> Part | None:
        """The part somebody plays in this agreement; a line manager who supervises is both, and
        signs as supervisor."""
        pk = getattr(person, "pk", None)
        parts = {
            self.manager_id: Part.MANAGER,
            self.supervisor_id: Part.SUPERVISOR,
            self.supervisee_id: Part.SUPERVISEE,
        }
        return parts.get(pk) if pk is not None else None


class AgreementSignature(WrittenOnce):
    why_final = "A signature stays. To change what was agreed, write the next version."

    agreement = models.ForeignKey(
        SupervisionAgreement, on_delete=models.PROTECT, related_name="signatures"
    )
    signer = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="agreements_signed"
    )
    part = models.CharField(max_length=10, choices=Part)
    words_hash = models.CharField(max_length=64)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["agreement", "signer"], name="one_signature_a_person_and_agreement"
            )
        ]

    def __str__(self) -> str:
        return f"Signature of {self.agreement}"
