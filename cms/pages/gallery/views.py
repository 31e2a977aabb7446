from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_POST

from .access import can_read_gallery
from .forms import SampleForm
from .queries import samples
from .rules import Part, Theme, check_theme

A_YEAR = 60 * 60 * 24 * 365


@require_GET
@login_required
def gallery(request: HttpRequest) -> HttpResponse:
    """Every component in every state and three whole pages: to look at, and for tests to check."""
    part = request.GET.get("part", Part.COMPONENTS)
    if not can_read_gallery(request.user) or part not in Part.values:
        raise Http404
    tabs = [
        {"label": label, "url": f"?part={value}", "current": value == part}
        for value, label in Part.choices
    ]
    context = {
        "tabs": tabs,
        "part": f"gallery/{part}.html",
        "form": SampleForm(prefix="fresh"),
        "failed": SampleForm(SampleForm.UNFINISHED, prefix="failed"),
        **samples(),
    }
    return render(request, "gallery/gallery.html", context)


@require_POST
def theme_set(request: HttpRequest) -> HttpResponse:
    """Keeps the choice of light or dark in a cookie, which the server reads for the next page."""
    try:
        theme = check_theme(request.POST.get("theme", ""))
    except ValidationError as error:
        return HttpResponseBadRequest(error.message)
    back = request.POST.get("next", "")
    if not url_has_allowed_host_and_scheme(back, request.get_host(), request.is_secure()):
        back = "/"
    response = redirect(back)
    if theme == Theme.AUTO:
        response.delete_cookie("theme", samesite="Lax")
    else:
        secure = request.is_secure()
        response.set_cookie("theme", theme, A_YEAR, samesite="Lax", httponly=True, secure=secure)
    return response
