"""A review as each of its readers sees it; for whoever only knows of it, how far it is."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from cms.people.accounts.models import SignedInRequest, User
from cms.people.college.queries import college

from .. import access, services
from ..forms.answering import DisputeForm, PurposeForm, RespondForm, WordsForm
from ..models import PerformanceReview
from ..queries.detail import evidence_urls, is_as_sealed
from ..queries.document import document_of
from ..queries.findings import look_over
from ..queries.lists import path, row_of
from ..queries.readers import grant_used, readers_of
from ..queries.times import deadlines_of
from ..queries.words import words_hash_of
from ..rules import Part, ReviewState
from ..rules.deadlines import REMINDERS_BEFORE_NOTING
from .own import PAGE, listed_or_404, review_or_404

NOTABLE = (ReviewState.SHARED, ReviewState.RESPONSE, ReviewState.MODERATED)


@never_cache
@login_required
@require_safe
def review_detail(request: SignedInRequest, pk: int) -> HttpResponse:
    review = listed_or_404(request.user, pk)
    if PerformanceReview.objects.filter(access.readable_by(request.user), pk=pk).exists():
        return detail_page(request, review)
    return outline_page(request, review)


def outline_page(request: SignedInRequest, review: PerformanceReview) -> HttpResponse:
    """Dates, the way and whose turn it is; not a word of it."""
    context = {
        **frame_of(review, request.user),
        "readers": readers_of(review) if review.reviewee_id == request.user.pk else None,
    }
    return render(request, "reviews/review_outline.html", context)


def detail_page(
    request: SignedInRequest, review: PerformanceReview, *, status: int = 200, **given: Any
) -> HttpResponse:
    """`given` are forms that hold what was sent and is to be put right."""
    user = request.user
    grant = grant_used(review, user)
    services.note_opened(review=review, by=user, grant=grant)
    with_self = access.can_read_self_assessment(user, review)
    context = {
        **frame_of(review, user),
        "document": document_of(review, with_self=with_self, urls=evidence_urls(review, user)),
        "responses": review.responses.order_by("at", "pk"),
        "signatures": review.signatures.select_related("signer"),
        "meeting": getattr(review, "dispute_meeting", None),
        "grant": grant,
        "readers": readers_of(review),
        "is_as_sealed": is_as_sealed(review),
        **what_she_can_do(review, user),
        **given,
    }
    return render(request, "reviews/review_detail.html", context, status=status)


def frame_of(review: PerformanceReview, user: User) -> dict[str, Any]:
    """What stands around the words, for every reader."""
    return {
        "review": review,
        "row": row_of(review, user, timezone.localdate()),
        "steps": path(review),
        "deadlines": deadlines_of(review),
        "today": timezone.localdate(),
        "support_email": college().support_email,
        "is_hers": review.reviewee_id == user.pk,
        "can_hand_over": access.can_hand_over(user, review),
        "can_cancel": access.can_cancel(user, review),
        "can_choose": access.can_choose_countersigner(user, review)
        and (review.template.is_countersigned or review.is_disputed),
        "can_write": access.can_write(user, review),
    }


def what_she_can_do(review: PerformanceReview, user: User) -> dict[str, Any]:
    """Each form only for whom it is meant, when it is her turn."""
    is_reviewer = access.is_reviewer(user, review)
    standing = {"words_hash": words_hash_of(review)}
    turn = row_of(review, user, timezone.localdate())
    state = ReviewState(review.state)
    signs = turn.is_yours and state in (
        ReviewState.RESPONSE,
        ReviewState.MODERATED,
        ReviewState.SIGNED_REVIEWEE,
        ReviewState.SIGNED_MANAGER,
    )
    meets = turn.turn.part == Part.COUNTERSIGNER and state != ReviewState.SIGNED_MANAGER
    is_late = access.can_respond(user, review) and services.may_sign_late(review)
    may_answer = state == ReviewState.SHARED and access.can_respond(user, review)
    return {
        "is_reviewer": is_reviewer,
        "respond_form": RespondForm(initial=standing) if may_answer else None,
        "sign_form": WordsForm(initial=standing) if (signs and not meets) or is_late else None,
        "dispute_form": DisputeForm() if turn.is_yours and meets else None,
        "can_share": is_reviewer and state == ReviewState.MEETING_HELD,
        "can_take_back": is_reviewer and state in NOTABLE,
        "can_note": is_reviewer
        and state in NOTABLE
        and not review.unsigned_reason
        and review.reminded >= REMINDERS_BEFORE_NOTING,
        "can_export": services.may_export(user, review),
        **(held_up(review) if is_reviewer and state in NOTABLE else {}),
    }


def held_up(review: PerformanceReview) -> dict[str, Any]:
    """What the checks want first: for the reviewer’s eyes alone."""
    look = look_over(review)
    return {
        "holds_sharing": [row.finding for row in look.sharing if row.is_holding],
        "holds_signing": [row.finding for row in look.signing if row.is_holding],
    }


@never_cache
@login_required
@require_http_methods(PAGE)
def review_export(request: SignedInRequest, pk: int) -> HttpResponse:
    review = review_or_404(request.user, pk)
    if not services.may_export(request.user, review):
        raise Http404
    form = PurposeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = services.export_review(review=review, by=request.user, **form.cleaned_data)
        except PermissionDenied:
            raise Http404 from None
        response = HttpResponse(made.data, content_type="application/pdf")
        response["Content-Disposition"] = f'attachment; filename="{made.name}"'
        response["X-Content-Type-Options"] = "nosniff"
        return response
    status = 422 if form.is_bound else 200
    context = {"review": review, "form": form}
    return render(request, "reviews/review_export.html", context, status=status)
