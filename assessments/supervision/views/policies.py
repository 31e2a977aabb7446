"""How often supervision is due: read by everybody who works here, set by HR or the quality lead."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.forms import BaseForm
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from cms.people.accounts.models import SignedInRequest, User

from ..access import can_change_policies, can_keep_posts, can_read_policies
from ..forms.policies import ClosureForm, NeedEndForm, NeedForm, PolicyForm, PostForm
from ..models import CollegeClosure, SupervisionPolicy, SupervisorPost
from ..queries import policies as queries
from ..rules.policies import check_policy
from ..rules.policy_words import changes
from ..services import policies as services

ASKS = ["GET", "HEAD", "POST"]


@login_required
@require_safe
def policy_list(request: SignedInRequest) -> HttpResponse:
    if not can_read_policies(request.user):
        raise Http404
    keeps = can_change_policies(request.user)
    context = {
        "groups": queries.policy_groups(),
        "out_of_use": queries.policy_groups(in_use=False) if keeps else [],
        "closures": queries.closures_from(),
        "needs": queries.needs_kept_by(request.user),
        "own_needs": queries.own_needs(request.user),
        "sets_needs": queries.people_with_needs(request.user).exists(),
        "keeps": keeps,
        "keeps_posts": can_keep_posts(request.user),
    }
    return render(request, "supervision/policy_list.html", context)


@login_required
@require_http_methods(ASKS)
def policy_update(request: SignedInRequest, pk: int) -> HttpResponse:
    _only_keepers(request)
    row = get_object_or_404(SupervisionPolicy, pk=pk)
    return _policy(request, PolicyForm(request.POST or None, instance=row), row)


@login_required
@require_http_methods(ASKS)
def policy_create(request: SignedInRequest) -> HttpResponse:
    _only_keepers(request)
    return _policy(request, PolicyForm(request.POST or None), None)


def _policy(
    request: SignedInRequest, form: PolicyForm, row: SupervisionPolicy | None
) -> HttpResponse:
    """Nothing is saved before it was shown what it would change, and for how many people."""
    if request.method == "POST" and form.is_valid() and _is_possible(form):
        if "confirm" in request.POST and _is_saved(request, form, row):
            messages.success(request, "The policy holds from now on.")
            return redirect("supervision:policy_list")
        if "again" not in request.POST and not form.errors:
            before = queries.policy_values(row) if row else None
            context = {"form": form, "row": row, "changes": changes(before, form.values)}
            return render(request, "supervision/policy_preview.html", context)
    status = 422 if form.errors else 200
    return render(
        request, "supervision/policy_update.html", {"form": form, "row": row}, status=status
    )


def _is_possible(form: PolicyForm) -> bool:
    try:
        check_policy(form.values)
    except ValidationError as problem:
        form.add_error(None, problem)
        return False
    return True


def _is_saved(request: SignedInRequest, form: PolicyForm, row: SupervisionPolicy | None) -> bool:
    seen = form.cleaned_data["seen"]
    try:
        services.save_policy(policy=row, values=form.values, seen=seen, by=request.user)
    except ValidationError as problem:
        form.add_error(None, problem)
        return False
    return True


def _is_done(request: SignedInRequest, form: BaseForm, service: Any, **known: Any) -> bool:
    """Whether the form was sent and a service did it; what it refused stands beside the form."""
    if request.method != "POST" or not form.is_valid():
        return False
    try:
        service(**known, **form.cleaned_data, by=request.user)
    except ValidationError as problem:
        form.add_error(None, problem)
        return False
    return True


def _only_keepers(request: SignedInRequest) -> None:
    if not can_change_policies(request.user):
        raise Http404


def _form(
    request: SignedInRequest, template: str, form: BaseForm, **context: object
) -> HttpResponse:
    status = 422 if form.is_bound else 200
    return render(request, template, {"form": form, **context}, status=status)


# Needs ------------------------------------------------------------------------------


@login_required
@require_http_methods(ASKS)
def need_create(request: SignedInRequest) -> HttpResponse:
    if not queries.people_with_needs(request.user).exists():
        raise Http404
    form = NeedForm(
        request.POST or None, setter=request.user, initial={"person": request.GET.get("person")}
    )
    if _is_done(request, form, services.set_need):
        name = form.cleaned_data["person"].display_name
        messages.success(request, f"It is set. We have told {name} that more is due.")
        return redirect("supervision:policy_list")
    return _form(request, "supervision/need_create.html", form)


@login_required
@require_http_methods(ASKS)
def need_end(request: SignedInRequest, pk: int) -> HttpResponse:
    need = get_object_or_404(queries.needs_kept_by(request.user), pk=pk)
    form = NeedEndForm(request.POST or None)
    if _is_done(request, form, services.end_need, need=need):
        messages.success(request, f"It has its last day. We have told {need.person.display_name}.")
        return redirect("supervision:policy_list")
    return _form(request, "supervision/need_end.html", form, need=need)


# Closures ---------------------------------------------------------------------------


@login_required
@require_http_methods(ASKS)
def closure_create(request: SignedInRequest) -> HttpResponse:
    _only_keepers(request)
    form = ClosureForm(request.POST or None)
    if _is_done(request, form, services.add_closure):
        messages.success(request, "These days count for nobody’s supervision.")
        return redirect("supervision:policy_list")
    return _form(request, "supervision/closure_create.html", form)


@login_required
@require_http_methods(ASKS)
def closure_remove(request: SignedInRequest, pk: int) -> HttpResponse:
    _only_keepers(request)
    closure = get_object_or_404(CollegeClosure, pk=pk)
    if request.method == "POST":
        services.remove_closure(closure=closure, by=request.user)
        messages.success(request, "The closure is taken out: its days count again.")
        return redirect("supervision:policy_list")
    return render(request, "supervision/closure_remove.html", {"closure": closure})


# Posts of supervisors ---------------------------------------------------------------


@login_required
@require_safe
def post_list(request: SignedInRequest) -> HttpResponse:
    if not can_keep_posts(request.user):
        raise Http404
    loads = queries.supervisor_loads()
    known = {load.supervisor.pk for load in loads}
    others = [person for person in queries.possible_supervisors() if person.pk not in known]
    return render(request, "supervision/post_list.html", {"loads": loads, "others": others})


@login_required
@require_http_methods(ASKS)
def post_update(request: SignedInRequest, pk: int) -> HttpResponse:
    """By the supervisor’s key; the first time it makes the post."""
    if not can_keep_posts(request.user):
        raise Http404
    person = get_object_or_404(_keepable(), pk=pk)
    post = SupervisorPost.objects.filter(supervisor=person).first()
    form = PostForm(request.POST or None, instance=post)
    if _is_done(request, form, services.save_post, supervisor=person):
        messages.success(request, f"The time of {person} for supervising is set down.")
        return redirect("supervision:post_list")
    return _form(request, "supervision/post_update.html", form, load=queries.load_of(person))


def _keepable() -> Any:
    people = queries.possible_supervisors() | queries.supervisors()
    return User.objects.filter(pk__in=people.values("pk"))
