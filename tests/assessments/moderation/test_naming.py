import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.moderation.rules.naming import MENTOR, REVIEWER, Hidden, fold, hide_names

PEOPLE = [
    Hidden(MENTOR, ("Yasmin", "Haddad", "Yas")),
    Hidden(REVIEWER, ("Siobhán", "O’Keane-Smith", "")),
]


@pytest.mark.parametrize(
    ("text", "hidden"),
    [
        ("Yasmin waited.", "The mentor waited."),
        ("In May Yasmin Haddad waited.", "In May the mentor waited."),
        ("I saw YASMIN wait", "I saw the mentor wait"),
        ("so yasmin waited, and yas asked", "so the mentor waited, and the mentor asked"),
        ("Yasmin’s records, Yasmin's list", "The mentor’s records, the mentor's list"),
        ("I thanked Ms Haddad and Dr. Haddad", "I thanked the mentor and the mentor"),
        ("It went well. Yasmin asked.", "It went well. The mentor asked."),
        ("Line one\nHaddad asked", "Line one\nThe mentor asked"),
        ("Siobhan and Siobhán saw it", "The reviewer and the reviewer saw it"),
        ("Siobha\u0301n saw it", "The reviewer saw it"),
        ("as O'Keane-Smith said", "as the reviewer said"),
        ("as O’Keane Smith said", "as the reviewer said"),
        ("Observation by Siobhán O’Keane-Smith, 4 March",
         "Observation by the reviewer, 4 March"),
        ("write to yasmin.haddad@larkmoor.test", "write to the mentor.the mentor@larkmoor.test"),
        ("see yasmin_haddad.pdf", "see the mentor_the mentor.pdf"),
    ],
)  # fmt: skip
def test_a_name_is_hidden(text, hidden):
    assert hide_names(text, PEOPLE) == hidden


@pytest.mark.parametrize("text", ["", "Yasmine and Yasminka stay", "the haddadian way", "Keanes"])
def test_what_is_no_name_of_theirs_stays(text):
    assert hide_names(text, PEOPLE) == text


def test_a_name_that_is_a_word_is_hidden_where_it_is_written_as_a_name():
    people = [Hidden(MENTOR, ("Will", "May"))]

    said = hide_names("I will say so, and she may: Will May asked, then Will went on.", people)

    assert said == "I will say so, and she may: The mentor asked, then the mentor went on."


@pytest.mark.parametrize("names", [(), ("",), (" ", "X")])
def test_somebody_without_a_name_hides_nothing(names):
    assert hide_names("X waited.", [Hidden(MENTOR, names)]) == "X waited."


@given(st.text(max_size=80), st.text(max_size=80))
def test_no_name_is_left_whatever_stands_around_it(before, after):
    text = f"{before} Yasmin Haddad {after}"

    left = fold(hide_names(text, PEOPLE)).split()

    assert "yasmin" not in left
    assert "haddad" not in left


@given(st.text(max_size=120))
def test_folding_keeps_every_place(text):
    assert len(fold(text)) == len(text)
