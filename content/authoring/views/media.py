"""Pictures, sounds, films and other files of an activity that is being written."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.images import get_image_dimensions
from django.http import Http404, HttpRequest, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from content.activities.access import activities_readable_by
from content.activities.models import Activity, ActivityVersion
from content.activities.services import keep_media

from ..forms import MediaForm, read_ticket, ticket_for
from .answers import for_authors, person, refusal, stored_file


@require_POST
@for_authors
def add(request: HttpRequest) -> JsonResponse:
    kept, error = kept_from(request, request.POST.get("kind", ""))
    if kept is None:
        return refusal(error, 422)
    url = reverse("activity_authoring:sent_file", args=[kept["ticket"]])
    return JsonResponse({**kept, "url": url})


def kept_from(request: HttpRequest, kind: str) -> tuple[dict[str, Any] | None, str]:
    """The file of a request, kept, as a field of this kind names it; or why it is not."""
    form = MediaForm({"kind": kind}, request.FILES)
    if not form.is_valid():
        return None, " ".join(str(error) for errors in form.errors.values() for error in errors)
    by, sent = person(request), form.cleaned_data["file"]
    width, height = get_image_dimensions(sent) if kind == "image" else (None, None)
    sent.seek(0)
    try:
        kept = keep_media(source=sent, name=sent.name, kind=kind, by=by)
    except ValidationError as problem:
        return None, problem.messages[0]
    shown = {"path": kept["path"], "type": kept["type"], "width": width, "height": height}
    return {**shown, "ticket": ticket_for(kept, by=by.pk)}, ""


@require_safe
@for_authors
def sent_file(request: HttpRequest, ticket: str) -> HttpResponseBase:
    """Before it is saved: to whoever sent it."""
    kept = read_ticket(ticket, by=person(request).pk)
    if kept is None:
        raise Http404
    return stored_file(kept, kept["path"])


@require_safe
@for_authors
def kept_file(request: HttpRequest, pk: int, path: str) -> HttpResponseBase:
    mine = Activity.objects.filter(activities_readable_by(request.user))
    version = get_object_or_404(ActivityVersion.objects.filter(activity__in=mine), pk=pk)
    if path not in version.files:
        raise Http404
    return stored_file(version.files[path], path)
