"""What every screen of a review begins with: the review, as far as she may know of it."""

from collections.abc import Callable
from typing import Any

from django import forms as django_forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from cms.people.accounts.models import SignedInRequest, User
from content.language.forms import GuardedTextMixin

from ..access import listed_for, readable_by
from ..models import PerformanceReview
from ..queries.document import reviews
from ..queries.lists import with_turns

PAGE = ["GET", "HEAD", "POST"]


def review_or_404(user: User, pk: int) -> PerformanceReview:
    """One whose words she may read."""
    return get_object_or_404(with_turns(reviews()).filter(readable_by(user)), pk=pk)


def listed_or_404(user: User, pk: int) -> PerformanceReview:
    """One she may know of."""
    known = listed_for(user) | readable_by(user)
    return get_object_or_404(with_turns(reviews()).filter(known), pk=pk)


def only(allowed: bool) -> None:
    if not allowed:
        raise Http404


def say_problem(request: HttpRequest, problem: ValidationError) -> None:
    """Sentences of our own rules, never words of a review."""
    messages.warning(request, " ".join(problem.messages))


def say_doubts(request: HttpRequest, form: GuardedTextMixin | Any) -> None:
    warning = getattr(form, "details_warning", "")
    if warning:
        messages.warning(request, warning)


def moved(
    request: SignedInRequest,
    review: PerformanceReview,
    service: Callable[..., Any],
    said: str,
    form: Any = None,
    **given: Any,
) -> HttpResponse:
    """A second click, or another window that was quicker, is told so and sees how it stands."""
    try:
        service(review=review, by=request.user, **given)
    except ValidationError as problem:
        say_problem(request, problem)
        return redirect(review)
    except PermissionDenied:
        raise Http404 from None
    messages.success(request, said)
    say_doubts(request, form)
    return redirect(review)


def is_done(form: django_forms.BaseForm, service: Callable[..., Any], **given: Any) -> bool:
    """Whether a service did it; what it refused stands beside the form."""
    try:
        service(**given)
    except ValidationError as problem:
        form.add_error(None, known_errors(form, problem))
        return False
    except PermissionDenied:
        raise Http404 from None
    return True


def known_errors(form: django_forms.BaseForm, problem: ValidationError) -> ValidationError:
    """By field where the form has it, else as a sentence above it."""
    if hasattr(problem, "error_dict") and not set(problem.error_dict) <= set(form.fields):
        return ValidationError(problem.messages)
    return problem


def form_page(
    request: SignedInRequest, review: PerformanceReview, form: django_forms.BaseForm, **words: Any
) -> HttpResponse:
    """A short form on a page of its own: `title`, `lead` and `submit` are its words."""
    status = 422 if form.is_bound else 200
    context = {**words, "review": review, "form": form}
    return render(request, "reviews/review_form.html", context, status=status)
