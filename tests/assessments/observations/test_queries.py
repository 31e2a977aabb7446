from datetime import timedelta

import pytest
from django.utils import timezone

from assessments.observations import queries, services
from assessments.observations.models import Observation
from assessments.observations.rules import Level, ObservationState
from cms.people.audit.models import AuditEvent
from cms.people.notices.models import Notice
from cms.people.privacy.registry import record_class
from tests.factories import observations as make
from tests.factories.people import days_ago
from tests.factories.rights import leaver

pytestmark = pytest.mark.django_db


def test_observed_on_is_the_last_a_review_may_know_of(mentor, manager, peer):
    since = days_ago(300)
    assert queries.observed_on(mentor, since=since) is None
    make.released(mentor, manager, days=40)
    own = make.developmental(make.answered, mentor, peer, days=10)
    make.seen(mentor, manager, days=1)
    assert queries.observed_on(mentor, since=since) == days_ago(40)
    own.is_evidence = True
    own.save()
    assert queries.observed_on(mentor, since=since) == days_ago(10)
    assert queries.observed_on(mentor, since=days_ago(5)) is None


@pytest.mark.parametrize("count", [1, 3])
def test_a_review_reads_levels_sentences_and_codes_at_a_constant_cost(
    mentor, manager, django_assert_num_queries, count
):
    for number in range(count):
        make.sealed(mentor, manager, days=20 + number)
    make.sealed(mentor, manager, days=200)
    with django_assert_num_queries(5):
        found = queries.observations_for_review(mentor, days_ago(100), days_ago(0))
    assert len(found) == count
    first = found[-1]
    assert (first.seen_on, first.observer) == (days_ago(20), manager.display_name)
    assert len(first.levels) == 12
    assert first.levels[0].evidence == make.SENTENCE
    assert "S2" in first.codes
    assert first.is_formal


def test_a_review_reads_a_developmental_one_only_if_it_stands(mentor, peer):
    row = make.developmental(make.answered, mentor, peer)

    def read():
        return queries.observations_for_review(mentor, days_ago(30), days_ago(0))

    assert read() == []
    services.stand_as_evidence(observation=row, codes=["S2"], by=mentor)
    (found,) = read()
    assert (found.codes, found.levels, found.is_formal) == (("S2",), (), False)
    services.take_back_evidence(observation=row, by=mentor)
    assert read() == []


def test_only_secure_and_strong_say_a_code(mentor, manager):
    row = make.released(mentor, manager)
    row.ratings.update(level=Level.DEVELOPING)
    (found,) = queries.observations_for_review(mentor, days_ago(30), days_ago(0))
    assert found.codes == ()


def test_who_reads_it_is_said_as_the_rights_give_it(mentor, manager, peer, quality_lead):
    formal = queries.readers_of(make.sealed(mentor, manager))
    assert {one.who for one in formal} >= {"The mentor", "The line manager", "The quality lead"}
    own = make.developmental(make.answered, mentor, peer)
    assert {one.who for one in queries.readers_of(own)} == {"The mentor", "Who watched"}


def test_a_reading_is_written_down_once_a_visit_and_not_of_ones_own(mentor, manager, quality_lead):
    row = make.sealed(mentor, manager)
    opened = AuditEvent.objects.filter(verb=queries.OPENED)
    services.note_opened(observation=row, by=mentor)
    draft = make.seen(mentor, manager)
    services.note_opened(observation=draft, by=manager)
    services.note_opened(observation=draft, by=quality_lead)  # reads no word of it
    assert not opened.exists()
    for _ in range(2):
        services.note_opened(observation=row, by=quality_lead)
    assert opened.get().about == mentor


# Each day --------------------------------------------------------------------------


def titles(person):
    return sorted(Notice.objects.filter(recipient=person).values_list("title", flat=True))


def test_the_daily_run_tells_each_once(mentor, manager, peer):
    now = timezone.now()
    make.planned(mentor, manager, planned_for=now + timedelta(days=1))
    make.planned(mentor, manager, planned_for=now - timedelta(days=3))
    make.seen(mentor, manager, days=9)
    make.developmental(make.released, mentor, peer, released_at=now - timedelta(days=3))
    make.developmental(
        make.released, mentor, peer, released_at=now - timedelta(days=3), reflected_at=now
    )
    for _ in range(2):
        assert services.remind_of_observations(now=now) == 4
    assert titles(manager) == [
        "An observation is still to be written up",
        "An observation is tomorrow",
        "Did the observation take place?",
    ]
    assert titles(mentor) == [
        "An observation is tomorrow",
        "What was seen in your session waits for your own view",
    ]


# Privacy ---------------------------------------------------------------------------


def test_everything_written_about_somebody_is_found(mentor, manager, quality_lead, peer):
    kind = record_class("observation")
    row = make.answered(mentor, manager, second_observer=quality_lead)
    make.rate(row, "second", Level.STRONG)
    words = "\n".join(one.words for one in kind.about(mentor))
    for said in (make.SAW, make.SENTENCE, "You let the silence work", "harder than it looked"):
        assert said in words
    assert list(kind.about(peer)) == []


def test_what_is_aged_goes_with_all_that_hangs_on_it(mentor, manager):
    kind = record_class("observation")
    make.sealed(mentor, manager)
    leaver(mentor, 40)
    assert not kind.aged(days_ago(60)).exists()
    assert kind.remove(kind.aged(days_ago(10))) == 1
    assert not Observation.objects.exists()


def test_who_has_left_finds_hers_in_the_list_and_reads_it(mentor, manager):
    row = make.sealed(mentor, manager)
    leaver(mentor, 2)
    (found,) = queries.rows_of(list(queries.listed(mentor)), mentor)
    assert (found.observation, found.is_open) == (row, True)
    assert queries.shown_to(mentor, row).reads_words


def test_a_row_says_whose_turn_it_is(mentor, manager, quality_lead):
    row = make.answered(mentor, manager)
    assert queries.turn_of(row, manager) == (True, "due", "Read the answer and sign")
    assert queries.turn_of(row, manager, has_signed=True)[0] is False
    assert queries.turn_of(row, quality_lead)[1:] == ("doing", "Answered by the mentor")
    row.state = ObservationState.RELEASED
    assert queries.turn_of(row, mentor) == (True, "due", "Read and answer")
    assert queries.is_over(row) is False
