"""A quiz is a page; its questions are frozen into versions, and attempts are taken on those."""

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.urls import reverse
from django.utils import timezone
from wagtail.search import index

from cms.people.audit.models import WrittenOnce
from content.fields import BodyField
from courses.catalogue.models import LessonPage, StepPage

from . import editing, rules
from .blocks import QuestionsBlock, raw_question
from .rules import Question, Status

if TYPE_CHECKING:
    from content.material.shapes import Names, StepMaterial


class QuizPage(StepPage):
    """Questions with a pass mark. What is published is what the next attempt is taken on."""

    material_kind = "quiz"
    kind_label = "Quiz"
    page_description = "Questions with feedback and a pass mark."
    goal_one = "pass the quiz “{title}”"
    goal_many = "pass {count} quizzes"

    intro = models.TextField(
        blank=True,
        help_text="A few lines above the start button. Markdown; {learner} and other words appear "
        "as your college says them.",
    )
    pass_mark = models.PositiveSmallIntegerField(
        default=80,
        validators=[MinValueValidator(1), MaxValueValidator(100)],
        help_text="Per cent. A started attempt keeps the pass mark it was started with.",
    )
    shuffle_options = models.BooleanField(
        default=True, help_text="Show options in a new order in each attempt. Best left on."
    )
    shuffle_questions = models.BooleanField(
        default=False, help_text="Ask the questions in a new order in each attempt."
    )
    questions = BodyField(
        QuestionsBlock(),
        blank=True,
        help_text="Their order here is the order in which they are asked.",
    )

    # Set by the form while a draft is saved: half-done questions are no mistake then.
    is_draft_allowed = False

    is_creatable = True
    participant_view = "assessments.quizzes.views.quiz_detail"
    checked_by = (*StepPage.checked_by, "assessments.quizzes.queries.quiz_findings")
    checked_texts = ("title", "summary", "intro")
    base_form_class = editing.QuizPageForm
    content_panels = [*StepPage.content_panels, *editing.QUIZ_PANELS]
    search_fields = [*StepPage.search_fields, index.SearchField("intro")]  # never the answers

    class Meta:
        verbose_name = "quiz"
        verbose_name_plural = "quizzes"

    def clean(self) -> None:
        super().clean()
        if not self.is_draft_allowed:
            try:
                rules.check_quiz([question for _, question in self.asked()])
            except ValidationError as error:
                raise ValidationError({"questions": error.messages}) from error

    def asked(self) -> list[tuple[str, Question]]:
        """(block id, question) in the author's order."""
        return [(child.id, child.value.question) for child in self.questions]

    def fill_from_material(self, material: "StepMaterial") -> None:
        read = editing.read_questions(material.data)
        lessons = material.rows.lessons if material.rows else self.lessons_named(read)
        self.intro = str(material.data.get("intro") or "")
        self.pass_mark = material.data.get("pass_mark") or 80
        self.shuffle_options = material.data.get("shuffle_options", True)
        self.shuffle_questions = material.data.get("shuffle_questions", False)
        errors: list[ValidationError] = []
        raw: Any = []
        for place, item in enumerate(read):
            question = replace(item.question, lesson=lessons.get(item.lesson))
            if not material.is_draft:
                errors += editing.faults_of(item, place)
            block = raw_question(item.name, question, at=item.at, option_ids=item.option_ids)
            if block["id"] in {other["id"] for other in raw}:
                words = "This is another question too; leave “at” out of the copy."
                errors += editing.located(ValidationError(words), item.name, place)
            raw.append(block)
        if errors:
            raise ValidationError(errors)
        self.questions = raw

    def lessons_named(self, read: "list[editing.ReadQuestion]") -> dict[str, int]:
        wanted = {item.lesson for item in read if item.lesson}
        found = LessonPage.objects.filter(material_id__in=wanted)
        return dict(found.values_list("material_id", "pk"))

    def as_material(self, names: "Names") -> dict[str, Any]:
        return {
            **({"intro": self.intro} if self.intro else {}),
            "pass_mark": self.pass_mark,
            **({} if self.shuffle_options else {"shuffle_options": False}),
            **({"shuffle_questions": True} if self.shuffle_questions else {}),
            "questions": editing.write_questions(self.questions.get_prep_value(), names),
        }


class QuestionVersion(WrittenOnce):
    """One question in the words in which it was asked."""

    why_final = "A version of a question never changes: publish the page to make another."

    quiz = models.ForeignKey(QuizPage, on_delete=models.CASCADE, related_name="question_versions")
    block_id = models.UUIDField()
    number = models.PositiveIntegerField()
    content = models.JSONField()
    content_hash = models.CharField(max_length=64)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["quiz", "block_id", "number"], name="question_version_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.content['stem'][:60]} (version {self.number})"

    @property
    def question(self) -> Question:
        return Question.from_content(self.content)


class QuizAttempt(models.Model):
    """One sitting. Its questions, their order and the pass mark are fixed when it starts."""

    participant = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="quiz_attempts"
    )
    quiz = models.ForeignKey(QuizPage, on_delete=models.PROTECT, related_name="attempts")
    number = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=12, choices=Status.choices, default=Status.OPEN)
    pass_mark = models.PositiveSmallIntegerField()
    score = models.DecimalField(max_digits=5, decimal_places=2, null=True)
    passed = models.BooleanField(null=True)
    musts_missed = models.PositiveSmallIntegerField(default=0)
    started_at = models.DateTimeField(default=timezone.now)
    submitted_at = models.DateTimeField(null=True)

    has_open_attempt: bool  # set by queries.attempts_readable_by

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["participant", "quiz", "number"], name="quiz_attempt_number_once"
            ),
            models.UniqueConstraint(
                fields=["participant", "quiz"],
                condition=models.Q(state=Status.OPEN),
                name="quiz_attempt_one_open",
            ),
            models.CheckConstraint(
                condition=models.Q(state=Status.OPEN, score=None, submitted_at=None)
                | models.Q(
                    state=Status.SUBMITTED,
                    score__isnull=False,
                    passed__isnull=False,
                    submitted_at__isnull=False,
                ),
                name="quiz_attempt_judged_when_submitted",
            ),
        ]

    def __str__(self) -> str:
        return f"Attempt {self.number} at {self.quiz}"

    def get_absolute_url(self) -> str:
        return reverse("quizzes:attempt_detail", args=[self.pk])

    @property
    def is_open(self) -> bool:
        return self.state == Status.OPEN

    @property
    def shown_score(self) -> str:
        return "" if self.score is None else rules.shown_percent(self.score)


class QuestionResponse(models.Model):
    """The place of one question in an attempt, and what was answered there."""

    attempt = models.ForeignKey(QuizAttempt, on_delete=models.CASCADE, related_name="responses")
    version = models.ForeignKey(QuestionVersion, on_delete=models.PROTECT, related_name="responses")
    position = models.PositiveSmallIntegerField()
    option_order = models.JSONField()
    answer = models.JSONField(null=True)
    is_flagged = models.BooleanField(default=False)
    points = models.DecimalField(max_digits=5, decimal_places=4, null=True)
    is_right = models.BooleanField(null=True)
    answered_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["attempt", "position"], name="quiz_response_place"),
            models.UniqueConstraint(fields=["attempt", "version"], name="quiz_response_question"),
        ]

    def __str__(self) -> str:
        return f"Question {self.position} of {self.attempt}"

    def get_absolute_url(self) -> str:
        return reverse("quizzes:attempt_question", args=[self.attempt_id, self.position])
