"""Person × screen of the safeguarding approvals, which live in the Wagtail admin."""

import pytest
from django.urls import reverse

from courses.approval.queries import board
from tests.access.rows import GET, POST
from tests.access.scene import everybody

pytestmark = pytest.mark.django_db

# name, method, who gets 200, who is sent on because it was done. Everybody else is shown out.
ROWS = [
    ("index", GET, "trainer admin quality_lead dsl", ""),
    ("approve", GET, "dsl", ""),
    ("approve", POST, "", "dsl"),
    ("return", GET, "dsl", ""),
    ("return", POST, "", "dsl"),
    ("take_back", GET, "trainer", ""),
    ("take_back", POST, "", "trainer"),
    ("version", GET, "trainer quality_lead dsl", ""),
]


def address_of(scene, name):
    args = {"return": [scene.sent.pk], "take_back": [scene.sent.pk],
            "version": [scene.sent.latest_revision_id]}  # fmt: skip
    return reverse(f"approvals:{name}", args=args.get(name, []))


@pytest.mark.parametrize(
    ("name", "method", "opens", "does"), ROWS, ids=lambda value: str(value).replace(" ", "_")
)
def test_everybody_gets_what_the_table_says(ask, scene, name, method, opens, does):
    expected = everybody({200: opens, "done": does}, "out")
    versions = [row.version.token for row in board().waiting]
    data = {"version": versions, "comment": "Say whom to call."}
    address = address_of(scene, name)

    answers = {who: ask(who, method, address, data) for who in expected}

    outcomes = {
        who: 200 if answer.status_code == 200 else "done" if answer.writes else "out"
        for who, answer in answers.items()
    }
    assert outcomes == expected
    assert {answer.status_code for answer in answers.values()} <= {200, 302}


@pytest.mark.parametrize("who", ["trainer", "quality_lead", "admin", "dsl"])
def test_a_lead_opens_the_editor_of_what_was_sent_and_of_nothing_else(ask, scene, who):
    """Trainers edit as ever; a lead finds in the editor what waits for her."""
    opened = {
        name: ask(who, GET, reverse("wagtailadmin_pages:edit", args=[scene.pk(name)])).status_code
        for name in ("sent", "drafted", "lesson", "programme", "home")
    }

    may = {"trainer": set(opened), "dsl": {"sent"}}.get(who, set())
    assert {name for name, status in opened.items() if status == 200} == may
