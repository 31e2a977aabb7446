from functools import partial

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from assessments.debriefs import services
from assessments.debriefs.access import answers_readable_by
from assessments.debriefs.forms import AnswersForm
from assessments.debriefs.models import DebriefAnswer
from assessments.debriefs.queries.debrief import debrief_of, questions_for
from assessments.debriefs.queries.runs import own_run, played
from assessments.debriefs.queries.sharing import readings_of, shares_of
from assessments.scenarios.models import ScenarioAttempt
from assessments.scenarios.queries import people_of
from cms.people.accounts.access import is_staff_member
from cms.people.accounts.models import SignedInRequest


@never_cache
@login_required
@require_safe
def debrief_detail(request: SignedInRequest, pk: int) -> HttpResponse:
    attempt = _own_run_or_404(request, pk)
    if attempt.is_open:
        messages.info(request, "The debrief opens when this run is over.")
        return redirect(attempt)
    form = AnswersForm(questions=questions_for(request.user, attempt))
    return _show(request, attempt, form)


@login_required
@require_POST
def answers_save(request: SignedInRequest, pk: int) -> HttpResponse:
    attempt = _finished_or_404(request, pk)
    questions = questions_for(request.user, attempt)
    form = AnswersForm(
        request.POST, questions=questions, people=partial(people_of, attempt.version)
    )
    if not form.is_valid():
        return _show(request, attempt, form, status=422)
    services.save_answers(attempt=attempt, answers=form.answers, by=request.user)
    messages.success(request, "Saved. Only you can read your answers.")
    return redirect(f"{_address(attempt)}#questions")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def answer_delete(request: SignedInRequest, pk: int) -> HttpResponse:
    own = DebriefAnswer.objects.filter(answers_readable_by(request.user))
    answer = get_object_or_404(own.select_related("attempt__participant"), pk=pk)
    if request.method == "POST":
        services.delete_answer(answer=answer, by=request.user)
        messages.success(request, "Deleted. Nothing of it is kept.")
        return redirect(f"{_address(answer.attempt)}#questions")
    return render(request, "debriefs/answer_delete.html", {"answer": answer})


@login_required
@require_POST
def cpd_draft(request: SignedInRequest, pk: int) -> HttpResponse:
    attempt = _finished_or_404(request, pk)
    entry = services.draft_from_debrief(
        attempt=attempt, with_answers="with_answers" in request.POST, by=request.user
    )
    messages.success(request, "A draft in your log. Only you can read it.")
    return redirect(entry)


@login_required
@require_POST
def bookmark(request: SignedInRequest, pk: int) -> HttpResponse:
    attempt = _finished_or_404(request, pk)
    services.bookmark_debrief(
        attempt=attempt, with_answers="with_answers" in request.POST, by=request.user
    )
    messages.success(request, "On your list for supervision. Only you can read that list.")
    return redirect("supervision:bookmark_list")


def _own_run_or_404(request: SignedInRequest, pk: int) -> ScenarioAttempt:
    attempt = own_run(request.user, pk)
    if attempt is None:
        raise Http404
    return attempt


def _finished_or_404(request: SignedInRequest, pk: int) -> ScenarioAttempt:
    attempt = _own_run_or_404(request, pk)
    if attempt.is_open:
        raise Http404
    return attempt


def _address(attempt: ScenarioAttempt) -> str:
    return reverse("debriefs:debrief_detail", args=[attempt.pk])


def _show(
    request: SignedInRequest, attempt: ScenarioAttempt, form: AnswersForm, *, status: int = 200
) -> HttpResponse:
    context = {
        "attempt": attempt,
        "scenario": attempt.scenario,
        "debrief": debrief_of(request.user, played(attempt)),
        "form": form,
        "works_here": is_staff_member(request.user),
        "shares": shares_of(request.user, attempt),
        "readings": readings_of(request.user, attempt),
    }
    return render(request, "debriefs/debrief_detail.html", context, status=status)
