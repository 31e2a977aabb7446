"""A quiz from start to result. Every screen works without JavaScript and may be asked for twice."""

from typing import Any, cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cms.people.accounts.models import User
from courses.progress.access import can_learn
from courses.progress.queries import step_context

from . import queries, rules, services
from .forms import AnswerForm
from .models import QuestionResponse, QuizAttempt, QuizPage
from .rules import Status

HANDED_IN = "This attempt is handed in, so its answers stay as they are."


def quiz_detail(request: HttpRequest, page: QuizPage) -> HttpResponse:
    """The quiz's own page, by its address in the tree; in the editor, a proof with the key."""
    if request.is_preview:  # type: ignore[attr-defined]
        proof = {"page": page, "lines": queries.proof_lines(page)}
        return render(request, "quizzes/quiz_proof.html", proof)
    if not request.user.is_authenticated:
        return redirect_to_login(request.get_full_path())
    if not can_learn(request.user):
        raise Http404
    person = cast(User, request.user)
    context: dict[str, Any] = {
        **step_context(person, page),
        "page": page,
        "overview": queries.quiz_overview(person, page),
        "count": len(page.questions),
        "musts": sum(question.is_must for _, question in page.asked()),
    }
    return render(request, "quizzes/quiz_detail.html", context)


@login_required
@require_POST
def attempt_start(request: HttpRequest, pk: int) -> HttpResponse:
    quiz = get_object_or_404(QuizPage.objects.live(), pk=pk)
    if not all(rule.accept_request(request) for rule in quiz.get_view_restrictions()):
        raise Http404
    try:
        person = cast(User, request.user)
        attempt = services.start_attempt(participant=person, quiz=quiz, by=person)
    except PermissionDenied as error:
        raise Http404 from error
    except ValidationError:
        messages.warning(request, "This quiz is being changed. Please come back a little later.")
        return redirect(quiz.url)
    return redirect(first_to_answer(attempt))


def first_to_answer(attempt: QuizAttempt) -> str:
    places = queries.attempt_places(attempt)
    return next((place.url for place in places if not place.is_answered), places[0].url)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def attempt_question(request: HttpRequest, pk: int, position: int) -> HttpResponse:
    if not request.user.is_authenticated:
        if request.headers.get("X-Autosave"):
            return HttpResponse(status=401)  # the page takes a redirect for “handed in”
        return redirect_to_login(request.get_full_path())
    if request.method != "POST":
        return show_question(request, pk, position)
    response = get_object_or_404(
        queries.responses_readable_by(request.user), attempt_id=pk, position=position
    )
    form = AnswerForm(request.POST, response=response)
    if response.attempt.is_open and not form.is_valid():
        if request.headers.get("X-Autosave"):
            return HttpResponse(status=422)  # half an order: nothing to keep yet
        return show_question(request, pk, position, form)
    return keep_answer(request, response, form)


def show_question(
    request: HttpRequest, pk: int, position: int, form: AnswerForm | None = None
) -> HttpResponse:
    typed = form.typed_numbers if form else None
    asked = queries.asked_question(request.user, pk, position, typed)
    if asked is None:
        raise Http404
    if not asked.is_open:
        messages.info(request, HANDED_IN)
        return redirect("quizzes:attempt_detail", pk=pk)
    status = 422 if form else 200
    context = {"asked": asked, "form": form}
    return render(request, "quizzes/attempt_question.html", context, status=status)


def keep_answer(request: HttpRequest, response: QuestionResponse, form: AnswerForm) -> HttpResponse:
    """Save and go on; an attempt that is handed in, here or in another tab, leads to its result."""
    try:
        rules.check_transition(Status(response.attempt.state), Status.SUBMITTED)
        services.answer_question(
            response=response,
            answer=form.cleaned_data["answer"],
            is_flagged=form.cleaned_data["is_flagged"],
            by=cast(User, request.user),
        )
    except ValidationError:
        messages.info(request, HANDED_IN)
        return redirect(response.attempt)
    if request.headers.get("X-Autosave"):
        return HttpResponse(status=204)
    asked = queries.asked_question(request.user, response.attempt_id, response.position)
    return redirect(asked.url_to(request.POST.get("go", "")) if asked else response.attempt)


@login_required
@never_cache
@require_safe
def attempt_review(request: HttpRequest, pk: int) -> HttpResponse:
    attempt = get_object_or_404(queries.attempts_readable_by(request.user), pk=pk)
    if not attempt.is_open:
        return redirect(attempt)
    lines = queries.review_lines(attempt)
    context = {
        "attempt": attempt,
        "quiz": attempt.quiz,
        "lines": lines,
        "missing": [line.place for line in lines if not line.place.is_answered],
        "flagged": [line.place for line in lines if line.place.is_flagged],
    }
    return render(request, "quizzes/attempt_review.html", context)


@login_required
@require_POST
def attempt_hand_in(request: HttpRequest, pk: int) -> HttpResponse:
    attempt = get_object_or_404(queries.attempts_readable_by(request.user), pk=pk)
    try:
        attempt = services.hand_in(
            attempt=attempt,
            by=cast(User, request.user),
            allow_unanswered=request.POST.get("unanswered") == "yes",
        )
    except ValidationError as error:
        messages.warning(request, " ".join(error.messages))
        return redirect("quizzes:attempt_review", pk=pk)
    return redirect(attempt)


@login_required
@never_cache
@require_safe
def attempt_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """The result, and before it is handed in the way back into the attempt."""
    attempt = get_object_or_404(queries.attempts_readable_by(request.user), pk=pk)
    if attempt.is_open:
        return redirect(first_to_answer(attempt))
    shows_right = rules.can_show_right_options(
        is_passed=bool(attempt.passed), has_open_attempt=attempt.has_open_attempt
    )
    lines = queries.result_lines(attempt, shows_right=shows_right)
    context: dict[str, Any] = {
        **step_context(cast(User, request.user), attempt.quiz),
        "attempt": attempt,
        "quiz": attempt.quiz,
        "lines": lines,
        "shows_right": shows_right,
        "right_count": sum(line.verdict == "right" for line in lines),
        "musts_missed": [line for line in lines if line.is_must and line.verdict != "right"],
    }
    return render(request, "quizzes/attempt_detail.html", context)
