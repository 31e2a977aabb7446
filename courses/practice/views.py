"""The server's answer to an exercise. Nothing that is written in one is kept, unless the person
saves it for herself (progress:reflection_save); of a sort only that it was done safely."""

from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_POST

from cms.people.college.queries import terms
from content.plain_words.queries import plain_words
from courses.practice import forms, queries
from courses.practice.rules.questions import read_question
from courses.practice.rules.sorting import items_of, read_sort
from courses.practice.rules.targets import note_to_teacher, read_target
from courses.progress.services import pass_exercise


@require_POST
@login_required
def sort_check(request: HttpRequest, pk: int, block: UUID) -> HttpResponse:
    found = _exercise(request, pk, block, "sort")
    places = found.content["places"]
    reading = read_sort(items_of(places, seed=found.block_id), request.POST, places=len(places))
    if found.is_gate and reading.is_safe and not found.is_draft:
        user: Any = request.user
        pass_exercise(participant=user, step=found.step, block_id=found.block_id, by=user)
    return _answer(request, found, "sort", reading=reading)


@require_POST
@login_required
def question_check(request: HttpRequest, pk: int, block: UUID, place: int) -> HttpResponse:
    found = _exercise(request, pk, block, "drill")
    prompt = forms.nth(found.content["prompts"], place)
    text = request.POST.get("text", "")
    context: dict[str, Any] = {"prompt": prompt, "place": place, "text": text}
    try:
        context["reading"] = read_question(text) if text.strip() else None
    except ValidationError as problem:
        context["error"] = " ".join(problem.messages)
    return _answer(request, found, "question", **context)


@require_POST
@login_required
def target_check(request: HttpRequest, pk: int, block: UUID) -> HttpResponse:
    found = _exercise(request, pk, block, "bench")
    form = forms.BenchForm(request.POST, targets=found.content["targets"])
    context: dict[str, Any] = {"form": form}
    if form.is_valid():
        rewritten = form.cleaned_data["text"]
        try:
            context["reading"] = read_target(rewritten, plain_words=plain_words())
            context["before"] = read_target(form.chosen, plain_words=plain_words())
        except ValidationError as problem:
            form.add_error("text", problem)
        else:
            words = terms()
            context["ladder"] = form.ladder_findings()
            context["exemplars"] = form.exemplars
            context["note"] = note_to_teacher(
                target=form.chosen,
                findings=context["before"].findings,
                rewritten=rewritten,
                teacher=words["teacher"],
                learner=words["learner"],
            )
    return _answer(request, found, "target", **context)


@require_POST
@login_required
def talk_check(request: HttpRequest, pk: int, block: UUID) -> HttpResponse:
    found = _exercise(request, pk, block, "talk_time")
    form = forms.TalkForm(request.POST, now=timezone.now().timestamp())
    return _answer(request, found, "talk", form=form, reading=form.reading())


def _exercise(request: HttpRequest, pk: int, block: UUID, kind: str) -> queries.Exercise:
    is_draft = bool(request.POST.get("draft"))
    return queries.exercise(
        request.user, step=pk, block_id=str(block), kind=kind, is_draft=is_draft
    )


def _answer(
    request: HttpRequest, found: queries.Exercise, name: str, **context: Any
) -> HttpResponse:
    """The exercise again with what there is to say; a page of its own without htmx."""
    context |= {"found": found, "step": found.step, "block_id": found.block_id, "name": name}
    context |= {"content": found.content, "is_draft": found.is_draft}
    if "HX-Request" in request.headers:
        return render(request, f"practice/{name}.html", context)
    return render(request, "practice/answer_page.html", context)
