"""The page of a witness: no account, no navigation, one question, once."""

from allauth.account.adapter import get_adapter
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from assessments.witnesses import queries, services
from assessments.witnesses.access import can_answer
from assessments.witnesses.forms import AnswerForm
from assessments.witnesses.models import WitnessRequest
from assessments.witnesses.rules import LOOKS_A_MINUTE, WRONG_A_MINUTE, LinkState
from cms.people.accounts.models import User
from cms.public_pages import count_look, looks, public_page


# The token in the address is all the authority there is, and no cookie adds to it, so there is
# nothing for a forged request to borrow. The usual check would turn witnesses away: under
# “no-referrer” a browser sends “Origin: null”.
@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def answer_create(request: HttpRequest, token: str) -> HttpResponse:
    address = f"witnesses:wrong:{get_adapter(request).get_client_ip(request)}"
    if looks(address) >= WRONG_A_MINUTE:
        return public_page(request, "witnesses/link_busy.html", 429)
    asked = queries.request_behind(token)
    if asked is None:
        count_look(address)
        return public_page(request, "witnesses/link_gone.html", 404, state="wrong")
    if count_look(f"witnesses:link:{asked.pk}") > LOOKS_A_MINUTE:
        return public_page(request, "witnesses/link_busy.html", 429)
    if not asked.is_open:
        return _spent(request, asked.state)
    return _question(request, asked, token)


def _question(request: HttpRequest, asked: WitnessRequest, token: str) -> HttpResponse:
    reader = request.user if isinstance(request.user, User) else None
    is_own = not can_answer(reader, asked)
    shown = queries.shown_by(asked)
    form = AnswerForm(request.POST or None, instance=asked, initial={"witness_name": asked.name})
    doubts = False
    if request.method == "POST" and not is_own and form.is_valid():
        doubts = bool(form.details_found) and "sure" not in request.POST
        if not doubts:
            try:
                services.answer_request(witness_request=asked, answer=form.answer, by=reader)
            except ValidationError:  # another tab, or somebody with the same link, was faster
                return _spent(request, LinkState.ANSWERED)
            return redirect("witnesses:answer_create", token)
    context = {"asked": asked, "shown": shown, "form": form, "is_own": is_own, "doubts": doubts}
    status = 200 if request.method != "POST" else 403 if is_own else 422
    return public_page(request, "witnesses/answer_create.html", status, **context)


def _spent(request: HttpRequest, state: LinkState) -> HttpResponse:
    """A link that has done its work thanks; what is sent to it after that is not kept, and said."""
    if state != LinkState.ANSWERED:
        return public_page(request, "witnesses/link_gone.html", 410, state=str(state.value))
    is_late = request.method == "POST"
    return public_page(request, "witnesses/thanks.html", 409 if is_late else 200, is_late=is_late)
