"""An activity as a step of its own."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from content.activities.queries import attempts_of
from courses.interactive import queries
from courses.interactive.models import ActivityPage
from courses.progress.access import can_learn
from courses.progress.queries import step_context


@login_required
def activity_detail(request: HttpRequest, page: ActivityPage) -> HttpResponse:
    person: Any = request.user
    if not can_learn(person):
        raise Http404
    activity = page.activity
    is_preview = getattr(request, "is_preview", False)
    version = queries.version_for(page, activity, is_draft=is_preview) if activity else None
    context = {
        **step_context(person, page),
        "page": page,
        "version": version,
        "attempts": attempts_of(person, activity) if activity else None,
        "heading": 0 if activity and activity.title == page.title else 2,
        "is_preview": is_preview,
    }
    return render(request, "interactive/activity_detail.html", context)
