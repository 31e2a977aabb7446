"""Shared, taken back, answered; and where two do not agree, met by a third."""

from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from cms.people.accounts.models import SignedInRequest

from .. import access, services
from ..forms.answering import DisputeForm, RespondForm, WordsForm
from ..queries.document import document_of
from ..queries.policies import review_policy
from ..queries.words import words_hash_of
from ..rules import ReviewState
from ..rules.moves import check_answer
from .detail import detail_page, frame_of, held_up
from .own import PAGE, moved, only, review_or_404


@never_cache
@login_required
@require_http_methods(PAGE)
def review_share(request: SignedInRequest, pk: int) -> HttpResponse:
    """Read through once more, as the mentor will read it, with what stands in the way."""
    review = review_or_404(request.user, pk)
    only(access.can_share(request.user, review))
    form = WordsForm(request.POST or None)
    if request.method == "POST":
        if not form.is_valid():
            return redirect("reviews:review_share", pk)
        said = f"Shared. {review.reviewee.display_name} can read it now."
        return moved(request, review, services.share_review, said, **form.cleaned_data)
    if review.state != ReviewState.MEETING_HELD:
        return redirect(review)
    context = {
        **frame_of(review, request.user),
        "document": document_of(review, with_self=True),
        **held_up(review),
        "words_hash": words_hash_of(review),
        "policy": review_policy(),
    }
    return render(request, "reviews/review_share.html", context)


@never_cache
@login_required
@require_http_methods(PAGE)
def review_take_back(request: SignedInRequest, pk: int) -> HttpResponse:
    review = review_or_404(request.user, pk)
    only(access.can_share(request.user, review))
    if request.method == "POST":
        said = "Taken back. Change it, and share it again: the days to read begin anew."
        return moved(request, review, services.take_back, said)
    return render(request, "reviews/review_take_back.html", {"review": review})


@never_cache
@login_required
@require_POST
def review_respond(request: SignedInRequest, pk: int) -> HttpResponse:
    review = review_or_404(request.user, pk)
    only(access.can_respond(request.user, review))
    form = RespondForm(request.POST)
    if not form.is_valid():
        if form.has_error("words_hash"):
            return redirect(review)
        return detail_page(request, review, status=422, respond_form=form)
    try:
        check_answer(form.cleaned_data["stance"], form.cleaned_data["text"])
    except ValidationError as problem:
        form.add_error(None, problem)
        return detail_page(request, review, status=422, respond_form=form)
    said = "Your answer stands with the review."
    return moved(request, review, services.respond, said, form, **form.cleaned_data)


@never_cache
@login_required
@require_POST
def dispute_record(request: SignedInRequest, pk: int) -> HttpResponse:
    review = review_or_404(request.user, pk)
    only(access.can_countersign(request.user, review))
    form = DisputeForm(request.POST)
    if not form.is_valid():
        return detail_page(request, review, status=422, dispute_form=form)
    said = "It stands with the review now. Both are told."
    return moved(request, review, services.record_dispute_meeting, said, form, **form.cleaned_data)
