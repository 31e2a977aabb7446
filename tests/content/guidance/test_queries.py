from datetime import date

import pytest

from content.guidance import queries
from content.guidance.models import Fact
from tests.factories.guidance import CHECKED, edition, fact, fact_block, publication
from tests.factories.pages import home_page, information_page

BEFORE, AFTER = date(2026, 8, 31), date(2026, 9, 1)


@pytest.fixture
def source(db):
    return publication()


@pytest.fixture
def old(source):
    return edition(source, "2025-09-01")


@pytest.fixture
def new(source, old):
    return edition(source, "2026-09-01", what_changed="Annex A is gone.")


def test_facts_show_source_edition_and_date(old):
    fact(old)

    shown = queries.facts(BEFORE)["kcsie-no-promise"]

    assert (shown.title, shown.publisher, shown.kind) == (
        "Keeping children safe in education",
        "Department for Education",
        "Guidance",
    )
    assert (shown.edition, shown.date, shown.checked_on) == ("2025", "1 September 2025", CHECKED)
    assert (shown.newer_edition, shown.newer_date) == ("", "")


def test_facts_say_which_newer_edition_holds_from_its_day_on(old, new):
    fact(old)

    assert queries.facts(BEFORE)["kcsie-no-promise"].newer_edition == ""
    after = queries.facts(AFTER)["kcsie-no-promise"]
    assert (after.newer_edition, after.newer_date) == ("2026", "1 September 2026")


@pytest.mark.parametrize("rows", [1, 3])
def test_facts_are_two_queries_and_then_none(rows, old, new, django_assert_num_queries):
    for number in range(rows):
        fact(old, key=f"fact-{number}")
        edition(publication(key=f"other-{number}"), "2024")

    with django_assert_num_queries(2):
        first = queries.facts(AFTER)
    with django_assert_num_queries(0):
        again = queries.facts(AFTER)

    assert len(first) == rows
    assert again == first


def test_a_change_is_seen_at_once(old, django_capture_on_commit_callbacks):
    row = fact(old)
    assert queries.fact_for(row.key).text == "Never promise to tell nobody."

    with django_capture_on_commit_callbacks(execute=True):
        row.text = "Say early whom you will tell."
        row.save()

    assert queries.fact_for(row.key).text == "Say early whom you will tell."
    assert queries.fact_for("kcsie-nothing") is None


def test_unknown_keys_come_with_what_they_may_mean(old, django_assert_num_queries):
    for key in ("kcsie-no-promise", "rarpa-five-stages", "motivation"):
        fact(old, key=key)
    queries.facts()

    with django_assert_num_queries(0):
        unknown = queries.unknown_keys(["kcsie-no-promises", "motivation", "zzz"])

    assert unknown == {"kcsie-no-promises": ["kcsie-no-promise"], "zzz": []}


def test_unknown_keys_name_three_at_most(old):
    for number in range(5):
        fact(old, key=f"kcsie-{number}")

    assert len(queries.unknown_keys(["kcsie-x"])["kcsie-x"]) == 3


@pytest.mark.parametrize("rows", [1, 3])
def test_facts_to_check_are_those_of_a_superseded_edition(
    rows, old, new, django_assert_num_queries
):
    stale = [fact(old, key=f"old-{number}") for number in range(rows)]
    fact(new, key="new")
    fact(edition(publication(key="alone"), "2019"), key="alone")

    with django_assert_num_queries(2):
        found = queries.facts_to_check(today=AFTER)

    assert found == [(row, new) for row in stale]
    assert queries.facts_to_check(today=BEFORE) == []


def test_newer_edition_of_a_fact_read_ahead_of_its_day_is_none(old, new):
    ahead = fact(new)

    assert queries.newer_edition(ahead, today=BEFORE) is None
    assert queries.newer_edition(ahead, today=AFTER) is None


def test_listed_facts_have_the_stale_ones_first(old, new, django_assert_num_queries):
    fact(new, key="a-new")
    fact(old, key="z-old")

    with django_assert_num_queries(2):
        found = [
            (row.key, row.newer_name, row.edition.publication.title)
            for row in queries.listed_facts(today=AFTER)
        ]

    title = "Keeping children safe in education"
    assert found == [("z-old", "2026", title), ("a-new", "", title)]


def test_listed_facts_without_any_edition_is_an_empty_list(db):
    assert list(queries.listed_facts()) == []


def test_waiting_counts_both_kinds(old, new, django_assert_num_queries):
    fact(old, key="stale", to_check="The wording.")
    fact(old, key="stale-too")
    fact(new, key="unread", to_check="The date.")

    with django_assert_num_queries(2):
        waiting = queries.waiting()

    assert (waiting.against_newer, waiting.in_original) == (2, 2)


@pytest.mark.parametrize("rows", [1, 3])
def test_publications_come_with_facts_and_latest_edition(rows, old, new, django_assert_num_queries):
    for number in range(rows):
        fact(old, key=f"old-{number}")
        publication(key=f"other-{number}", title=f"Other {number}")

    with django_assert_num_queries(1):
        found = list(queries.publications())

    assert (found[0].fact_count, found[0].latest_edition) == (rows, "2026")
    assert [row.title for row in found[1:]] == [f"Other {number}" for number in range(rows)]


def test_editions_of_a_source_say_which_holds(source, old, new, django_assert_num_queries):
    older = edition(source, "2023")
    fact(old)

    with django_assert_num_queries(1):
        lines = queries.editions_of(source.pk, today=BEFORE)

    assert [(line.edition, line.facts, line.holds, line.is_to_come) for line in lines] == [
        (new, 0, False, True),
        (old, 1, True, False),
        (older, 0, False, False),
    ]


# Where facts are shown -------------------------------------------------------


@pytest.fixture
def pages(db):
    home_page()
    page = information_page(title="One {learner}", slug="one", body=[fact_block("shown")])
    page.body = [fact_block("shown"), fact_block("drafted")]
    page.save_revision()
    information_page(title="Two", slug="two", body=[fact_block("shown"), fact_block("shown")])
    information_page(title="Unpublished", slug="draft", body=[fact_block("draft")], live=False)


def test_uses_are_those_of_live_pages_and_of_drafts(pages):
    assert [(use.key, use.page_title, use.is_live) for use in queries.uses()] == [
        ("draft", "Unpublished", False),
        ("drafted", "One learner", False),
        ("shown", "One learner", True),
        ("shown", "Two", True),
    ]
    assert [use.page_title for use in queries.uses_of(["draft", "nothing"])] == ["Unpublished"]


@pytest.mark.parametrize("rows", [1, 3])
def test_uses_cost_the_same_for_one_page_and_for_three(rows, db, django_assert_max_num_queries):
    home_page()
    for number in range(rows):
        page = information_page(title="x", slug=f"x-{number}", body=[fact_block()])
        page.body = [fact_block("other")]
        page.save_revision()

    with django_assert_max_num_queries(12):
        assert len(queries.uses()) == 2 * rows


def test_pages_of_name_each_page_once(pages):
    found = queries.pages_of(queries.uses())

    assert [(use.page_title, use.is_live) for use in found] == [
        ("One learner", True),
        ("Two", True),
        ("Unpublished", False),
    ]
    assert queries.page_titles(queries.uses()) == ["One learner", "Two", "Unpublished"]


def test_ties_of_a_fact_an_edition_and_a_source(pages, source, old, new):
    row = fact(old, key="shown")
    free = fact(old, key="free")

    assert [use.page_title for use in queries.ties(row).uses] == ["One learner", "Two"]
    assert not queries.ties(free).hold
    assert queries.ties(old).facts == queries.ties(source).facts == [free, row]
    assert not queries.ties(new).hold


def test_ties_of_what_came_with_the_site(old):
    row = fact(old, material_hash="mark")

    assert queries.ties(row).hold
    assert Fact.objects.get().material_hash == "mark"
