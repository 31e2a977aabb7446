import pytest

from assessments.targets.models import TargetAdjustment
from cms.people.teams.models import Absence
from tests.factories.people import ReportingLineFactory, days_ago, make_person
from tests.factories.targets import absence, adjustment, in_post

REASON = "Half a day with the timetable project."


@pytest.fixture
def worker(mentor):
    return in_post(mentor, started_on=days_ago(2000))


@pytest.fixture
def desk(client_of, manager):
    return client_of(manager)


def urls(person):
    return [f"/cpd/year/{person.pk}/adjust/", f"/cpd/year/{person.pk}/absences/new/"]


@pytest.mark.parametrize("name", ["manager", "hr"])
def test_a_target_is_adjusted(worker, client_of, request, year, name):
    by = request.getfixturevalue(name)
    form = {"hours": "−6", "reason": REASON, "year": year.start}  # the sign a phone writes
    response = client_of(by).post(f"/cpd/year/{worker.pk}/adjust/", form, follow=True)

    assert "The target is adjusted" in response.text
    assert "24 h" in response.text
    assert TargetAdjustment.objects.get().made_by == by


@pytest.mark.parametrize(
    ("form", "words"),
    [
        ({"hours": "0", "reason": REASON}, "Say how many hours"),
        ({"hours": "six", "reason": REASON}, "Enter a number"),
        ({"hours": "-6", "reason": "so"}, "Give the reason in a few words"),
        ({"hours": "-6", "reason": REASON, "year": "1999"}, "not one of the available"),
    ],
)
def test_what_is_wrong_is_said_beside_the_field(worker, desk, year, form, words):
    response = desk.post(f"/cpd/year/{worker.pk}/adjust/", {"year": year.start, **form})

    assert response.status_code == 422
    assert words in response.text
    assert not TargetAdjustment.objects.exists()


@pytest.mark.parametrize(
    "name", ["mentor", "peer", "other_manager", "supervisor", "quality_lead", "admin", "dpo"]
)
def test_nobody_else_finds_the_forms(worker, client_of, request, year, name):
    client = client_of(request.getfixturevalue(name))
    made, away = adjustment(worker, year.start), absence(worker, days_ago(100))
    others = [
        f"/cpd/year/adjustments/{made.pk}/end/",
        f"/cpd/year/absences/{away.pk}/end/",
        f"/cpd/year/absences/{away.pk}/remove/",
    ]

    for url in [*urls(worker), *others]:
        assert client.get(url).status_code == 404
        assert client.post(url).status_code == 404
    assert Absence.objects.exists()


def test_nobody_in_hr_keeps_her_own(hr, client_of, year):
    made, away = adjustment(hr, year.start), absence(hr, days_ago(100))
    own = [
        *urls(hr),
        f"/cpd/year/adjustments/{made.pk}/end/",
        f"/cpd/year/absences/{away.pk}/remove/",
    ]

    assert [client_of(hr).get(url).status_code for url in own] == [404] * 4


def test_a_manager_of_before_finds_nothing(worker, client_of, other_manager):
    old = make_person("Old", "Report", "mentor")
    ReportingLineFactory.create(person=old, manager=other_manager, ends_on=days_ago(1))

    assert [client_of(other_manager).get(url).status_code for url in urls(old)] == [404, 404]


def test_an_adjustment_is_ended_after_a_question(worker, desk, year):
    row = adjustment(worker, year.start)
    url = f"/cpd/year/adjustments/{row.pk}/end/"

    assert "End the adjustment of −6 h?" in desk.get(url).text
    response = desk.post(url, follow=True)
    assert "It no longer counts" in response.text
    row.refresh_from_db()
    assert row.ended_at is not None


def test_an_adjustment_of_a_year_that_is_over_cannot_be_ended(worker, desk, last_year):
    row = adjustment(worker, last_year.start)
    response = desk.post(f"/cpd/year/adjustments/{row.pk}/end/", follow=True)

    assert "is over, and its targets stay" in response.text


def test_an_absence_is_written_down_and_lowers_the_target(worker, desk, year):
    form = {"starts_on": year.first_on, "ends_on": year.first_on.replace(month=12, day=31)}
    response = desk.post(f"/cpd/year/{worker.pk}/absences/new/", form, follow=True)

    assert "The absence is written down" in response.text
    assert "17.5 h = 30 × 7 ÷ 12" in response.text
    assert "5 whole months left out" in response.text


@pytest.mark.parametrize(
    ("form", "words"),
    [
        ({"starts_on": "2026-10-02", "ends_on": "2026-10-01"}, "cannot be before the first"),
        ({"starts_on": ""}, "This field is required"),
        ({"starts_on": "2020-03-05"}, "already written down"),
    ],
)
def test_an_absence_that_cannot_be_is_said(worker, desk, form, words):
    absence(worker, days_ago(3000), days_ago(2))
    response = desk.post(f"/cpd/year/{worker.pk}/absences/new/", form)

    assert response.status_code == 422
    assert words in response.text
    assert Absence.objects.count() == 1


def test_a_second_open_absence_is_an_answer_and_no_crash(worker, desk):
    absence(worker, days_ago(100))
    response = desk.post(f"/cpd/year/{worker.pk}/absences/new/", {"starts_on": days_ago(10)})

    assert response.status_code == 422
    assert Absence.objects.count() == 1


def test_an_open_absence_gets_its_last_day(worker, desk, manager):
    row = absence(worker, days_ago(100), recorded_by=manager)
    url = f"/cpd/year/absences/{row.pk}/end/"

    assert "Away since" in desk.get(url).text
    response = desk.post(url, {"ends_on": days_ago(1)}, follow=True)
    assert "The last day is written down" in response.text
    row.refresh_from_db()
    assert row.ends_on == days_ago(1)


def test_a_last_day_before_the_first_is_refused(worker, desk, manager):
    row = absence(worker, days_ago(10), recorded_by=manager)
    response = desk.post(f"/cpd/year/absences/{row.pk}/end/", {"ends_on": days_ago(20)})

    assert response.status_code == 422
    assert "cannot be before the first day" in response.text


def test_an_absence_is_taken_out_after_a_question(worker, desk):
    row = absence(worker, days_ago(100))
    url = f"/cpd/year/absences/{row.pk}/remove/"

    assert "written down by mistake" in desk.get(url).text
    assert Absence.objects.exists()
    assert "is taken out" in desk.post(url, follow=True).text
    assert not Absence.objects.exists()
