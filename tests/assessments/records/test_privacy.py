import pytest

from assessments.records import services
from assessments.records.models import (
    AgendaItem,
    RecordAddendum,
    RecordSignature,
    SupervisionRecord,
)
from assessments.records.privacy import passages_about, records_aged
from assessments.records.rules import Stance
from cms.people.privacy.registry import record_class
from tests.factories.people import StaffProfileFactory, days_ago
from tests.factories.records import HEADING, LEARNT, group_met, hash_of, locked, met, shared, signed

pytestmark = pytest.mark.django_db


def left(person, days):
    profile = getattr(person, "staff_profile", None) or StaffProfileFactory.create(person=person)
    profile.left_on = days_ago(days)
    profile.save()


def test_the_register_knows_it_and_a_grant_opens_it():
    kind = record_class("supervision_record")

    assert (kind.months, kind.counted_from, kind.is_openable) == (72, "left", True)


def test_a_request_finds_every_word_of_it(mentor, supervisor, peer):
    record = signed(met(mentor, supervisor), stance=Stance.NOT_AGREED, comment="My view.")
    services.countersign_record(record=record, words_hash=hash_of(record), by=supervisor)
    services.add_addendum(record=record, words="Added later.", by=mentor)

    said = "\n".join(passage.words for passage in passages_about(mentor))

    for words in (HEADING, LEARNT, "My view.", "Added later."):
        assert words in said
    authors = {passage.part.split("-")[0]: passage.author for passage in passages_about(mentor)}
    assert authors["agenda"] == supervisor
    assert authors["addendum"] == mentor
    assert list(passages_about(peer)) == []


def test_it_is_kept_until_all_it_was_for_have_left_long_enough(mentor, peer, supervisor):
    record = locked(met(mentor, supervisor))
    note = shared(group_met(supervisor, [mentor, peer]), actions=(), needs=())
    assert not records_aged(days_ago(0)).exists()

    left(mentor, 30)
    assert list(records_aged(days_ago(0))) == [record]
    assert not records_aged(days_ago(40)).exists()

    left(peer, 20)
    assert set(records_aged(days_ago(0))) == {record, note}


def test_removing_takes_signatures_and_addenda_with_it(mentor, supervisor):
    record, other = locked(met(mentor, supervisor)), locked(met(mentor, supervisor, days=2))
    services.add_addendum(record=record, words="Added later.", by=mentor)

    gone = record_class("supervision_record").remove(SupervisionRecord.objects.filter(pk=record.pk))

    assert gone == 1
    assert SupervisionRecord.objects.get() == other
    assert RecordSignature.objects.count() == 2
    assert AgendaItem.objects.count() == 1
    assert not RecordAddendum.objects.exists()
