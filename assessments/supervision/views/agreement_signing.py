"""Reading an agreement, signing it, holding two texts side by side, ending it."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cms.people.accounts.models import SignedInRequest, User
from cms.people.audit.services import record
from cms.people.college.queries import college

from ..access import (
    agreements_readable_by,
    can_change_agreement,
    can_draft_agreement,
    can_end_agreement,
    can_sign_agreement,
    can_withdraw_agreement,
)
from ..documents import agreement_pdf as pdf_of
from ..documents import agreement_words
from ..forms.agreements import EndForm, SignForm
from ..models import SupervisionAgreement
from ..queries import agreements as queries
from ..rules import agreements as rules
from ..rules.agreement_words import differences, line_count
from ..rules.states import AgreementState, Part
from ..services import agreements as services
from .agreements import PAGE, listed_or_404, readable_or_404, try_to


@never_cache
@login_required
@require_safe
def agreement_detail(request: SignedInRequest, pk: int) -> HttpResponse:
    """The words for those who sign; that it exists, and when, for those who may know of it."""
    reader = request.user
    rows = SupervisionAgreement.objects.filter(agreements_readable_by(reader), pk=pk)
    if not rows.exists():
        return _outline(request, pk)
    agreement = readable_or_404(reader, pk)
    _note_reading(request, agreement)
    context = {
        **_read(agreement),
        "versions": queries.versions_of(agreement, reader),
        "readers": queries.readers_of(agreement),
        "opened": queries.people_readings(agreement),
        "earlier": queries.compared_with(agreement, reader),
        "newer": queries.next_after(agreement, reader),
        "asks_about_past": _asks_about_past(reader, agreement),
        "is_intact": _is_intact(agreement),
        "today": timezone.localdate(),
        **_moves(reader, agreement),
    }
    return render(request, "supervision/agreement_detail.html", context)


def _outline(request: SignedInRequest, pk: int) -> HttpResponse:
    agreement = listed_or_404(request.user, pk)
    context = {
        "agreement": agreement,
        "versions": queries.versions_of(agreement, request.user),
        "signatures": queries.signature_rows(agreement),
        "can_end": can_end_agreement(request.user, agreement),
        "can_draft": _can_draft(request.user, agreement),
    }
    return render(request, "supervision/agreement_outline.html", context)


def _read(agreement: SupervisionAgreement) -> dict[str, Any]:
    return {
        "agreement": agreement,
        "chapters": queries.text_of(agreement),
        "signatures": queries.signature_rows(agreement),
    }


def _moves(reader: User, agreement: SupervisionAgreement) -> dict[str, bool]:
    has_signed = any(row.signer_id == reader.pk for row in agreement.signatures.all())
    can_sign = can_sign_agreement(reader, agreement)
    can_draft = _can_draft(reader, agreement)
    return {
        "can_change": can_change_agreement(reader, agreement),
        "can_sign": can_sign and not has_signed,
        "can_send_back": can_sign,
        "can_withdraw": can_withdraw_agreement(reader, agreement),
        "can_begin_next": agreement.state == AgreementState.IN_FORCE and can_draft,
        "can_end": can_end_agreement(reader, agreement),
    }


def _can_draft(reader: User, agreement: SupervisionAgreement) -> bool:
    return can_draft_agreement(reader, agreement.supervisee, agreement.supervisor)


def _asks_about_past(reader: User, agreement: SupervisionAgreement) -> bool:
    is_supervisee = agreement.part_of(reader) == Part.SUPERVISEE
    return is_supervisee and queries.has_past_with_others(agreement)


def _is_intact(agreement: SupervisionAgreement) -> bool:
    return not agreement.words_hash or agreement.words_hash == queries.words_hash_of(agreement)


def _note_reading(
    request: SignedInRequest, agreement: SupervisionAgreement, verb: str = queries.OPENED
) -> None:
    """Reading one’s own is nobody’s news, nor is looking at what one is just writing."""
    is_own = request.user.pk == agreement.supervisee_id
    if request.method == "HEAD" or is_own or can_change_agreement(request.user, agreement):
        return
    record(actor=request.user, verb=verb, obj=agreement, about=agreement.supervisee)


@never_cache
@login_required
@require_http_methods(PAGE)
def agreement_sign(request: SignedInRequest, pk: int) -> HttpResponse:
    reader = request.user
    agreement = readable_or_404(reader, pk)
    if agreement.part_of(reader) is None:
        raise Http404
    if agreement.state != AgreementState.OFFERED or not _moves(reader, agreement)["can_sign"]:
        return _not_to_sign(request, agreement)
    asks = _asks_about_past(reader, agreement)
    form = SignForm(request.POST or None, asks_about_past=asks, initial=_start(agreement))
    if request.method == "POST" and form.is_valid():
        try:
            signed = services.sign_agreement(
                agreement=agreement,
                words_hash=form.cleaned_data["words_hash"],
                opens_past_records=form.choice,
                by=reader,
            )
        except ValidationError as problem:
            if problem.code in ("outdated", "gone", "signed"):
                return _not_to_sign(request, agreement)
            form.add_error(None, problem.messages)
        except PermissionDenied:
            raise Http404 from None
        else:
            is_last = signed.state == AgreementState.IN_FORCE
            rest = "It is in force." if is_last else "It waits for the others."
            messages.success(request, f"You have signed. {rest}")
            return redirect(agreement)
    _note_reading(request, agreement)
    context = {**_read(agreement), "form": form, "asks_about_past": asks,
               "earlier": queries.compared_with(agreement, reader)}  # fmt: skip
    status = 422 if form.is_bound else 200
    return render(request, "supervision/agreement_sign.html", context, status=status)


def _start(agreement: SupervisionAgreement) -> dict[str, str]:
    past = "yes" if queries.past_choice_before(agreement) else "no"
    return {"words_hash": agreement.words_hash, "opens_past_records": past}


def _not_to_sign(request: SignedInRequest, agreement: SupervisionAgreement) -> HttpResponse:
    """Signed already, or the words are not those she had before her: then both texts are shown."""
    agreement = readable_or_404(request.user, agreement.pk)
    has_signed = any(row.signer_id == request.user.pk for row in agreement.signatures.all())
    is_still_open = agreement.state in (AgreementState.OFFERED, AgreementState.IN_FORCE)
    if has_signed and is_still_open:
        messages.info(request, "You have signed this.")
        return redirect(agreement)
    newer = queries.next_after(agreement, request.user)
    if request.method != "POST":
        messages.info(request, rules.NOT_NOW[AgreementState(agreement.state)])
        return redirect(newer or agreement)
    newest = newer or agreement
    _note_reading(request, newest)
    context = {
        "agreement": agreement,
        "newest": newest,
        "can_sign": can_sign_agreement(request.user, newest),
        **_held_against(agreement, newest),
    }
    return render(request, "supervision/agreement_outdated.html", context, status=409)


def _held_against(before: SupervisionAgreement, after: SupervisionAgreement) -> dict[str, Any]:
    old, new = queries.text_of(before), queries.text_of(after)
    found = differences(old, new)
    rest = max(0, line_count(new) - len(found))
    return {"before": before, "after": after, "differences": found, "same": rest}


@login_required
@require_http_methods(PAGE)
def agreement_send_back(request: SignedInRequest, pk: int) -> HttpResponse:
    agreement = readable_or_404(request.user, pk)
    if agreement.part_of(request.user) is None:
        raise Http404
    if request.method == "POST":
        draft = try_to(request, services.send_back_agreement, agreement=agreement)
        if draft is None:
            return redirect(agreement)
        if can_change_agreement(request.user, draft):
            messages.success(request, "Taken back. Nobody’s signature counts until you offer it.")
            return redirect("supervision:agreement_update", draft.pk)
        messages.success(request, "Sent back. Say what you would like changed when you speak.")
        return redirect("supervision:agreement_list")
    return render(request, "supervision/agreement_send_back.html", {"agreement": agreement})


@never_cache
@login_required
@require_safe
def agreement_compare(request: SignedInRequest, pk: int) -> HttpResponse:
    agreement = readable_or_404(request.user, pk)
    asked = request.GET.get("with", "")
    number = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 12 else None
    before = queries.compared_with(agreement, request.user, number)
    if before is None:
        raise Http404
    _note_reading(request, agreement)
    context = {"agreement": agreement, **_held_against(before, agreement)}
    return render(request, "supervision/agreement_compare.html", context)


@never_cache
@login_required
@require_safe
def agreement_pdf(request: SignedInRequest, pk: int) -> HttpResponse:
    agreement = readable_or_404(request.user, pk)
    _note_reading(request, agreement, "supervision_agreement.exported")
    at = timezone.localtime()
    mark = f"{request.user.display_name}, {at.day} {at:%B %Y}, {at:%H:%M}"
    words = agreement_words(agreement, college=college().college_name, exported=mark)
    response = HttpResponse(pdf_of(words), content_type="application/pdf")
    name = f"supervision-agreement-{agreement.pk}-version-{agreement.version}.pdf"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["X-Content-Type-Options"] = "nosniff"
    return response


@login_required
@require_http_methods(PAGE)
def agreement_end(request: SignedInRequest, pk: int) -> HttpResponse:
    agreement = listed_or_404(request.user, pk)
    if not can_end_agreement(request.user, agreement):
        raise Http404
    form = EndForm(request.POST or None, initial={"ends_on": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        day = form.cleaned_data["ends_on"]
        try:
            services.end_agreement(agreement=agreement, ends_on=day, by=request.user)
        except ValidationError as problem:
            form.add_error(None, problem)
        else:
            messages.success(request, "The last day is set, and the others have been told.")
            return redirect(agreement)
    context = {"agreement": agreement, "form": form}
    status = 422 if form.is_bound else 200
    return render(request, "supervision/agreement_end.html", context, status=status)


@login_required
@require_POST
def agreement_past(request: SignedInRequest, pk: int) -> HttpResponse:
    """The supervisee opens or closes the records of before, whenever she likes."""
    agreement = readable_or_404(request.user, pk)
    opens = request.POST.get("opens") == "yes"
    if try_to(request, services.choose_past_records, agreement=agreement, opens=opens):
        who = agreement.supervisor.display_name
        said = f"{who} may read your earlier records now." if opens else "They are closed again."
        messages.success(request, said)
    return redirect(agreement)
