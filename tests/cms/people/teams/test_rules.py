from datetime import date

import pytest
from django.core.exceptions import ValidationError

from cms.people.teams import rules

MARCH, APRIL, MAY = (date(2026, month, 1) for month in (3, 4, 5))


def test_nobody_manages_themselves():
    with pytest.raises(ValidationError, match="own line manager"):
        rules.check_line(1, 1, MARCH, None)


def test_a_line_ends_after_it_starts():
    with pytest.raises(ValidationError):
        rules.check_line(1, 2, APRIL, MARCH)


@pytest.mark.parametrize("line", [(MARCH, None), (MARCH, APRIL), (MAY, None)])
def test_two_lines_on_one_day_are_refused(line):
    with pytest.raises(ValidationError, match="already a line manager"):
        rules.check_lines_apart(line, [(APRIL, None)])


def test_lines_one_after_the_other_are_apart():
    rules.check_lines_apart((MAY, None), [(MARCH, APRIL)])


def test_a_circle_is_refused_however_long():
    with pytest.raises(ValidationError, match="circle"):
        rules.check_no_circle(1, 4, {4: 3, 3: 2, 2: 1})


def test_a_circle_elsewhere_does_not_hang():
    rules.check_no_circle(1, 4, {4: 3, 3: 4})


def test_a_post_does_not_end_before_it_starts():
    with pytest.raises(ValidationError):
        rules.check_employment(APRIL, MARCH)
    rules.check_employment(None, MARCH)
