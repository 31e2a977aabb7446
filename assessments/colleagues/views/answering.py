"""The page of a colleague: no account, no navigation, one question, once."""

from allauth.account.adapter import get_adapter
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from cms.people.accounts.models import User
from cms.public_pages import count_look, looks, public_page

from .. import queries, services
from ..access import can_answer
from ..forms import AnswerForm
from ..models import ColleagueAsk
from ..rules import LinkState
from ..rules.links import LOOKS_A_MINUTE, WRONG_A_MINUTE


# The token in the address is all the authority there is, and no cookie adds to it, so there is
# nothing for a forged request to borrow. The usual check would turn colleagues away: under
# “no-referrer” a browser sends “Origin: null”.
@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def answer_create(request: HttpRequest, token: str) -> HttpResponse:
    address = f"colleagues:wrong:{get_adapter(request).get_client_ip(request)}"
    if looks(address) >= WRONG_A_MINUTE:
        return public_page(request, "colleagues/link_busy.html", 429)
    ask = queries.ask_behind(token)
    if ask is None:
        count_look(address)
        return public_page(request, "colleagues/link_gone.html", 404, state="wrong")
    if count_look(f"colleagues:link:{ask.pk}") > LOOKS_A_MINUTE:
        return public_page(request, "colleagues/link_busy.html", 429)
    if not ask.is_open:
        return _spent(request, ask.link_state)
    return _question(request, ask, token)


def _question(request: HttpRequest, ask: ColleagueAsk, token: str) -> HttpResponse:
    reader = request.user if isinstance(request.user, User) else None
    is_own = not can_answer(reader, ask)
    form = AnswerForm(request.POST if request.method == "POST" else None, ask=ask)
    doubts = False
    if request.method == "POST" and not is_own and form.is_valid():
        doubts = bool(form.details_found) and "sure" not in request.POST
        if not doubts:
            try:
                services.answer_ask(ask=ask, words=form.words, by=reader)
            except ValidationError:  # another tab was faster, or the round has just closed
                return _too_late(request, token)
            return redirect("colleagues:answer_create", token)
    context = {"ask": ask, "round": ask.round, "form": form, "is_own": is_own, "doubts": doubts}
    status = 200 if request.method != "POST" else 403 if is_own else 422
    return public_page(request, "colleagues/answer_create.html", status, **context)


def _too_late(request: HttpRequest, token: str) -> HttpResponse:
    ask = queries.ask_behind(token)
    return _spent(request, ask.link_state if ask else LinkState.EXPIRED)


def _spent(request: HttpRequest, state: LinkState) -> HttpResponse:
    """A link that has done its work thanks; what is sent to it after that is not kept, and said."""
    if state != LinkState.ANSWERED:
        return public_page(request, "colleagues/link_gone.html", 410, state=str(state.value))
    is_late = request.method == "POST"
    return public_page(request, "colleagues/thanks.html", 409 if is_late else 200, is_late=is_late)
