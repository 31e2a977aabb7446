"""What every page of a draft begins with, and how it answers what was sent."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone

from assessments.readings.rules import Reading
from cms.people.accounts.models import SignedInRequest, User

from ...access import can_write, is_reviewer, readable_by
from ...forms.conflicts import carried, differences, settled
from ...forms.writing import DraftForm
from ...models import PerformanceReview
from ...queries.document import reviews
from ...queries.findings import look_over
from ...queries.steps import Step, steps_of
from ...services.writing import ReviewChangedError

PAGE = ["GET", "HEAD", "POST"]
SAVED = "Saved. Nobody else reads it until you share it."
CLOSED = "This review is shared. Take it back before you change it."


def draft_or_404(user: User, pk: int) -> PerformanceReview:
    """For its reviewer alone, whatever state it is in."""
    review = get_object_or_404(reviews().filter(readable_by(user)), pk=pk)
    if not is_reviewer(user, review):
        raise Http404
    return review


def is_by_script(request: SignedInRequest) -> bool:
    return request.headers.get("X-Autosave") == "1"


def closed(request: SignedInRequest, review: PerformanceReview) -> HttpResponse:
    if is_by_script(request):
        return JsonResponse({"state": "closed"}, status=409)
    messages.info(request, CLOSED)
    return redirect(review)


def frame(
    review: PerformanceReview, name: str, *more: str, reading: Reading | None = None
) -> dict[str, Any]:
    """The side list, with what every part still lacks; `name` and `more` say which part is open."""
    look = look_over(review, reading=reading)
    steps = steps_of(review, look)
    here = next((step for step in steps if (step.name, step.args[1:]) == (name, more)), None)
    return {
        "review": review,
        "look": look,
        "steps": steps,
        "here": here,
        "rows_here": look.at(*here.places) if here else [],
        "tab": "reviews",
    }


def next_address(review: PerformanceReview, name: str, *more: str) -> str:
    """The page after this one; after the last, the findings."""
    steps = steps_of(review, look_over(review))
    places = [(step.name, step.args[1:]) for step in steps]
    at = places.index((name, more)) + 1 if (name, more) in places else len(steps)
    return (
        address_of(steps[at])
        if at < len(steps)
        else reverse("reviews:write_check", args=[review.pk])
    )


def address_of(step: Step) -> str:
    return reverse(f"reviews:{step.name}", args=step.args)


@dataclass(frozen=True)
class Part:
    """A part of the draft that is one form, saved while she writes."""

    name: str
    more: tuple[str, ...]
    form: Callable[[QueryDict | None, PerformanceReview], DraftForm]
    save: Callable[[PerformanceReview, DraftForm], None]
    context: Callable[[PerformanceReview, DraftForm], dict[str, Any]] | None = None
    reading: Callable[[], Reading] | None = None
    step: str = ""  # the step it belongs to, where it is none itself
    values: Mapping[str, Any] = field(default_factory=dict)  # what its page shows besides


def part_page(request: SignedInRequest, review: PerformanceReview, part: Part) -> HttpResponse:
    """With the header X-Autosave it answers in JSON: `state` is “saved”, “invalid”, “conflict” or
    “closed”. A conflict is settled on the page: press Save."""
    if not can_write(request.user, review):
        return closed(request, review)
    if request.method != "POST":
        return _show(request, review, part, part.form(None, review))
    now = part.form(None, review)
    data = settled(request.POST, now) if "settle" in request.POST else request.POST
    form = part.form(data, review)
    if not form.is_valid():
        return _invalid(request, review, part, form)
    try:
        part.save(review, form)
    except ReviewChangedError:
        return _conflict(request, review, part, form)
    except ValidationError as problem:
        put_errors(form, problem)
        return _invalid(request, review, part, form)
    return _saved(request, review, part, form)


def _after(review: PerformanceReview, part: Part) -> str:
    if part.step:
        return reverse(f"reviews:{part.step}", args=[review.pk])
    return next_address(review, part.name, *part.more)


def put_errors(form: Any, problem: ValidationError) -> None:
    """Beside the fields they are about, where the page has these fields."""
    by_field = problem.message_dict if hasattr(problem, "error_dict") else {}
    for name, texts in by_field.items():
        form.add_error(name if name in form.fields else None, texts)
    if not by_field:
        form.add_error(None, problem.messages)


def _saved(
    request: SignedInRequest, review: PerformanceReview, part: Part, form: DraftForm
) -> HttpResponse:
    fresh = reviews().get(pk=review.pk)
    if is_by_script(request):
        answer = {
            "state": "saved",
            "revision": part.form(None, fresh).initial["revision"],
            "at": f"{timezone.localtime(fresh.changed_at):%H:%M}",
            "details": bool(form.details_found),
        }
        return JsonResponse(answer)
    if form.details_warning:
        messages.warning(request, form.details_warning)
    messages.success(request, SAVED)
    if request.POST.get("then") == "next":
        return redirect(_after(fresh, part))
    return redirect(f"reviews:{part.name}", review.pk, *part.more)


def _invalid(
    request: SignedInRequest, review: PerformanceReview, part: Part, form: DraftForm
) -> HttpResponse:
    if is_by_script(request):
        return JsonResponse({"state": "invalid"}, status=422)
    return _show(request, review, part, form, status=422)


def _conflict(
    request: SignedInRequest, review: PerformanceReview, part: Part, form: DraftForm
) -> HttpResponse:
    if is_by_script(request):
        return JsonResponse({"state": "conflict"}, status=409)
    fresh = reviews().get(pk=review.pk)
    context = {
        "review": fresh,
        "title": "There are two versions of this part",
        "differences": differences(form, part.form(None, fresh)),
        "carried": carried(form.data),
        "tab": "reviews",
    }
    return render(request, "reviews/write_conflict.html", context, status=409)


def _frame_of(review: PerformanceReview, part: Part) -> dict[str, Any]:
    if part.step:
        return frame(review, part.step)
    return frame(review, part.name, *part.more, reading=part.reading() if part.reading else None)


def _show(
    request: SignedInRequest,
    review: PerformanceReview,
    part: Part,
    form: DraftForm,
    *,
    status: int = 200,
) -> HttpResponse:
    context = {
        **_frame_of(review, part),
        "form": form,
        **part.values,
        **(part.context(review, form) if part.context else {}),
    }
    return render(request, f"reviews/{part.name}.html", context, status=status)
