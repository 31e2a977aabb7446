from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError

from cms.people.notices import rules
from cms.people.notices.rules import Channel, NoticeKind

NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)


def test_every_kind_has_a_channel():
    assert set(rules.DEFAULT_CHANNEL) == set(NoticeKind)


def test_messages_about_the_account_cannot_be_switched_off():
    with pytest.raises(ValidationError, match="always sent"):
        rules.check_channel(NoticeKind.ACCOUNT, Channel.APP)
    rules.check_channel(NoticeKind.CPD_DRAFT, Channel.APP)


@pytest.mark.parametrize(("attempts", "minutes"), [(1, 1), (2, 2), (5, 16), (9, 256), (60, 360)])
def test_retries_wait_longer_and_never_stop(attempts, minutes):
    assert rules.retry_at(attempts, NOW) == NOW + timedelta(minutes=minutes)


@pytest.mark.parametrize("day", [23, 25, 29])
def test_a_week_is_named_by_its_monday(day):
    assert rules.week_of(date(2026, 11, day)) == date(2026, 11, 23)
