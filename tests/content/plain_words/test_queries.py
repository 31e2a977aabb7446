import pytest

from content.language.rules import jargon_in
from content.plain_words.models import PlainWord
from content.plain_words.queries import plain_words

pytestmark = pytest.mark.django_db


@pytest.fixture
def leverage():
    return PlainWord.objects.create(jargon="leverage", plain="use")


def test_plain_words_are_those_looked_for(leverage):
    PlainWord.objects.create(jargon="baseline", plain="where you start", is_used=False)

    assert plain_words() == {"leverage": "use"}


def test_plain_words_are_read_once(leverage, django_assert_num_queries):
    plain_words()

    with django_assert_num_queries(0):
        plain_words()


@pytest.mark.parametrize("rows", [1, 3])
def test_plain_words_cost_one_query(rows, django_assert_num_queries):
    for number in range(rows):
        PlainWord.objects.create(jargon=f"word {number}", plain="plain")

    with django_assert_num_queries(1):
        assert len(plain_words()) == rows


def test_plain_words_are_read_again_after_a_change(leverage):
    plain_words()
    leverage.plain = "make use of"
    leverage.save()
    assert plain_words() == {"leverage": "make use of"}

    leverage.delete()
    assert plain_words() == {}


def test_plain_words_are_what_a_text_is_checked_with(leverage):
    found = jargon_in("Leverage your strengths.", plain_words())

    assert [(one.words, one.plain) for one in found] == [("Leverage", "use")]
