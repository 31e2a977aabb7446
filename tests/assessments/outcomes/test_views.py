import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from assessments.outcomes.models import OutcomeImport, OutcomeMetric, OutcomeNote
from cms.people.accounts.rules import Role
from cms.people.audit.models import AuditEvent
from tests.factories.caseloads import FARID, snapshot
from tests.factories.outcomes import (
    YEAR,
    YEAR_BEFORE,
    csv_file,
    metric,
    outcome_import,
    outcome_note,
    total,
    xlsx_file,
)
from tests.factories.people import make_person

pytestmark = pytest.mark.django_db
START = "outcomes:import_start"


def words(answer) -> str:
    return answer.content.decode()


def url(name, *args) -> str:
    return reverse(f"outcomes:{name}", args=args)


def upload(client, content: bytes, name: str = "totals.csv", **fields):
    values = {"source_system": "Student records", "comparator_label": "the college", **fields}
    file = SimpleUploadedFile(name, content)
    return client.post(reverse(START), {"upload": file, **values})


def payload_of(answer) -> str:
    return re.search(r'name="payload" value="([^"]+)"', words(answer))[1]


# Reading -------------------------------------------------------------------------


def test_outcome_list_shows_a_mentor_her_own_figure_with_all_that_belongs_to_it(
    client_of, mentor, quality_lead
):
    metric(mentor, 70, 84)
    metric(mentor, 60, 80, period=YEAR_BEFORE)
    outcome_note(mentor, quality_lead)

    page = words(client_of(mentor).get(url("outcome_list")))

    for said in (
        "83.3 %", "70 of 84", "73.9 % to 89.8 %", "within ordinary variation",
        "of 5850 learners", "Another mix of levels", 'class="plot"', "many causes",
    ):  # fmt: skip
        assert said in page
    assert "style=" not in page


def test_outcome_list_names_mentors_in_the_order_of_names_and_without_figures(
    client_of, manager, mentor, peer
):
    metric(mentor, 60, 84)
    metric(peer, 84, 84)

    page = words(client_of(manager).get(url("outcome_list")))

    assert page.index("Yasmin Haddad") < page.index("Sam Whitfield")
    assert "100.0 %" not in page
    assert "71.4 %" not in page


def test_outcome_list_is_empty_at_first_for_anybody(client_of, mentor, hr, quality_lead):
    assert "No figure of your own" in words(client_of(mentor).get(url("outcome_list")))
    assert "No team yet" in words(client_of(hr).get(url("outcome_list")))
    assert "Bring figures in" in words(client_of(quality_lead).get(url("outcome_list")))


def test_person_outcomes_are_opened_by_the_manager_and_written_down(client_of, manager, mentor):
    metric(mentor, 70, 84)

    page = words(client_of(manager).get(url("person_outcomes", mentor.pk)))

    assert "83.3 %" in page
    assert "First read the figures of the team" in page
    assert "Who can read this" in page
    assert "Write a note" not in page
    event = AuditEvent.objects.get(verb="outcomes.opened")
    assert (event.actor, event.about) == (manager, mentor)


@pytest.mark.parametrize("who", ["peer", "other_manager", "supervisor", "hr", "dpo", "admin"])
def test_person_outcomes_are_not_there_for_others(client_of, request, mentor, who):
    metric(mentor)
    client = client_of(request.getfixturevalue(who))

    assert client.get(url("person_outcomes", mentor.pk)).status_code == 404


def test_person_outcomes_lead_the_mentor_to_her_own_page(client_of, mentor):
    found = client_of(mentor).get(url("person_outcomes", mentor.pk))

    assert found.url == url("outcome_list")


def test_team_outcomes_are_for_the_team(client_of, mentor, manager, quality_lead, team, hr):
    metric(team)

    for person in (mentor, manager, quality_lead):
        assert "87.9 %" in words(client_of(person).get(url("team_outcomes", team.pk)))
    assert client_of(hr).get(url("team_outcomes", team.pk)).status_code == 404


def test_team_outcomes_of_another_team_are_not_there(client_of, mentor, other_team):
    metric(other_team)

    assert client_of(mentor).get(url("team_outcomes", other_team.pk)).status_code == 404


@pytest.mark.parametrize("more", [0, 2])
def test_outcome_list_costs_the_same_for_any_number(
    client_of, quality_lead, mentor, team, more, django_assert_num_queries
):
    metric(team)
    for n in range(more):
        make_person(f"P{n}", "Example", Role.MENTOR, team=team)
        metric(team, period=(YEAR[0].replace(year=2022 + n), YEAR[1].replace(year=2023 + n)))
    client = client_of(quality_lead)
    client.get(url("outcome_list"))

    with django_assert_num_queries(7):
        client.get(url("outcome_list"))


def test_outcome_export_is_by_name_and_for_the_quality_lead(client_of, quality_lead, mentor, team):
    metric(mentor, 70, 84)
    metric(team)

    answer = client_of(quality_lead).get(url("outcome_export"))

    lines = words(answer).splitlines()
    assert "Retention,team" in lines[1]
    assert "Yasmin Haddad" in lines[2]
    assert "Exported by Denise Okafor" in lines[-1]
    assert AuditEvent.objects.filter(verb="outcomes.exported", actor=quality_lead).exists()
    assert client_of(mentor).get(url("outcome_export")).status_code == 404


# Bringing in ---------------------------------------------------------------------


@pytest.mark.parametrize("who", ["mentor", "manager", "hr", "admin", "dpo"])
def test_files_are_for_the_quality_lead_alone(client_of, request, who):
    client, batch = client_of(request.getfixturevalue(who)), outcome_import()
    for name in ("import_list", "import_start", "import_template", "impact_report"):
        assert client.get(url(name)).status_code == 404
    assert client.post(url("import_confirm")).status_code == 404
    for name in ("import_detail", "import_withdraw"):
        assert client.get(url(name, batch.pk)).status_code == 404


@pytest.mark.parametrize(("build", "name"), [(csv_file, "t.csv"), (xlsx_file, "t.xlsx")])
def test_import_start_shows_every_line_and_keeps_nothing(
    client_of, quality_lead, team, build, name
):
    rows = [total("E"), total("E", 8, 9, kind="pass"), total("Z")]

    page = words(upload(client_of(quality_lead), build(*rows), name))

    assert "Line 2" in page
    assert "379 of 431" in page
    assert "fewer than 10 learners" in page
    assert "no code of a team" in page
    assert not OutcomeImport.objects.exists()


def test_import_confirm_brings_in_what_was_shown_once(client_of, quality_lead, team):
    client = client_of(quality_lead)
    payload = payload_of(upload(client, csv_file(total("E"), total("E", 8, 9, kind="pass"))))

    first = client.post(url("import_confirm"), {"payload": payload})
    client.post(url("import_confirm"), {"payload": payload})

    batch = OutcomeImport.objects.get()
    assert first.url == batch.get_absolute_url()
    assert (batch.rows_kept, batch.rows_dropped) == (1, 1)
    assert OutcomeMetric.objects.get().denominator == 431
    assert "379 of 431" in words(client.get(first.url))


def test_import_start_knows_a_file_again(client_of, quality_lead, team):
    client = client_of(quality_lead)
    content = csv_file(total("E"))
    client.post(url("import_confirm"), {"payload": payload_of(upload(client, content))})

    page = words(upload(client, content))

    assert "This file is in already" in page
    assert "payload" not in page


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (csv_file(["Jade", "x"], heads=("Learner name", "kind")), "looks like names"),
        (csv_file(total("E", "1234567890")), "numbers of single learners"),
        (b"kind,team", "missing"),
    ],
)
def test_import_start_refuses_files_of_people(client_of, quality_lead, team, content, said):
    answer = upload(client_of(quality_lead), content)

    assert answer.status_code == 422
    assert "This file is not taken" in words(answer)
    assert said in words(answer)
    assert not OutcomeImport.objects.exists()


def test_import_start_asks_what_is_compared(client_of, quality_lead, team):
    row = total("E", comparator_numerator=90, comparator_denominator=100)

    answer = upload(client_of(quality_lead), csv_file(row), comparator_label="")

    assert "say with what" in words(answer)


def test_import_start_without_a_row_to_take_has_nothing_to_confirm(client_of, quality_lead, team):
    page = words(upload(client_of(quality_lead), csv_file(total("E", 3, 4))))

    assert "Nothing of it can be taken" in page
    assert "import_confirm" not in page
    assert "3 of 4" not in page


def test_import_confirm_refuses_what_somebody_else_was_shown(client_of, quality_lead, team):
    payload = payload_of(upload(client_of(quality_lead), csv_file(total("E"))))
    other = client_of(make_person("Another", "Lead", Role.QUALITY_LEAD))

    for forged in (payload, payload[:-2], ""):
        assert other.post(url("import_confirm"), {"payload": forged}).url == url("import_start")
    assert not OutcomeImport.objects.exists()


def test_import_template_is_what_a_file_looks_like(client_of, quality_lead):
    answer = client_of(quality_lead).get(url("import_template"))

    assert words(answer).startswith("\ufeffmentor,team,kind,period_from")
    assert "attachment" in answer["Content-Disposition"]


def test_import_withdraw_asks_and_takes_back(client_of, quality_lead, team):
    batch = metric(team).batch
    client = client_of(quality_lead)
    assert "Take this file back?" in words(client.get(url("import_withdraw", batch.pk)))

    client.post(url("import_withdraw", batch.pk))
    again = client.post(url("import_withdraw", batch.pk), follow=True)

    batch.refresh_from_db()
    assert batch.withdrawn_at
    assert "already" in words(again)
    assert "87.9 %" not in words(client.get(url("team_outcomes", team.pk)))
    assert "Taken back" in words(client.get(url("import_list")))


# Notes and the college’s page ----------------------------------------------------


def test_notes_are_written_beside_a_team_and_a_mentor(client_of, quality_lead, team, mentor):
    metric(team)
    metric(mentor)
    client = client_of(quality_lead)

    for name, pk in (("team_note", team.pk), ("person_note", mentor.pk)):
        assert client.get(url(name, pk)).status_code == 200
        answer = client.post(url(name, pk), {"reasons": ["staffing"], "text": "Two new mentors."})
        assert "Two new mentors." in words(client.get(answer.url))
    assert OutcomeNote.objects.count() == 2


def test_team_note_says_what_is_missing_and_looks_for_learners(client_of, quality_lead, team):
    metric(team)
    client = client_of(quality_lead)

    assert client.post(url("team_note", team.pk), {}).status_code == 422
    named = client.post(
        url("team_note", team.pk), {"text": "A student called Jade Smith left."}, follow=True
    )

    assert "Look at it once more" in words(named) or "who somebody is" in words(named)


@pytest.mark.parametrize("who", ["mentor", "manager"])
def test_notes_are_not_written_by_others(client_of, request, team, mentor, who):
    metric(team)
    metric(mentor)
    client = client_of(request.getfixturevalue(who))

    assert client.get(url("team_note", team.pk)).status_code == 404
    assert client.get(url("person_note", mentor.pk)).status_code == 404


def test_impact_report_is_one_page_and_keeps_no_word(client_of, quality_lead, team):
    for n in range(3):
        snapshot(make_person(f"Nameless{n}", "Example", Role.MENTOR, team=team), FARID)
    metric(team)
    client = client_of(quality_lead)
    assert "Make the page" in words(client.get(url("impact_report")))

    period = f"{YEAR[0]}_{YEAR[1]}"
    page = words(
        client.post(url("impact_report"), {"period": period, "narrative": "A steady year."})
    )

    for said in ("A steady year.", "378", "87.9 %", "379 of 431", "84.5 % to 90.7 %", "89.8 %"):
        assert said in page
    assert "Nameless" not in page
    assert "A steady year." not in words(client.get(url("impact_report")))


def test_impact_report_refuses_a_period_without_totals(client_of, quality_lead, team):
    metric(team)

    answer = client_of(quality_lead).post(url("impact_report"), {"period": "2001_2002"})

    assert answer.status_code == 422


@pytest.mark.parametrize("name", ["outcome_list", "import_list", "import_start", "impact_report"])
def test_strangers_are_asked_to_sign_in(visitor, name):
    assert visitor.get(url(name)).status_code == 302
