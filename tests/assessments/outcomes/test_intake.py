"""What of a file is taken, and which files are of people and not of totals."""

from dataclasses import replace
from datetime import date

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from assessments.outcomes.rules.files import MOST_BYTES, FileRow, read_rows
from assessments.outcomes.rules.intake import COLUMNS, Intake, Known, RowState, take_in
from assessments.outcomes.rules.values import MetricValues
from tests.factories.outcomes import csv_file, total, xlsx_file

TODAY = date(2026, 11, 26)
MENTORS = {"yasmin@college.test": 7, "sam@college.test": 8, "amara@college.test": 9}
KNOWN = Known(MENTORS, {"a": 1, "b": 2}, {7: 2, 8: 2, 9: 1})
YASMIN, SAM = "Yasmin@College.test", "sam@college.test"


def taken(content: bytes, name: str = "totals.csv", base: int = 10) -> Intake:
    return take_in(read_rows(content, name), KNOWN, base=base, today=TODAY)


def one(*args, **cells):
    (row,) = taken(csv_file(total(*args, **cells))).rows
    return row


def states(*rows) -> list[str]:
    return [row.state.value for row in taken(csv_file(*rows)).rows]


# What is taken -------------------------------------------------------------------


@pytest.mark.parametrize("build", [csv_file, xlsx_file])
def test_totals_of_teams_and_mentors_are_taken(build):
    name = "totals.csv" if build is csv_file else "totals.xlsx"
    compared = {"comparator_numerator": 5253, "comparator_denominator": 5850}

    found = taken(build(total("B", **compared), total(YASMIN, 70, 84, kind="Pass")), name)

    assert found.refused == []
    team, mentor = found.kept
    assert (team.team, team.person, team.numerator, team.denominator) == (2, None, 379, 431)
    assert (team.comparator_numerator, team.comparator_denominator) == (5253, 5850)
    assert (team.period_from, team.period_to) == (date(2025, 8, 1), date(2026, 7, 31))
    assert (mentor.person, mentor.team, mentor.kind) == (7, None, "pass")


def test_days_and_numbers_of_a_spreadsheet_are_read_as_they_are():
    cells = {"period_from": date(2025, 8, 1), "period_to": date(2026, 7, 31)}

    (row,) = taken(xlsx_file(total("B", 379.0, 431, **cells)), "t.xlsx").kept

    assert (row.numerator, row.period_to) == (379, date(2026, 7, 31))


@pytest.mark.parametrize("mark", [";", "\t"])
def test_other_separators_and_the_line_of_excel_are_understood(mark):
    content = csv_file(total("B"), mark=mark)

    assert len(taken(content).kept) == 1
    assert len(taken(f"sep={mark}\n".encode() + content).kept) == 1


@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp1252", "utf-16"])
def test_encodings_of_spreadsheets_are_understood(encoding):
    assert len(taken(csv_file(total("B")).decode().encode(encoding)).kept) == 1


@pytest.mark.parametrize("day", ["31/07/2026", "31.07.2026", "2026-07-31"])
def test_days_are_read_as_people_write_them(day):
    assert one("B", period_to=day).values.period_to == date(2026, 7, 31)


def test_headings_are_read_however_they_are_written():
    heads = tuple(name.replace("_", " ").title() for name in COLUMNS)

    assert len(taken(csv_file(total("B"), heads=heads)).kept) == 1


def test_thousands_may_have_a_comma():
    assert one("B", "1,379", "2 431").values.denominator == 2431


# What is left out ----------------------------------------------------------------


def test_a_small_total_is_left_out_and_forgotten():
    row = one("B", 8, 9)

    assert row.state == RowState.DROPPED
    assert row.values is None
    assert row.words == "Left out: fewer than 10 learners."


def test_ten_are_enough():
    assert one("B", 8, 10).state == RowState.KEPT


def test_a_small_comparator_is_left_out_and_the_total_stays():
    row = one("B", comparator_numerator=7, comparator_denominator=9)

    assert row.state == RowState.KEPT
    assert row.values.comparator_denominator is None
    assert "Without its comparator" in row.words


def test_no_small_group_can_be_worked_out_of_a_team():
    """431 in all, 200 and 225 of two mentors: six would remain."""
    rows = [total("B"), total(YASMIN, 180, 200), total(SAM, 190, 225)]

    assert states(*rows) == ["kept", "dropped", "kept"]


def test_a_mentor_too_small_to_be_kept_cannot_be_worked_out_either():
    rows = [total("B", 90, 100), total(YASMIN, 80, 92), total(SAM, 6, 8)]

    assert states(*rows) == ["kept", "dropped", "dropped"]


def test_mentors_who_are_the_whole_team_stay():
    rows = [total("B", 90, 100), total(YASMIN, 50, 60), total(SAM, 40, 40)]

    assert states(*rows) == ["kept"] * 3


def test_a_mentor_of_another_team_another_kind_or_period_does_not_count():
    rows = [
        total("B", 90, 100), total("amara@college.test", 90, 95),
        total(YASMIN, 90, 95, kind="pass"),
        total(SAM, 90, 95, period_from="2024-08-01", period_to="2025-07-31"),
    ]  # fmt: skip

    assert states(*rows) == ["kept"] * 4


def standing(person: int | None, team: int | None, denominator: int) -> MetricValues:
    return MetricValues(
        person, team, "retention", date(2025, 8, 1), date(2026, 7, 31), 0, denominator
    )


def test_what_stands_from_earlier_files_is_taken_into_the_sum():
    known = replace(KNOWN, standing=[standing(None, 2, 100), standing(8, None, 60)])
    rows = read_rows(csv_file(total(YASMIN, 30, 35)), "t.csv")

    (row,) = take_in(rows, known, base=10, today=TODAY).rows

    assert row.state == RowState.DROPPED
    assert "worked out" in row.words


def test_a_total_of_a_team_that_would_tell_is_left_out_itself():
    known = replace(KNOWN, standing=[standing(7, None, 35), standing(8, None, 60)])

    def state(denominator: int) -> RowState:
        rows = read_rows(csv_file(total("B", 90, denominator)), "t.csv")
        return take_in(rows, known, base=10, today=TODAY).rows[0].state

    assert state(100) == RowState.DROPPED
    assert state(95) == RowState.KEPT
    assert state(105) == RowState.KEPT


@given(st.integers(10, 200), st.lists(st.integers(0, 80), min_size=2, max_size=2))
def test_what_is_not_told_of_a_team_is_nobody_or_enough(whole, parts):
    rows = [total("B", 0, whole)] + [
        total(who, 0, part) for who, part in zip((YASMIN, SAM), parts, strict=True)
    ]
    kept = taken(csv_file(*rows)).kept

    told = sum(row.denominator for row in kept if row.person)
    assert whole - told <= 0 or whole - told >= 10


# What is refused, line by line ---------------------------------------------------


@pytest.mark.parametrize(
    ("cells", "words"),
    [
        ({"numerator": 432}, "cannot be more than all"),
        ({"numerator": "-3"}, "no whole number"),
        ({"numerator": "88.5"}, "no whole number"),
        ({"numerator": "88,5"}, "no whole number"),
        ({"numerator": "²"}, "no whole number"),
        ({"numerator": "=SUM(A1:A9)"}, "no whole number"),
        ({"denominator": ""}, "“denominator” is empty"),
        ({"numerator": 1, "denominator": 1_000_001}, "no total of a team"),
        ({"kind": "success"}, "none of: retention"),
        ({"period_from": "2026-08-01"}, "before it begins"),
        ({"period_from": "2024-08-01"}, "longer than a year"),
        ({"period_to": "2026-12-31"}, "not over yet"),
        ({"period_to": "last year"}, "no day such as"),
        ({"comparator_numerator": 5}, "both numbers or none"),
        ({"comparator_numerator": 5, "comparator_denominator": 4}, "comparator’s numerator"),
        ({"team": "Z"}, "no code of a team"),
        ({"mentor": YASMIN}, "one of them"),
        ({"team": ""}, "one of them"),
        ({"team": "", "mentor": "jo@elsewhere.test"}, "nobody who mentors here"),
    ],
)
def test_a_row_that_cannot_be_is_refused_with_its_line(cells, words):
    found = taken(csv_file(total("A", 300, 400), total("B", **cells)))

    assert found.refused == []
    good, bad = found.rows
    assert good.state == RowState.KEPT
    assert (bad.line, bad.state) == (3, RowState.REFUSED)
    assert words in bad.words
    assert bad.values is None


def test_a_formula_in_a_spreadsheet_is_refused_and_never_worked_out():
    (row,) = taken(xlsx_file(total("B", "=1+1")), "t.xlsx").rows

    assert row.state == RowState.REFUSED


def test_the_same_total_twice_is_taken_once():
    assert states(total("B"), total("B", 380, 431)) == ["kept", "refused"]


# Files of people -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("heading", "about"),
    [
        ("Learner name", "names"), ("LearnerName", "names"), ("Surname", "names"),
        ("first_name", "names"), ("DOB", "dates of birth"), ("Date of Birth", "dates of birth"),
        ("age", "dates of birth"), ("ULN", "numbers of single learners"),
        ("Learner ID", "numbers of single learners"), ("student_ref", "numbers of single learners"),
        ("Student", "numbers of single learners"), ("Post-code", "addresses"),
        ("Home address", "addresses"), ("E-mail", "e-mail addresses"), ("Mobile", "phone"),
        ("Ethnicity", "personal facts"), ("EHCP", "personal facts"), ("Jade Smith", "names"),
        ("2008-03-04", "dates of birth"), ("1234567890", "numbers"),
        ("comments", "free text"), ("Context notes", "free text"),
        ("programme", "no column of the template"), ("", "no heading"),
    ],
)  # fmt: skip
def test_a_column_too_many_refuses_the_whole_file(heading, about):
    heads = (*COLUMNS, heading, "kind of") if not heading else (*COLUMNS, heading)

    found = taken(csv_file([*total("B"), "x"], heads=heads))

    assert about in found.refused[0]
    assert found.rows == []


@pytest.mark.parametrize(
    ("cells", "about"),
    [
        ({"team": "Jade Smith"}, "names"), ({"kind": "Smith, Jade"}, "names"),
        ({"team": "", "mentor": "Jade Smith"}, "names"), ({"team": "jade"}, "names"),
        ({"numerator": "1234567890"}, "numbers of single learners"),
        ({"denominator": "9434765919"}, "numbers of single learners"),
        ({"period_from": "14/03/2008"}, "dates of birth"),
        ({"team": "LE1 4RR"}, "addresses or postcodes"),
        ({"team": "jade@college.test"}, "e-mail"), ({"kind": "07700 900123"}, "phone"),
    ],
)  # fmt: skip
def test_a_cell_that_says_who_somebody_is_refuses_the_whole_file(cells, about):
    found = taken(csv_file(total("A", 300, 400), total("B", **cells)))

    assert about in found.refused[0]
    assert "Line 3" in found.refused[0]
    assert found.rows == []


def test_what_was_refused_is_not_repeated_in_words():
    found = taken(csv_file(total("Jade Smith")))

    assert "Jade" not in " ".join(found.refused)


def test_addresses_of_nobody_here_refuse_the_file_when_they_are_the_most():
    strangers = [total(f"l{n}@college.test", 10, 12) for n in range(3)]

    assert "learners’" in taken(csv_file(total(YASMIN, 20, 30), *strangers)).refused[0]
    assert states(total(YASMIN, 20, 30), strangers[0]) == ["kept", "refused"]


def test_a_month_with_a_first_name_is_no_name():
    assert states(total("B", period_to="June 2026")) == ["refused"]


def test_a_cell_outside_the_columns_refuses_the_file():
    assert "outside the columns" in taken(csv_file([*total("B"), "Jade"])).refused[0]


@pytest.mark.parametrize(
    ("heads", "words"),
    [
        (COLUMNS[:5], "“numerator” is missing"), ((*COLUMNS, "kind"), "stands twice"),
        (COLUMNS[2:], "must say whose total"),
    ],
)  # fmt: skip
def test_the_columns_of_a_total_must_be_there(heads, words):
    assert words in " ".join(taken(csv_file(["A", "B"], heads=heads)).refused)


def test_headings_alone_are_no_file():
    assert "no row below" in taken(csv_file()).refused[0]


# Files that cannot be read -------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "name", "words"),
    [
        (b"x" * (MOST_BYTES + 1), "a.csv", "too large"), (b"", "a.csv", "empty"),
        (b"\n , \n", "a.csv", "empty"), (b"a,b", "a.pdf", "ends in"), (b"a,b", "a.xls", "ends in"),
        (b"a,b", "a.xlsx", "damaged"), (b"PK\x03\x04 no zip", "a.xlsx", "damaged"),
        (b"a\0b", "a.csv", "cannot be read|that can be read"),
        (b"kind\n" + b"pass\n" * 2002, "a.csv", "too long"),
        (b"," * 31 + b"a", "a.csv", "too wide"),
    ],
)  # fmt: skip
def test_what_is_no_table_is_refused(content, name, words):
    with pytest.raises(ValidationError, match=words):
        read_rows(content, name)


def test_a_workbook_with_macros_is_refused():
    import io
    import zipfile

    source, out = zipfile.ZipFile(io.BytesIO(xlsx_file(total("B")))), io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for each in source.namelist():
            target.writestr(each, source.read(each))
        target.writestr("xl/vbaProject.bin", b"macro")

    with pytest.raises(ValidationError, match="macros"):
        read_rows(out.getvalue(), "t.xlsx")


@given(st.binary(max_size=400), st.sampled_from(["a.csv", "a.xlsx"]))
def test_any_bytes_are_read_or_refused(content, name):
    try:
        rows = read_rows(content, name)
    except ValidationError:
        return
    assert take_in(rows, KNOWN, base=10, today=TODAY) is not None
    assert all(isinstance(row, FileRow) for row in rows)
