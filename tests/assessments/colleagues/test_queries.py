import pytest

from assessments.colleagues.queries import (
    colleagues_for_review,
    readers_of,
    reading_of_round,
    rounds_of,
    rounds_readable,
    rounds_shared_with,
)
from assessments.colleagues.services import withdraw_ask
from tests.factories.colleagues import (
    KEEPS,
    TRIES,
    colleague_answer,
    colleague_ask,
    colleague_round,
    heard_without_names,
)
from tests.factories.people import days_ago

pytestmark = pytest.mark.django_db


def read(row):
    return reading_of_round(rounds_readable(row.subject).get(pk=row.pk))


def shows_nothing(reading):
    parts = (reading.ratings, reading.keeps_doing, reading.tries_next, reading.named)
    return reading.is_hidden and bool(reading.why) and not any(parts)


def test_named_answers_are_read_as_they_come(mentor):
    row = colleague_round(mentor)
    assert shows_nothing(read(row))

    colleague_answer(row)
    colleague_answer(row, giver_name="Paul Reid", answered_on=days_ago(0))

    reading = read(row)
    assert [answer.giver_name for answer in reading.named] == ["Paul Reid", "Ines Duarte"]
    assert (reading.n, reading.asked, reading.ratings[0].mean) == (2, 2, 4)


@pytest.mark.parametrize("n", [0, 4, 9])
def test_without_names_nothing_is_read_while_it_is_open(mentor, n, django_assert_num_queries):
    row = heard_without_names(mentor, n=n, state="open", closed_at=None)
    counted = rounds_readable(mentor).get(pk=row.pk)

    with django_assert_num_queries(0):
        reading = reading_of_round(counted)

    assert shows_nothing(reading)
    assert "Until then nobody sees" in reading.why
    assert (reading.n, reading.asked) == (n, n + 1)


def test_too_few_stay_hidden_for_good(mentor):
    reading = read(heard_without_names(mentor, n=4))

    assert shows_nothing(reading)
    assert "Fewer than 5 answered" in reading.why


def test_a_higher_threshold_holds(mentor):
    assert shows_nothing(read(heard_without_names(mentor, n=6, shown_from=7)))
    assert not read(heard_without_names(mentor, n=7, shown_from=7)).is_hidden


def test_from_five_all_is_read_together(mentor):
    row = heard_without_names(mentor, n=6)

    reading = read(row)

    assert reading.named == ()
    assert [each.n for each in reading.ratings] == [6] * 5
    questions = next(each for each in reading.ratings if each.question.key == "questions")
    assert (questions.mean, round(questions.spread, 2)) == (4, 0.89)
    assert sorted(text[5] for text in reading.keeps_doing) == list("012345")
    # What stands together was not written together, and each look shows the same.
    keeps = [text[5] for text in reading.keeps_doing]
    tries = [text[4] for text in reading.tries_next]
    assert keeps != tries
    assert read(row).keeps_doing == reading.keeps_doing


def test_what_was_given_up_shows_nothing(mentor):
    assert shows_nothing(read(colleague_round(mentor, state="withdrawn")))


def test_how_many_were_asked_tells_nothing_of_a_withdrawn_link(mentor):
    named, nameless = colleague_round(mentor), colleague_round(mentor, kind="anonymous")
    for row in (named, nameless):
        colleague_answer(row)
        asked = colleague_ask(row, email="paul@eastgate.test")
        withdraw_ask(ask=asked, by=mentor)

    assert [(row.asked, row.answered) for row in rounds_of(mentor).order_by("pk")] == [
        (1, 1),
        (2, 1),
    ]


def test_who_reads_it_is_named(mentor, manager):
    row = heard_without_names(mentor)
    assert [reader.people for reader in readers_of(row)] == [(mentor,)]

    row.is_shared = True
    row.save()

    assert [reader.people for reader in readers_of(row)] == [(mentor,), (manager,)]


@pytest.mark.parametrize("rows", [1, 3])
def test_lists_ask_once_for_any_number_of_rounds(mentor, manager, rows, django_assert_num_queries):
    for _ in range(rows):
        heard_without_names(mentor, is_shared=True)
    for rounds in (rounds_of(mentor), rounds_shared_with(manager)):
        assert len(rounds) == rows

    with django_assert_num_queries(1):
        assert len(list(rounds_of(mentor).all())) == rows


# For the review ------------------------------------------------------------------


def for_review(person, **fields):
    return colleagues_for_review(person, days_ago(365), days_ago(0), **fields)


def test_a_review_reads_what_is_shared_and_closed_in_its_time(mentor, peer):
    shared = heard_without_names(mentor, is_shared=True)
    heard_without_names(mentor)
    heard_without_names(peer, is_shared=True)

    [found] = for_review(mentor)

    assert (found.pk, found.kind, found.n, found.asked) == (shared.pk, "anonymous", 6, 7)
    assert (found.closed_on, found.is_hidden, found.is_shared) == (days_ago(1), False, True)
    assert len(found.ratings) == 5
    assert colleagues_for_review(mentor, days_ago(30), days_ago(2)) == []


def test_a_named_round_brings_its_names(mentor):
    row = colleague_round(mentor, state="closed", is_shared=True)
    colleague_answer(row)

    [found] = for_review(mentor)

    assert found.keeps_doing == [f"{KEEPS} (Ines Duarte)"]
    assert found.tries_next == [f"{TRIES} (Ines Duarte)"]


def test_a_hidden_round_brings_nothing_but_its_count(mentor):
    heard_without_names(mentor, n=3, is_shared=True)

    [found] = for_review(mentor)

    assert (found.is_hidden, found.n, found.ratings, found.keeps_doing) == (True, 3, (), [])


def test_a_reader_gets_what_that_reader_may_open(mentor, manager, other_manager):
    heard_without_names(mentor, is_shared=True)

    assert len(for_review(mentor, reader=manager)) == 1
    assert for_review(mentor, reader=other_manager) == []


@pytest.mark.parametrize("rows", [1, 3])
def test_a_review_reads_them_in_two_queries(mentor, rows, django_assert_num_queries):
    for _ in range(rows):
        heard_without_names(mentor, is_shared=True)

    with django_assert_num_queries(2):
        assert len(for_review(mentor)) == rows
