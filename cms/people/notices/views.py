from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST, require_safe

from cms.people.accounts.models import SignedInRequest

from .forms import PreferencesForm
from .queries import channels_of, notices_of
from .services import mark_read, set_preferences

A_PAGE = 20


@login_required
@require_safe
def notice_list(request: SignedInRequest) -> HttpResponse:
    notices = notices_of(request.user)
    page = Paginator(notices, A_PAGE).get_page(request.GET.get("page"))
    unread = notices.unread().count()
    return render(request, "notices/notice_list.html", {"page": page, "unread": unread})


@login_required
@require_safe
def notice_open(request: SignedInRequest, pk: int) -> HttpResponse:
    """Go where the notice points, and remember that it was read."""
    notice = get_object_or_404(notices_of(request.user), pk=pk)
    mark_read(notices=notices_of(request.user).filter(pk=pk), by=request.user)
    if url_has_allowed_host_and_scheme(notice.url, allowed_hosts={request.get_host()}):
        return redirect(notice.url)
    return redirect("notices:notice_list")


@login_required
@require_POST
def notice_read_all(request: SignedInRequest) -> HttpResponse:
    mark_read(notices=notices_of(request.user), by=request.user)
    return redirect("notices:notice_list")


@login_required
def preferences(request: SignedInRequest) -> HttpResponse:
    form = PreferencesForm(request.POST or None, channels=channels_of(request.user))
    if request.method == "POST" and form.is_valid():
        set_preferences(recipient=request.user, channels=form.cleaned_data, by=request.user)
        messages.success(request, "Saved. From now on notices reach you this way.")
        return redirect("notices:preferences")
    return render(request, "notices/preferences.html", {"form": form})
