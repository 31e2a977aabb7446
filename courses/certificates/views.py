"""One's certificates, the public page that says what one is worth, the PDF, and withdrawing one."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET

from courses.catalogue.rules import minutes_in_words
from courses.certificates import access, documents, queries, rules
from courses.certificates.forms import FindForm, RevokeForm
from courses.certificates.models import Certificate
from courses.certificates.services import revoke_certificate


@require_GET
@login_required
def certificate_list(request: HttpRequest) -> HttpResponse:
    user: Any = request.user
    context = {"certificates": queries.certificates_of(user, reader=user)}
    return render(request, "certificates/certificate_list.html", context)


@require_GET
def certificate_find(request: HttpRequest) -> HttpResponse:
    """For somebody with a paper certificate in hand: type the code, see its page."""
    form = FindForm(request.GET or None)
    if form.is_valid():
        return redirect(
            "certificates:certificate_check", rules.clean_code(form.cleaned_data["code"])
        )
    return render(request, "certificates/certificate_find.html", {"form": form})


@require_GET
def certificate_check(request: HttpRequest, code: str) -> HttpResponse:
    """Public: name, module, dates and whether it counts today; nothing else, and no list."""
    user: Any = request.user
    found = queries.certificate_by_code(code)
    if found is None:
        context: dict[str, Any] = {"code": rules.clean_code(code)[:40], "form": FindForm()}
        return render(request, "certificates/certificate_unknown.html", context, status=404)
    may_open = _readable(request).filter(pk=found.certificate.pk).exists()
    context = {
        "found": found,
        "may_open": may_open,
        "may_revoke": may_open and access.can_revoke(user) and not found.is_revoked,
        "is_owner": found.certificate.completion.participant_id == user.pk,
    }
    response = render(request, "certificates/certificate_check.html", context)
    response["X-Robots-Tag"] = "noindex"  # whoever has the code may look; search engines have none
    return response


@require_GET
@login_required
def certificate_pdf(request: HttpRequest, code: str) -> HttpResponse:
    certificate = _one(request, code)
    found = queries.as_view(certificate)
    if found.is_revoked:
        messages.error(
            request, f"This certificate was withdrawn: {certificate.revoke_reason} It has no PDF."
        )
        return redirect(certificate)
    pdf = documents.certificate_pdf(
        _words(found, request.build_absolute_uri(found.get_absolute_url()))
    )
    response = HttpResponse(pdf, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="certificate-{found.code}.pdf"'
    response["Cache-Control"] = "private, no-store"
    return response


@login_required
def certificate_revoke(request: HttpRequest, code: str) -> HttpResponse:
    user: Any = request.user
    certificate = _one(request, code)
    if not access.can_revoke(user):
        raise Http404
    if certificate.revoked_at is not None:
        messages.info(request, "This certificate has been withdrawn already.")
        return redirect(certificate)
    form = RevokeForm(request.POST or None, instance=certificate)
    if request.method == "POST" and form.is_valid():
        try:
            revoke_certificate(
                certificate=certificate, reason=form.cleaned_data["revoke_reason"], by=user
            )
        except ValidationError as problem:  # somebody else was a moment earlier
            messages.error(request, " ".join(problem.messages))
        else:
            messages.success(request, "The certificate is withdrawn. Its owner has been told why.")
        return redirect(certificate)
    context = {"form": form, "found": queries.as_view(certificate)}
    return render(request, "certificates/certificate_revoke.html", context)


def _readable(request: HttpRequest) -> Any:
    return queries.with_newer(Certificate.objects.filter(access.readable_by(request.user)))


def _one(request: HttpRequest, code: str) -> Certificate:
    found: Certificate = get_object_or_404(_readable(request), code=rules.clean_code(code))
    return found


def _words(found: queries.CertificateView, check_url: str) -> documents.CertificateWords:
    wording = found.wording
    return documents.CertificateWords(
        college=wording["college"],
        person=found.person,
        module=found.title,
        outcomes=wording["outcomes"],
        statements=wording["statements"],
        minutes=minutes_in_words(wording["minutes"]) if wording["minutes"] else "",
        completed_on=documents.day_in_words(found.completed_on),
        valid_until=documents.day_in_words(found.expires_on) if found.expires_on else "",
        code=found.code,
        check_url=check_url,
    )
