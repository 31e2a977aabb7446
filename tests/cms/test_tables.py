from datetime import date

import pytest

from cms.tables import csv_table, safe_cell


@pytest.mark.parametrize("text", ["=1+1", "+44", "-1", "@SUM(A1)", "\t=1", "\r=1", "\x00=1", "-"])
def test_a_cell_never_begins_a_formula(text):
    assert safe_cell(text)[0] == "'"


@pytest.mark.parametrize("value", ["Workshop", "", 3, -3, 2.5, None])
def test_what_is_harmless_stays_as_it_is(value):
    assert safe_cell(value) == value


def test_a_table_is_utf8_for_spreadsheets_with_days_as_they_sort():
    table = csv_table([["Name", "Day"], ["=Siobhán", date(2026, 9, 1)], []])

    assert table.decode("utf-8-sig") == "Name,Day\r\n'=Siobhán,2026-09-01\r\n\r\n"
    assert table.startswith(b"\xef\xbb\xbf")
