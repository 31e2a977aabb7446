"""What every answer of the player's host says of itself."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.views.decorators.csrf import csrf_exempt

from ..rules import POLICY_OF_FILE

View = Callable[..., HttpResponseBase]
HEADERS = {
    # The page that asks is in a sandbox: its origin is “null” for each of them.
    "Access-Control-Allow-Origin": "*",
    "Cross-Origin-Resource-Policy": "cross-origin",
    "Cross-Origin-Opener-Policy": "unsafe-none",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-DNS-Prefetch-Control": "off",
}
LEAVE = {
    "Access-Control-Allow-Methods": "GET, HEAD, POST, OPTIONS",
    "Access-Control-Allow-Headers": "content-type, range, x-requested-with",
    "Access-Control-Expose-Headers": "accept-ranges, content-length, content-range",
    "Access-Control-Max-Age": "86400",
}


def for_the_sandbox(*methods: str) -> Callable[[View], View]:
    """May be asked by the page in the sandbox with these methods, and lets it ask for leave.

    The forgery token is a matter of cookies; here the address itself says who may.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if request.method == "OPTIONS":
                response: HttpResponseBase = HttpResponse(status=204, headers=LEAVE)
            elif request.method in methods:
                response = view(request, *args, **kwargs)
            else:
                response = in_words("This address does not do that.", 405)
                response["Allow"] = ", ".join([*methods, "OPTIONS"])
            for name, value in HEADERS.items():
                response.headers.setdefault(name, value)
            response.headers.setdefault("Content-Security-Policy", POLICY_OF_FILE)
            # The policy says who may frame it; the older header knows no other origin.
            response.xframe_options_exempt = True  # type: ignore[attr-defined]
            return response

        return csrf_exempt(answer)

    return decorate


def in_words(words: str, status: int) -> HttpResponse:
    headers = {**HEADERS, "Content-Security-Policy": POLICY_OF_FILE, "Cache-Control": "no-store"}
    return HttpResponse(f"{words}\n", content_type="text/plain", status=status, headers=headers)


def bad_request(_request: HttpRequest, **_: Any) -> HttpResponse:
    return in_words("This request cannot be read.", 400)


def refused(_request: HttpRequest, **_: Any) -> HttpResponse:
    return in_words("You may not do that here.", 403)


def not_found(_request: HttpRequest, **_: Any) -> HttpResponse:
    return in_words("There is nothing at this address.", 404)


def went_wrong(_request: HttpRequest) -> HttpResponse:
    return in_words("Something went wrong here. It is not your fault; please try again.", 500)
