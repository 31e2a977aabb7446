"""Rounds: prepared, opened for many, watched, chased, closed; and how long reviews take."""

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cms.people.accounts.models import SignedInRequest

from .. import services
from ..access import can_keep_cycles
from ..forms.cycles import ChoiceForm, CloseForm, CycleForm, KindForm
from ..models import PerformanceReview, ReviewCycle, ReviewTemplate
from ..queries import cycles as queries
from ..queries import lists
from ..queries.lateness import lateness_of
from ..queries.opening import opening_of
from ..queries.policies import review_policy, templates
from ..rules import OVER, CycleState
from ..rules.timing import ReviewDates, a_year_later, dates_of_cycle, dates_of_interim
from .own import PAGE, is_done, only

PAGE_SIZE = 20
MANY = 50
DAYS_BACK = 400  # the report looks at a year and what was late from the one before


@login_required
@require_safe
def cycle_list(request: SignedInRequest) -> HttpResponse:
    only(can_keep_cycles(request.user))
    page = Paginator(queries.cycles(), PAGE_SIZE).get_page(request.GET.get("page"))
    tallies = queries.tallies(page, timezone.localdate())
    rows = [(cycle, tallies.get(cycle.pk, queries.Tally())) for cycle in page]
    return render(request, "reviews/cycle_list.html", {"page": page, "rows": rows})


@login_required
@require_http_methods(PAGE)
def cycle_create(request: SignedInRequest) -> HttpResponse:
    """First the kind, then the days: as they were last time, a year later."""
    only(can_keep_cycles(request.user))
    kinds = templates().filter(is_active=True)
    chosen = KindForm(request.GET or None, kinds=kinds)
    if not request.GET or not chosen.is_valid():
        return render(request, "reviews/cycle_kind.html", {"form": chosen, "kinds": kinds})
    template = chosen.cleaned_data["template"]
    last = queries.last_cycle_of(template.pk)
    form = CycleForm(request.POST or None, initial=_first_guess(template, last))
    if request.method == "POST" and form.is_valid():
        made: list[ReviewCycle] = []

        def create(**given: Any) -> None:
            made.append(services.create_cycle(**given))

        if is_done(form, create, template=template, by=request.user, **form.values):
            return redirect("reviews:cycle_people", made[0].pk)
    status = 422 if form.is_bound else 200
    context = {"form": form, "template": template, "last": last}
    return render(request, "reviews/cycle_create.html", context, status=status)


def _first_guess(template: ReviewTemplate, last: ReviewCycle | None) -> dict[str, Any]:
    today = timezone.localdate()
    if last is not None:
        days = {name: getattr(last, name) for name in ReviewDates.__dataclass_fields__}
        dates = a_year_later(ReviewDates(**days))
    elif template.opens_month and template.due_month:
        dates = dates_of_cycle(
            template.kind, template.opens_month, template.due_month, template.self_days, today
        )
    else:
        dates = dates_of_interim(today.replace(day=1), template.self_days, today)
    return {"title": f"{template.title} {dates.due_on:%Y}", **vars(dates)}


@login_required
@require_http_methods(PAGE)
def cycle_update(request: SignedInRequest, pk: int) -> HttpResponse:
    only(can_keep_cycles(request.user))
    cycle = get_object_or_404(queries.cycles(), pk=pk)
    if cycle.state != CycleState.DRAFT:
        messages.info(request, "This round is open. Its days stay as people were told.")
        return redirect(cycle)
    days = {name: getattr(cycle, name) for name in ReviewDates.__dataclass_fields__}
    form = CycleForm(request.POST or None, initial={"title": cycle.title, **days})
    is_sent = request.method == "POST" and form.is_valid()
    given = {"cycle": cycle, "by": request.user}
    if is_sent and is_done(form, services.update_cycle, **given, **form.values):
        return redirect("reviews:cycle_people", pk)
    status = 422 if form.is_bound else 200
    context = {"form": form, "template": cycle.template, "cycle": cycle}
    return render(request, "reviews/cycle_create.html", context, status=status)


@login_required
@require_http_methods(PAGE)
def cycle_people(request: SignedInRequest, pk: int) -> HttpResponse:
    """Who would take part, and who would not and why; opened only from here, once it was seen."""
    only(can_keep_cycles(request.user))
    cycle = get_object_or_404(queries.cycles(), pk=pk)
    if cycle.state == CycleState.CLOSED:
        messages.info(request, "This round is closed.")
        return redirect(cycle)
    form = ChoiceForm(request.GET)
    found = queries.candidates(
        form.choice, today=timezone.localdate(), due_on=cycle.due_on, in_it=queries.in_cycle(cycle)
    )
    chosen = [one for one in found if one.is_in]
    if request.method == "POST":
        return _open(request, cycle, chosen)
    page = Paginator(found, MANY).get_page(request.GET.get("page"))
    context = {
        "cycle": cycle,
        "form": form,
        "page": page,
        "chosen": len(chosen),
        "left_out": sum(one.why_not not in ("", queries.IN_IT) for one in found),
    }
    return render(request, "reviews/cycle_people.html", context)


def _open(
    request: SignedInRequest, cycle: ReviewCycle, chosen: list[queries.Candidate]
) -> HttpResponse:
    if request.POST.get("seen") != str(len(chosen)):
        messages.warning(request, "Somebody joined or left meanwhile. Look at the list once more.")
        return redirect(request.get_full_path())
    people = [one.person.pk for one in chosen]
    form = CloseForm()  # carries what the service refuses
    if is_done(form, services.open_cycle, cycle=cycle, people=people, by=request.user):
        many = f"{len(people)} review{'' if len(people) == 1 else 's'}"
        messages.success(request, f"Open: {many}. Everybody concerned is told.")
    else:
        messages.warning(request, " ".join(map(str, form.non_field_errors())))
    return redirect(cycle)


@login_required
@require_safe
def cycle_detail(request: SignedInRequest, pk: int) -> HttpResponse:
    """How far everybody is: people, states and days; no words."""
    only(can_keep_cycles(request.user))
    cycle = get_object_or_404(queries.cycles(), pk=pk)
    today = timezone.localdate()
    own = PerformanceReview.objects.filter(cycle=cycle)
    listed = lists.with_turns(lists.reviews().filter(cycle=cycle))
    page = Paginator(
        listed.order_by("reviewee__last_name", "reviewee__first_name", "pk"), PAGE_SIZE
    ).get_page(request.GET.get("page"))
    context = {
        "cycle": cycle,
        "stages": queries.stage_counts(own),
        "lateness": lateness_of(own, today),
        "page": page,
        "rows": lists.rows_of(page, request.user, today),
        "opening": opening_of(cycle),
        "tally": queries.tallies([cycle], today).get(cycle.pk, queries.Tally()),
        "policy": review_policy(),
    }
    return render(request, "reviews/cycle_detail.html", context)


@login_required
@require_POST
def cycle_remind(request: SignedInRequest, pk: int) -> HttpResponse:
    """Those ticked, or all that are not finished."""
    only(can_keep_cycles(request.user))
    cycle = get_object_or_404(queries.cycles(), pk=pk)
    rows = cycle.reviews.exclude(state__in=OVER)
    ticked = [key for key in request.POST.getlist("review") if key.isascii() and key.isdigit()]
    if "all" not in request.POST:
        rows = rows.filter(pk__in=[int(key) for key in ticked if len(key) < 16])
    told = services.chase(found=rows, by=request.user)
    if told:
        messages.success(request, f"{told} reminder{'' if told == 1 else 's'} sent.")
    else:
        messages.info(request, "Nobody was reminded: nobody was ticked, or they heard it today.")
    return redirect(cycle)


@login_required
@require_http_methods(PAGE)
def cycle_close(request: SignedInRequest, pk: int) -> HttpResponse:
    only(can_keep_cycles(request.user))
    cycle = get_object_or_404(queries.cycles(), pk=pk)
    form = CloseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = {"cycle": cycle, "by": request.user, **form.cleaned_data}
        if is_done(form, services.close_cycle, **given):
            messages.success(request, "Closed. Nobody is reminded any more.")
            return redirect(cycle)
    left = lists.with_turns(lists.reviews().filter(cycle=cycle).exclude(state__in=OVER))
    page = Paginator(left.order_by("due_on", "pk"), PAGE_SIZE).get_page(request.GET.get("page"))
    rows = lists.rows_of(page, request.user, timezone.localdate())
    status = 422 if form.is_bound else 200
    context = {"cycle": cycle, "form": form, "page": page, "rows": rows}
    return render(request, "reviews/cycle_close.html", context, status=status)


@login_required
@require_safe
def lateness(request: SignedInRequest) -> HttpResponse:
    """PR-24: of the last year, reviewer by reviewer."""
    only(can_keep_cycles(request.user))
    today = timezone.localdate()
    since = today - timedelta(days=DAYS_BACK)
    rows = lateness_of(PerformanceReview.objects.filter(opened_at__date__gte=since), today)
    page = Paginator(rows, MANY).get_page(request.GET.get("page"))
    context = {"page": page, "policy": review_policy()}
    return render(request, "reviews/lateness.html", context)
