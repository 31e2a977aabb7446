"""What the components in cms/templates/components need and Django's own tags do not give."""

from collections.abc import Callable, Iterable
from datetime import date, datetime
from functools import cache
from typing import Any

from django import forms, template
from django.conf import settings
from django.urls import get_urlconf
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

register = template.Library()

# Drawn for this project on a 24 × 24 grid: lines only, so that they take the colour of the words
# beside them. A sign is never alone: the word stands next to it, or in a visually hidden span.
ICONS = {
    "arrow-left": "M19 12H5m6-6-6 6 6 6",
    "arrow-right": "M5 12h14m-6-6 6 6-6 6",
    "bell": "M6 16V11a6 6 0 0 1 12 0v5l1.5 2h-15zM10 20.5h4",
    "calendar": "M4 6h16v14H4zM4 10.5h16M8 3.5v4M16 3.5v4",
    "caution": "M12 4 2.5 20h19zM12 10v4.5m0 2.6v.1",
    "certificate": "M12 14a5 5 0 1 0 0-10 5 5 0 0 0 0 10zM9 13.5 7.5 21l4.5-2.5 4.5 2.5L15 13.5",
    "check": "m5 12.5 4.5 4.5L19 7.5",
    "chevron-down": "m6 9.5 6 6 6-6",
    "clock": "M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17zM12 7.5V12l3 2",
    "close": "m6 6 12 12M18 6 6 18",
    "college": "M3 9.5 12 4l9 5.5M5 10v8.5M9.7 10v8.5M14.3 10v8.5M19 10v8.5M3 20.5h18",
    "doing": "M6 12h12",
    "download": "M12 4v11m-5-4.5 5 4.5 5-4.5M5 20h14",
    "edit": "M5 19l1-4L16.5 4.5l3 3L9 18zM14.5 6.5l3 3",
    "expired": "M6 4h12M6 20h12M8 4c0 5 8 6 8 8s-8 3-8 8M16 4c0 5-8 6-8 8s8 3 8 8",
    "flag": "M6 21V4h11l-2.5 4L17 12H6",
    "info": "M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17zM12 11v5.5m0-9v.1",
    "lesson": "M12 6.5C9.5 4.8 6.5 4.5 3.5 5v13.5c3-.5 6-.2 8.5 1.5 2.5-1.7 5.5-2 8.5-1.5V5"
    "c-3-.5-6-.2-8.5 1.5zM12 6.5V20",
    "lock": "M6 11h12v9H6zM8.5 11V8a3.5 3.5 0 0 1 7 0v3",
    "menu": "M4 7h16M4 12h16M4 17h16",
    "people": "M9 11.5a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7zM3 20c0-3.5 2.5-5.5 6-5.5s6 2 6 5.5"
    "M16 5a3.5 3.5 0 0 1 0 6.5m2 3.2c2 .7 3 2.6 3 5.3",
    "phone": "M6.5 4 9 4l1.5 4.5-2 1.5a11 11 0 0 0 5.5 5.5l1.5-2L20 15v2.5a2.5 2.5 0 0 1-2.5 2.5"
    "C10.5 20 4 13.5 4 6.5A2.5 2.5 0 0 1 6.5 4z",
    "plus": "M12 5v14M5 12h14",
    "print": "M7 9V4h10v5M7 17H4V9h16v8h-3M7 14h10v6H7z",
    "quiz": "M8.5 9a3.5 3.5 0 1 1 5 3.2c-1 .5-1.5 1.2-1.5 2.3m0 3.4v.1",
    "scenario": "M5 20v-4c0-5 7-4 7-9V4m-3 3 3-3 3 3M19 20v-4c0-3.2-2.8-4-4.8-5.2",
    "search": "M10.5 17a6.5 6.5 0 1 0 0-13 6.5 6.5 0 0 0 0 13zM20 20l-4.8-4.8",
    "signpost": "M12 3v18M12 5h6l2.5 2.5L18 10h-6M12 12H6l-2.5 2.5L6 17h6",
    "todo": "M12 5a7 7 0 1 0 0 14 7 7 0 0 0 0-14z",
}
STATE_ICONS = {
    "done": "check",
    "doing": "doing",
    "todo": "todo",
    "due": "flag",
    "overdue": "caution",
    "expired": "expired",
    "draft": "edit",
    "locked": "lock",
    "info": "info",
}
STATE_WORDS = {
    "done": "Done",
    "doing": "In progress",
    "todo": "Not started",
    "due": "Yours to do",
    "overdue": "Overdue",
    "expired": "Expired",
    "draft": "Draft",
    "locked": "Not open yet",
    "info": "For information",
}
MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "June", "July", "Aug", "Sept", "Oct", "Nov", "Dec"]
LONGEST_TRAIL = 24  # beyond this, single steps on a phone are thinner than the gaps between them


class OnceNode(template.Node):
    """Keeps what it rendered: addresses of static files and of views do not change in a process."""

    def __init__(self, nodelist: template.NodeList) -> None:
        self.nodelist = nodelist
        self.kept: dict[tuple[str | None, str], SafeString] = {}

    def render(self, context: template.Context) -> SafeString:
        key = (get_urlconf() or settings.ROOT_URLCONF, settings.STATIC_URL)
        if key not in self.kept:
            self.kept[key] = self.nodelist.render(context)
        return self.kept[key]


@register.tag
def once(parser: template.base.Parser, _token: template.base.Token) -> OnceNode:
    """{% once %}…{% endonce %} around markup that is the same for everybody on every page."""
    nodelist = parser.parse(("endonce",))
    parser.delete_first_token()
    return OnceNode(nodelist)


@register.simple_tag
def icon(name: str, css_class: str = "") -> SafeString:
    return _drawn(name, css_class)


@cache
def _drawn(name: str, css_class: str) -> SafeString:
    return format_html(
        '<svg class="icon {}" viewBox="0 0 24 24" aria-hidden="true" focusable="false">'
        '<path d="{}"/></svg>',
        css_class,
        ICONS[name],
    )


@register.filter
def state_icon(state: str) -> SafeString:
    return icon(STATE_ICONS.get(str(state), "todo"))


@register.filter
def state_word(state: str) -> str:
    return STATE_WORDS.get(str(state), str(state).replace("_", " ").capitalize())


@register.filter
def kind_icon(kind: str) -> SafeString:
    name = str(kind).lower()
    return icon(name if name in ("lesson", "quiz", "scenario") else "signpost")


@register.filter
def plain_date(moment: date | datetime | None) -> SafeString | str:
    """As people say it (Tue 24 Nov), the year only if another, the exact moment on hover."""
    if not moment:
        return ""
    exact = ""
    if isinstance(moment, datetime):
        moment = timezone.localtime(moment) if timezone.is_aware(moment) else moment
        exact = f" at {moment:%H:%M}"
    year = "" if moment.year == timezone.localdate().year else f" {moment.year}"
    return format_html(
        '<time datetime="{}" title="{}{}">{} {} {}{}</time>',
        moment.isoformat(),
        f"{moment:%A} {moment.day} {moment:%B %Y}",
        exact,
        f"{moment:%a}",
        moment.day,
        MONTHS[moment.month - 1],
        year,
    )


@register.filter
def days_away(day: date | datetime | None) -> str:
    """How far off a day is, as people say it: "today", "in 3 days", "2 weeks ago"."""
    if not day:
        return ""
    if isinstance(day, datetime):
        day = timezone.localdate(day)
    days = (day - timezone.localdate()).days
    near = {0: "today", 1: "tomorrow", -1: "yesterday"}
    if days in near:
        return near[days]
    count, unit = (abs(days), "day") if abs(days) < 14 else (abs(days) // 7, "week")
    if abs(days) >= 63:
        count, unit = abs(days) // 30, "month"
    words = f"{count} {unit}{'' if count == 1 else 's'}"
    return f"in {words}" if days > 0 else f"{words} ago"


@register.filter
def minutes(count: int | None) -> str:
    if not count:
        return ""
    hours, left = divmod(int(count), 60)
    parts = [f"{hours} h" if hours else "", f"{left} min" if left else ""]
    return " ".join(part for part in parts if part)


@register.filter
def initials(name: object) -> str:
    words = str(name).split()
    chosen = [words[0], words[-1]] if len(words) > 1 else words
    return "".join(word[0] for word in chosen).upper()


@register.filter
def trail(total: int, done: int) -> Iterable[str]:
    """One state for each step of a short path; nothing for one too long to draw step by step."""
    total, done = int(total or 0), int(done or 0)
    if not 0 < total <= LONGEST_TRAIL:
        return []
    return ["is-done" if n < done else "is-next" if n == done else "is-todo" for n in range(total)]


@register.filter
def field_kind(field: forms.BoundField) -> str:
    """Which shape of markup a form field needs: "check", "group", "parts", "hidden" or "line"."""
    widget = field.field.widget
    if field.is_hidden:
        return "hidden"
    if isinstance(widget, forms.CheckboxInput):
        return "check"
    if isinstance(widget, (forms.RadioSelect, forms.CheckboxSelectMultiple)):
        return "group"
    return "parts" if getattr(widget, "use_fieldset", False) else "line"


@register.simple_tag
def step_path(steps: Iterable[Any], current: Any = None) -> SafeString:
    """The path of a module. In Python, because it stands on every page of every step: as a
    template it was a third of a lesson's cost."""
    rows = [_step_row(_facts(step), _is_here(step, current)) for step in steps]
    return mark_safe(f'<ol class="path">{"".join(rows)}</ol>')


def _facts(step: Any) -> Callable[[str], Any]:
    if isinstance(step, dict):
        return step.get
    return lambda name: getattr(step, name, None)


def _is_here(step: Any, current: Any) -> bool:
    """Whether `current` is this step: as the same state, as its page or by its address."""
    fact = _facts(step)
    return bool(current) and current in (step, fact("step"), fact("url"))


def _step_row(fact: Callable[[str], Any], is_here: bool) -> SafeString:
    state = str(fact("state") or "todo")
    sign = {"done": "check", "locked": "lock", "doing": "doing"}.get(state)
    return format_html(
        '<li class="path-step is-{}{}"><span class="path-dot" aria-hidden="true">{}</span>{}'
        '<span class="path-meta">{}{}{}{}</span></li>',
        state,
        " is-current" if is_here else "",
        icon(sign) if sign else "",
        _step_title(fact, state, is_here),
        _kind_note(str(fact("kind") or "")),
        _note(minutes(fact("minutes"))),
        _note("Optional" if fact("required") is False else ""),
        _result_note(state, str(fact("result") or "")),
    )


def _step_title(fact: Callable[[str], Any], state: str, is_here: bool) -> SafeString:
    if not fact("url") or state == "locked":
        return format_html('<span class="path-title">{}</span>', fact("title"))
    here = mark_safe(' aria-current="step"') if is_here else ""
    return format_html('<a class="path-title" href="{}"{}>{}</a>', fact("url"), here, fact("title"))


def _note(words: str) -> SafeString | str:
    return format_html("<span>{}</span>", words) if words else ""


@cache
def _kind_note(kind: str) -> SafeString | str:
    name = kind[:1].upper() + kind[1:]
    return format_html("<span>{}{}</span>", kind_icon(kind), name) if kind else ""


def _result_note(state: str, result: str) -> SafeString | str:
    words = state_word(state)
    if result:
        return _note(result if state == "locked" else f"{words}, {result}")
    if state == "todo":
        return format_html('<span class="visually-hidden">{}</span>', words)
    return _note(words)


def _css_class(field: forms.BoundField) -> str:
    widget = field.field.widget
    if field_kind(field) in ("check", "group"):
        name = "form-check-input"
    elif isinstance(widget, forms.Select):
        name = "form-select"
    else:
        name = "form-control"
    own = widget.attrs.get("class", "")
    return " ".join(filter(None, [own, name, "is-invalid" if field.errors else ""]))


@register.filter
def control(field: forms.BoundField) -> SafeString:
    """The field's widget with Bootstrap's classes; Django ties help and error to it by id."""
    return field.as_widget(attrs={"class": _css_class(field)})


@register.filter
def choices_of(field: forms.BoundField) -> list[dict[str, Any]]:
    """Radio buttons or tick boxes one by one, each with its label."""
    css_class = _css_class(field)
    found = []
    for option in field.subwidgets:
        option.data["attrs"] = {**option.data["attrs"], "class": css_class}
        control_html = mark_safe(option.tag())  # Django's own rendering, escaped by its template
        found.append(
            {"control": control_html, "id": option.id_for_label, "label": option.choice_label}
        )
    return found
