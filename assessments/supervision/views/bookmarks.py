"""What to take to supervision: a list of one's own, until there is an agenda to put it on."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from content.terms import apply_terms
from courses.catalogue.models import StepPage
from courses.progress.access import steps_readable_by
from courses.progress.forms import ReflectionForm
from courses.progress.services import save_reflection

from ..access import can_keep_bookmarks_of, readable_by
from ..forms.bookmarks import BookmarkForm
from ..models import SupervisionBookmark
from ..queries import bookmarks as queries
from ..services import bookmarks as services

PAGE_SIZE = 20


@login_required
@require_safe
def bookmark_list(request: HttpRequest) -> HttpResponse:
    user: Any = request.user
    is_taken = request.GET.get("state") == "taken"
    rows = queries.bookmarks_of(user, taken=is_taken)
    context = {
        "page": Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page")),
        "is_taken": is_taken,
        "form": BookmarkForm(),
    }
    return render(request, "supervision/bookmark_list.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def bookmark_create(request: HttpRequest) -> HttpResponse:
    user: Any = request.user
    if not can_keep_bookmarks_of(user, user):
        raise Http404
    form = BookmarkForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        services.add_bookmark(mentor=user, **form.cleaned_data, by=user)
        if "HX-Request" in request.headers:  # from the page it is about, which stays
            return render(request, "supervision/said.html", {"said": "On your list."})
        messages.success(request, "On your list.")
        if form.details_warning:
            messages.warning(request, form.details_warning)
        return redirect("supervision:bookmark_list")
    return render(request, "supervision/bookmark_create.html", {"form": form})


@login_required
@require_POST
def bookmark_step(request: HttpRequest, pk: int) -> HttpResponse:
    """From a lesson's question: what she wrote is saved, and the question goes on her list."""
    user: Any = request.user
    step = get_object_or_404(StepPage.objects.filter(steps_readable_by(user)), pk=pk)
    block_id, text = request.POST.get("block", ""), request.POST.get("text", "")
    place = f"{step.url}#block-{block_id}"
    form = ReflectionForm(request.POST, step=step)
    try:
        if form.problem:
            raise ValidationError(form.problem)
        save_reflection(author=user, step=step, block_id=block_id, text=text, by=user)
        title = apply_terms(step.title)
        services.add_bookmark(mentor=user, title=title, source_url=place, by=user)
    except ValidationError as problem:
        said = " ".join(problem.messages)
    else:
        said = "On your list for supervision. What you wrote stays yours."
        said = f"{said} {form.details_warning}".strip()
    if "HX-Request" in request.headers:
        return render(request, "supervision/said.html", {"said": said})
    messages.info(request, said)
    return redirect(place)


@login_required
@require_POST
def bookmark_take(request: HttpRequest, pk: int) -> HttpResponse:
    services.take_bookmark(bookmark=_own_or_404(request, pk), by=request.user)  # type: ignore[arg-type]
    messages.success(request, "Off your list. You find it under “Taken”.")
    return redirect("supervision:bookmark_list")


@login_required
@require_POST
def bookmark_put_back(request: HttpRequest, pk: int) -> HttpResponse:
    services.put_back_bookmark(bookmark=_own_or_404(request, pk), by=request.user)  # type: ignore[arg-type]
    messages.success(request, "Back on your list.")
    return redirect("supervision:bookmark_list")


def _own_or_404(request: HttpRequest, pk: int) -> SupervisionBookmark:
    own = SupervisionBookmark.objects.filter(readable_by(request.user))
    return get_object_or_404(own, pk=pk)
