from collections.abc import Callable

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from wagtail import hooks
from wagtail.views import serve as wagtail_serve
from wagtail.views import serve_chain
from wagtail.wagtail_hooks import check_view_restrictions

from cms.pages import access, queries
from cms.pages.models import HomePage, InformationPage


def serve_page(request: HttpRequest, path: str) -> HttpResponseBase:
    """A page by its address: through the cache where it is known, else as Wagtail finds it."""
    route = queries.cached_route(request, path)
    if route is not None:
        return answer(request, route)
    version = queries.routes_version()  # before looking: a change meanwhile makes the entry void
    response: HttpResponseBase = wagtail_serve(request, path)
    found = getattr(request, "_wagtail_route_for_request", None)
    if found and not found[1] and not found[2]:
        queries.remember_route(request, path, found[0], version)
    return response


def answer(request: HttpRequest, route: queries.Route) -> HttpResponseBase:
    """What Wagtail does with a found page, less the question for restrictions nobody has set."""
    chain: Callable[..., HttpResponseBase] = serve_chain
    for wrap in reversed(hooks.get_hooks("on_serve_page")):
        if wrap is not check_view_restrictions or route.is_restricted:
            chain = wrap(chain)
    for before in hooks.get_hooks("before_serve_page"):
        result = before(route.page, request, [], {})
        if isinstance(result, HttpResponse):
            return result
    return chain(route.page, request, [], {})


def home_page(request: HttpRequest, page: HomePage) -> HttpResponse:
    """The welcome for those who are not signed in; the others have their own day."""
    return render(
        request, "pages/home_page.html", {"page": page, "parts": queries.rendered_body(page)}
    )


def information_page(request: HttpRequest, page: InformationPage) -> HttpResponse:
    is_preview = getattr(request, "is_preview", False)
    if not is_preview and not access.can_read_information(request.user, page):
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        raise Http404
    return render(
        request, "pages/information_page.html", {"page": page, "parts": queries.rendered_body(page)}
    )
