"""What every screen of a record begins with: the record, if she may read it."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from cms.people.accounts.models import User
from content.language.forms import GuardedTextMixin

from .. import queries
from ..access import readable_by
from ..models import SupervisionRecord


def record_or_404(user: User, pk: int) -> SupervisionRecord:
    return get_object_or_404(queries.records().filter(readable_by(user)), pk=pk)


def say_problem(request: HttpRequest, problem: ValidationError) -> None:
    """Sentences of our own rules, never words of a record."""
    messages.warning(request, " ".join(problem.messages))


def say_doubts(request: HttpRequest, form: GuardedTextMixin | Any) -> None:
    if form.details_warning:
        messages.warning(request, form.details_warning)
