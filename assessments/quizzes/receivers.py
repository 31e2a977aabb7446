from typing import Any

from django.dispatch import receiver
from wagtail.signals import page_published

from .models import QuizPage
from .services import snapshot_questions


@receiver(page_published, sender=QuizPage, dispatch_uid="quizzes.freeze_published_questions")
def freeze_published_questions(instance: QuizPage, **kwargs: Any) -> None:  # noqa: ARG001
    snapshot_questions(quiz=instance)
