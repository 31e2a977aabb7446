from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from assessments.supervision.access import supervised_by, supervisors_of
from cms.people.accounts.access import is_staff_member
from cms.people.accounts.models import SignedInRequest, User
from cms.people.audit.services import record
from cms.people.college.queries import college

from .. import queries, services
from ..forms import MarkForm
from ..rules import LEAST_MARKS, LEVELS

OPENED = "wellbeing_trend.opened"


@login_required
@require_safe
def wellbeing_detail(request: SignedInRequest) -> HttpResponse:
    """Her own marks, whom she shows the trend, and where support is."""
    _staff_or_404(request.user)
    context = {
        "trend": queries.own_trend(request.user),
        "today": queries.today_s_mark(request.user),
        "is_shared": queries.shares_trend(request.user),
        "supervisors": User.objects.filter(supervisors_of(request.user)),
        "levels": LEVELS.items(),
        "least": LEAST_MARKS,
        "support_email": college().support_email,
    }
    return render(request, "preparation/wellbeing_detail.html", context)


@login_required
@require_POST
def wellbeing_mark(request: SignedInRequest) -> HttpResponse:
    _staff_or_404(request.user)
    form = MarkForm(request.POST)
    if form.is_valid():
        level = form.cleaned_data["level"]
        services.mark_wellbeing(mentor=request.user, level=level, by=request.user)
        messages.success(request, "Noted for today. A second tap today would put it right.")
    else:
        messages.warning(request, "Choose one of the five.")
    return redirect("preparation:wellbeing_detail")


@login_required
@require_POST
def wellbeing_share(request: SignedInRequest) -> HttpResponse:
    _staff_or_404(request.user)
    shares = request.POST.get("shares") == "1"
    count = services.share_trend(mentor=request.user, shares=shares, by=request.user)
    if not count:
        messages.info(request, "There is no mark yet, so there is no trend to show.")
    elif shares:
        messages.success(request, "Your supervisor may see the trend now.")
    else:
        messages.success(request, "Only you can see it now.")
    return redirect("preparation:wellbeing_detail")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def wellbeing_forget(request: SignedInRequest) -> HttpResponse:
    _staff_or_404(request.user)
    if request.method == "POST":
        services.forget_marks(mentor=request.user, by=request.user)
        messages.success(request, "Deleted. Nothing of it is kept.")
        return redirect("preparation:wellbeing_detail")
    return render(request, "preparation/wellbeing_forget.html")


@login_required
@require_safe
def wellbeing_trend(request: SignedInRequest, pk: int) -> HttpResponse:
    """A supervisee's trend, where she shows it and it is one."""
    person = get_object_or_404(User.objects.filter(supervised_by(request.user)), pk=pk)
    trend = queries.shown_trend(person, request.user)
    if trend is None:
        raise Http404
    record(actor=request.user, verb=OPENED, obj=person, about=person)
    context = {"person": person, "trend": trend}
    return render(request, "preparation/wellbeing_trend.html", context)


def _staff_or_404(user: User) -> None:
    if not is_staff_member(user):
        raise Http404
