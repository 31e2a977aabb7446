"""Learners’ pages. They ask for a code and for nothing else: no account, no cookie, no script that
is needed. Nothing of a request is written down; the code travels in forms, never in an address."""

from typing import Any

from allauth.account.adapter import get_adapter
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from .. import services
from ..forms import AnswerForm
from ..models import VoiceQuestionnaire
from ..queries.answering import (
    Asked,
    asked_by,
    contacts_for_learners,
    has_guessed_too_often,
    said_and_done,
)
from ..queries.questionnaires import Spoken, current_questionnaire, spoken
from ..rules import QuestionKind
from ..rules.codes import clean_code, spaced

SENT_BEFORE = "unknown"  # the word for a code that is gone


# The code is all the authority there is, and no cookie adds to it, so there is nothing for a forged
# request to borrow; and a page that is to leave no trace sets no cookie for the usual check.
@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def say(request: HttpRequest) -> HttpResponse:
    """The code; then the questions behind it, in any of their languages; then the answers."""
    if request.method != "POST":
        return _ask_code(request)
    if has_guessed_too_often(_network(request)):
        return _ask_code(request, said="wait", status=429)
    code = clean_code(request.POST.get("code", ""))
    asked = asked_by(code)
    if asked is None:
        services.note_wrong_code(network=_network(request))
        return _ask_code(request, said=SENT_BEFORE, status=422)
    try:
        asked.check_open()
    except ValidationError as problem:
        return _ask_code(request, said=str(problem.code), status=409)
    words = spoken(asked.campaign.questionnaire, _language(request))
    is_sent = "send" in request.POST
    form = AnswerForm(request.POST, spoken=words)
    if is_sent and form.is_valid():
        return _take(request, asked, form, code)
    return _questions(request, asked, form, code)


def _take(request: HttpRequest, asked: Asked, form: AnswerForm, code: str) -> HttpResponse:
    language = form.spoken.language.code
    try:
        services.answer(
            code=code,
            answers=form.given(QuestionKind.SCALE),
            comments=form.given(QuestionKind.COMMENT),
            language=language,
        )
    except ValidationError as problem:
        if problem.code in ("nothing", "scale"):
            return _questions(request, asked, form, code, said="nothing")
        return _ask_code(request, said=str(problem.code), status=409)
    where = urlencode({"lang": language, "of": str(asked.campaign.questionnaire_id)})
    return redirect(f"{reverse('voice:say_thanks')}?{where}")


def _questions(
    request: HttpRequest, asked: Asked, form: AnswerForm, code: str, said: str = ""
) -> HttpResponse:
    context = {
        "form": form,
        "code": spaced(code),
        "cohort": asked.cohort,
        "contacts": contacts_for_learners(),
        "said": form.spoken.words.get(said, ""),
    }
    return _page(request, "say_answer", form.spoken, 422 if said else 200, **context)


@never_cache
@require_safe
def say_thanks(request: HttpRequest) -> HttpResponse:
    """The same for everybody: it knows the language, and nothing of what was sent."""
    number = request.GET.get("of", "")
    is_number = number.isascii() and number.isdigit() and len(number) < 10
    found = VoiceQuestionnaire.objects.filter(pk=number).first() if is_number else None
    words = _spoken_or_404(request, found)
    return _page(request, "say_thanks", words, 200)


@never_cache
@require_safe
def said(request: HttpRequest, pk: int) -> HttpResponse:
    """“You said, we did”, for everybody who asks: released campaigns with public replies only."""
    found = said_and_done(pk)
    if found is None:
        raise Http404
    campaign, replies = found
    words = _spoken_or_404(request, campaign.questionnaire)
    return _page(request, "said", words, 200, campaign=campaign, replies=replies)


def _ask_code(request: HttpRequest, said: str = "", status: int = 200) -> HttpResponse:
    words = _spoken_or_404(request, None)
    return _page(request, "say", words, status, said=words.words.get(said, ""))


def _spoken_or_404(request: HttpRequest, questionnaire: VoiceQuestionnaire | None) -> Spoken:
    asked = questionnaire or current_questionnaire()
    if asked is None:
        raise Http404
    return spoken(asked, _language(request))


def _language(request: HttpRequest) -> str:
    """The last one said: a button beside the field that keeps it."""
    given = request.POST if request.method == "POST" else request.GET
    return given.get("lang") or ""


def _network(request: HttpRequest) -> str:
    network: str = get_adapter(request).get_client_ip(request)
    return network


def _page(
    request: HttpRequest, name: str, words: Spoken, status: int, **context: Any
) -> HttpResponse:
    """Nobody's search engine keeps it, and no site they go on to learns the address."""
    response = render(request, f"voice/{name}.html", {"spoken": words, **context}, status=status)
    response["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    response["Referrer-Policy"] = "no-referrer"
    return response
