"""Coverage of one person and of a team, on screen and as a table."""

import csv
import io
from datetime import date, timedelta

import pytest
from django.utils import timezone

from assessments.standards.queries import coverage, coverage_of_many, team_matrix, verdict_of
from assessments.standards.rules import NOTHING, EvidenceKind, Recency, Status, Strength
from cms.people.accounts.models import User
from cms.people.accounts.rules import Role
from cms.people.audit.models import AuditEvent
from tests.factories.people import ReportingLineFactory, make_person
from tests.factories.standards import evidence

MINE, TEAM = "/standards/my-coverage/", "/standards/team/"
ASSESSED, VERIFIED = Strength.ASSESSED, Strength.VERIFIED
EVERYBODY = [
    "mentor", "peer", "supervisor", "manager", "other_manager", "quality_lead", "dsl", "trainer",
    "admin", "hr", "dpo",
]  # fmt: skip


def cover(person, code="K1", **fields):
    evidence(person, code, **fields)
    evidence(person, code, kind=EvidenceKind.QUIZ, strength=ASSESSED, **fields)


def rows_of(response) -> list[list[str]]:
    return list(csv.reader(io.StringIO(response.content.decode("utf-8-sig"))))


# One person -----------------------------------------------------------------------------


def test_a_cell_says_how_many_how_old_and_how_strong(framework, mentor):
    today = date(2026, 11, 22)
    evidence(mentor, "K1", kind=EvidenceKind.QUIZ, occurred_on=date(2023, 5, 1))
    evidence(mentor, "K1", kind=EvidenceKind.QUIZ, strength=ASSESSED, occurred_on=date(2025, 5, 1))
    evidence(mentor, "K1", occurred_on=date(2023, 5, 1))

    found = coverage(framework, mentor, today=today)

    row = next(row for row in found.rows if row.statement.code == "K1")
    module, quiz = row.found
    assert (quiz.count, quiz.last_on, quiz.strength) == (2, date(2025, 5, 1), ASSESSED)
    assert (quiz.recency, module.recency) == (Recency.AGEING, Recency.OLD)
    assert row.verdict.reason == "Still missing: one more piece, of another kind."
    assert dict(found.statuses) == {Status.BEGUN: 1, Status.NONE: 26}


def test_the_last_day_that_counts_is_found_by_the_database(framework, mentor):
    today = date(2026, 11, 22)
    cover(mentor, "K1", occurred_on=date(2024, 11, 22))
    cover(mentor, "K2", occurred_on=date(2024, 11, 21))

    rows = {row.statement.code: row for row in coverage(framework, mentor, today=today).rows}

    assert rows["K1"].verdict.status == Status.COVERED
    assert rows["K2"].verdict.status == Status.LAPSED
    assert "Nothing since November 2024" in rows["K2"].verdict.reason


def test_my_coverage_shows_status_with_reason_and_a_way_on(framework, mentor, client_of):
    cover(mentor, "K1")
    evidence(mentor, "S1", kind=EvidenceKind.SCENARIO, strength=ASSESSED)

    text = client_of(mentor).get(MINE).text

    assert "<strong>2 of 27</strong>" in text
    assert "2 pieces of 2 kinds in 24 months, 1 of them assessed or verified." in text
    assert "Practised in a scenario. Still missing: an observation." in text
    assert text.count("What would help?") == 26
    assert '/standards/ST0148/S1/#help"' in text


def test_my_coverage_is_filtered_by_status(framework, mentor, client_of):
    cover(mentor, "K1")
    client = client_of(mentor)

    assert client.get(MINE, {"status": "covered"}).text.count("coverage-verdict") == 1
    assert client.get(MINE, {"status": "none"}).text.count("coverage-verdict") == 26
    assert client.get(MINE, {"status": "?"}).text.count("coverage-verdict") == 27


def test_old_evidence_is_called_so(framework, mentor, client_of):
    evidence(mentor, "K1", occurred_on=timezone.localdate() - timedelta(days=800))

    text = client_of(mentor).get(MINE).text

    assert "over two years old" in text
    assert "Nothing since" in text


def test_my_coverage_of_another_framework(newer, mentor, client_of):
    evidence(mentor, "K1", framework="ST1379")
    client = client_of(mentor)

    assert "<strong>1 of 16</strong>" in client.get(MINE, {"framework": "ST1379"}).text
    assert "<strong>0 of 27</strong>" in client.get(MINE).text
    assert client.get(MINE, {"framework": "ST7"}).status_code == 404


def test_my_coverage_without_a_framework_says_so(db, mentor, client_of):
    assert "No framework is loaded yet" in client_of(mentor).get(MINE).text
    assert client_of(mentor).get(f"{MINE}table.csv").status_code == 404


@pytest.mark.parametrize("rows", [1, 3])
def test_my_coverage_takes_the_same_queries_for_one_row_and_three(
    framework, mentor, client_of, rows, django_assert_num_queries
):
    for code in ("K1", "K2", "S1")[:rows]:
        cover(mentor, code)
    client = client_of(mentor)
    client.get(MINE)

    with django_assert_num_queries(6):
        client.get(MINE)


def test_my_coverage_as_a_table(framework, mentor, client_of):
    cover(mentor, "K1", occurred_on=timezone.localdate())

    response = client_of(mentor).get(f"{MINE}table.csv")

    assert response["Content-Type"] == "text/csv; charset=utf-8"
    rows = rows_of(response)
    assert rows[0][:7] == ["Code", "Statement", "Status", "Why", "Module", "Module: last",
                           "Module: best"]  # fmt: skip
    (line,) = [row for row in rows if row and row[0] == "K1"]
    today = timezone.localdate().isoformat()
    assert line[2] == "Covered"
    assert line[4:] == ["1", today, "Claimed", "1", today, "Assessed"]
    assert not AuditEvent.objects.filter(verb="evidence.exported").exists()


@pytest.mark.parametrize("name", EVERYBODY)
def test_a_persons_coverage_is_for_manager_and_quality_lead(
    framework, mentor, client_of, request, name
):
    cover(mentor)
    reader = request.getfixturevalue(name)
    url = f"/standards/people/{mentor.pk}/coverage/"
    client = client_of(reader)

    shown, table = client.get(url), client.get(f"{url}table.csv")

    may = name in {"manager", "quality_lead"}
    assert shown.status_code == (302 if name == "mentor" else 200 if may else 404)
    assert table.status_code == (200 if may or name == "mentor" else 404)
    verbs = AuditEvent.objects.filter(actor=reader, about=mentor).values_list("verb", flat=True)
    assert sorted(verbs) == (["evidence.exported", "evidence.opened"] if may else [])
    if may:
        assert "What would help?" not in shown.text
        assert f"?person={mentor.pk}" in shown.text


# A team ---------------------------------------------------------------------------------


def test_coverage_of_many_takes_one_query_for_everybody(
    framework, mentor, peer, django_assert_num_queries
):
    cover(mentor, "K1")
    evidence(peer, "K1")
    evidence(peer, "S1", kind=EvidenceKind.SCENARIO, strength=ASSESSED)
    statements = {each.code: each for each in framework.statements.all()}

    with django_assert_num_queries(1):
        found = coverage_of_many(
            User.objects.filter(pk__in=[mentor.pk, peer.pk]),
            framework,
            statements=statements.values(),
        )

    assert verdict_of(found, mentor.pk, statements["K1"].pk).status == Status.COVERED
    assert verdict_of(found, peer.pk, statements["K1"].pk).status == Status.BEGUN
    assert verdict_of(found, peer.pk, statements["S1"].pk).status == Status.PRACTISED
    assert verdict_of(found, peer.pk, statements["S2"].pk) is NOTHING
    assert coverage_of_many([mentor], framework)[mentor.pk].keys() == {statements["K1"].pk}


@pytest.mark.parametrize("people", [1, 3])
def test_a_matrix_takes_the_same_queries_for_one_person_and_three(
    framework, manager, team, people, django_assert_num_queries
):
    for number in range(people):
        person = make_person(f"Person {number}", "Haddad", Role.MENTOR, team=team)
        ReportingLineFactory.create(person=person, manager=manager)
        cover(person, "K1")

    reader = User.objects.get(pk=manager.pk)

    with django_assert_num_queries(4):  # one of them asks for the reader's roles
        matrix = team_matrix(reader, framework)

    assert (matrix.people, len(matrix.lines)) == (people, people)
    assert matrix.covered[[each.code for each in matrix.statements].index("K1")] == people


def test_a_manager_sees_her_team_and_the_quality_lead_every_mentor(
    framework, mentor, peer, manager, other_manager, quality_lead, supervisor
):
    names = [line.person for line in team_matrix(manager, framework).lines]

    assert names == [mentor, peer]
    assert team_matrix(other_manager, framework).lines == []
    assert [line.person for line in team_matrix(quality_lead, framework).lines] == [mentor, peer]


def test_a_matrix_is_narrowed_by_name_kind_and_gap(framework, mentor, peer, manager):
    cover(mentor, "K1")

    def people(**asked):
        return [line.person for line in team_matrix(manager, framework, **asked).lines]

    assert people(words="yas") == [mentor]
    assert people(words="apprentice") == [mentor, peer]
    assert people(words="nobody") == []
    assert people(gap="K1") == [peer]
    assert people(gap="K1", kind="skill") == [peer]
    assert people(gap="Z9") == [mentor, peer]
    behaviours = team_matrix(manager, framework, kind="behaviour")
    assert [each.code for each in behaviours.statements] == ["a", "b", "c", "d", "e"]
    assert team_matrix(manager, framework, words="nobody").covered == []


@pytest.mark.parametrize("name", EVERYBODY)
def test_the_team_page_is_for_managers_and_the_quality_lead(
    framework, mentor, client_of, request, name
):
    client = client_of(request.getfixturevalue(name))
    expected = 200 if name in {"manager", "other_manager", "quality_lead"} else 404

    assert client.get(TEAM).status_code == expected
    assert client.get(f"{TEAM}table.csv").status_code == expected


def test_the_team_page_shows_letters_with_words(framework, mentor, peer, manager, client_of):
    cover(mentor, "K1")

    text = client_of(manager).get(TEAM, {"kind": "knowledge"}).text

    assert text.count('<span class="visually-hidden">Covered</span>') == 1
    assert text.count('<span class="visually-hidden">No evidence</span>') == 21
    assert f"/standards/people/{mentor.pk}/coverage/" in text
    assert "Covered, of 2" in text


def test_the_team_page_says_when_nobody_is_there(
    framework, mentor, manager, other_manager, client_of
):
    assert "Nobody reports to you today" in client_of(other_manager).get(TEAM).text
    assert "Nobody matches" in client_of(manager).get(TEAM, {"q": "zzz"}).text


def test_the_team_as_a_table_is_narrowed_alike_and_audited(
    framework, mentor, peer, manager, client_of
):
    cover(mentor, "K1")
    User.objects.filter(pk=peer.pk).update(last_name="", known_as="=1+1")

    rows = rows_of(client_of(manager).get(f"{TEAM}table.csv", {"gap": "K1", "kind": "knowledge"}))

    assert rows[0][:2] == ["Name", "K1 Giving accurate vocational and pastoral guidance"]
    assert rows[1][:2] == ["'=1+1", "No evidence"]
    assert len(rows) == 2
    event = AuditEvent.objects.get(verb="evidence.exported")
    assert (event.actor, event.detail) == (manager, {"people": 1, "framework": "ST0148"})


def test_the_team_page_comes_in_pages(framework, manager, team, client_of):
    for number in range(51):
        person = make_person(f"Person{number:02}", "Haddad", Role.MENTOR, team=team)
        ReportingLineFactory.create(person=person, manager=manager)

    client = client_of(manager)

    assert client.get(TEAM).text.count("0 covered") == 50
    assert client.get(TEAM, {"page": 2}).text.count("0 covered") == 1
