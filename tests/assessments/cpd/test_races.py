"""A form that a bad connection sends twice at the same moment, on the real database."""

import uuid
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from assessments.cpd.models import CPDEntry
from assessments.cpd.rules import EntryContent
from assessments.cpd.services import create_entry
from tests.factories.people import days_ago

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_form_sent_twice_at_once_makes_one_entry_and_no_error(mentor):
    content, key, barrier = (
        EntryContent(title="Visit", start_on=days_ago(1)),
        uuid.uuid4(),
        Barrier(2),
    )

    def send(_):
        try:
            barrier.wait(timeout=30)
            return create_entry(owner=mentor, content=content, by=mentor, key=key).pk
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        made = set(pool.map(send, range(2)))

    assert made == {CPDEntry.objects.get().pk}
