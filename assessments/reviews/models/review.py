"""One review of one person: what is written in it, by whom."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from assessments.objectives.models import Objective
from assessments.objectives.rules import ObjectiveState
from assessments.plans.models import PlanLine
from assessments.readings.rules import InputKind
from assessments.standards.models import Statement
from courses.catalogue.models import ModulePage

from ..rules import ObjectivePart, ProbationOutcome, Rating, ReviewState, UnsignedReason
from .setup import ReviewArea, ReviewCycle, ReviewTemplate


class PerformanceReview(models.Model):
    """The reviewer's words are hers alone until she shares them. Signed, they never change."""

    cycle = models.ForeignKey(
        ReviewCycle, on_delete=models.PROTECT, null=True, blank=True, related_name="reviews"
    )
    template = models.ForeignKey(ReviewTemplate, on_delete=models.PROTECT, related_name="reviews")
    reviewee = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="reviews"
    )
    reviewer = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="reviews_written"
    )
    countersigner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="reviews_countersigned",
    )
    state = models.CharField(max_length=16, choices=ReviewState, default=ReviewState.OPENED)
    period_from = models.DateField("about the time from")
    period_to = models.DateField("to")
    self_due_on = models.DateField("self-assessment by", null=True, blank=True)
    due_on = models.DateField("finished by")
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        related_name="reviews_opened",
    )
    opened_at = models.DateTimeField(default=timezone.now)
    self_reminded = models.PositiveSmallIntegerField(default=0)
    # Why there is no self-assessment, after the reminders (PR-01).
    no_self_reason = models.CharField(max_length=300, blank=True)
    # The meeting (PR-02).
    met_at = models.DateTimeField("when you met", null=True, blank=True)
    met_minutes = models.PositiveSmallIntegerField("minutes", null=True, blank=True)
    met_both = models.BooleanField("both of us were there", default=False)
    # What the reviewer writes.
    strengths = models.TextField("what went well, as you saw it", max_length=3000, blank=True)
    development = models.TextField("what to work on, as you saw it", max_length=3000, blank=True)
    summary = models.TextField("in sum", max_length=4000, blank=True)
    overall = models.CharField("an overall description", max_length=120, blank=True)
    overall_reasons = models.TextField("and the reasons for it", max_length=1500, blank=True)
    # PR-12 and PR-18: a serious concern, its support plan, and that HR is involved.
    has_concern = models.BooleanField("there is a serious concern", default=False)
    concern_seen_on = models.DateField("first seen on", null=True, blank=True)
    support_plan = models.TextField("the support plan", max_length=3000, blank=True)
    hr_involved_on = models.DateField("HR involved since", null=True, blank=True)
    # PR-22: a gap in supervision is stated and taken into account.
    supervision_gap = models.CharField(max_length=600, blank=True)
    # PR-15: nothing of supervision, private notes or single quiz answers is quoted.
    attested_at = models.DateTimeField(null=True, blank=True)
    probation_outcome = models.CharField(max_length=8, choices=ProbationOutcome, blank=True)
    extended_to = models.DateField(null=True, blank=True)
    # Its way.
    shared_at = models.DateTimeField(null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    is_disputed = models.BooleanField(default=False)
    is_sampled = models.BooleanField("waits for moderation", default=False)
    reminded = models.PositiveSmallIntegerField(default=0)
    unsigned_reason = models.CharField(max_length=10, choices=UnsignedReason, blank=True)
    words_hash = models.CharField(max_length=64, blank=True)
    # As they were signed: objectives go on, and the two may change one later.
    sealed_words = models.JSONField(default=dict, blank=True)
    final_at = models.DateTimeField(null=True, blank=True)
    cancelled_reason = models.CharField(max_length=300, blank=True)
    revision = models.PositiveIntegerField(default=0)
    changed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-period_to", "-pk"]
        indexes = [
            models.Index(fields=["reviewee", "state"]),
            models.Index(fields=["reviewer", "state"]),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(reviewee=F("reviewer")), name="nobody_reviews_themselves"
            ),
            models.CheckConstraint(
                condition=Q(countersigner=None)
                | (~Q(countersigner=F("reviewer")) & ~Q(countersigner=F("reviewee"))),
                name="a_countersigner_is_a_third_person",
            ),
            models.CheckConstraint(
                condition=Q(period_to__gte=F("period_from")), name="review_dates_in_order"
            ),
            models.CheckConstraint(
                condition=~Q(state=ReviewState.FINAL)
                | (Q(final_at__isnull=False) & ~Q(words_hash="")),
                name="a_final_review_is_sealed",
            ),
            models.UniqueConstraint(
                fields=["cycle", "reviewee"],
                condition=Q(cycle__isnull=False) & ~Q(state=ReviewState.CANCELLED),
                name="one_review_a_cycle_and_person",
            ),
        ]

    def __str__(self) -> str:
        return f"Review {self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("reviews:review_detail", args=[self.pk])


class SelfAssessment(models.Model):
    """Hers alone until she hands it in; then it stays as it is."""

    review = models.OneToOneField(
        PerformanceReview, on_delete=models.PROTECT, related_name="self_assessment"
    )
    # Area code → {"rating": 0 to 4 or null, "text": "…"}
    areas = models.JSONField(default=dict, blank=True)
    proud_of = models.TextField("what I am proud of", max_length=2000, blank=True)
    hard = models.TextField("what was hard", max_length=2000, blank=True)
    wants = models.TextField("what I want to do next", max_length=2000, blank=True)
    needs = models.TextField("what I need for it", max_length=2000, blank=True)
    submitted_at = models.DateTimeField(null=True, blank=True)
    revision = models.PositiveIntegerField(default=0)
    changed_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"Self-assessment of {self.review}"


class AreaJudgement(models.Model):
    """One area as the reviewer judges it, from evidence."""

    review = models.ForeignKey(
        PerformanceReview, on_delete=models.CASCADE, related_name="judgements"
    )
    area = models.ForeignKey(ReviewArea, on_delete=models.PROTECT, related_name="judgements")
    rating = models.PositiveSmallIntegerField(choices=Rating, null=True, blank=True)
    narrative = models.TextField(max_length=4000, blank=True)

    class Meta:
        ordering = ["review", "area__position"]
        constraints = [
            models.UniqueConstraint(fields=["review", "area"], name="one_judgement_an_area")
        ]

    def __str__(self) -> str:
        return f"Judgement {self.pk}"


class EvidenceLink(models.Model):
    """A piece of what the review reads, chosen for an area. `key` names it in the reading, as in
    "observation:12"; label, figures and day stay as they were when it was chosen."""

    judgement = models.ForeignKey(AreaJudgement, on_delete=models.CASCADE, related_name="links")
    kind = models.CharField(max_length=12, choices=InputKind)
    key = models.CharField(max_length=60)
    label = models.CharField(max_length=200)
    on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["judgement", "kind", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["judgement", "key"], name="evidence_linked_once")
        ]

    def __str__(self) -> str:
        return f"Link {self.pk}"


class ReviewObjective(models.Model):
    review = models.ForeignKey(
        PerformanceReview, on_delete=models.CASCADE, related_name="objective_links"
    )
    objective = models.ForeignKey(Objective, on_delete=models.PROTECT, related_name="review_links")
    part = models.CharField(max_length=8, choices=ObjectivePart)
    # What came of one from last time, as the reviewer writes it; sharing the review closes it.
    outcome = models.CharField(max_length=10, choices=ObjectiveState, blank=True)
    reason = models.TextField(max_length=1000, blank=True)

    class Meta:
        ordering = ["review", "part", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["review", "objective", "part"], name="objective_once_a_part"
            )
        ]

    def __str__(self) -> str:
        return f"{self.objective} in {self.review}"


class DevelopmentAction(models.Model):
    """What she will learn next, and how; final, it becomes a line of her plan (PR-23)."""

    review = models.ForeignKey(
        PerformanceReview, on_delete=models.CASCADE, related_name="development_actions"
    )
    need = models.CharField("what to get better at", max_length=200)
    activity = models.CharField("how", max_length=300, blank=True)
    learner_outcome = models.CharField("what learners will notice", max_length=300, blank=True)
    due_on = models.DateField("by when", null=True, blank=True)
    support = models.CharField("what the college does for it", max_length=200, blank=True)
    module = models.ForeignKey(
        ModulePage, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    statements = models.ManyToManyField(Statement, blank=True, related_name="+")
    plan_line = models.ForeignKey(
        PlanLine, on_delete=models.SET_NULL, null=True, blank=True, related_name="review_actions"
    )

    class Meta:
        ordering = ["review", "due_on", "pk"]

    def __str__(self) -> str:
        return f"Development action {self.pk}"


class WarningReason(models.Model):
    """Why a warning stands as it is: `code` as in "PR-04", `where` names the area or objective."""

    review = models.ForeignKey(
        PerformanceReview, on_delete=models.CASCADE, related_name="warning_reasons"
    )
    code = models.CharField(max_length=6)
    where = models.CharField(max_length=60, blank=True)
    reason = models.CharField(max_length=400)
    given_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    given_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["review", "code", "where"]
        constraints = [
            models.UniqueConstraint(fields=["review", "code", "where"], name="one_reason_a_warning")
        ]

    def __str__(self) -> str:
        return f"{self.code} of {self.review}"


class SetAsideDraft(models.Model):
    """What a former reviewer had written when the review passed to another: read by nobody in the
    product, and found by a rights request."""

    review = models.ForeignKey(
        PerformanceReview, on_delete=models.PROTECT, related_name="set_aside"
    )
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    words = models.JSONField(default=dict)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["review", "at"]

    def __str__(self) -> str:
        return f"Set-aside draft of {self.review}"
