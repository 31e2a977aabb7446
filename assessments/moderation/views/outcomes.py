"""What came of a moderation: for the mentor, whoever manages her, HR and the quality lead."""

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from assessments.reviews.access import readable_by as reviews_readable_by
from assessments.reviews.models import PerformanceReview
from assessments.reviews.views.own import only
from cms.people.accounts.models import SignedInRequest

from .. import access, services
from ..models import ModerationCase
from ..queries import cases as queries
from ..queries.readers import readers_of

PAGE_SIZE = 20


@login_required
@require_safe
def outcome_list(request: SignedInRequest) -> HttpResponse:
    """Each a case, its state and its day; the reason stands on its own page."""
    user = request.user
    only(access.can_list_outcomes(user))
    listed = queries.outcome_rows(ModerationCase.objects.filter(access.cases_listed_for(user)))
    page = Paginator(listed, PAGE_SIZE).get_page(request.GET.get("page"))
    readable = ModerationCase.objects.filter(
        access.outcomes_readable_by(user), pk__in=[case.pk for case in page]
    )
    context = {"page": page, "readable": set(readable.values_list("pk", flat=True))}
    return render(request, "moderation/outcome_list.html", context)


@never_cache
@login_required
@require_safe
def outcome_detail(request: SignedInRequest, pk: int) -> HttpResponse:
    user = request.user
    rows = queries.cases().filter(access.outcomes_readable_by(user))
    case = get_object_or_404(rows, pk=pk)
    services.note_outcome_opened(case=case, by=user)
    reviews = PerformanceReview.objects.filter(reviews_readable_by(user), pk=case.review_id)
    context = {
        "case": case,
        "is_hers": case.review.reviewee_id == user.pk,
        "changes": queries.changed_ratings(case),
        "reads_review": reviews.exists(),
        "readers": readers_of(case),
    }
    return render(request, "moderation/outcome_detail.html", context)
