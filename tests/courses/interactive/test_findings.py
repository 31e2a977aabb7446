"""What an author is told about an activity before she publishes the page it stands in."""

import pytest

from content.activities.rules import Completing, Weight
from content.checks.rules.findings import Around, Level
from courses.interactive.queries import activity_findings, lesson_findings
from tests.courses.interactive.test_counting import (
    BLOCK,
    lesson_with,
    make_it_about_safeguarding,
    step,
)
from tests.factories.courses import lesson_page, module_page
from tests.factories.h5p.results import choice
from tests.factories.people import days_ago

pytestmark = pytest.mark.django_db
IN_WORDS = {"text_alternative": "Six questions about targets."}


def around():
    return Around(today=days_ago(0))


def said(findings):
    return [(check.level, check.where) for check in findings]


def test_an_activity_that_can_be_read_in_words_is_fine():
    page = step(choice(**IN_WORDS))

    assert activity_findings(page, around()) == []


def test_an_activity_without_words_for_it_is_to_be_looked_at_again():
    assert said(activity_findings(step(choice()), around())) == [(Level.SHOULD, "activity")]


def test_code_that_waits_keeps_it_from_being_played():
    activity = choice(**IN_WORDS)
    library = activity.current.main_library
    activity.current.libraries.add(library)
    library.in_use = None
    library.save()

    (check,) = activity_findings(step(activity), around())

    assert check.level == Level.MUST
    assert "H5P.MultiChoice 1.16" in check.message


@pytest.mark.parametrize(
    ("weight", "completing", "levels"),
    [
        (Weight.PRACTICE, Completing.SCORED, [Level.MUST]),
        (Weight.PRACTICE, Completing.COMPLETED, []),
        (Weight.VERIFIED, Completing.SCORED, []),
    ],
)
def test_about_safeguarding_a_score_of_practice_would_shut_everybody_out(
    weight, completing, levels
):
    module = module_page()
    page = lesson_with(choice(weight=weight, **IN_WORDS), module, completing, 80)
    make_it_about_safeguarding(module)

    found = lesson_findings(page, around())

    assert said(found) == [(level, BLOCK) for level in levels]


def test_lessons_without_activities_cost_nothing(django_assert_num_queries):
    page = lesson_page(module_page())

    with django_assert_num_queries(0):
        assert lesson_findings(page, around()) == []


def test_modules_are_read_once_for_all_pages(django_assert_num_queries):
    module, kept = module_page(), around()
    pages = [
        lesson_with(choice(title=f"Number {at}", **IN_WORDS), module, Completing.OPENED)
        for at in range(3)
    ]
    lesson_findings(pages[0], kept)

    with django_assert_num_queries(4):
        for page in pages[1:]:
            lesson_findings(page, kept)
