from datetime import date
from typing import Any

from django import forms
from django.utils import timezone

from assessments.cpd.rules import cpd_year

from .rules.periods import check_period, months_between, year_back

NO_YEAR_YET = 2  # months: so soon after it begins, the year that is over is what one looks for


class PeriodForm(forms.Form):
    """The time to read about. Always filled: a form that says nothing asks for the last year."""

    period_from = forms.DateField(
        label="From", widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    period_to = forms.DateField(
        label="to", widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if data.get("period_from") and data.get("period_to"):
            check_period(data["period_from"], data["period_to"], today=timezone.localdate())
        return data

    @property
    def period(self) -> tuple[date, date]:
        """What was asked for; the last twelve months where that cannot be read about."""
        if self.is_bound and self.is_valid():
            return self.cleaned_data["period_from"], self.cleaned_data["period_to"]
        return last_year()


def last_year() -> tuple[date, date]:
    today = timezone.localdate()
    return year_back(today), today


def period_form(data: Any) -> PeriodForm:
    """Bound when an address asks for a time; else it shows the usual one."""
    first, last = last_year()
    asked = {name: data[name] for name in ("period_from", "period_to") if data.get(name)}
    if not asked:
        return PeriodForm(initial={"period_from": first, "period_to": last})
    return PeriodForm({"period_from": first.isoformat(), "period_to": last.isoformat(), **asked})


def usual_periods() -> list[tuple[str, date, date]]:
    """Times people ask for, as links."""
    first, today = last_year()
    year = cpd_year(today)
    is_young = months_between(year.first_on, today) <= NO_YEAR_YET
    named = cpd_year(year.first_on.replace(year=year.start - 1)) if is_young else year
    return [
        ("The last twelve months", first, today),
        (f"The year {named.label}", named.first_on, min(named.last_on, today)),
    ]
