"""An attempt belongs to the person who takes it, and to nobody else.

A manager learns the result, the day and the number of attempts from courses.progress; which answers
were wrong is on no screen of hers (domain.md 2.3, rule 5). A Django superuser is a stranger here.
"""

from typing import Any

from django.db.models import Q
from wagtail.models import Page

from cms.people.accounts.access import is_staff_member
from cms.people.accounts.models import User


def readable_by(user: Any) -> Q:
    """The attempts somebody may open (on `QuizAttempt`): their own."""
    if not user.is_authenticated or not user.is_active:
        return Q(pk__in=[])
    return Q(participant=user)


def responses_readable_by(user: Any) -> Q:
    """The same, on `QuestionResponse`."""
    if not user.is_authenticated or not user.is_active:
        return Q(pk__in=[])
    return Q(attempt__participant=user)


def can_answer(user: Any, participant: User) -> bool:
    """Answer and hand in: the person whose attempt it is, and nobody for her."""
    return bool(user.is_active and participant.pk == user.pk)


def can_start(user: Any, quiz: Page) -> bool:
    """Everybody who works here may try a published quiz; without a role there is nothing to try."""
    return bool(quiz.live and is_staff_member(user))
