"""Certificates as a screen shows them: their words, and what they are worth today."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils import timezone

from cms.people.accounts.models import User
from courses.certificates import rules
from courses.certificates.access import readable_by
from courses.certificates.models import Certificate
from courses.certificates.rules import CertificateState
from courses.progress.models import Completion


@dataclass(frozen=True)
class CertificateView:
    """What the public page, the list and the PDF say of one certificate."""

    certificate: Certificate
    code: str
    person: str
    title: str
    module_code: str
    completed_on: date
    expires_on: date | None
    issued_at: datetime
    state: CertificateState
    wording: dict[str, Any]

    @property
    def badge(self) -> str:
        return rules.BADGES[self.state]

    @property
    def is_revoked(self) -> bool:
        return self.state == CertificateState.REVOKED

    def get_absolute_url(self) -> str:
        return self.certificate.get_absolute_url()


def certificate_by_code(code: str) -> CertificateView | None:
    """One query; for anybody who has the code, however they typed it."""
    found = with_newer(Certificate.objects.filter(code=rules.clean_code(code))).first()
    return as_view(found) if found else None


def certificates_of(
    person: User, *, reader: User | None = None, today: date | None = None
) -> list[CertificateView]:
    """A person's certificates, the newest first; only those `reader` may open when one is given."""
    allowed = Q() if reader is None else readable_by(reader)
    found = Certificate.objects.filter(allowed, completion__participant=person.pk)
    return [as_view(certificate, today=today) for certificate in with_newer(found)]


def with_newer(certificates: QuerySet[Certificate]) -> QuerySet[Certificate]:
    """Each knows whether the same person has a newer completion of the same module."""
    newer = Completion.objects.filter(
        participant=OuterRef("completion__participant"),
        module=OuterRef("completion__module"),
        enrolment__cycle__gt=OuterRef("completion__enrolment__cycle"),
    )
    return certificates.select_related("completion").annotate(
        has_newer=Exists(newer), cycle=F("completion__enrolment__cycle")
    )


def as_view(certificate: Certificate, *, today: date | None = None) -> CertificateView:
    """A certificate that came through `with_newer`."""
    completion = certificate.completion
    return CertificateView(
        certificate=certificate,
        code=certificate.code,
        person=certificate.wording["person"],
        title=certificate.wording["module"],
        module_code=certificate.wording["code"],
        completed_on=timezone.localdate(completion.completed_at),
        expires_on=completion.expires_on,
        issued_at=certificate.issued_at,
        state=rules.certificate_state(
            revoked_at=certificate.revoked_at,
            expires_on=completion.expires_on,
            has_newer=certificate.has_newer,  # type: ignore[attr-defined]
            today=today or timezone.localdate(),
        ),
        wording=certificate.wording,
    )
