"""Pages that open by a link of their own, without an account."""

from typing import Any

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from cms.people.college.queries import college


def looks(whose: str) -> int:
    return int(cache.get(_key(whose)) or 0)


def count_look(whose: str) -> int:
    """This look counted: how many there were in this minute."""
    cache.add(_key(whose), 0, 120)
    try:
        return int(cache.incr(_key(whose)))
    except ValueError:  # it was thrown away in between
        return 1


def _key(whose: str) -> str:
    return f"{whose}:{timezone.now():%H%M}"


def public_page(request: HttpRequest, template: str, status: int, **context: Any) -> HttpResponse:
    """Nobody's search engine keeps it, and no site they go on to learns the address."""
    context["support_email"] = college().support_email
    response = render(request, template, context, status=status)
    response["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    response["Referrer-Policy"] = "no-referrer"
    return response
