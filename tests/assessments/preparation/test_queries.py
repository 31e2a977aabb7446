from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from assessments.debriefs.models import PathShare
from assessments.preparation import queries, services
from assessments.preparation.rules import Source
from assessments.supervision.services.bookmarks import add_bookmark, take_bookmark
from tests.factories.cpd import cpd_entry, handed_in
from tests.factories.debriefs import run_over
from tests.factories.preparation import preparation
from tests.factories.supervision import SAID, action, held


def offered(mentor, session):
    row = queries.preparation_for(session, mentor)
    items = row.items.all() if row else []
    groups = queries.offers_for(mentor, session, items)
    return {group.label: [offer.title for offer in group.offers] for group in groups}


def test_it_offers_what_is_hers_and_of_now(pair, planned, mentor, peer, scenario):
    add_bookmark(mentor=mentor, title="A question", by=mentor)
    taken = add_bookmark(mentor=mentor, title="Talked about", by=mentor)
    take_bookmark(bookmark=taken, by=mentor)
    add_bookmark(mentor=peer, title="Of somebody else", by=peer)
    last = held(pair)
    cpd_entry(mentor, title="Before", changed_at=last.starts_at - timedelta(days=1))
    cpd_entry(mentor, title="Since")
    run_over(mentor, scenario, "b", "a", "a")
    action(last)

    found = offered(mentor, planned)

    assert found["From your list for supervision"] == ["A question"]
    assert found["CPD entries since the last session"] == ["Since"]
    assert found["Open actions"] == [SAID]
    (debrief,) = found["Scenario debriefs since the last session"]
    assert debrief.startswith(scenario.title)


def test_what_is_on_the_agenda_is_offered_no_more(planned, mentor):
    bookmark = add_bookmark(mentor=mentor, title="A question", by=mentor)
    services.add_item(
        session=planned, mentor=mentor, source=Source.BOOKMARK, pk=bookmark.pk, by=mentor
    )

    assert offered(mentor, planned) == {}


@pytest.mark.parametrize("count", [1, 3])
def test_offers_take_as_many_queries_for_one_as_for_three(
    pair, planned, mentor, django_assert_num_queries, count
):
    last = held(pair)
    for number in range(count):
        add_bookmark(mentor=mentor, title=f"Question {number}", by=mentor)
        cpd_entry(mentor)
        action(last)

    with django_assert_num_queries(6):  # one of them her roles
        mentor = type(mentor)(pk=mentor.pk, is_active=True)
        assert queries.offers_for(mentor, planned, [])


# What a reader reads -------------------------------------------------------------------------


def test_her_supervisor_opens_only_what_is_shared_with_her(
    tomorrow, mentor, supervisor, scenario, framework
):
    run = run_over(mentor, scenario, "b", "a", "a")
    entry = handed_in(mentor)
    given = {"session": tomorrow, "mentor": mentor, "by": mentor}
    services.add_item(**given, source=Source.DEBRIEF, pk=run.pk)
    services.add_item(**given, source=Source.CPD, pk=entry.pk)
    row: Any = queries.preparation_for(tomorrow, supervisor)

    def links(reader):
        return [line.url for line in queries.reading_of(row, reader).lines]

    assert links(supervisor) == ["", ""]
    assert all(links(mentor))
    PathShare.objects.create(attempt=run, reader=supervisor)
    type(entry).objects.update(shared_with=supervisor)
    assert links(supervisor) == [
        reverse("debriefs:path_detail", args=[run.pk]),
        reverse("cpd:shared_entry", args=[entry.pk]),
    ]


def test_what_she_sees_beforehand_is_what_is_read(tomorrow, mentor, supervisor):
    hers = queries.preparation_for(tomorrow, mentor) or preparation(tomorrow, mentor)
    preview = queries.reading_of(hers, supervisor)

    row: Any = queries.preparation_for(tomorrow, supervisor)
    read = queries.reading_of(row, supervisor)

    assert preview.preparation == read.preparation
    assert [line.title for line in preview.lines] == [line.title for line in read.lines]


def test_readers_are_named_from_when(planned, mentor, supervisor):
    row = preparation(planned, mentor)

    def people():
        return [person for reader in queries.readers_of(row) for person in reader.people]

    assert people() == [mentor, supervisor]
    row.is_held_back = True
    assert people() == [mentor]


@pytest.mark.parametrize("count", [1, 3])
def test_a_reading_takes_as_many_queries_for_one_line_as_for_three(
    tomorrow, mentor, supervisor, framework, django_assert_num_queries, count
):
    for _ in range(count):
        entry = handed_in(mentor)
        services.add_item(
            session=tomorrow, mentor=mentor, source=Source.CPD, pk=entry.pk, by=mentor
        )
    row: Any = queries.preparation_for(tomorrow, supervisor)

    with django_assert_num_queries(1):
        assert len(queries.reading_of(row, supervisor).lines) == count


def test_nothing_prepared_is_nothing_to_read(tomorrow, mentor, supervisor):
    assert queries.preparation_for(tomorrow, mentor) is None
    assert queries.preparation_for(tomorrow, supervisor) is None


def test_entries_before_the_first_session_are_offered_too(planned, mentor):
    cpd_entry(mentor, changed_at=timezone.localtime() - timedelta(days=300))

    assert offered(mentor, planned) == {
        "CPD entries since the last session": ["Workshop on questioning"]
    }
