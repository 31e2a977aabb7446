"""Legal holds: set, listed, ended."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from cms.people.accounts.models import SignedInRequest, User
from cms.people.accounts.views import add_problems

from ..access import can_keep_retention
from ..forms.grants import PersonSearchForm
from ..forms.retention import HoldForm
from ..queries.grants import people_found
from ..queries.holds import holds_listed
from ..queries.retention import label_of
from ..services import holds as services

A_PAGE = 25


def _only_keepers(request: SignedInRequest) -> None:
    if not can_keep_retention(request.user):
        raise Http404


@login_required
@require_safe
def hold_list(request: SignedInRequest) -> HttpResponse:
    _only_keepers(request)
    page = Paginator(holds_listed(request.user), A_PAGE).get_page(request.GET.get("page"))
    rows = [(hold, label_of(hold.record_class) if hold.record_class else "") for hold in page]
    return render(request, "privacy/hold_list.html", {"page": page, "rows": rows})


@login_required
@require_safe
def hold_person(request: SignedInRequest) -> HttpResponse:
    _only_keepers(request)
    words = request.GET.get("q", "")
    form = PersonSearchForm(request.GET if words else None)
    people = people_found(request.user, words) if form.is_valid() else []
    context = {"form": form, "people": people, "words": words}
    return render(request, "privacy/hold_person.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def hold_create(request: SignedInRequest, person: int) -> HttpResponse:
    _only_keepers(request)
    subject = get_object_or_404(User.objects.exclude(pk=request.user.pk), pk=person)
    form = HoldForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            services.set_hold(subject=subject, by=request.user, **form.cleaned_data)
        except ValidationError as problem:
            add_problems(form, problem)
        else:
            messages.success(request, f"Held. Nothing of it is removed: {subject}.")
            if form.details_warning:
                messages.warning(request, form.details_warning)
            return redirect("privacy:hold_list")
    context = {"form": form, "subject": subject}
    status = 422 if request.method == "POST" else 200
    return render(request, "privacy/hold_create.html", context, status=status)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def hold_end(request: SignedInRequest, pk: int) -> HttpResponse:
    _only_keepers(request)
    hold = get_object_or_404(holds_listed(request.user), pk=pk)
    if request.method == "POST":
        try:
            services.end_hold(hold=hold, by=request.user)
        except ValidationError as problem:
            messages.error(request, problem.messages[0])
        else:
            messages.success(request, "The hold has ended. What is due goes with the next run.")
        return redirect("privacy:hold_list")
    return render(request, "privacy/hold_end.html", {"hold": hold})
