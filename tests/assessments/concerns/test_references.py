"""A small labelled set: what a reference may hold, and what it may not."""

import pytest
from django.core.exceptions import ValidationError

from assessments.concerns.rules import check_reference, what_it_tells

NAMES = [
    "Jade", "jade", "JADE", "Jade Smith", "Smith, Jade", "Abdi Warsame", "MOHAMMED", "CPOMS Jade",
    "jade2008", "Li Wei", "Amina K", "Kai 12", "2231 (Omar)", "Siobhán", "ref for Tom",
    "Jade/2231", "Student 30012345 Ali", "jade@college.ac.uk", "Ref: Kasia", "2231-Amina",
]  # fmt: skip
WORDS = [
    "J. Smith", "Okonkwo", "Smith 2231", "Tsering", "JadeS 2231", "O'Brien", "van der Berg",
    "Smith-Jones", "the boy with the bruises", "his stepdad hit him", "self-harm", "王伟",
    "WARSAME", "Student 30012345", "https://cpoms.example/pupil/2231",
]  # fmt: skip
BIRTHDAYS = [
    "14/02/2008", "14.02.08", "2008-02-14", "14 02 2008", "14022008", "20080214", "14 Feb 2008",
    "DOB 14/2/08", "14th February 2008", "CPOMS 14/02/97", "02/14/2008 2008-02-14",
]  # fmt: skip
NUMBERS = [
    ("1234567890", "ULN"),
    ("ULN1234567890", "ULN"),
    ("ULN 1234567890", "ULN"),
    ("9434765919", "NHS number"),
    ("NHS 943 476 5919", "NHS number"),
    ("07700 900123", "phone number"),
    ("01632 960140", "phone number"),
    ("+44 7700 900123", "phone number"),
    ("Tel07700900123", "phone number"),
    ("j.smith@gmail.com", "e-mail address"),
    ("LE1 4AB", "postcode"),
]
REFERENCES = [
    "", "2231", "CPOMS 2231", "CPOMS-2231", "MyConcern 10452", "SG-2026-0042", "SG/26/118",
    "Ref 4471", "ref: 4471", "Incident no. 12", "#2231", "CAD 1182 of 12/11/26",
    "Log 12/11/2026-3", "URN 26-004512", "3f2a9c1e-77aa-4b1c-9d20-0fade2c4b1aa", "C-1045/26",
    "Crime ref 42/12345/26", "MASH 2026/118", "report 7", "2026-11-26/3", "INC0042231",
    "12 Nov 2026, item 3", "S1234567", "a3f9", "LADO 17/26", "page 4", "Concern 2231, part 2",
    "EHM 20261126",
]  # fmt: skip


@pytest.mark.parametrize("words", NAMES)
def test_a_name_is_refused(words):
    assert what_it_tells(words) == "name"


@pytest.mark.parametrize("words", WORDS)
def test_any_other_word_is_refused(words):
    assert what_it_tells(words) == "word"


@pytest.mark.parametrize("words", BIRTHDAYS)
def test_a_birthday_is_refused(words):
    assert what_it_tells(words) == "date of birth"


@pytest.mark.parametrize(("words", "kind"), NUMBERS)
def test_a_number_of_a_person_is_refused(words, kind):
    assert what_it_tells(words) == kind


@pytest.mark.parametrize("words", REFERENCES)
def test_a_reference_passes(words):
    check_reference(words)


def test_ten_figures_are_taken_for_a_uln_whatever_they_are():
    """A known price: a reference of exactly ten figures is left empty, or written with a stroke."""
    assert what_it_tells("2026112612") == "ULN"
    check_reference("20261126/12")


def test_what_is_refused_is_not_repeated_and_says_what_to_do():
    with pytest.raises(ValidationError) as refused:
        check_reference("Jade Smith")

    said = " ".join(refused.value.messages)
    assert "Jade" not in said
    assert "CPOMS 2231" in said
    assert "leave it empty" in said


def test_a_reference_has_60_characters():
    check_reference("1" * 9 + "-" + "2" * 9)
    with pytest.raises(ValidationError, match="At most 60"):
        check_reference("2231 " * 13)
