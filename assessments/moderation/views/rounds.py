"""What waits for a moderator, the rounds, the draw, and how reviewers rate."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from assessments.reviews.models import ReviewCycle
from assessments.reviews.rules import Rating
from assessments.reviews.views.own import PAGE, only, say_problem
from cms.people.accounts.access import has_role
from cms.people.accounts.models import SignedInRequest

from .. import access, services
from ..models import ModerationCase
from ..queries import cases as case_queries
from ..queries import rounds as queries
from ..queries.drawing import cycles_to_draw, preview_of
from ..rules import CaseState

PAGE_SIZE = 20


@login_required
@require_safe
def round_list(request: SignedInRequest) -> HttpResponse:
    """A moderator’s own cases; a quality lead’s rounds."""
    user = request.user
    only(has_role(user, *access.MODERATES))
    own = case_queries.cases().filter(access.cases_readable_by(user), state=CaseState.OPEN)
    listed = case_queries.with_counts(own, user).order_by("round__drawn_at", "letter")
    own_page = Paginator(listed, PAGE_SIZE).get_page(request.GET.get("own"))
    keeps = access.can_keep_rounds(user)
    rounds = queries.rounds().filter(access.rounds_readable_by(user))
    context = {
        "rows": case_queries.rows_of(own_page),
        "own_page": own_page,
        "keeps": keeps,
        "page": Paginator(rounds, PAGE_SIZE).get_page(request.GET.get("page")),
        "to_draw": cycles_to_draw().exists() if keeps else False,
    }
    return render(request, "moderation/round_list.html", context)


@login_required
@require_http_methods(PAGE)
def round_draw(request: SignedInRequest) -> HttpResponse:
    """By GET what would be drawn and why, by POST the draw itself, if that is still so."""
    only(access.can_keep_rounds(request.user))
    cycles = Paginator(cycles_to_draw(), PAGE_SIZE).get_page(request.GET.get("page"))
    asked = request.POST.get("cycle") or request.GET.get("cycle") or ""
    cycle = _cycle(asked) or next(iter(cycles), None)
    preview = preview_of(cycle) if cycle else None
    if request.method == "POST" and cycle and preview:
        if request.POST.get("seen") != str(preview.total):
            messages.warning(request, "Something was answered or drawn meanwhile. Look again.")
        else:
            try:
                made = services.draw_round(cycle=cycle, by=request.user)
            except ValidationError as problem:
                say_problem(request, problem)
            else:
                messages.success(request, "Drawn. The moderators are told.")
                return redirect(made)
    context = {"page": cycles, "cycle": cycle, "preview": preview}
    return render(request, "moderation/round_draw.html", context)


def _cycle(asked: str) -> ReviewCycle | None:
    if not asked.isascii() or not asked.isdigit() or len(asked) > 15:
        return None
    return ReviewCycle.objects.select_related("template").filter(pk=int(asked)).first()


@login_required
@require_safe
def round_detail(request: SignedInRequest, pk: int) -> HttpResponse:
    """Letters, reasons and states; no name of a mentor or reviewer."""
    user = request.user
    rounds = queries.rounds().filter(access.rounds_readable_by(user))
    round = get_object_or_404(rounds, pk=pk)
    listed = case_queries.with_counts(
        ModerationCase.objects.filter(round=round).select_related("round", "review"), user
    ).order_by("pk")
    page = Paginator(listed, PAGE_SIZE).get_page(request.GET.get("page"))
    own = set(
        ModerationCase.objects.filter(access.cases_readable_by(user), round=round).values_list(
            "pk", flat=True
        )
    )
    context = {
        "round": round,
        "page": page,
        "rows": case_queries.rows_of(page),
        "own": own,
        "figures": queries.round_figures(round),
    }
    return render(request, "moderation/round_detail.html", context)


@login_required
@require_safe
def rating_list(request: SignedInRequest) -> HttpResponse:
    """How reviewers rate, and how far from their moderators."""
    only(access.can_read_distribution(request.user))
    cycles = ReviewCycle.objects.select_related("template").exclude(opened_at=None)[:PAGE_SIZE]
    cycle = _cycle(request.GET.get("cycle", "")) or next(iter(cycles), None)
    page = rows = None
    if cycle:
        page = Paginator(queries.reviewers_of(cycle), PAGE_SIZE).get_page(request.GET.get("page"))
        drifts = queries.reviewer_drift(page)
        rows = [(row, drifts.get(row.reviewer.pk, [])) for row in queries.rating_rows(cycle, page)]
    context = {
        "cycles": cycles,
        "cycle": cycle,
        "page": page,
        "rows": rows,
        "labels": [rating.label for rating in Rating],
    }
    return render(request, "moderation/rating_list.html", context)
