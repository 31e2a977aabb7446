"""Issuing and withdrawing certificates."""

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from cms.people.accounts.models import User
from cms.people.audit.services import record
from cms.people.college.queries import college
from cms.people.notices.rules import NoticeKind
from cms.people.notices.services import send_notice
from content.terms import apply_terms
from courses.catalogue.models import ModulePage
from courses.certificates import access, rules
from courses.certificates.models import Certificate
from courses.progress.models import Completion


@transaction.atomic
def issue_certificate(*, completion: Completion, by: User | None = None) -> Certificate:
    """The certificate of a completion, worded as things stand now. A second call gives the same."""
    certificate, is_new = Certificate.objects.get_or_create(
        completion=completion,
        defaults={
            "wording": _wording(completion, completion.module),
            "issued_at": completion.completed_at,
        },
    )
    if is_new:
        record(
            actor=by,
            verb="certificate.issued",
            obj=certificate,
            about=completion.participant,
            detail={"module": completion.module.code},
            at=completion.completed_at,
        )
    return certificate


@transaction.atomic
def revoke_certificate(
    *, certificate: Certificate, reason: str, by: User, at: datetime | None = None
) -> Certificate:
    """Withdraw it, with a reason its owner reads. It stays on record and its page says so."""
    if not access.can_revoke(by):
        raise PermissionDenied("Certificates are withdrawn by the quality lead or a site admin.")
    certificate = Certificate.objects.select_for_update().get(pk=certificate.pk)
    rules.check_may_revoke(is_revoked=certificate.revoked_at is not None, reason=reason)
    certificate.revoked_at = at or timezone.now()
    certificate.revoked_by = by
    certificate.revoke_reason = reason.strip()
    certificate.save(update_fields=["revoked_at", "revoked_by", "revoke_reason"])
    owner = certificate.completion.participant
    record(
        actor=by,
        verb="certificate.revoked",
        obj=certificate,
        about=owner,
        detail={"reason": certificate.revoke_reason},
        at=at,
    )
    send_notice(
        recipient=owner,
        kind=NoticeKind.CERTIFICATE_REVOKED,
        key=f"certificate-revoked-{certificate.pk}",
        title=f"Your certificate for {certificate.wording['module']} was withdrawn",
        body=certificate.revoke_reason,
        url=certificate.get_absolute_url(),
        by=by,
        at=at,
    )
    return certificate


def _wording(completion: Completion, module: ModulePage) -> dict[str, object]:
    return {
        "person": completion.participant.display_name,
        "college": college().college_name,
        "module": apply_terms(module.title),
        "code": module.code,
        "outcomes": [apply_terms(line) for line in module.outcomes],
        "statements": list(module.codes),
        "minutes": completion.minutes,
    }
