"""Two safeguarding leads at once, on the real database."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from cms.people.accounts.rules import Role
from courses.approval.models import ContentApproval
from courses.approval.queries import board, count_waiting
from courses.approval.services import approve_pages, return_page
from courses.catalogue.models import ModulePage
from tests.factories.approval import safeguarding_module
from tests.factories.pages import home_page
from tests.factories.people import make_person

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*calls: Callable[[], Any]) -> list[Any]:
    """Run the calls in threads that start together; an exception is an answer too."""
    barrier = Barrier(len(calls))

    def run(call: Callable[[], Any]) -> Any:
        barrier.wait(timeout=10)
        try:
            return call()
        except ValidationError as error:
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(len(calls)) as threads:
        return list(threads.map(run, calls))


@pytest.fixture
def leads(dsl):
    return dsl, make_person("Aisha", "Siddiq", Role.DSL)


@pytest.fixture
def module(trainer, leads):
    home_page()
    return safeguarding_module(by=trainer)


def test_of_two_who_approve_the_same_list_one_does(module, leads):
    asked = [row.version for row in board().waiting]

    answers = at_once(*[lambda by=by: approve_pages(versions=asked, by=by) for by in leads])

    assert sum(isinstance(answer, ValidationError) for answer in answers) == 1
    assert ContentApproval.objects.count() == 2
    assert ContentApproval.objects.values("approver").distinct().count() == 1
    assert ModulePage.objects.get().live


def test_one_approves_while_the_other_returns_it(module, leads):
    asked = [row.version for row in board().waiting if row.page.pk == module.pk]

    answers = at_once(
        lambda: approve_pages(versions=asked, by=leads[0]),
        lambda: return_page(page=module, reason="Too long.", by=leads[1]),
    )

    assert sum(isinstance(answer, ValidationError) for answer in answers) == 1
    approved = ContentApproval.objects.exists()
    assert ModulePage.objects.get().live is approved
    assert len(board().returned) == (0 if approved else 1)
    assert count_waiting() == 1
