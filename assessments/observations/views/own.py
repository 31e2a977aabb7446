"""What every screen of an observation begins with, and how a move ends."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from cms.people.accounts.models import SignedInRequest, User

from .. import queries
from ..access import readable_by
from ..models import Observation

PAGE = ["GET", "HEAD", "POST"]


def observation_or_404(user: User, pk: int) -> Observation:
    return get_object_or_404(queries.observations().filter(readable_by(user)), pk=pk)


def say_problem(request: HttpRequest, problem: ValidationError) -> None:
    """Sentences of our own rules, never words of an observation."""
    messages.warning(request, " ".join(problem.messages))


def say_doubts(request: HttpRequest, form: Any) -> None:
    if getattr(form, "details_warning", ""):
        messages.warning(request, form.details_warning)


def moved(
    request: SignedInRequest,
    observation: Observation,
    service: Callable[..., Any],
    said: str,
    form: Any = None,
    **given: Any,
) -> HttpResponse:
    """A second click, or another window that was quicker, is told so and sees how it stands."""
    try:
        service(observation=observation, by=request.user, **given)
    except ValidationError as problem:
        say_problem(request, problem)
        return redirect(observation)
    except PermissionDenied:
        raise Http404 from None
    messages.success(request, said)
    say_doubts(request, form)
    return redirect(observation)


def tried(form: forms.Form, service: Callable[..., Any], **given: Any) -> Any:
    """What the service gives back; None where the form says what is to be put right."""
    try:
        return service(**given)
    except PermissionDenied:
        raise Http404 from None
    except ValidationError as problem:
        add_problem(form, problem)
        return None


def add_problem(form: forms.Form, problem: ValidationError) -> None:
    """Beside the field where the form has it; above the form otherwise."""
    if not hasattr(problem, "error_dict"):
        form.add_error(None, problem)
        return
    for name, errors in problem.error_dict.items():
        form.add_error(name if name in form.fields else None, errors)


def form_page(
    request: SignedInRequest,
    observation: Observation | None,
    form: forms.Form,
    **words: Any,
) -> HttpResponse:
    """`words`: title, lead and submit."""
    context = {"form": form, "observation": observation, **words}
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "observations/observation_form.html", context, status=status)


def too_late(request: SignedInRequest, observation: Observation) -> HttpResponse:
    messages.info(request, "This is not possible as the observation stands now.")
    return redirect(observation)
