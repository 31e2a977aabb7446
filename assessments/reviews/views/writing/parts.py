"""The parts of a draft that are one form each: the meeting, the areas, the words, the support."""

from functools import cache
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from cms.people.accounts.models import SignedInRequest

from ...access import can_write
from ...forms.writing import AreaForm, MeetingForm, PartForm, SupportForm, WordsForm
from ...models import PerformanceReview, ReviewArea
from ...queries.choosing import evidence_for, labels_of, statements_to_filter
from ...queries.document import self_assessment_of
from ...queries.facts import reading_for
from ...queries.policies import review_policy
from ...queries.readers import readers_of
from ...queries.writing import area_asked, areas_asked, judgement_content, judgement_of, self_areas
from ...services.assessing import note_self_opened
from ...services.writing import save_judgement, save_part
from .own import PAGE, Part, closed, draft_or_404, frame, is_by_script, part_page


@never_cache
@login_required
@require_safe
def write_home(request: SignedInRequest, pk: int) -> HttpResponse:
    """Where the draft stands, and what the mentor says herself."""
    review = draft_or_404(request.user, pk)
    if not can_write(request.user, review):
        return closed(request, review)
    own = self_assessment_of(review)
    if own is not None:
        note_self_opened(assessment=own, by=request.user)
    parts = frame(review, "write_home")
    context = {
        **parts,
        "assessment": own,
        "areas": self_areas(areas_asked(review), own) if own else [],
        "first": next((step for step in parts["steps"] if step.state != "done"), None),
        "is_home": True,
        "readers": readers_of(review),
        "is_begun": any(step.is_said for step in parts["steps"]),
    }
    return render(request, "reviews/write_home.html", context)


@never_cache
@login_required
@require_http_methods(PAGE)
def write_meeting(request: SignedInRequest, pk: int) -> HttpResponse:
    review = draft_or_404(request.user, pk)
    is_in = self_assessment_of(review) is not None

    def form(data: Any, row: PerformanceReview) -> MeetingForm:
        return MeetingForm(data, review=row, self_is_in=is_in)

    return part_page(request, review, _part("write_meeting", form, request))


@never_cache
@login_required
@require_http_methods(PAGE)
def write_words(request: SignedInRequest, pk: int) -> HttpResponse:
    review = draft_or_404(request.user, pk)
    has_overall = review_policy().has_overall

    def form(data: Any, row: PerformanceReview) -> WordsForm:
        return WordsForm(data, review=row, has_overall=has_overall)

    return part_page(request, review, _part("write_words", form, request))


@never_cache
@login_required
@require_http_methods(PAGE)
def write_support(request: SignedInRequest, pk: int) -> HttpResponse:
    review = draft_or_404(request.user, pk)

    def form(data: Any, row: PerformanceReview) -> SupportForm:
        return SupportForm(data, review=row)

    return part_page(request, review, _part("write_support", form, request))


def _part(name: str, form: Any, request: SignedInRequest) -> Part:
    def save(review: PerformanceReview, sent: Any) -> None:
        assert isinstance(sent, PartForm)
        save_part(review=review, content=sent.content, seen=sent.seen, by=request.user)

    return Part(name, (), form, save)


@never_cache
@login_required
@require_http_methods(PAGE)
def write_area(request: SignedInRequest, pk: int, code: str) -> HttpResponse:
    """One area: what the mentor says herself, what was read, and what the reviewer makes of it."""
    review = draft_or_404(request.user, pk)
    area = area_asked(review, code)
    if area is None:
        raise Http404
    return part_page(request, review, _area_part(request, review, area))


def _area_part(request: SignedInRequest, review: PerformanceReview, area: ReviewArea) -> Part:
    """What was read is read again only where it is shown, or where something new is chosen: a
    script that saves words every few seconds has no need of it."""
    reading = cache(lambda: reading_for(review))

    def form(data: Any, row: PerformanceReview) -> AreaForm:
        judgement = judgement_of(row, area)
        linked = list(judgement.links.all()) if judgement else []
        known = {link.key: link.label for link in linked}
        is_new = data is not None and not set(data.getlist("links")) <= set(known)
        is_shown = not is_by_script(request)
        labels = labels_of(reading(), linked) if is_new or is_shown else known
        return AreaForm(
            data, review=row, area=area, before=judgement_content(judgement), labels=labels
        )

    def save(row: PerformanceReview, sent: Any) -> None:
        save_judgement(review=row, area=area, content=sent.content, seen=sent.seen, by=request.user)

    def context(row: PerformanceReview, sent: Any) -> dict[str, Any]:
        return _area_context(request, row, area, sent, reading())

    return Part("write_area", (area.code,), form, save, context, reading)


def _area_context(
    request: SignedInRequest, review: PerformanceReview, area: ReviewArea, form: Any, reading: Any
) -> dict[str, Any]:
    own, judgement = self_assessment_of(review), judgement_of(review, area)
    if own is not None:
        note_self_opened(assessment=own, by=request.user)
    linked = list(judgement.links.all()) if judgement else []
    groups = evidence_for(area, reading, linked, form.chosen)
    return {
        "area": area,
        "own": self_areas([area], own)[0] if own else None,
        "groups": groups,
        "codes": statements_to_filter(groups),
        "least": review_policy().narrative_least,
    }
