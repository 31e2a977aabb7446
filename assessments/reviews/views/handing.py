"""Into other hands, or called off."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from cms.people.accounts.models import SignedInRequest

from .. import access, services
from ..forms.answering import PersonForm, ReasonForm
from ..queries.readers import managers_today
from ..rules import WRITABLE
from .own import PAGE, form_page, is_done, listed_or_404, only


@never_cache
@login_required
@require_http_methods(PAGE)
def review_hand_over(request: SignedInRequest, pk: int) -> HttpResponse:
    review = listed_or_404(request.user, pk)
    only(access.can_hand_over(request.user, review))
    people = [one for one in managers_today(review.reviewee) if one.pk != review.reviewer_id]
    form = PersonForm(
        request.POST or None, name="reviewer", label="Who reviews from now on", people=people
    )
    if request.method == "POST" and form.is_valid():
        given = {"review": review, "by": request.user, **form.chosen}
        if is_done(form, services.hand_over, **given):
            messages.success(request, "Handed over. Both reviewers and the mentor are told.")
            return redirect(review)
    kept = (
        "Nothing of it was shared yet: the new reviewer begins empty, and what was written is set "
        "aside. Nobody reads it here; a rights request finds it."
        if review.state in WRITABLE
        else "What was shared stays as it is; the new reviewer takes it from here."
    )
    return form_page(
        request,
        review,
        form,
        title="Give the review to another reviewer",
        lead=kept,
        submit="Hand it over",
        nobody=""
        if people
        else "The mentor has no other line manager today, and nobody stands in "
        "for the one there is. Change the reporting line, or set a cover, first.",
    )


@never_cache
@login_required
@require_http_methods(PAGE)
def review_cancel(request: SignedInRequest, pk: int) -> HttpResponse:
    review = listed_or_404(request.user, pk)
    only(access.can_cancel(request.user, review))
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = {"review": review, "by": request.user, **form.cleaned_data}
        if is_done(form, services.cancel_review, **given):
            messages.success(request, "Called off. Both are told, with your reason.")
            return redirect("reviews:review_home")
    return form_page(
        request,
        review,
        form,
        title="Call the review off",
        lead="Nobody goes on with it. What was written so far is kept like every review: the "
        "reviewer reads it, and nobody else.",
        submit="Call it off",
    )
