"""Programme, module and lesson as a participant meets them, and what she does there."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import (
    require_GET,
    require_http_methods,
    require_POST,
    require_safe,
)

from cms.pages.queries import rendered_body
from courses.catalogue import access as catalogue_access
from courses.catalogue.models import LessonPage, ModulePage, ProgrammePage, StepPage
from courses.progress import access, queries, services
from courses.progress.forms import ReflectionForm

PAGE_SIZE = 20


@login_required
def programme_detail(request: HttpRequest, page: ProgrammePage) -> HttpResponse:
    user: Any = request.user
    _check_learner(request)
    modules = queries.modules_of_programme(user, page)
    context = {
        "page": page,
        "parts": rendered_body(page),
        "modules": modules,
        "done": sum(module.is_complete for module in modules),
    }
    return render(request, "progress/programme_detail.html", context)


@login_required
def module_detail(request: HttpRequest, page: ModulePage) -> HttpResponse:
    user: Any = request.user
    _check_learner(request)
    progress = queries.module_progress(user, page)
    context = {
        "page": page,
        "progress": progress,
        "resume_url": queries.resume_url(progress) if progress else "",
        "completions": queries.completions(user, page),
        "is_preview": getattr(request, "is_preview", False),
    }
    return render(request, "progress/module_detail.html", context)


@login_required
def lesson_detail(request: HttpRequest, page: LessonPage) -> HttpResponse:
    user: Any = request.user
    _check_learner(request)
    context = queries.step_context(user, page)
    parts, passed = rendered_body(page), context["passed"]
    context |= {
        "page": page,
        "parts": parts,
        "has_talk": any(part.kind == "talk_time" for part in parts),
        "guarding": [part for part in parts if part.is_gate and part.block_id not in passed],
        "is_preview": getattr(request, "is_preview", False),
    }
    return render(request, "progress/lesson_detail.html", context)


@require_GET
@login_required
def module_finished(request: HttpRequest, pk: int) -> HttpResponse:
    user: Any = request.user
    modules = ModulePage.objects.filter(catalogue_access.readable_by(user))
    module = get_object_or_404(modules, pk=pk)
    completions = queries.completions(user, module)
    if not completions:
        messages.info(request, "This module is not complete yet. Here is what is still to do.")
        return redirect(module.url)
    context = {
        "module": module,
        "completion": completions[0],
        "next_module": queries.next_module(user, module),
    }
    return render(request, "progress/module_finished.html", context)


@require_GET
@login_required
def module_print(request: HttpRequest, pk: int) -> HttpResponse:
    """Every lesson of a module on one page: to print, to search, to read without a break."""
    user: Any = request.user
    module = get_object_or_404(ModulePage.objects.filter(catalogue_access.readable_by(user)), pk=pk)
    lessons = LessonPage.objects.child_of(module).live().order_by("path")
    context = {
        "module": module,
        "lessons": [(lesson, rendered_body(lesson)) for lesson in lessons],
        "reflections": {},
        "passed": frozenset(),
    }
    return render(request, "progress/module_print.html", context)


@require_POST
@login_required
def step_complete(request: HttpRequest, pk: int) -> HttpResponse:
    """“I have read this.” Quizzes and scenarios are completed by their results, never by this."""
    user: Any = request.user
    step = _step_or_404(request, pk)
    module_url = step.get_parent().url or "/"
    if not step.live:
        messages.info(
            request,
            f"“{step.title}” was taken out of the module while you were reading. "
            "You do not need it any more, and nothing you did is lost.",
        )
        return redirect(module_url)
    try:
        completion = services.declare_done(participant=user, step=step, by=user)
    except ValidationError as problem:
        messages.error(request, " ".join(problem.messages))
        return redirect(f"{step.url}#block-{next(iter(step.specific.gate_ids()))}")
    progress = queries.module_progress(user, step.get_parent().pk)
    if completion is None or progress is None:
        following = queries.following_url(progress, step.pk) if progress else ""
        return redirect(following or module_url)
    undone = queries.next_undone(progress, step.pk)
    if undone is not None:
        return redirect(undone.url)
    if progress.is_complete:
        return redirect("progress:module_finished", pk=progress.module.pk)
    return redirect(module_url)


@require_POST
@login_required
def block_seen(request: HttpRequest, pk: int) -> HttpResponse:
    """A quiet note from the page: this part has been on screen. Nothing to answer."""
    user: Any = request.user
    step = _step_or_404(request, pk)
    try:
        services.note_visit(
            participant=user,
            step=step,
            by=user,
            block_id=request.POST.get("block", ""),
        )
    except ValidationError:
        return HttpResponse(status=400)
    return HttpResponse(status=204)


@require_POST
@login_required
def reflection_save(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep what she wrote; with htmx only the form comes back, without it the page does."""
    user: Any = request.user
    step = _step_or_404(request, pk)
    block_id, text = request.POST.get("block", ""), request.POST.get("text", "")
    form = ReflectionForm(request.POST, step=step)
    context: dict[str, Any] = {"step": step, "block_id": block_id, "text": text}
    context["details"] = form.details_found if form.is_valid() else []
    try:
        if form.problem:
            raise ValidationError(form.problem)
        reflection = services.save_reflection(
            author=user, step=step, block_id=block_id, text=text, by=user
        )
        context["saved"] = "Saved." if reflection else "Nothing is kept here."
    except ValidationError as problem:
        context["error"] = " ".join(problem.messages)
    if "HX-Request" in request.headers:
        # An exercise keeps its own form and only wants to hear that it was saved.
        name = "saved_words" if request.POST.get("quiet") else "reflection_save"
        return render(request, f"progress/{name}.html", context)
    if "error" in context:
        return render(request, "progress/reflection_save_page.html", context, status=400)
    messages.success(request, context["saved"])
    if form.details_warning:
        messages.warning(request, form.details_warning)
    return redirect(f"{step.url}#block-{block_id}")


@require_safe
@login_required
def note_list(request: HttpRequest) -> HttpResponse:
    """Everything she has written for herself, in one place."""
    user: Any = request.user
    _check_learner(request)
    rows = queries.notes_of(user, words=request.GET.get("q", "").strip())
    page = Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page"))
    return render(request, "progress/note_list.html", {"page": page, "words": request.GET.get("q")})


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def note_delete(request: HttpRequest, pk: int) -> HttpResponse:
    user: Any = request.user
    note = get_object_or_404(queries.notes_of(user), pk=pk)
    if request.method != "POST":
        return render(request, "progress/note_delete.html", {"note": note})
    services.save_reflection(author=user, step=note.step, block_id=note.block_id, text="", by=user)
    messages.success(request, "Deleted. It is kept nowhere.")
    return redirect("progress:note_list")


def _check_learner(request: HttpRequest) -> None:
    if not access.can_learn(request.user):
        raise Http404


def _step_or_404(request: HttpRequest, pk: int) -> StepPage:
    return get_object_or_404(StepPage.objects.filter(access.steps_readable_by(request.user)), pk=pk)
