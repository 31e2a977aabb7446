"""A hold that is set while the run removes, and two runs at once, on the real database."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from cms.people.privacy.models import RetentionRun
from cms.people.privacy.queries.holds import is_held
from cms.people.privacy.services.holds import set_hold
from cms.people.privacy.services.retention import remove_aged
from cms.people.teams.models import Absence
from tests.factories.grants import absence

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("kinds")]


def at_once(*steps):
    barrier = Barrier(len(steps))

    def take(step):
        try:
            barrier.wait(timeout=30)
            return step()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(steps)) as pool:
        return list(pool.map(take, steps))


def test_a_hold_comes_before_the_batch_or_after_it_and_never_between(mentor, hr):
    for years in range(8, 18):
        absence(mentor, years=years)

    done, _ = at_once(
        lambda: remove_aged(record_class="absence", by=None),
        lambda: set_hold(subject=mentor, reason="Tribunal 2231", by=hr),
    )

    assert is_held(mentor, "absence")
    assert (done.removed, Absence.objects.count()) in ((10, 0), (0, 10))
    assert sum(RetentionRun.objects.values_list("removed", flat=True)) == done.removed


def test_two_runs_at_once_remove_and_log_each_row_once(mentor, peer):
    for years in range(8, 18):
        absence(mentor, years=years), absence(peer, years=years)

    done = at_once(*[lambda: remove_aged(record_class="absence", by=None)] * 2)

    assert sum(one.removed for one in done) == 20
    assert all(one.is_whole for one in done)
    assert sum(RetentionRun.objects.values_list("removed", flat=True)) == 20
    assert not Absence.objects.exists()
