from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.guidance.services import SHIPPED_GUIDANCE
from content.material.guidance import first_day, read_guidance
from content.material.shapes import MaterialErrors
from tests.factories.guidance import FILE, write_guidance


@pytest.fixture
def folder(tmp_path):
    return write_guidance(tmp_path)


def errors_of(folder):
    with pytest.raises(MaterialErrors) as refused:
        read_guidance(folder)
    return [(error.path.name, error.line, error.message) for error in refused.value.errors]


def errors_with(folder, old, new):
    path = folder / "kcsie.yaml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return errors_of(folder)


def test_read_guidance_takes_publication_editions_and_facts(folder):
    (found,) = read_guidance(folder)

    assert (found.key, found.kind, found.url) == ("kcsie", "guidance", "https://www.gov.uk/kcsie")
    assert [(item.name, item.date) for item in found.editions] == [("2025", "2025-09-01")]
    assert [fact.key for fact in found.facts] == ["kcsie-no-promise", "kcsie-four-cs"]
    assert [fact.to_check for fact in found.facts] == ["The wording of Part one.", ""]
    assert (found.line_of("url"), found.facts[1].line_of("text")) == (5, 17)


@pytest.mark.parametrize(
    ("old", "new", "line", "words"),
    [
        ("title: Keeping children safe in education\n", "", 1, "“title” is missing"),
        ("kind: guidance\n", "", 1, "“kind” is missing"),
        ("kind: guidance", "kind: rumour", 4, "not “rumour”"),
        ("key: kcsie\n", "key: KCSIE\n", 1, "small letters"),
        ("publisher: Department", "publischer: Department", 3, "A publication has no “publischer”"),
        ('name: "2025"', "name: 2025", 7, "put 2025 in quotes"),
        ('date: "2025-09-01"', 'date: "September 2025"', 8, "write 2025, 2025-09 or 2025-09-01"),
        ('date: "2025-09-01"', 'date: "2025-13"', 8, "“2025-13” is not a date"),
        ('date: "2025-09-01"', 'when: "2025-09-01"', 8, "An edition has no “when”"),
        ('edition: "2025"', 'edition: "2024"', 11, "no edition “2024” above"),
        ("    text: Never promise a {learner} to tell nobody.\n", "", 10, "“text” is missing"),
        ("{learner}", "{lerner}", 12, "Unknown word {lerner}"),
        ('checked_on: "2026-01-15"', 'checked_on: "2026-01"', 13, "not “2026-01”"),
        ('checked_on: "2026-01-15"', 'checked_on: "2026-02-30"', 13, "not “2026-02-30”"),
        ("to_check: The", "to_chekc: The", 14, "A fact has no “to_chekc”"),
        ("key: kcsie-four-cs", "key: kcsie-no-promise", 15, "already in kcsie.yaml, line 10"),
        ("key: kcsie-four-cs", "key: Four Cs", 15, "small letters"),
    ],
)
def test_read_guidance_names_the_line_of_a_mistake(folder, old, new, line, words):
    errors = errors_with(folder, old, new)

    assert [at for name, at, message in errors if words in message] == [line], errors


@pytest.mark.parametrize(
    ("second", "line", "words"),
    [
        ('- {name: "2025", date: "2026"}', 9, "“2025” is already in line 7"),
        ('- {name: "2026", date: "2025-09"}', 9, "“2025” holds from that day too"),
    ],
)
def test_read_guidance_keeps_editions_apart(folder, second, line, words):
    errors = errors_with(folder, "facts:\n", f"  {second}\nfacts:\n")

    assert [(at, words in message) for _name, at, message in errors] == [(line, True)]


def test_read_guidance_keeps_keys_apart_in_all_files(folder):
    write_guidance(folder, FILE, name="other.yaml")

    assert [(name, line) for name, line, _words in errors_of(folder)] == [
        ("other.yaml", 1),
        ("other.yaml", 10),
        ("other.yaml", 15),
    ]


def test_read_guidance_tells_everything_at_once(folder):
    write_guidance(folder, "key: [", name="broken.yaml")

    errors = errors_with(folder, "kind: guidance", "kind: rumour")

    assert {name for name, _line, _words in errors} == {"broken.yaml", "kcsie.yaml"}


def test_the_shipped_files_are_read_without_a_fault():
    found = read_guidance(SHIPPED_GUIDANCE)

    assert [item.path.stem for item in found] == [item.key for item in found]
    assert all(item.editions and item.facts for item in found)


@given(st.dates())
def test_first_day_takes_three_precisions(day):
    text = day.isoformat()

    assert first_day(text) == day
    assert first_day(text[:7]) == day.replace(day=1)
    assert first_day(text[:4]) == day.replace(month=1, day=1)


@given(st.text(alphabet="0123456789-W ٣", max_size=11))
def test_first_day_of_anything_else_is_none(text):
    day = first_day(text)

    assert day is None or day.isoformat().startswith(text)


@pytest.mark.parametrize("text", ["", "25", "2025-9", "2025-09-1", "20250901", "2025-W01-1", "x"])
def test_first_day_is_strict(text):
    assert first_day(text) is None


def test_first_day_of_a_leap_year():
    assert first_day("2024-02-29") == date(2024, 2, 29)
    assert first_day("2025-02-29") is None
