from allauth.account.utils import perform_login
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.forms import BaseForm
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from cms.people.audit.services import record

from . import queries, services
from .access import can_manage_people
from .forms import JoinForm, RoleEndForm, RoleGrantForm
from .models import Invitation, RoleGrant, SignedInRequest, User
from .rules import InvitationState


def add_problems(form: BaseForm, error: ValidationError) -> None:
    """Show what a service refused beside the form that asked for it."""
    known = error.error_dict if hasattr(error, "error_dict") else {None: error.error_list}
    for name, problems in known.items():
        form.add_error(name if name in form.fields else None, problems)


def person_to_manage(request: SignedInRequest, pk: int) -> User:
    """The person, for somebody who looks after accounts; "not found" for everybody else."""
    if not can_manage_people(request.user):
        raise Http404
    return get_object_or_404(queries.people_readable_by(request.user), pk=pk)


@login_required
@require_safe
def my_account(request: SignedInRequest) -> HttpResponse:
    person = get_object_or_404(queries.people_readable_by(request.user), pk=request.user.pk)
    return render(request, "accounts/my_account.html", {"person": person})


@login_required
@require_safe
def person_detail(request: SignedInRequest, pk: int) -> HttpResponse:
    person = get_object_or_404(queries.people_readable_by(request.user), pk=pk)
    if person.pk != request.user.pk:
        record(actor=request.user, verb="person.opened", obj=person, about=person)
    context = {
        "person": person,
        "account": queries.account_state(person),
        "grants": queries.roles_held(person),
        "invitation": person.invitations.first(),
        "can_manage": can_manage_people(request.user),
        "is_me": person.pk == request.user.pk,
    }
    return render(request, "accounts/person_detail.html", context)


@login_required
def role_grant(request: SignedInRequest, pk: int) -> HttpResponse:
    person = person_to_manage(request, pk)
    form = RoleGrantForm(request.POST or None, holder=person)
    if request.method == "POST" and form.is_valid():
        try:
            grant = services.grant_role(holder=person, by=request.user, **form.cleaned_data)
        except ValidationError as error:
            add_problems(form, error)
        else:
            messages.success(request, f"{person} is now “{grant.get_role_display()}”.")
            return redirect(person)
    return render(request, "accounts/role_grant.html", {"person": person, "form": form})


@login_required
def role_end(request: SignedInRequest, pk: int) -> HttpResponse:
    if not can_manage_people(request.user):
        raise Http404
    grant = get_object_or_404(RoleGrant.objects.select_related("holder"), pk=pk)
    form = RoleEndForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            services.end_role(grant=grant, by=request.user, **form.cleaned_data)
        except ValidationError as error:
            add_problems(form, error)
        else:
            messages.success(request, "The role’s last day is set.")
            return redirect(grant.holder)
    return render(request, "accounts/role_end.html", {"grant": grant, "form": form})


@login_required
@require_POST
def invitation_send(request: SignedInRequest, pk: int) -> HttpResponse:
    person = person_to_manage(request, pk)
    try:
        services.invite_person(person=person, by=request.user)
    except ValidationError as error:
        messages.error(request, error.messages[0])
    else:
        messages.success(request, f"An invitation is on its way to {person.email}.")
    return redirect(person)


@login_required
@require_POST
def invitation_withdraw(request: SignedInRequest, pk: int) -> HttpResponse:
    if not can_manage_people(request.user):
        raise Http404
    invitation = get_object_or_404(Invitation.objects.select_related("person"), pk=pk)
    try:
        services.withdraw_invitation(invitation=invitation, by=request.user)
    except ValidationError as error:
        messages.error(request, error.messages[0])
    else:
        messages.success(request, "The invitation is withdrawn. Its link no longer works.")
    return redirect(invitation.person)


@login_required
def account_close(request: SignedInRequest, pk: int) -> HttpResponse:
    """Close an account, or open it again: a page that asks first."""
    person = person_to_manage(request, pk)
    if request.method == "POST":
        change = services.close_account if person.is_active else services.reopen_account
        try:
            change(person=person, by=request.user)
        except ValidationError as error:
            messages.error(request, error.messages[0])
        else:
            said = "closed" if change is services.close_account else "open again"
            messages.success(request, f"{person}’s account is {said}.")
        return redirect(person)
    return render(request, "accounts/account_close.html", {"person": person})


@never_cache
def invitation_accept(request: SignedInRequest, token: str) -> HttpResponse:
    """The link in the invitation: set a password, be signed in. It works once."""
    invitation = queries.find_invitation(token)
    if invitation is None or invitation.state != InvitationState.OPEN:
        return _link_cannot_be_used(request, invitation)
    form = JoinForm(request.POST or None, person=invitation.person)
    if request.method == "POST" and form.is_valid():
        try:
            person = services.accept_invitation(
                invitation=invitation, password=form.cleaned_data["password"]
            )
        except ValidationError:  # used in another tab a moment ago
            invitation.refresh_from_db()
            return _link_cannot_be_used(request, invitation)
        return perform_login(request, person, email_verification="none", redirect_url="/")
    context = {"form": form, "person": invitation.person, "invitation": invitation}
    return render(request, "accounts/invitation_accept.html", context)


def _link_cannot_be_used(request: SignedInRequest, invitation: Invitation | None) -> HttpResponse:
    state = invitation.state if invitation else "wrong"
    if state == InvitationState.OPEN:
        state = InvitationState.WITHDRAWN  # the account was closed after the link went out
    return render(request, "accounts/invitation_problem.html", {"state": str(state)}, status=410)
