"""“Who can read this, and who has”: the component beside every record."""

from datetime import timedelta

import pytest
from django.template import Context, Template
from django.utils import timezone

from cms.people.audit.models import AuditEvent
from cms.people.audit.services import record
from cms.people.privacy.queries.readings import AT_MOST, latest_readings, readings_of
from cms.people.privacy.rules import Reader
from tests.factories.grants import absence, grant

pytestmark = pytest.mark.django_db
TAG = (
    '{% load access_words %}{% explain_access readers obj=obj about=person verb_prefix="absence" %}'
)
BY_NAME = '{% include "components/who_reads.html" with readers=readers opened=opened %}'


def opened(actor, about, obj=None, at=None):
    return record(actor=actor, verb="absence.opened", obj=obj, about=about, at=at)


def shown(template, **context):
    return Template(template).render(Context(context))


def test_readers_are_named_with_the_reason(mentor, manager):
    readers = [
        Reader("Your line manager", "because they sign it", (manager,)),
        Reader("The quality lead", "if it is drawn for a sample"),
    ]

    html = shown(TAG, readers=readers, obj=absence(mentor), person=mentor, user=mentor)

    assert "<details" in html
    assert "Who can read this, and who has" in html
    assert str(manager) in html
    assert "because they sign it" in html
    assert "if it is drawn for a sample" in html
    assert "Nobody else has opened it" in html


def test_without_readers_it_says_nobody_but_you(mentor):
    html = shown(BY_NAME, readers=[], opened=AuditEvent.objects.none(), user=mentor)

    assert "Nobody but you" in html


def test_who_opened_it_stands_there_in_which_role_and_when(mentor, manager):
    row = absence(mentor)
    opened(manager, mentor, row)

    html = shown(TAG, readers=[], obj=row, person=mentor, user=mentor)

    assert str(manager) in html
    assert "Line manager" in html
    assert f"{timezone.localtime():%H:%M}"[:2] in html
    assert "/account/records/" in html


def test_of_one_record_only_its_own_readings_and_never_ones_own(mentor, manager):
    row, other = absence(mentor), absence(mentor, years=12)
    mine = opened(manager, mentor, row)
    opened(manager, mentor, other)
    opened(mentor, mentor, row)
    record(actor=manager, verb="person.opened", obj=row, about=mentor)

    found = latest_readings(readings_of(about=mentor, verb_prefix="absence", obj=row))

    assert (found.rows, found.has_more, found.about) == ([mine], False, mentor.pk)


def test_the_newest_twenty_and_a_link_to_all_for_the_person_alone(mentor, manager, dpo):
    row, now = absence(mentor), timezone.now()
    events = [opened(manager, mentor, row, now - timedelta(hours=n)) for n in range(AT_MOST + 1)]

    found = latest_readings(readings_of(about=mentor, verb_prefix="absence", obj=row))

    assert found.rows == events[:AT_MOST]
    assert found.has_more
    assert "All of them" in shown(TAG, readers=[], obj=row, person=mentor, user=mentor)
    others = shown(TAG, readers=[], obj=row, person=mentor, user=dpo)
    assert "All of them" not in others
    assert "/account/records/" not in others


def test_what_was_opened_under_a_grant_appears_when_she_is_told(mentor, manager, hr, dpo):
    row = absence(mentor)
    secret = grant(hr, mentor, dpo, told_at=None)
    before = opened(hr, mentor, row, at=secret.answered_at - timedelta(days=1))
    under = opened(hr, mentor, row)
    by_another = opened(manager, mentor, row)
    rows = readings_of(about=mentor, verb_prefix="absence", obj=row)

    assert set(latest_readings(rows).rows) == {before, by_another}
    secret.told_at = timezone.now()
    secret.save()
    assert set(latest_readings(rows).rows) == {before, under, by_another}


def test_it_takes_a_list_and_nothing_at_all(mentor):
    event = opened(mentor, mentor)

    assert latest_readings([event]).rows == [event]
    assert latest_readings(None).rows == []
    assert latest_readings("").rows == []
    assert "Nobody else" in shown(BY_NAME, readers=[], user=mentor)


@pytest.mark.parametrize("times", [1, 3])
def test_it_costs_one_query(times, mentor, manager, django_assert_num_queries):
    for _ in range(times):
        opened(manager, mentor)
    rows = readings_of(about=mentor, verb_prefix="absence")

    with django_assert_num_queries(1):
        assert len([str(event.actor) for event in latest_readings(rows).rows]) == times
