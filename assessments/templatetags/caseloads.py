"""The college’s caseload in sums, for pages of other areas."""

from django import template

from assessments.caseloads.queries import Totals, totals

register = template.Library()


@register.simple_tag
def caseload_totals() -> Totals:
    return totals()
