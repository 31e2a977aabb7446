from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from cms.people.audit.models import WrittenOnce

from .rules import CampaignState, CommentState, QuestionKind, Theme


class VoiceQuestionnaire(models.Model):
    """What learners are asked. Used once, it stays as it was: a change makes the next version."""

    title = models.CharField(max_length=120)
    version = models.PositiveSmallIntegerField(default=1)
    # By language code: {"en": "…", "en-easy": "…", "cy": "…"}; "en" is always there.
    introduction = models.JSONField(default=dict)
    thanks = models.JSONField(default=dict)
    languages = models.JSONField(default=dict)  # {"en": {"name": …, "words": …, "place": …}, …}
    is_current = models.BooleanField(default=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        related_name="voice_questionnaires",
    )
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["title", "-version"]
        constraints = [
            models.UniqueConstraint(
                fields=["title", "version"], name="questionnaire_once_a_version"
            )
        ]

    def __str__(self) -> str:
        return f"{self.title}, version {self.version}"


class VoiceQuestion(models.Model):
    questionnaire = models.ForeignKey(
        VoiceQuestionnaire, on_delete=models.CASCADE, related_name="questions"
    )
    position = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=8, choices=QuestionKind, default=QuestionKind.SCALE)
    theme = models.CharField(max_length=10, choices=Theme, default=Theme.OTHER)
    icon = models.CharField("icon of the picture version", max_length=40, blank=True)
    wording = models.JSONField(default=dict)  # by language code

    class Meta:
        ordering = ["questionnaire", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["questionnaire", "position"], name="voice_question_once_a_position"
            )
        ]

    def __str__(self) -> str:
        return f"Question {self.position}"


class VoiceCampaign(models.Model):
    """One time of asking. What it found is fixed when it is released, and never computed again."""

    title = models.CharField(max_length=120)
    questionnaire = models.ForeignKey(
        VoiceQuestionnaire, on_delete=models.PROTECT, related_name="campaigns"
    )
    state = models.CharField(max_length=10, choices=CampaignState, default=CampaignState.DRAFT)
    opens_on = models.DateField("first day")
    closes_on = models.DateField("last day")
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="voice_campaigns"
    )
    made_at = models.DateTimeField(default=timezone.now)
    released_at = models.DateTimeField(null=True, blank=True)
    raw_deleted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-opens_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(closes_on__gte=F("opens_on")), name="campaign_dates_in_order"
            )
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("voice:campaign_detail", args=[self.pk])


class VoiceCohort(models.Model):
    """The learners of one mentor, as a number: who they are is known nowhere here."""

    campaign = models.ForeignKey(VoiceCampaign, on_delete=models.CASCADE, related_name="cohorts")
    mentor = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="voice_cohorts"
    )
    label = models.CharField("which learners", max_length=80)
    invited = models.PositiveIntegerField(
        "how many are asked", validators=[MinValueValidator(1), MaxValueValidator(500)]
    )
    supervisor_reads = models.BooleanField("My supervisor may read it", default=False)

    class Meta:
        ordering = ["campaign", "mentor", "label"]
        constraints = [
            models.UniqueConstraint(
                fields=["campaign", "mentor", "label"], name="voice_cohort_once"
            )
        ]

    def __str__(self) -> str:
        return f"Cohort {self.pk}"


class VoiceCode(models.Model):
    """A one-time code, as a hash. It goes when it is used: no answer can be led back to it."""

    cohort = models.ForeignKey(VoiceCohort, on_delete=models.CASCADE, related_name="codes")
    code_hash = models.CharField(max_length=64, unique=True)

    def __str__(self) -> str:
        return f"Code of {self.cohort}"


class VoiceResponse(models.Model):
    """One learner's ticks, without a time finer than the day, an address or a device."""

    cohort = models.ForeignKey(VoiceCohort, on_delete=models.CASCADE, related_name="responses")
    answered_on = models.DateField(default=timezone.localdate)
    language = models.CharField(max_length=12, default="en")
    answers = models.JSONField(default=dict)  # {"<question pk>": 1 to 5}

    class Meta:
        ordering = ["cohort", "pk"]

    def __str__(self) -> str:
        return f"Answer {self.pk}"


class VoiceComment(models.Model):
    """Words of a learner, kept apart from her ticks. Screened before anybody else reads them."""

    cohort = models.ForeignKey(VoiceCohort, on_delete=models.CASCADE, related_name="comments")
    question = models.ForeignKey(VoiceQuestion, on_delete=models.PROTECT, related_name="comments")
    text = models.TextField(max_length=1000, blank=True)  # emptied once it is passed on
    shown = models.TextField("as it will be shown", max_length=1000, blank=True)
    state = models.CharField(max_length=10, choices=CommentState, default=CommentState.WAITING)
    flags = models.JSONField(default=list, blank=True)  # what the detector doubts, by kind
    screened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        related_name="voice_comments_screened",
    )
    screened_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["cohort", "pk"]

    def __str__(self) -> str:
        return f"Comment {self.pk}"


class VoiceRelease(WrittenOnce):
    """What a campaign found, cell by cell, as it was released: `figures` holds what may be seen and
    nothing else, so that no later release can give away what this one hides."""

    why_final = "What was released stays as it was."

    campaign = models.OneToOneField(VoiceCampaign, on_delete=models.PROTECT, related_name="release")
    respondents_from = models.PositiveSmallIntegerField()
    comments_from = models.PositiveSmallIntegerField()
    figures = models.JSONField(default=dict)
    released_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="voice_releases"
    )
    at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"Release of {self.campaign}"


class VoiceReply(models.Model):
    """“You said, we did”: what came of it, told to the learners on a poster and a public page."""

    campaign = models.ForeignKey(VoiceCampaign, on_delete=models.PROTECT, related_name="replies")
    said = models.CharField("you said", max_length=300)
    did = models.CharField("we did", max_length=300)
    position = models.PositiveSmallIntegerField(default=0)
    is_public = models.BooleanField(default=False)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="voice_replies"
    )
    written_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["campaign", "position", "pk"]
        verbose_name_plural = "voice replies"

    def __str__(self) -> str:
        return f"Reply {self.pk}"
