"""The college’s rules for reviews as they hold today."""

from django.db.models import F, Prefetch, QuerySet

from ..models import AreaAnchor, ReviewArea, ReviewPolicy, ReviewTemplate


def review_policy() -> ReviewPolicy:
    """The latest; the defaults of domain.md 6.4 and 6.5 where the college has set nothing."""
    return ReviewPolicy.objects.select_related("set_by").first() or ReviewPolicy()


def policies_before() -> QuerySet[ReviewPolicy]:
    """Every one there was, the newest first."""
    return ReviewPolicy.objects.select_related("set_by")


def templates() -> QuerySet[ReviewTemplate]:
    """By weeks in post, then by months of the year, then what comes at any time."""
    rows = ReviewTemplate.objects.prefetch_related(Prefetch("areas", queryset=areas()))
    return rows.order_by(
        F("opens_week").asc(nulls_last=True), F("opens_month").asc(nulls_last=True), "pk"
    )


def areas() -> QuerySet[ReviewArea]:
    anchors = AreaAnchor.objects.order_by("rating")
    return ReviewArea.objects.prefetch_related(Prefetch("anchors", queryset=anchors), "statements")


def template_of_kind(kind: str) -> ReviewTemplate | None:
    """The one in use."""
    return templates().filter(kind=kind, is_active=True).first()
