"""Contact hours: one's own year, month by month."""

from datetime import date

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from assessments.cpd.rules import CPDYear, cpd_year
from cms.people.accounts.models import SignedInRequest

from . import documents, queries, rules, services
from .forms import AddForm, MonthForm
from .rules import MonthNumbers

LAST_KEY = "contact_hours.last_key"  # in the session: of the form that was counted last


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def month_list(request: SignedInRequest) -> HttpResponse:
    year, today = _year_asked(request), timezone.localdate()
    months = [month for month in rules.months_of(year.first_on) if month <= today][::-1]
    form = AddForm(request.POST or None, months=months)
    if request.method == "POST" and form.is_valid():
        return _add(request, form, year)
    context = {
        "form": form,
        "year": year,
        "years": queries.years_of(request.user),
        "hours": queries.year_of_hours(request.user, year),
        "this_month": rules.first_of(today),
    }
    return render(request, "contact_hours/month_list.html", context)


def _add(request: SignedInRequest, form: AddForm, year: CPDYear) -> HttpResponse:
    key, month = str(form.cleaned_data["key"]), form.cleaned_data["month_on"]
    back = redirect(f"{reverse('contact_hours:month_list')}?year={year.start}")
    if request.session.get(LAST_KEY) == key:
        messages.info(request, "This was counted already.")
        return back
    try:
        now = services.add_to_month(
            owner=request.user, month_on=month, numbers=form.numbers, by=request.user
        )
    except ValidationError as problem:  # together they are more than a month can hold
        messages.error(request, " ".join(problem.messages))
        return back
    request.session[LAST_KEY] = key
    messages.success(request, f"Added. {month:%B} has {_in_words(now)} now.")
    return back


def _in_words(numbers: MonthNumbers) -> str:
    ones, groups = numbers.one_to_one_sessions, numbers.group_sessions
    return (
        f"{ones} one-to-one meeting{'' if ones == 1 else 's'} and "
        f"{groups} group session{'' if groups == 1 else 's'}"
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def month_update(request: SignedInRequest, year: int, month: int) -> HttpResponse:
    month_on = _month_or_404(year, month)
    before = queries.month_of(request.user, month_on)
    start = {name: getattr(before, name) for name in MonthNumbers.__dataclass_fields__}
    form = MonthForm(request.POST or None, month=month_on, initial=start)
    back = f"{reverse('contact_hours:month_list')}?year={cpd_year(month_on).start}"
    if request.method == "POST" and form.is_valid():
        services.set_month(
            owner=request.user, month_on=month_on, numbers=form.numbers, by=request.user
        )
        messages.success(request, "Saved.")
        return redirect(back)
    context = {"form": form, "month_on": month_on, "back": back}
    return render(request, "contact_hours/month_update.html", context)


@login_required
@require_safe
def year_csv(request: SignedInRequest) -> HttpResponse:
    year = _year_asked(request)
    hours = queries.year_of_hours(request.user, year)
    months = [(row.month_on, row.numbers) for row in hours.months if not row.is_to_come]
    response = HttpResponse(documents.year_csv(months), content_type="text/csv; charset=utf-8")
    name = f"contact-hours-{year.label.replace('/', '-')}.csv"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "private, no-store"
    return response


def _year_asked(request: HttpRequest) -> CPDYear:
    asked, now = request.GET.get("year", ""), cpd_year(timezone.localdate())
    is_year = len(asked) == 4 and asked.isascii() and asked.isdecimal()
    if is_year and rules.EARLIEST.year <= int(asked) <= now.start:
        return CPDYear(int(asked))
    return now


def _month_or_404(year: int, month: int) -> date:
    if not (rules.EARLIEST.year <= year <= 9999 and 1 <= month <= 12):
        raise Http404
    month_on = date(year, month, 1)
    if month_on > timezone.localdate():
        raise Http404
    return month_on
