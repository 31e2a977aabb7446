"""What is refused at the door, and the content security policy: strict everywhere, looser only
inside Wagtail's admin.

Participants, managers and supervisors never see a page under the admin's address; trainers do, and
Wagtail's own editor still depends on inline scripts and styles.
"""

from collections.abc import Callable
from urllib.parse import urlsplit

from csp.middleware import CSPMiddleware, PolicyParts
from django.conf import settings
from django.core.exceptions import BadRequest
from django.http import HttpRequest
from django.http.response import HttpResponseBase

ADMIN_PREFIX = "/cms/"


class SoundAddressMiddleware:
    """A zero byte is in no address that anybody types, and PostgreSQL cannot even look for it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if "\x00" in request.path_info or "%00" in request.META.get("QUERY_STRING", ""):
            raise BadRequest("There is a zero byte in the address.")
        return self.get_response(request)


class PlayerOriginMiddleware:
    """Where H5P plays there is nothing else: no page of the site answers at that address, and
    nothing of the player at the site's. Nobody is signed in there: cookies know no ports, so those
    of the site may come along, and they are dropped."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        host = urlsplit(settings.PLAYER_URL).netloc
        if not host or request.get_host().lower() != host:
            return self.get_response(request)
        request.urlconf = "content.player.urls"
        request.COOKIES = {}
        response = self.get_response(request)
        del response["Vary"]  # the session says that it was looked for
        return response


class ContentSecurityPolicyMiddleware(CSPMiddleware):
    def get_policy_parts(
        self, request: HttpRequest, response: HttpResponseBase, report_only: bool = False
    ) -> PolicyParts:
        parts = super().get_policy_parts(request, response, report_only)
        if request.path_info.startswith(ADMIN_PREFIX) and not report_only:
            parts.replace = {**settings.CONTENT_SECURITY_POLICY_OF_ADMIN, **(parts.replace or {})}
        return parts
