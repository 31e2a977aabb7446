"""Hours as people say them, and the bars of a CPD year. A bar is never alone: its words stand
beside it, so it is hidden from a screen reader."""

from decimal import Decimal

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from assessments.targets.rules import hours_words, minutes_words

register = template.Library()
HATCH = mark_safe(  # a pattern of our own, without anything anybody wrote
    '<defs><pattern id="hours-hatch" width="6" height="6" patternUnits="userSpaceOnUse" '
    'patternTransform="rotate(45)"><path class="hours-hatch" d="M0 0v6"/></pattern></defs>'
)


@register.filter
def hours(value: Decimal | None) -> str:
    """“22.5 h” from hours."""
    return "" if value is None else hours_words(value)


@register.filter
def as_hours(minutes: int | None) -> str:
    """“1.5 h” from minutes: a year is counted in hours, and its target is said in them."""
    return "0 h" if not minutes else minutes_words(minutes)


@register.filter
def as_hours_or_dash(minutes: int | None) -> str:
    """For the cells of a table, where nought is better seen as nothing."""
    return minutes_words(minutes) if minutes else "–"


def _percent(part: int, whole: int) -> str:
    share = min(max(part / whole * 100, 0.0), 100.0) if whole else 0.0
    return f"{share:.2f}".rstrip("0").rstrip(".")


@register.simple_tag
def hours_bar(counted: int, waiting: int, whole: int, expected: int = 0) -> SafeString:
    """What counts, what waits to be verified (hatched), and a mark where the share so far lies."""
    whole = max(whole, counted + waiting, 1)
    mark = (
        format_html('<line class="hours-mark" x1="{0}%" x2="{0}%" y1="0" y2="100%"/>',
                    _percent(expected, whole))
        if 0 < expected < whole
        else ""
    )  # fmt: skip
    return format_html(
        '<svg class="hours-bar" aria-hidden="true" focusable="false">{}'
        '<rect class="hours-counted" width="{}%" height="100%"/>'
        '<rect class="hours-waiting" x="{}%" width="{}%" height="100%"/>{}</svg>',
        HATCH,
        _percent(counted, whole),
        _percent(counted, whole),
        _percent(waiting, whole),
        mark,
    )


@register.simple_tag
def impact_trail(done: int, waiting: int, needed: int) -> SafeString:
    """One stretch of the path for each entry that is asked for."""
    kinds = ["is-done"] * done + ["is-waiting"] * waiting
    stretches = (kinds + ["is-todo"] * needed)[: max(needed, len(kinds))][:12]
    return format_html(
        '<div class="trail impact-trail" aria-hidden="true">{}</div>',
        format_html_join("", '<i class="{}"></i>', ((each,) for each in stretches)),
    )


@register.simple_tag(takes_context=True)
def sort_link(context: template.Context, name: str, sort: str) -> str:
    """The address that sorts by a column, the other way round when it is sorted so already."""
    query = context["request"].GET.copy()
    query["sort"] = f"-{name}" if sort == name else name
    query.pop("page", None)
    return f"?{query.urlencode()}"


@register.filter
def sorted_by(name: str, sort: str) -> SafeString | str:
    """`aria-sort` of the column a table is sorted by."""
    words = {name: "ascending", f"-{name}": "descending"}.get(sort)
    return format_html(' aria-sort="{}"', words) if words else ""
