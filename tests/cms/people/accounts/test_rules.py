from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError

from cms.people.accounts import rules
from cms.people.accounts.rules import InvitationState, Role

NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)


@pytest.mark.parametrize("other", [Role.SITE_ADMIN, Role.HR, Role.LINE_MANAGER])
def test_the_dpo_is_none_of_those_who_decide_how_data_is_used(other):
    with pytest.raises(ValidationError, match="independent"):
        rules.check_roles_combine([Role.DPO, other])


def test_every_other_pair_combines():
    for one in Role:
        for other in Role:
            if frozenset({one, other}) not in rules.SEPARATE:
                rules.check_roles_combine([one, other])


def test_a_last_day_before_the_first_is_refused():
    rules.check_dates(date(2026, 1, 1), date(2026, 1, 1))
    with pytest.raises(ValidationError):
        rules.check_dates(date(2026, 1, 2), date(2026, 1, 1))


def test_a_college_wide_role_has_no_team():
    rules.check_scope(Role.MENTOR, has_team=True)
    with pytest.raises(ValidationError, match="whole college"):
        rules.check_scope(Role.DPO, has_team=True)


@pytest.mark.parametrize(
    ("first", "second", "answer"),
    [
        ((1, 5), (5, 9), True),
        ((1, 4), (5, 9), False),
        ((5, None), (1, 4), False),
        ((5, None), (1, 5), True),
        ((5, None), (9, None), True),
    ],
)
def test_periods_share_a_day(first, second, answer):
    days = [date(2026, 1, day) if day else None for day in (*first, *second)]

    assert rules.is_overlapping(*days) is answer


@pytest.mark.parametrize(
    ("accepted", "withdrawn", "expires", "state"),
    [
        (None, None, NOW + timedelta(seconds=1), InvitationState.OPEN),
        (None, None, NOW, InvitationState.EXPIRED),
        (NOW, None, NOW - timedelta(days=1), InvitationState.ACCEPTED),
        (None, NOW, NOW + timedelta(days=1), InvitationState.WITHDRAWN),
    ],
)
def test_the_state_of_an_invitation(accepted, withdrawn, expires, state):
    found = rules.invitation_state(
        accepted_at=accepted, withdrawn_at=withdrawn, expires_at=expires, now=NOW
    )

    assert found == state


def test_the_token_is_worked_out_and_only_its_hash_is_stored():
    token = rules.invitation_token("nonce")

    assert token == rules.invitation_token("nonce") != rules.invitation_token("other")
    assert token not in rules.token_hash(token)
