"""What others read of an entry, and that nothing else of it is ever loaded for them."""

import json
from dataclasses import asdict, is_dataclass

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from assessments.cpd.models import CPDEntry
from assessments.cpd.queries.shared import (
    PRIVATE,
    SHARED_LABELS,
    shared_entry,
    shared_rows,
    shared_words,
)
from assessments.cpd.services import (
    close_entry,
    mark_returned,
    mark_sampled,
    mark_verified,
    note_impact,
    share_entry,
    take_back_entry,
)
from cms.people.audit.models import AuditEvent
from tests.factories.cpd import (
    SECRET,
    SUMMARY,
    certificate,
    handed_in,
    ready_entry,
    returned,
    sampled,
    verified,
)
from tests.factories.people import ReportingLineFactory, days_ago

NEVER = ["peer", "other_manager", "dsl", "trainer", "admin", "hr", "dpo"]


def page(entry):
    return reverse("cpd:shared_entry", args=[entry.pk])


def file_page(entry, file):
    return reverse("cpd:shared_file", args=[entry.pk, file.pk])


# The words ------------------------------------------------------------------------


def test_the_shared_part_holds_nothing_private(framework, mentor):
    shared = shared_entry(handed_in(mentor))

    assert is_dataclass(shared)
    assert shared.summary == SUMMARY
    assert SECRET not in str(asdict(shared))
    assert "99.50" not in str(asdict(shared))
    assert not any(isinstance(value, CPDEntry) for value in vars(shared).values())


def test_what_a_verifier_judges_is_json_with_a_label_for_each_part(framework, mentor):
    entry = handed_in(mentor, end_on=days_ago(2), reason="To ask better.")
    entry.files.add(certificate(mentor))

    words = shared_words(entry)

    assert json.loads(json.dumps(words)) == words
    assert set(words) == set(SHARED_LABELS)
    assert words["days"] == [days_ago(3).isoformat(), days_ago(2).isoformat()]
    assert words["statements"] == [{"code": "S1", "claim": "One question a week"}]
    assert words["files"] == ["certificate.pdf"]
    assert SECRET not in json.dumps(words)


def test_a_removed_file_is_not_in_it(framework, mentor):
    entry = handed_in(mentor)
    file = certificate(mentor)
    entry.files.add(file)
    type(file).objects.update(removed_at=entry.submitted_at)

    assert shared_entry(entry).files == []


@pytest.mark.parametrize("count", [1, 3])
def test_shared_rows_take_the_same_queries_for_one_and_three(
    framework, mentor, manager, count, django_assert_num_queries
):
    for _ in range(count):
        handed_in(mentor).files.add(certificate(mentor))
    manager.role_grants.all()

    with django_assert_num_queries(6):  # her roles, the rows, claims, statements, framework, files
        found = [shared_entry(row) for row in shared_rows(manager)]

    assert len(found) == count


# Never loaded -----------------------------------------------------------------------


def loaded(queries):
    """The private columns that any statement of these names."""
    text = " ".join(query["sql"] for query in queries)
    return [name for name in PRIVATE if f'"{CPDEntry._meta.db_table}"."{name}"' in text]


def test_no_screen_of_anybody_else_ever_loads_the_private_columns(
    framework, mentor, manager, supervisor, quality_lead, client_of
):
    entry = share_entry(
        entry=sampled(mentor, manager, quality_lead), supervisor=supervisor, by=mentor
    )
    file = certificate(mentor)
    entry.files.add(file)

    for reader in (manager, supervisor, quality_lead):
        client = client_of(reader)
        with CaptureQueriesContext(
            connection,
        ) as context:
            assert client.get(page(entry)).status_code == 200
            assert client.get(file_page(entry, file)).status_code == 200
            client.get("/cpd/shared/")
        assert loaded(context.captured_queries) == []


def test_no_answer_of_anybody_else_loads_or_writes_them(framework, mentor, manager, quality_lead):
    entry, back = handed_in(mentor), handed_in(mentor)

    with CaptureQueriesContext(connection) as context:
        mark_returned(entry=back, by=manager)
        mark_verified(entry=entry, by=manager)
        mark_sampled(entry=entry, by=quality_lead)
        close_entry(entry=entry, by=quality_lead)

    assert loaded(context.captured_queries) == []
    assert not any('"what_i_learned"' in query["sql"] for query in context.captured_queries)
    entry.refresh_from_db()
    assert (entry.state, entry.what_i_learned) == ("closed", SECRET)


def test_the_test_above_would_see_them(framework, mentor, client_of):
    entry = handed_in(mentor)
    client = client_of(mentor)

    with CaptureQueriesContext(connection) as context:
        client.get(entry.get_absolute_url())

    assert loaded(context.captured_queries) == list(PRIVATE)


# Who reads it ---------------------------------------------------------------------------


@pytest.mark.parametrize("name", NEVER)
def test_the_shared_part_is_not_found_by_who_has_no_part_in_it(
    framework, mentor, manager, quality_lead, client_of, request, name
):
    entry = sampled(mentor, manager, quality_lead)
    file = certificate(mentor)
    entry.files.add(file)
    client = client_of(request.getfixturevalue(name))

    assert client.get(page(entry)).status_code == 404
    assert client.get(file_page(entry, file)).status_code == 404
    assert not AuditEvent.objects.filter(verb__in=["cpd_entry.opened", "cpd_file.opened"]).exists()


def test_the_owner_reads_it_on_her_own_page(framework, mentor, client_of):
    assert client_of(mentor).get(page(handed_in(mentor))).status_code == 404


def test_a_visitor_is_asked_to_sign_in(framework, mentor, visitor):
    entry = handed_in(mentor)

    for address in (page(entry), "/cpd/shared/", f"/cpd/shared/{entry.pk}/files/1/"):
        assert visitor.get(address).url.startswith(reverse("account_login"))


def test_a_manager_reads_the_shared_part_and_it_is_written_down(
    framework, mentor, manager, client_of
):
    entry = handed_in(mentor)

    response = client_of(manager).get(page(entry))

    assert SUMMARY in response.text
    assert SECRET not in response.text
    assert f"{mentor} sees that you opened this" in response.text
    event = AuditEvent.objects.get(verb="cpd_entry.opened")
    assert (event.actor, event.about, event.obj, event.detail) == (manager, mentor, entry, {})


@pytest.mark.parametrize("build", [ready_entry, "taken back", "returned"])
def test_a_manager_finds_no_draft(framework, mentor, manager, client_of, build):
    if build == "taken back":
        entry = take_back_entry(entry=handed_in(mentor), by=mentor)
    elif build == "returned":
        entry = returned(mentor, manager)
    else:
        entry = build(mentor)

    assert client_of(manager).get(page(entry)).status_code == 404


def test_a_new_manager_reads_what_waits_and_nothing_older(
    framework, mentor, manager, other_manager, client_of
):
    older, waits = verified(mentor, manager), handed_in(mentor)
    CPDEntry.objects.update(submitted_on=days_ago(40))
    mentor.reporting_lines.update(starts_on=days_ago(300), ends_on=days_ago(2))
    ReportingLineFactory.create(person=mentor, manager=other_manager, starts_on=days_ago(1))

    assert client_of(other_manager).get(page(waits)).status_code == 200
    assert client_of(other_manager).get(page(older)).status_code == 404
    assert client_of(manager).get(page(waits)).status_code == 404


def test_a_quality_lead_reads_what_was_drawn_and_nothing_else(
    framework, mentor, manager, quality_lead, client_of
):
    drawn, other = sampled(mentor, manager, quality_lead), verified(mentor, manager)
    client = client_of(quality_lead)

    assert client.get(page(drawn)).status_code == 200
    assert client.get(page(other)).status_code == 404


def test_a_supervisor_reads_what_is_shared_with_her(framework, mentor, supervisor, client_of):
    shared = share_entry(entry=handed_in(mentor), supervisor=supervisor, by=mentor)
    other = handed_in(mentor, title="Not for her")
    client = client_of(supervisor)

    assert client.get(page(shared)).status_code == 200
    assert client.get(page(other)).status_code == 404
    text = client.get("/cpd/shared/").text
    assert shared.title in text
    assert "Not for her" not in text


def test_a_late_word_on_impact_is_read_by_others_too(framework, mentor, manager, client_of):
    entry = verified(mentor, manager)
    note_impact(entry=entry, status="clear", note="Two groups ask for it.", by=mentor)

    assert "Two groups ask for it." in client_of(manager).get(page(entry)).text


# The list of a supervisor ---------------------------------------------------------------


@pytest.mark.parametrize("name", ["mentor", *NEVER, "manager", "quality_lead"])
def test_shared_list_is_for_supervisors(client_of, request, name):
    assert client_of(request.getfixturevalue(name)).get("/cpd/shared/").status_code == 404


def test_shared_list_when_empty_says_how_it_fills(supervisor, client_of):
    assert "Nothing shared with you" in client_of(supervisor).get("/cpd/shared/").text


@pytest.mark.parametrize("rows", [1, 3])
def test_shared_list_takes_the_same_queries_for_one_and_three(
    framework, mentor, supervisor, client_of, rows, django_assert_num_queries
):
    for _ in range(rows):
        share_entry(entry=handed_in(mentor), supervisor=supervisor, by=mentor)
    client = client_of(supervisor)
    client.get("/cpd/shared/")

    with django_assert_num_queries(8):
        client.get("/cpd/shared/")


# Files ----------------------------------------------------------------------------------


def test_a_file_is_opened_through_the_entry_and_written_down(framework, mentor, manager, client_of):
    entry, file = handed_in(mentor), certificate(mentor)
    entry.files.add(file)

    response = client_of(manager).get(file_page(entry, file))

    assert b"".join(response.streaming_content if response.streaming else [response.content])
    assert "attachment" in response.headers["Content-Disposition"]
    event = AuditEvent.objects.get(verb="cpd_file.opened")
    assert (event.obj, event.about, event.detail) == (entry, mentor, {"file": file.pk})


def test_a_file_of_another_entry_is_not_found(framework, mentor, manager, client_of):
    entry, loose = handed_in(mentor), certificate(mentor)

    assert client_of(manager).get(file_page(entry, loose)).status_code == 404


def test_a_removed_file_is_not_found(framework, mentor, manager, client_of):
    entry, file = handed_in(mentor), certificate(mentor, removed_at=mentor.date_joined)
    entry.files.add(file)

    assert client_of(manager).get(file_page(entry, file)).status_code == 404
