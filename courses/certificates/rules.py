"""What a certificate is worth today, and when it may be withdrawn."""

from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db.models import TextChoices


class CertificateState(TextChoices):
    VALID = "valid", "Valid"
    EXPIRED = "expired", "Run out"
    REVOKED = "revoked", "Withdrawn"
    SUPERSEDED = "superseded", "Replaced by a newer one"


BADGES = {
    CertificateState.VALID: "done",
    CertificateState.EXPIRED: "expired",
    CertificateState.REVOKED: "locked",
    CertificateState.SUPERSEDED: "info",
}


def certificate_state(
    *,
    revoked_at: datetime | None,
    expires_on: date | None,
    has_newer: bool,
    today: date,
) -> CertificateState:
    """Withdrawn beats everything; a renewal replaces an older one even before it runs out."""
    if revoked_at is not None:
        return CertificateState.REVOKED
    if has_newer:
        return CertificateState.SUPERSEDED
    if expires_on is not None and today > expires_on:
        return CertificateState.EXPIRED
    return CertificateState.VALID


def clean_code(code: str) -> str:
    """As typed from paper: any case, spaces or no hyphens, a final full stop."""
    bare = "".join(char for char in code.upper() if char.isalnum())
    return "-".join(bare[i : i + 4] for i in range(0, len(bare), 4))


def check_may_revoke(*, is_revoked: bool, reason: str) -> None:
    if is_revoked:
        raise ValidationError("This certificate has been withdrawn already.")
    if len(reason.strip()) < 10:
        raise ValidationError(
            "Say in a sentence why the certificate is withdrawn: its owner will read it."
        )
