"""The draft looked through: what holds it up, what to give a reason for, what to confirm."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from cms.people.accounts.models import SignedInRequest

from ...access import can_write
from ...forms.writing import ReasonForm
from ...rules import ReviewState
from ...services.writing import attest, give_reason, take_reason_back
from .own import PAGE, closed, draft_or_404, frame


@never_cache
@login_required
@require_http_methods(PAGE)
def write_check(request: SignedInRequest, pk: int) -> HttpResponse:
    """POST confirms that nothing private is quoted."""
    review = draft_or_404(request.user, pk)
    if not can_write(request.user, review):
        return closed(request, review)
    if request.method == "POST":
        if request.POST.get("attest") != "on":
            messages.warning(request, "Tick the box to confirm it.")
        else:
            attest(review=review, by=request.user)
            messages.success(request, "Confirmed. It is asked again if you change the words.")
        return redirect("reviews:write_check", review.pk)
    context = {
        **frame(review, "write_check"),
        "may_share": review.state == ReviewState.MEETING_HELD,
    }
    return render(request, "reviews/write_check.html", context)


@never_cache
@login_required
@require_POST
def reason_give(request: SignedInRequest, pk: int) -> HttpResponse:
    """Why a warning stands as it is; without words it is taken back."""
    review = draft_or_404(request.user, pk)
    if not can_write(request.user, review):
        return closed(request, review)
    form = ReasonForm(request.POST)
    code, where = request.POST.get("code", ""), request.POST.get("where", "")
    if not form.is_valid():
        texts = [str(text) for each in form.errors.values() for text in each]
        messages.warning(request, " ".join(texts))
        return redirect("reviews:write_check", review.pk)
    reason = form.cleaned_data["reason"]
    try:
        if reason:
            give_reason(review=review, code=code, where=where, reason=reason, by=request.user)
        else:
            take_reason_back(review=review, code=code, where=where, by=request.user)
    except ValidationError as problem:
        messages.warning(request, " ".join(problem.messages))
    else:
        messages.success(request, "Kept. The mentor reads it with the review.")
    return redirect("reviews:write_check", review.pk)
