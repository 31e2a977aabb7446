import csv
import io
import re
import uuid
from datetime import date

import pytest
from django import forms
from django.urls import reverse
from django.utils import timezone

from assessments.contact_hours import queries
from assessments.contact_hours.forms import AddForm, MonthForm
from assessments.contact_hours.models import ContactMonth
from assessments.contact_hours.rules import MonthNumbers
from assessments.cpd.rules import CPDYear, cpd_year
from tests.factories.contact_hours import contact_month, this_month

pytestmark = pytest.mark.django_db
HOURS, CSV = "/cpd/contact-hours/", "/cpd/contact-hours/csv/"
NUMBER = re.compile(r'[>",]1234[<",]')  # as a cell, a field or a column, not in a random key
READERS = ["peer", "manager", "supervisor", "quality_lead", "admin", "hr", "dpo"]


def month_url(month):
    return reverse("contact_hours:month_update", args=[month.year, month.month])


def form(**fields):
    return {
        "key": str(uuid.uuid4()), "month_on": this_month().isoformat(),
        "one_to_one_sessions": "3", "one_to_one_minutes": "1h30", **fields,
    }  # fmt: skip


@pytest.fixture
def client(client_of, mentor):
    return client_of(mentor)


def test_a_visitor_is_asked_to_sign_in(visitor):
    for page in (HOURS, CSV, month_url(this_month())):
        assert visitor.get(page).url.startswith(reverse("account_login"))


@pytest.mark.parametrize("reader", READERS)
def test_nobody_else_reads_or_changes_them(mentor, client_of, request, reader):
    contact_month(mentor, one_to_one_sessions=1234)
    person = request.getfixturevalue(reader)
    client = client_of(person)

    for page in (HOURS, CSV, month_url(this_month())):
        assert not NUMBER.search(client.get(page).text)
    client.post(HOURS, form())

    assert NUMBER.search(client_of(mentor).get(HOURS).text)
    assert ContactMonth.objects.get(owner=mentor).one_to_one_sessions == 1234
    assert ContactMonth.objects.get(owner=person).one_to_one_sessions == 3


@pytest.mark.parametrize("kind", [AddForm(months=[this_month()]), MonthForm()])
def test_no_field_takes_words(kind):
    """Numbers, times and a month to choose: a name has nowhere to go (domain.md 7.3)."""
    words = [
        name for name, field in kind.fields.items()
        if type(field) in (forms.CharField, forms.SlugField, forms.JSONField)
    ]  # fmt: skip

    assert words == []
    assert "time as minutes" in MonthForm({"one_to_one_minutes": "Jade"}).errors.as_text()


def test_what_came_is_added_and_said(client, mentor):
    contact_month(mentor)

    text = client.post(HOURS, form(), follow=True).text

    assert "has 7 one-to-one meetings and 0 group sessions now" in text
    assert ContactMonth.objects.get().one_to_one_minutes == 270


def test_a_form_sent_twice_counts_once(client):
    data = form()
    client.post(HOURS, data)

    assert "counted already" in client.post(HOURS, data, follow=True).text
    assert ContactMonth.objects.get().one_to_one_sessions == 3


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"one_to_one_sessions": "", "one_to_one_minutes": ""}, "at least one number"),
        ({"one_to_one_sessions": "0"}, "in how many meetings"),
        ({"one_to_one_sessions": "-1"}, "greater than or equal to 0"),
        ({"one_to_one_minutes": "a while"}, "Write the time"),
        ({"month_on": "2999-01-01"}, "valid choice"),
        ({"one_to_one_minutes": "800h"}, "744 hours"),
    ],
)
def test_what_cannot_be_is_said_and_saved_nowhere(client, fields, words):
    response = client.post(HOURS, form(**fields))

    assert words in response.text
    assert not ContactMonth.objects.exists()


def test_too_much_together_is_said(client, mentor):
    contact_month(mentor, one_to_one_minutes=744 * 60)

    assert "744 hours" in client.post(HOURS, form(), follow=True).text
    assert ContactMonth.objects.get().one_to_one_sessions == 4


def test_a_month_is_changed_and_taken_out(client, mentor):
    contact_month(mentor)
    page = month_url(this_month())
    assert 'value="3h00"' in client.get(page).text

    client.post(page, {"one_to_one_sessions": "2", "one_to_one_minutes": "50"})
    assert queries.month_of(mentor, this_month()) == MonthNumbers(2, 50)
    client.post(page, {"one_to_one_sessions": "0", "one_to_one_minutes": "0"})

    assert not ContactMonth.objects.exists()


@pytest.mark.parametrize("page", ["2999/1", "2026/13", "2026/0", "0/1", "1999/12", "99999/1"])
def test_a_month_that_is_none_or_still_to_come_is_not_found(client, page):
    assert client.get(f"{HOURS}{page}/").status_code == 404


def test_the_year_adds_up(mentor):
    year = CPDYear(2024)
    contact_month(mentor, date(2024, 9, 1), one_to_one_sessions=30, one_to_one_minutes=1200)
    contact_month(
        mentor, date(2025, 2, 1), one_to_one_sessions=26, one_to_one_minutes=900,
        group_sessions=2, group_minutes=60,
    )  # fmt: skip
    contact_month(mentor, date(2025, 8, 1))  # of the year after

    hours = queries.year_of_hours(mentor, year)

    assert hours.total == MonthNumbers(56, 2100, 2, 60)
    assert (hours.months_kept, len(hours.months)) == (2, 12)
    assert hours.sessions_a_week == 7.0  # 58 in the 58 days of two months
    assert hours.minutes_a_week == 261


def test_a_year_with_nothing_divides_by_nothing(mentor):
    hours = queries.year_of_hours(mentor, cpd_year(timezone.localdate()))

    assert (hours.sessions_a_week, hours.minutes_a_week) == (0.0, 0)


@pytest.mark.parametrize("asked", ["", "x", "1", "2999", "²²²²"])
def test_a_year_that_is_none_shows_this_one(client, asked):
    label = cpd_year(timezone.localdate()).label

    assert label in client.get(HOURS, {"year": asked}).text


def test_an_older_year_is_shown_with_its_months_to_fill_in(client, mentor):
    contact_month(mentor, date(2024, 9, 1), one_to_one_sessions=33)

    text = client.get(HOURS, {"year": "2024"}).text

    assert "33" in text
    assert "July 2025" in text


@pytest.mark.parametrize("count", [1, 3])
def test_the_year_costs_the_same(client, mentor, count, django_assert_num_queries):
    for month in range(8, 8 + count):
        contact_month(mentor, date(2024, month, 1))
    client.get(HOURS, {"year": "2024"})

    with django_assert_num_queries(4):
        client.get(HOURS, {"year": "2024"})


def test_year_csv_is_the_year_in_numbers(client, mentor):
    contact_month(mentor, date(2024, 9, 1))

    response = client.get(CSV, {"year": "2024"})
    rows = list(csv.reader(io.StringIO(response.content.decode("utf-8-sig"))))

    assert response["Content-Disposition"] == 'attachment; filename="contact-hours-2024-25.csv"'
    assert response["Cache-Control"] == "private, no-store"
    assert len(rows) == 13
    assert rows[2] == ["2024-09", "4", "180", "0", "0"]
