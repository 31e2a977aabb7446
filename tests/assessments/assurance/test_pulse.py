"""Five sentences about supervision: only sums are kept, and few answers are not shown."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import timezone

from assessments.assurance import queries, rules, services
from assessments.assurance.models import PulseTaken, PulseTally
from cms.people.accounts.models import User
from cms.people.accounts.rules import Role
from cms.people.notices.models import Notice
from tests.factories.people import make_person
from tests.factories.supervision import agreement

pytestmark = pytest.mark.django_db
MARKS = [5, 4, 3, 4, 5]
CREATE, RESULTS = reverse("assurance:pulse_create"), reverse("assurance:pulse_results")
NOW = rules.half_year(timezone.localdate())


@pytest.fixture
def pair(mentor, supervisor):
    return agreement(mentor, supervisor)


def answer(supervisor, marks=MARKS):
    person = make_person(f"Coach{User.objects.count()}", "Body", Role.MENTOR)
    agreement(person, supervisor)
    services.take_pulse(person=person, supervisor=supervisor, marks=marks, by=person)
    return person


def test_only_sums_are_kept(pair, mentor, supervisor):
    services.take_pulse(person=mentor, supervisor=supervisor, marks=MARKS, by=mentor)
    answer(supervisor, [5, 4, 3, 2, 1])

    rows = set(PulseTally.objects.values_list("position", "mark", "count"))
    assert rows == {(0, 5, 2), (1, 4, 2), (2, 3, 2), (3, 4, 1), (3, 2, 1), (4, 5, 1), (4, 1, 1)}
    assert {field.name for field in PulseTaken._meta.fields} == {"id", "person", "half_year"}


def test_nobody_answers_twice_in_a_half_year(pair, mentor, supervisor):
    services.take_pulse(person=mentor, supervisor=supervisor, marks=MARKS, by=mentor)

    with pytest.raises(ValidationError, match="answered this half-year"):
        services.take_pulse(person=mentor, supervisor=supervisor, marks=MARKS, by=mentor)
    assert PulseTally.objects.get(position=0).count == 1


@pytest.mark.parametrize("marks", [[], [5, 5, 5, 5], [0, 5, 5, 5, 5], [6, 1, 1, 1, 1]])
def test_five_answers_from_one_to_five(pair, mentor, supervisor, marks):
    with pytest.raises(ValidationError, match="each of the five"):
        services.take_pulse(person=mentor, supervisor=supervisor, marks=marks, by=mentor)
    assert not PulseTaken.objects.exists()


def test_only_about_somebody_who_supervises_her(mentor, supervisor):
    with pytest.raises(ValidationError, match="people who supervise you"):
        services.take_pulse(person=mentor, supervisor=supervisor, marks=MARKS, by=mentor)


def test_nobody_answers_for_another(pair, mentor, supervisor):
    with pytest.raises(PermissionDenied):
        services.take_pulse(person=mentor, supervisor=supervisor, marks=MARKS, by=supervisor)


def test_means_are_shown_from_five_answers_on(supervisor):
    for _ in range(rules.FEWEST_ANSWERS - 1):
        answer(supervisor)
    [few] = queries.pulse_results(supervisor, NOW)
    answer(supervisor, [3, 4, 3, 4, 5])
    [enough] = queries.pulse_results(supervisor, NOW)

    assert (few.answers, few.means, few.rows) == (4, None, [])
    assert enough.means == [4.6, 4.0, 3.0, 4.0, 5.0]


def test_a_quality_lead_reads_all_supervisors_together_and_nobody_by_name(quality_lead, supervisor):
    other = make_person("Tunde", "Bakare", Role.SUPERVISOR)
    for _ in range(3):
        answer(supervisor)
        answer(other)

    [result] = queries.pulse_results(quality_lead, NOW)

    assert (result.name, result.answers) == ("All supervisors", 6)
    assert queries.pulse_results(supervisor, NOW)[0].means is None


def test_everybody_supervised_is_asked_once_a_half_year(pair, mentor, peer):
    for _ in range(2):
        services.ask_for_pulse(now=timezone.now())

    assert [notice.recipient for notice in Notice.objects.all()] == [mentor]


def test_the_page_takes_the_answers(client_of, pair, mentor, supervisor):
    client = client_of(mentor)
    page = client.get(CREATE).text
    assert all(sentence in page for sentence in rules.PULSE_QUESTIONS)

    marks = {f"mark_{n}": mark for n, mark in enumerate(MARKS)}
    client.post(CREATE, {"supervisor": supervisor.pk, **marks})

    assert PulseTally.objects.count() == 5
    assert "You have answered" in client.get(CREATE).text


def test_what_is_missing_is_said_beside_its_sentence(client_of, pair, mentor, supervisor):
    page = client_of(mentor).post(CREATE, {"supervisor": supervisor.pk, "mark_0": "5"}).text

    assert page.count("Choose an answer.") >= 4
    assert not PulseTally.objects.exists()


def test_without_a_supervisor_there_is_nobody_to_ask_about(client_of, mentor):
    assert "Nobody to ask you about" in client_of(mentor).get(CREATE).text


def test_results_are_for_those_they_are_about_and_for_leaders(
    client_of, mentor, supervisor, quality_lead
):
    assert client_of(mentor).get(RESULTS).status_code == 404
    assert client_of(supervisor).get(RESULTS).status_code == 404
    assert client_of(quality_lead).get(RESULTS).status_code == 200


@pytest.mark.parametrize(
    ("month", "key", "words"),
    [(1, "2026-H1", "First half of 2026"), (6, "2026-H1", "First half of 2026"),
     (7, "2026-H2", "Second half of 2026"), (12, "2026-H2", "Second half of 2026")],
)  # fmt: skip
def test_half_years(month, key, words):
    day = timezone.localdate().replace(year=2026, month=month, day=1)

    assert rules.half_year(day) == key
    assert rules.half_year_words(key) == words
