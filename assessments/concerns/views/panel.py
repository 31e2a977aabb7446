"""What to do now, and the slip for the other system. Nothing of either is stored."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from cms.people.accounts.access import is_staff_member
from cms.people.accounts.models import SignedInRequest
from cms.people.escalation.access import can_read_card
from cms.people.escalation.queries import card

from .. import queries
from ..access import can_point
from ..forms import SlipForm


@never_cache
@login_required
@require_safe
def panel(request: SignedInRequest) -> HttpResponse:
    """Also for somebody whose role ran out: whom to call is never hidden.

    What to do about a member of staff is in the same answer, folded. Whoever opens it asks for
    nothing: so no server, no proxy, no log and no history of a browser knows of it.
    """
    if not can_read_card(request.user):
        raise Http404
    session = queries.session_of(request.user, request.GET.get("session", ""))
    context = {
        "session": session,
        "card": card(),
        "numbers": queries.numbers(*queries.ABOUT_ANYBODY),
        "leads": queries.leads_on_card(),
        "staff_numbers": queries.numbers(*queries.ABOUT_STAFF),
        "can_point": can_point(request.user, session),
    }
    return render(request, "concerns/panel.html", context)


@sensitive_post_parameters()
@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def slip(request: SignedInRequest) -> HttpResponse:
    if not is_staff_member(request.user):
        raise Http404
    form = SlipForm(request.POST if request.method == "POST" else None)
    text = ""
    if form.is_bound and form.is_valid():
        text = form.as_text(writer=request.user.display_name, on=timezone.localdate())
    status = 422 if form.is_bound and not text else 200
    return render(request, "concerns/slip.html", {"form": form, "text": text}, status=status)
