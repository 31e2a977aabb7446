"""What people wrote before this version is still theirs after it."""

from datetime import date

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

BEFORE, AFTER = (
    ("assessments", "0005_scenario_engine"),
    ("assessments", "0008_statements_by_claims"),
)
pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]


def migrated_to(target):
    executor = MigrationExecutor(connection)
    executor.migrate([target])
    return MigrationExecutor(connection).loader.project_state([target]).apps


@pytest.fixture
def as_it_was(transactional_db, django_db_use_migrations):
    if not django_db_use_migrations:
        pytest.skip("this run has no migrations")
    yield migrated_to(BEFORE)
    executor = MigrationExecutor(connection)
    executor.migrate(executor.loader.graph.leaf_nodes())


def test_entries_keep_their_statements_and_their_private_words(as_it_was):
    person = as_it_was.get_model("people", "User").objects.create(email="y@x.test")
    framework = as_it_was.get_model("assessments", "Framework").objects.create(
        code="ST0148", version="1.0", title="Learning Mentor", status="retired"
    )
    statement = as_it_was.get_model("assessments", "Statement").objects.create(
        framework=framework, code="S2", alias="S2", kind="skill", title="Question", position=1
    )
    entry = as_it_was.get_model("assessments", "CPDEntry").objects.create(
        owner=person,
        title="Workshop",
        start_on=date(2026, 11, 2),
        reflection_private="I was afraid.",
    )
    entry.statements.add(statement)

    now = migrated_to(AFTER)

    kept = now.get_model("assessments", "CPDEntry").objects.get()
    assert kept.reflection == {"free": "I was afraid."}
    assert kept.reflection_model == "free"
    assert [claim.statement.code for claim in kept.claims.all()] == ["S2"]
    assert now.get_model("assessments", "Framework").objects.get().is_default
