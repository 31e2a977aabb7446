from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from courses.certificates import rules
from courses.certificates.rules import CertificateState

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("given", "state"),
    [
        ({}, CertificateState.VALID),
        ({"expires_on": TODAY}, CertificateState.VALID),
        ({"expires_on": TODAY - timedelta(days=1)}, CertificateState.EXPIRED),
        ({"has_newer": True}, CertificateState.SUPERSEDED),
        ({"has_newer": True, "expires_on": date(2026, 1, 1)}, CertificateState.SUPERSEDED),
        ({"revoked_at": timezone.now(), "has_newer": True}, CertificateState.REVOKED),
    ],
)
def test_a_certificate_has_one_state_on_a_day(given, state):
    plain = {"revoked_at": None, "expires_on": None, "has_newer": False, "today": TODAY}

    assert rules.certificate_state(**{**plain, **given}) == state


def test_every_state_has_a_badge():
    assert set(rules.BADGES) == set(CertificateState)


@pytest.mark.parametrize(
    "typed", ["K7QM-2ABC-9XYZ-4DEF", "k7qm2abc9xyz4def", " K7QM 2ABC 9XYZ 4DEF. "]
)
def test_a_code_is_read_however_it_is_typed(typed):
    assert rules.clean_code(typed) == "K7QM-2ABC-9XYZ-4DEF"


def test_withdrawing_needs_a_reason_and_happens_once():
    rules.check_may_revoke(is_revoked=False, reason="The quiz was taken by somebody else.")
    with pytest.raises(ValidationError, match="why"):
        rules.check_may_revoke(is_revoked=False, reason="  wrong  ")
    with pytest.raises(ValidationError, match="already"):
        rules.check_may_revoke(is_revoked=True, reason="The quiz was taken by somebody else.")
