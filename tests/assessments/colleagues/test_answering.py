"""What a colleague answers, and what is not kept of it."""

from dataclasses import replace

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.utils import timezone

from assessments.colleagues.models import ColleagueAnswer
from assessments.colleagues.services import answer_ask, ask_colleague, close_round, withdraw_ask
from cms.people.audit.models import AuditEvent
from cms.people.notices.models import Notice
from tests.factories.colleagues import (
    KEEPS,
    RATINGS,
    SIGNED,
    WORDS,
    colleague_ask,
    colleague_round,
    colleague_token_of,
    heard_without_names,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def named(mentor):
    return colleague_ask(colleague_round(mentor))


@pytest.fixture
def nameless(mentor):
    return colleague_ask(colleague_round(mentor, kind="anonymous"))


# By name -------------------------------------------------------------------------


def test_a_named_answer_stands_with_its_name_and_the_subject_is_told(mentor, named):
    answer_ask(ask=named, words=SIGNED)

    answer = ColleagueAnswer.objects.get()
    named.refresh_from_db()
    assert (answer.ask, answer.relation, answer.giver_name) == (named, "teacher", "Ines Duarte")
    assert (answer.agrees_to_show, answer.knows_well, named.is_answered) == (True, True, True)
    assert answer.answered_on == timezone.localdate()
    assert (answer.ratings, answer.keeps_doing) == (RATINGS, KEEPS)
    notice, event = Notice.objects.get(), AuditEvent.objects.get()
    assert (notice.recipient, event.verb) == (mentor, "colleague_answer.given")
    said = f"{notice.title} {notice.body} {event.object_words} {event.detail}"
    assert not any(words in said for words in (KEEPS, "Ines"))


def test_an_answer_that_lacks_consent_is_not_kept(named):
    with pytest.raises(ValidationError):
        answer_ask(ask=named, words=replace(SIGNED, agrees_to_show=False))

    named.refresh_from_db()
    assert not named.is_answered


def test_an_answer_is_given_once(named):
    answer_ask(ask=named, words=SIGNED)

    with pytest.raises(ValidationError) as refused:
        answer_ask(ask=named, words=replace(SIGNED, giver_name="Somebody else"))
    assert refused.value.code == "answered"
    assert ColleagueAnswer.objects.get().giver_name == "Ines Duarte"


def test_nobody_answers_about_herself(mentor, named, nameless):
    for ask, words in ((named, SIGNED), (nameless, WORDS)):
        with pytest.raises(PermissionDenied):
            answer_ask(ask=ask, words=words, by=mentor)


@pytest.mark.parametrize("ended", ["withdrawn", "closed"])
def test_a_link_that_is_over_takes_no_answer(mentor, named, ended):
    if ended == "withdrawn":
        withdraw_ask(ask=named, by=mentor)
    else:
        close_round(colleague_round=named.round, by=mentor)

    with pytest.raises(ValidationError):
        answer_ask(ask=named, words=SIGNED)
    assert not ColleagueAnswer.objects.exists()


# Without names -------------------------------------------------------------------


def test_without_names_nothing_says_who_when_or_by_which_link(peer, nameless):
    names = [field.attname for field in nameless._meta.concrete_fields]
    before = {name: getattr(nameless, name) for name in names}

    answer_ask(ask=nameless, words=replace(WORDS, giver_name="Ines Duarte"), by=peer)

    answer = ColleagueAnswer.objects.get()
    assert (answer.ask, answer.relation, answer.giver_name) == (None, "", "")
    assert (answer.answered_on, answer.agrees_to_show) == (None, False)
    nameless.refresh_from_db()
    changed = [name for name in names if getattr(nameless, name) != before[name]]
    assert changed == ["is_answered"]
    assert not AuditEvent.objects.exists()
    assert not Notice.objects.exists()


def test_neither_key_nor_place_says_which_answer_was_the_last(mentor):
    row = heard_without_names(mentor, state="open", closed_at=None)
    before = set(row.answers.values_list("pk", flat=True))
    last = []
    for number in range(8):
        ask = colleague_ask(row, email=f"late{number}@eastgate.test")
        answer_ask(ask=ask, words=replace(WORDS, keeps_doing=f"Late {number}"))
        texts = [answer.keeps_doing for answer in row.answers.order_by("pk")]
        last.append(texts.index(f"Late {number}") == len(texts) - 1)

    after = set(row.answers.values_list("pk", flat=True))
    assert len(after) == len(before) + 8
    assert not before & after
    assert not all(last)


def test_no_column_of_an_answer_tells_it_from_another_but_its_words(mentor):
    row = heard_without_names(mentor, n=0, state="open", closed_at=None)
    for number in range(3):
        ask = colleague_ask(row, email=f"{number}@eastgate.test", relation="peer")
        answer_ask(ask=ask, words=WORDS)

    left = {tuple(values) for values in ColleagueAnswer.objects.values_list(
        "ask", "relation", "giver_name", "agrees_to_show", "answered_on", "knows_well"
    )}  # fmt: skip

    assert left == {(None, "", "", False, None, True)}


def test_the_token_is_nowhere_in_the_database(mentor, transactional_db):
    row = colleague_round(mentor, kind="anonymous")
    ask = ask_colleague(
        colleague_round=row, name="Ines", email="i@eastgate.test", relation="peer", by=mentor
    )
    token = colleague_token_of(ask)
    answer_ask(ask=ask, words=WORDS)

    found = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names():
            if table.endswith(("_fts", "_config", "_content", "_data", "_docsize", "_idx")):
                continue
            cursor.execute(f'SELECT * FROM "{table}"')
            found += [table for line in cursor.fetchall() if token in str(line)]

    assert found == []
