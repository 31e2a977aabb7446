from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.views.decorators.cache import cache_control, never_cache
from django.views.decorators.http import require_safe

from cms.people.accounts.models import SignedInRequest

from .queries import browser_names

FORM = "application/x-www-form-urlencoded"


@login_required
@require_safe
def by_mail(request: SignedInRequest) -> HttpResponse:
    """How an e-mail becomes a draft, and who can read it."""
    address = settings.CPD_MAIL_ADDRESS if settings.CPD_MAIL else ""
    return render(request, "mailbox/by_mail.html", {"address": address})


@require_safe
def offline(request: HttpRequest) -> HttpResponse:
    """Where people write without a connection: nobody's, so open to all. The browser's worker
    keeps it, and answers with it when a page of the log cannot be reached."""
    return render(request, "cpd/offline.html")


@never_cache
@require_safe
def offline_who(request: HttpRequest) -> JsonResponse:
    """Whose what is sent now would be, and the token it is sent with. Nobody's when signed out."""
    if not request.user.is_authenticated:
        return JsonResponse({"names": [], "token": ""})
    return JsonResponse({"names": browser_names(request.user), "token": get_token(request)})


@require_safe
@cache_control(public=True, max_age=3600)
def manifest(_request: HttpRequest) -> JsonResponse:
    """Lets a phone put the site beside its apps, and share what one reads into one's log."""
    icon = {"src": static("cms/icon.svg"), "sizes": "any", "type": "image/svg+xml"}
    new = reverse("cpd:entry_create")
    fields = {"title": "title", "text": "text", "url": "url"}
    return JsonResponse(
        {
            "id": "/",
            "name": "Waymark: learning mentors’ learning",
            "short_name": "Waymark",
            "lang": "en-GB",
            "start_url": "/",
            "scope": "/",
            "display": "minimal-ui",
            "background_color": "#fbf6ed",  # the paper and the accent of tokens.css
            "theme_color": "#0c5566",
            "icons": [icon],
            "shortcuts": [{"name": "Write in my CPD log", "url": new}],
            "share_target": {"action": new, "method": "GET", "enctype": FORM, "params": fields},
        },
        content_type="application/manifest+json",
    )
