"""Comments before anybody else reads them: the quality lead’s pile, and the safeguarding lead’s."""

from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cms.people.accounts.models import SignedInRequest
from cms.people.accounts.views import add_problems
from cms.people.audit.services import record

from .. import services
from ..access import can_read_concerns, comments_screened_by, concerns_readable_by
from ..forms import DecisionForm
from ..models import VoiceComment
from ..queries.campaigns import comments_to_screen, count_for_others
from ..queries.screening import rows_of
from ..rules import CommentState
from .campaigns import campaign_or_404

PAGE_SIZE = 20
READ = "voice_comments.opened"


@never_cache
@login_required
@require_safe
def comment_list(request: SignedInRequest, pk: int) -> HttpResponse:
    campaign = campaign_or_404(request, pk)
    comments = comments_to_screen(request.user, campaign)
    page = Paginator(comments, PAGE_SIZE).get_page(request.GET.get("page"))
    record(actor=request.user, verb=READ, obj=campaign)
    context = {
        "campaign": campaign,
        "page": page,
        "rows": rows_of(page.object_list),
        "for_others": count_for_others(request.user, campaign),
    }
    return render(request, "voice/comment_list.html", context)


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def comment_decide(request: SignedInRequest, pk: int) -> HttpResponse:
    mine = VoiceComment.objects.filter(comments_screened_by(request.user))
    rows = mine.select_related("cohort__campaign", "question")
    comment: VoiceComment = get_object_or_404(rows, pk=pk)
    form = DecisionForm(request.POST or None, comment=comment)
    if request.method == "POST" and form.is_valid():
        to = CommentState(form.cleaned_data["to"])
        shown = form.cleaned_data["shown"] if to == CommentState.EDITED else ""
        try:
            services.decide_comment(comment=comment, to=to, shown=shown, by=request.user)
        except ValidationError as problem:
            add_problems(form, problem)
        else:
            messages.success(request, f"{to.label}.")
            return redirect("voice:comment_list", comment.cohort.campaign_id)
    context = {"form": form, "row": rows_of([comment])[0], "campaign": comment.cohort.campaign}
    return render(request, "voice/comment_decide.html", context, status=422 if form.errors else 200)


@never_cache
@login_required
@require_safe
def concern_list(request: SignedInRequest) -> HttpResponse:
    if not can_read_concerns(request.user):
        raise Http404
    found = VoiceComment.objects.filter(concerns_readable_by(request.user))
    rows = found.select_related("cohort__mentor", "cohort__campaign", "question")
    page = Paginator(rows.order_by("-state", "pk"), PAGE_SIZE).get_page(request.GET.get("page"))
    for comment in page.object_list:
        record(actor=request.user, verb=READ, obj=comment, about=comment.cohort.mentor)
    context = {"page": page, "rows": rows_of(page.object_list)}
    return render(request, "voice/concern_list.html", context)


def _concern_or_404(request: SignedInRequest, pk: int) -> VoiceComment:
    found: VoiceComment = get_object_or_404(
        VoiceComment.objects.filter(concerns_readable_by(request.user)), pk=pk
    )
    return found


@login_required
@require_POST
def concern_take(request: SignedInRequest, pk: int) -> HttpResponse:
    said = "The words are deleted here. You have them in your own system."
    return _answered(request, pk, services.confirm_taken_over, said)


@login_required
@require_POST
def concern_return(request: SignedInRequest, pk: int) -> HttpResponse:
    return _answered(request, pk, services.return_comment, "Back to whoever screens.")


def _answered(
    request: SignedInRequest, pk: int, service: Callable[..., VoiceComment], said: str
) -> HttpResponse:
    """Whoever is second at the same moment is told so."""
    comment = _concern_or_404(request, pk)
    try:
        service(comment=comment, by=request.user)
    except ValidationError as problem:
        messages.warning(request, " ".join(problem.messages))
    else:
        messages.success(request, said)
    return redirect("voice:concern_list")
