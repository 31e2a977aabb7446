"""Programme, module and lesson as a participant meets them, and what she does there."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from cms.pages.queries import rendered_body
from courses.catalogue import access as catalogue_access
from courses.catalogue.models import LessonPage, ModulePage, ProgrammePage, StepPage
from courses.progress import access, queries, services


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
    context |= {
        "page": page,
        "parts": rendered_body(page),
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
    completion = services.declare_done(participant=user, step=step, by=user)
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
    context: dict[str, Any] = {"step": step, "block_id": block_id, "text": text}
    try:
        reflection = services.save_reflection(
            author=user, step=step, block_id=block_id, text=text, by=user
        )
        context["saved"] = "Saved." if reflection else "Nothing is kept here."
    except ValidationError as problem:
        context["error"] = " ".join(problem.messages)
    if "HX-Request" in request.headers:
        return render(request, "progress/reflection_save.html", context)
    if "error" in context:
        return render(request, "progress/reflection_save_page.html", context, status=400)
    messages.success(request, context["saved"])
    return redirect(f"{step.url}#block-{block_id}")


def _check_learner(request: HttpRequest) -> None:
    if not access.can_learn(request.user):
        raise Http404


def _step_or_404(request: HttpRequest, pk: int) -> StepPage:
    return get_object_or_404(StepPage.objects.filter(access.steps_readable_by(request.user)), pk=pk)
