"""One link, two answers at the same moment, on the real database."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from assessments.witnesses.models import WitnessRequest
from cms.people.notices.models import Notice
from tests.factories.verification import handed_in
from tests.factories.witnesses import SAID, witness_request, witness_token_of

pytestmark = pytest.mark.django_db(transaction=True)


def test_of_two_posts_at_once_one_is_kept_and_the_other_is_told(mentor):
    asked = witness_request(handed_in(mentor))
    address = reverse("witnesses:answer_create", args=[witness_token_of(asked)])
    barrier = Barrier(2)

    def send(name):
        try:
            barrier.wait(timeout=30)
            return name, Client().post(address, {**SAID, "witness_name": name}).status_code
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        outcomes = dict(pool.map(send, ["Ines Duarte", "Paul Reid"]))

    assert sorted(outcomes.values()) == [302, 409]
    (kept,) = [name for name, status in outcomes.items() if status == 302]
    assert WitnessRequest.objects.get().witness_name == kept
    assert Notice.objects.filter(recipient=mentor).count() == 1
