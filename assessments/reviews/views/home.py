"""One’s own review, those one writes and countersigns, and how far everybody’s are."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from assessments.cpd.rules.times import cpd_year
from cms.people.accounts.access import has_role
from cms.people.accounts.models import SignedInRequest, User
from cms.people.accounts.queries import holders_of
from cms.people.accounts.rules import Role
from cms.people.teams.access import managed_by

from .. import access, services
from ..forms.answering import BeginForm
from ..forms.cycles import FilterForm
from ..models import PerformanceReview
from ..queries import lists
from ..queries.policies import review_policy, templates
from ..queries.times import closures, deadlines_of
from ..rules import ReviewKind, ReviewState
from .own import PAGE, is_done

PAGE_SIZE = 20


@login_required
@require_safe
def review_home(request: SignedInRequest) -> HttpResponse:
    user, today = request.user, timezone.localdate()
    if not access.can_list_reviews(user):
        raise Http404
    own = lists.rows_of(lists.own_reviews(user), user, today)
    policy, closed = review_policy(), closures()
    written = Paginator(lists.reviews_written(user), PAGE_SIZE).get_page(request.GET.get("written"))
    past = Paginator(lists.past_reviews(user), PAGE_SIZE).get_page(request.GET.get("page"))
    context = {
        "own": [
            {
                "row": row,
                "steps": lists.path(row.review),
                "deadlines": deadlines_of(row.review, policy, closed),
            }
            for row in own
        ],
        "written": lists.rows_of(written, user, today),
        "written_page": written,
        "to_countersign": lists.rows_of(lists.to_countersign(user), user, today),
        "page": past,
        "is_mentor": has_role(user, Role.MENTOR),
        "writes": has_role(user, Role.LINE_MANAGER),
        "oversees": has_role(user, Role.HR, Role.QUALITY_LEAD, Role.DPO, Role.LINE_MANAGER),
        "begins": _can_begin(user),
    }
    return render(request, "reviews/review_home.html", context)


def _can_begin(user: User) -> bool:
    return has_role(user, Role.MENTOR, Role.LINE_MANAGER, Role.HR, Role.QUALITY_LEAD)


@login_required
@require_safe
def review_list(request: SignedInRequest) -> HttpResponse:
    """Everything somebody knows of: people, kinds, states, days."""
    user, today = request.user, timezone.localdate()
    if not has_role(user, Role.HR, Role.QUALITY_LEAD, Role.DPO, Role.LINE_MANAGER):
        raise Http404
    form = FilterForm(request.GET or None)
    wanted = form.wanted if request.GET else {}
    page = Paginator(lists.reviews_listed(user, **wanted), PAGE_SIZE).get_page(
        request.GET.get("page")
    )
    is_hr = has_role(user, Role.HR)
    context = {
        "form": form,
        "page": page,
        "rows": lists.rows_of(page, user, today),
        "readable": lists.readable_among(user, page),
        "without_reviewer": list(lists.without_reviewer()[:PAGE_SIZE]) if is_hr else [],
        "is_hr": is_hr,
        "keeps": access.can_keep_cycles(user),
    }
    return render(request, "reviews/review_list.html", context)


@login_required
@require_http_methods(PAGE)
def review_begin(request: SignedInRequest) -> HttpResponse:
    """An interim review at any time, by either side; every kind by HR and the quality lead."""
    user = request.user
    if not _can_begin(user):
        raise Http404
    people = _people_for(user)
    kinds = _kinds_for(user)
    initial = {"period_from": _since(user), "person": request.GET.get("person")}
    only_one = user if list(people[:2]) == [user] else None
    form = BeginForm(
        request.POST or None, people=people, kinds=kinds, only=only_one, initial=initial
    )
    if request.method == "POST" and form.is_valid():
        made: list[PerformanceReview] = []

        def begin(**given: Any) -> None:
            made.append(services.begin_review(**given))

        if is_done(form, begin, by=user, **form.cleaned_data):
            return redirect(made[0])
    status = 422 if form.is_bound else 200
    context = {"form": form, "only": only_one, "has_kinds": kinds.exists()}
    return render(request, "reviews/review_begin.html", context, status=status)


def _people_for(user: User) -> Any:
    known = Q(pk=user.pk) if has_role(user, Role.MENTOR) else Q(pk__in=[])
    if access.can_keep_cycles(user):
        known |= ~Q(pk=user.pk)
    elif has_role(user, Role.LINE_MANAGER):
        known |= managed_by(user)
    return holders_of(Role.MENTOR).filter(known).order_by("last_name", "first_name", "pk")


def _kinds_for(user: User) -> Any:
    kinds = templates().filter(is_active=True)
    if access.can_keep_cycles(user):
        return kinds
    return kinds.filter(kind=ReviewKind.INTERIM)


def _since(user: User) -> Any:
    """Since her last review, or since the year began."""
    final = PerformanceReview.objects.filter(reviewee=user.pk, state=ReviewState.FINAL)
    last = final.order_by("-period_to").first()
    return last.period_to if last else cpd_year(timezone.localdate()).first_on
