from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from assessments.standards.models import Statement
from cms.people.audit.models import WrittenOnce

from .rules import (
    Level,
    NoteKind,
    ObservationKind,
    ObservationState,
    Part,
    RecordingConsent,
    Setting,
    Stance,
)


class ObservationTemplate(models.Model):
    """What an observer looks for. Once used it stays as it was: a change makes the next version."""

    kind = models.CharField(max_length=14, choices=ObservationKind)
    title = models.CharField(max_length=120)
    version = models.PositiveSmallIntegerField(default=1)
    introduction = models.TextField("what to know before you begin", max_length=2000, blank=True)
    is_current = models.BooleanField(default=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        related_name="observation_templates",
    )
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["kind", "title", "-version"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "title", "version"], name="observation_template_once_a_version"
            )
        ]

    def __str__(self) -> str:
        return f"{self.title}, version {self.version}"

    def get_absolute_url(self) -> str:
        return reverse("observations:template_detail", args=[self.pk])


class ObservationCriterion(models.Model):
    template = models.ForeignKey(
        ObservationTemplate, on_delete=models.CASCADE, related_name="criteria"
    )
    position = models.PositiveSmallIntegerField()
    title = models.CharField("what the mentor does", max_length=160)
    looks_like = models.CharField("what good looks like", max_length=400, blank=True)
    statements = models.ManyToManyField(Statement, blank=True, related_name="+")

    class Meta:
        ordering = ["template", "position"]
        verbose_name_plural = "observation criteria"
        constraints = [
            models.UniqueConstraint(
                fields=["template", "position"], name="criterion_once_a_position"
            )
        ]

    def __str__(self) -> str:
        return self.title


class Observation(models.Model):
    """Somebody watches a mentor at work. A developmental one belongs to the mentor, who decides who
    reads it; a formal one is rated, released, answered and signed. Learners are never named."""

    kind = models.CharField(max_length=14, choices=ObservationKind)
    template = models.ForeignKey(
        ObservationTemplate, on_delete=models.PROTECT, related_name="observations"
    )
    mentor = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="observations"
    )
    observer = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="observations_made"
    )
    # A sample of formal observations is seen by two, each rating alone.
    second_observer = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="observations_seconded",
    )
    state = models.CharField(
        max_length=10, choices=ObservationState, default=ObservationState.PLANNED
    )
    planned_for = models.DateTimeField("when")
    setting = models.CharField(max_length=12, choices=Setting, default=Setting.ONE_TO_ONE)
    focus = models.CharField("what to look at, as you two agreed", max_length=300, blank=True)
    recording = models.CharField(
        max_length=10, choices=RecordingConsent, default=RecordingConsent.NOT_NEEDED
    )
    seen_at = models.DateTimeField(null=True, blank=True)
    minutes = models.PositiveSmallIntegerField(
        null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(240)]
    )
    # The mentor's own words, before she reads the observer's.
    reflection = models.TextField("how it went, in your own words", max_length=4000, blank=True)
    reflected_at = models.DateTimeField(null=True, blank=True)
    open_questions = models.PositiveSmallIntegerField(default=0)
    closed_questions = models.PositiveSmallIntegerField(default=0)
    mentor_seconds = models.PositiveIntegerField("mentor talking (seconds)", default=0)
    learner_seconds = models.PositiveIntegerField("learner talking (seconds)", default=0)
    silence_seconds = models.PositiveIntegerField("longest silence (seconds)", default=0)
    strengths = models.TextField("what worked", max_length=3000, blank=True)
    next_step = models.TextField("one next step", max_length=1000, blank=True)
    next_step_on = models.DateField("by when", null=True, blank=True)
    # Whom the mentor shows a developmental one; a formal one's aims to the supervisor.
    manager_reads = models.BooleanField("My line manager may read it", default=False)
    supervisor_reads = models.BooleanField("My supervisor may read it", default=False)
    is_evidence = models.BooleanField("It stands as evidence in my review", default=False)
    response_stance = models.CharField(max_length=12, choices=Stance, blank=True)
    response = models.TextField("your response", max_length=3000, blank=True)
    responded_at = models.DateTimeField(null=True, blank=True)
    released_at = models.DateTimeField(null=True, blank=True)
    sealed_at = models.DateTimeField(null=True, blank=True)
    words_hash = models.CharField(max_length=64, blank=True)
    called_off_reason = models.CharField(max_length=200, blank=True)
    # Two windows, or a phone that was without a connection: an old form overwrites nothing.
    revision = models.PositiveIntegerField(default=0)
    booked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="observations_booked"
    )
    created_at = models.DateTimeField(default=timezone.now)
    changed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-planned_for", "-pk"]
        indexes = [
            models.Index(fields=["mentor", "kind", "seen_at"]),
            models.Index(fields=["observer", "state"]),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(mentor=F("observer")), name="nobody_observes_themselves"
            ),
            models.CheckConstraint(
                condition=Q(second_observer=None)
                | (~Q(second_observer=F("observer")) & ~Q(second_observer=F("mentor"))),
                name="a_second_observer_is_a_third_person",
            ),
            models.CheckConstraint(
                condition=~Q(state=ObservationState.SEALED)
                | (Q(sealed_at__isnull=False) & ~Q(words_hash="")),
                name="a_sealed_observation_is_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"Observation {self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("observations:observation_detail", args=[self.pk])


class ObservationNote(models.Model):
    """A line written while watching, with its minute. `client_id` is given by the phone: the same
    line, sent again after a lost connection, is one line."""

    observation = models.ForeignKey(Observation, on_delete=models.CASCADE, related_name="notes")
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="observation_notes"
    )
    client_id = models.UUIDField()
    kind = models.CharField(max_length=8, choices=NoteKind, default=NoteKind.SEEN)
    second = models.PositiveIntegerField("seconds from the beginning", default=0)
    text = models.CharField(max_length=600)
    written_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["observation", "second", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["observation", "client_id"], name="observation_note_once"
            )
        ]

    def __str__(self) -> str:
        return f"Note {self.pk}"


class ObservationRating(models.Model):
    """One criterion as one observer saw it. “Not seen” is no failing and needs no sentence."""

    observation = models.ForeignKey(Observation, on_delete=models.CASCADE, related_name="ratings")
    criterion = models.ForeignKey(
        ObservationCriterion, on_delete=models.PROTECT, related_name="ratings"
    )
    part = models.CharField(max_length=8, choices=Part, default=Part.OBSERVER)
    level = models.CharField(max_length=10, choices=Level)
    evidence = models.TextField("what you saw or heard", max_length=1000, blank=True)

    class Meta:
        ordering = ["observation", "criterion__position", "part"]
        constraints = [
            models.UniqueConstraint(
                fields=["observation", "criterion", "part"],
                name="one_rating_a_criterion_and_observer",
            )
        ]

    def __str__(self) -> str:
        return f"Rating {self.pk}"


class ObservationSignature(WrittenOnce):
    why_final = "A signature stays. What is to be added is said in the review."

    observation = models.ForeignKey(
        Observation, on_delete=models.PROTECT, related_name="signatures"
    )
    signer = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="observations_signed"
    )
    part = models.CharField(max_length=8, choices=Part)
    words_hash = models.CharField(max_length=64)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["observation", "signer"], name="one_signature_a_person_and_observation"
            )
        ]

    def __str__(self) -> str:
        return f"Signature of {self.observation}"
