"""The grid as a page, as one person of it in full, and as a file."""

import csv
from io import BytesIO, StringIO

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from assessments.cpd.rules import EntryState
from assessments.supervision.services.policies import load_default_policies
from cms.dashboard.queries import rows_of
from cms.dashboard.rules import Asked
from cms.dashboard.services import export_team, remind_of_reviews
from cms.dashboard.templatetags.team_grid import address
from cms.people.accounts.rules import Role
from cms.people.audit.models import AuditEvent
from cms.people.audit.rules import EventKind
from courses.progress.services import complete_step
from tests.factories import supervision as scenes
from tests.factories.courses import completion, enrolment, lesson_page, module_page, programme_page
from tests.factories.people import ReportingLineFactory, days_ago, make_person
from tests.factories.targets import handed_in
from tests.factories.team_grid import review, seen

pytestmark = pytest.mark.django_db
TEAM = reverse("dashboard:team")
EXPORT = reverse("dashboard:team_export")
OTHERS = ["mentor", "supervisor", "trainer", "admin", "hr", "dpo", "dsl"]


def person_page(person):
    return reverse("dashboard:team_person", args=[person.pk])


def text_of(response):
    return response.content.decode()


# The page -------------------------------------------------------------------------------


def test_each_cell_leads_to_where_it_is_acted_on(client_of, mentor, manager):
    row = review(mentor, manager)

    page = text_of(client_of(manager).get(TEAM))

    for link in (
        person_page(mentor),
        f"{person_page(mentor)}#certificates",
        reverse("targets:person_year", args=[mentor.pk]),
        f"{reverse('sessions:team_sessions')}?person={mentor.pk}",
        f"{reverse('observations:observation_book')}?mentor={mentor.pk}",
        reverse("reviews:review_detail", args=[row.pk]),
    ):
        assert f'href="{link}"' in page


@pytest.mark.parametrize("who", ["manager", "quality_lead"])
def test_every_cells_link_opens_for_whoever_is_shown_it(request, client_of, mentor, manager, who):
    review(mentor, manager)
    handed_in(mentor, state=EntryState.SUBMITTED)
    reader = request.getfixturevalue(who)
    client = client_of(reader)
    (row,) = rows_of(reader)

    statuses = {
        cell.column: client.get(address(cell.leads)).status_code
        for cell in row.cells.values()
        if cell.leads
    }

    assert set(statuses.values()) == {200}
    assert len(statuses) == (6 if who == "manager" else 5)


def test_a_reminders_link_opens_for_the_mentor(client_of, mentor, manager):
    review(mentor, manager)
    remind_of_reviews(people=[mentor], by=manager)

    assert client_of(mentor).get(mentor.notices.get().url).status_code == 200


def test_everybody_is_ticked_by_a_link(client_of, mentor, manager):
    client = client_of(manager)

    assert " checked" not in text_of(client.get(TEAM))
    assert " checked" in text_of(client.get(TEAM, {"tick": "all"}))


def test_the_way_to_the_modules_is_a_tab(client_of, mentor, manager):
    page = text_of(client_of(manager).get(TEAM))

    assert f'href="{reverse("dashboard:team_modules")}"' in page


@pytest.mark.parametrize("who", OTHERS)
@pytest.mark.parametrize("url", [TEAM, EXPORT])
def test_team_is_not_found_for_others(request, client_of, mentor, who, url):
    assert client_of(request.getfixturevalue(who)).get(url).status_code == 404


@pytest.mark.parametrize("url", [TEAM, EXPORT])
def test_team_is_not_found_for_a_visitor(visitor, mentor, url):
    assert visitor.get(url).status_code == 404


def test_team_of_another_manager_shows_none_of_it(client_of, mentor, other_manager):
    page = text_of(client_of(other_manager).get(TEAM))

    assert mentor.display_name not in page
    assert "Nobody reports to you today" in page


# One person -----------------------------------------------------------------------------


def test_team_person_shows_the_same_columns_in_full(client_of, mentor, manager, quality_lead):
    seen(mentor, quality_lead, days=400)
    review(mentor, manager, due_on=days_ago(4))

    page = text_of(client_of(manager).get(person_page(mentor)))

    for words in ("Induction", "Certificates", "CPD", "Supervision", "Too long ago", "Opened"):
        assert words in page
    assert "was due 4 days ago" in page
    assert "things need you" in page


def test_team_person_of_the_quality_lead_names_nobodys_part(client_of, mentor, quality_lead):
    page = text_of(client_of(quality_lead).get(person_page(mentor)))

    assert "needs somebody" in page or "need somebody" in page
    assert reverse("sessions:team_sessions") not in page.split("More about")[0]


# The file -------------------------------------------------------------------------------


@pytest.fixture
def team_of_two(mentor, peer, manager, supervisor):
    """Yasmin has a result, and hours; Sam's name would run in a spreadsheet."""
    module = module_page(programme_page(), code="TGT")
    lesson = lesson_page(module)
    enrolment(mentor, module)
    complete_step(participant=mentor, step=lesson, by=mentor, result="83 %")
    handed_in(mentor, minutes=150, title="A day on silence")
    scenes.held(scenes.agreement(mentor, supervisor), days=5)
    seen(mentor, supervisor, days=20, strengths="She waits well.")
    review(mentor, manager, strengths="A calm presence.")
    peer.last_name = '=HYPERLINK("http://x.test")'
    peer.save()
    return mentor, peer


def rows_in(response):
    text = response.content.decode("utf-8-sig")
    return list(csv.reader(StringIO(text)))


def test_csv_holds_states_and_days_and_no_result_no_hours_and_no_words(
    client_of, manager, team_of_two
):
    load_default_policies()

    response = client_of(manager).get(EXPORT, {"sort": "name"})
    rows = rows_in(response)
    yasmin = next(dict(zip(rows[0], row, strict=True)) for row in rows if row[1:2] == ["Yasmin"])

    assert response["Content-Type"].startswith("text/csv")
    assert f'filename="team-{timezone.localdate():%Y-%m-%d}.csv"' in response["Content-Disposition"]
    assert yasmin["Induction"] == "Done"
    assert yasmin["Modules done"] == "1"
    assert yasmin["Supervision"] == "On track"
    assert yasmin["Supervision due"] == days_ago(5 - 42).isoformat()
    assert yasmin["Last observed"] == days_ago(20).isoformat()
    assert yasmin["Review due"] == days_ago(-40).isoformat()
    for secret in ("83 %", "2.5", "silence", "waits well", "calm presence"):
        assert secret not in text_of(response)


def test_csv_says_who_took_it_and_when(client_of, manager, team_of_two):
    (watermark,) = rows_in(client_of(manager).get(EXPORT))[-1]

    today = timezone.localdate()
    assert watermark.startswith(f"Exported by Siobhán Keane, {today.day} {today:%B %Y at }")
    assert "2 people" in watermark


def test_nothing_in_a_file_is_run_by_a_spreadsheet(client_of, manager, team_of_two):
    client = client_of(manager)

    table = text_of(client.get(EXPORT))
    sheet = load_workbook(BytesIO(client.get(EXPORT, {"format": "xlsx"}).content)).active

    assert "'=HYPERLINK" in table
    assert [cell for row in sheet.iter_rows() for cell in row if cell.data_type == "f"] == []


def test_xlsx_is_a_table_with_days_and_a_watermark(client_of, manager, team_of_two):
    response = client_of(manager).get(EXPORT, {"format": "xlsx", "sort": "-name"})
    sheet = load_workbook(BytesIO(response.content)).active
    heads = [cell.value for cell in sheet[1]]
    yasmin = next(row for row in sheet.iter_rows(values_only=True) if row[1] == "Yasmin")

    assert yasmin[heads.index("Last observed")].date() == days_ago(20)
    assert sheet.freeze_panes == "C2"
    assert sheet.cell(sheet.max_row, 1).value.startswith("Exported by Siobhán Keane")
    assert "Exported by" in sheet.oddFooter.left.text


def test_a_file_holds_what_is_shown_of_all_pages(client_of, manager, mentor):
    for number in range(55):
        person = make_person(f"Mentor{number:02}", "Of the Team", Role.MENTOR)
        ReportingLineFactory.create(person=person, manager=manager)
    client = client_of(manager)

    everybody = rows_in(client.get(EXPORT, {"page": "2"}))
    found = rows_in(client.get(EXPORT, {"q": "haddad"}))

    assert len(everybody) == 1 + 56 + 2
    assert [row[:2] for row in found[1:-2]] == [["Haddad", "Yasmin"]]


def test_taking_a_file_is_in_the_audit(client_of, manager, mentor):
    client_of(manager).get(EXPORT, {"q": "yas", "format": "xlsx"})

    event = AuditEvent.objects.get(verb="team_grid.exported")
    assert (event.actor, event.kind) == (manager, EventKind.READ)
    assert event.detail == {"people": 1, "format": "xlsx", "narrowed": True}


def test_another_format_is_not_found(client_of, manager, mentor):
    assert client_of(manager).get(EXPORT, {"format": "pdf"}).status_code == 404


@pytest.mark.parametrize("who", OTHERS)
def test_export_is_refused_to_others(request, mentor, who):
    with pytest.raises(PermissionDenied):
        export_team(asked=Asked(), format="csv", by=request.getfixturevalue(who))

    assert not AuditEvent.objects.filter(verb="team_grid.exported").exists()


def test_export_of_the_quality_lead_holds_all_mentors_and_nothing_that_waits(
    client_of, quality_lead, team_of_two
):
    rows = rows_in(client_of(quality_lead).get(EXPORT))

    assert {row[1] for row in rows[1:-2]} == {"Yasmin", "Sam"}
    assert "to verify" not in str(rows)


def test_expired_certificates_stand_in_the_file_with_their_day(client_of, manager, mentor):
    module = module_page(programme_page(), code="COQ")
    completion(enrolment(mentor, module), expires_on=days_ago(3))

    rows = rows_in(client_of(manager).get(EXPORT))
    yasmin = dict(zip(rows[0], rows[1], strict=True))

    assert yasmin["Certificates"] == "COQ ran out"
    assert yasmin["Next certificate runs out"] == days_ago(3).isoformat()
    assert "Certificates" in yasmin["Needs somebody"]
