"""What a reader sees of a fact, in a body and in a lesson."""

import pytest

from content.blocks.facts import FactBlock
from content.guidance import services
from content.guidance.models import Edition, Fact
from content.guidance.tasks import announce_editions
from tests.factories.courses import enrolment, lesson_page, module_page
from tests.factories.guidance import edition, fact, fact_block, publication


@pytest.fixture
def source(db):
    return publication()


@pytest.fixture
def old(source):
    return edition(source, "2024-09")


def render(key="kcsie-no-promise"):
    block = FactBlock()
    return " ".join(block.render(block.to_python({"key": key})).split())


def test_fact_shows_words_source_edition_and_date(old):
    fact(old, text="Tell the {learner} **early**.")

    html = render()

    assert "Tell the learner <strong>early</strong>." in html
    assert 'href="https://www.gov.uk/kcsie"' in html
    assert "Keeping children safe in education</a></cite>. Department for Education. 2024" in html
    assert "(September 2024). Checked on 15 January 2026." in html
    assert "Guidance</p>" in html
    assert "newer edition" not in html


def test_fact_says_a_date_once_and_links_no_empty_address(db):
    law = publication(key="law", kind="law", title="Care Act 2014", url="")
    fact(edition(law, "2014"), key="care-act")

    html = render("care-act")

    assert "<cite>Care Act 2014</cite>" in html
    assert "(2014)" not in html
    assert "<a " not in html


def test_fact_says_when_a_newer_edition_holds(source, old):
    fact(old)
    edition(source, "2025-09-01", what_changed="For the staff alone.")

    html = render()

    assert "Since 1 September 2025 a newer edition holds: 2025." in html
    assert "2024" in html
    assert "For the staff alone." not in html


def test_fact_keeps_from_readers_what_is_still_to_confirm(old):
    fact(old, to_check="Nobody has opened the original.")

    assert "Nobody has opened" not in render()


@pytest.mark.parametrize("key", ["kcsie-no-promise", ""])
def test_a_fact_nobody_has_leaves_a_kind_line(db, key):
    assert "A fact that stood here is being renewed." in render(key)


@pytest.fixture
def lesson(old):
    fact(old)
    return lesson_page(module_page(), body=[fact_block()])


def text_of(client, lesson):
    return client.get(lesson.url).content.decode()


def test_a_lesson_with_a_fact_takes_four_queries(
    lesson, mentor, client_of, django_assert_num_queries
):
    enrolment(mentor, lesson.get_parent().specific)
    client = client_of(mentor)
    text_of(client, lesson)

    with django_assert_num_queries(4):
        page = text_of(client, lesson)

    assert "Never promise to tell nobody." in page


def test_a_lesson_says_at_once_that_a_newer_edition_holds_and_that_it_was_read(
    lesson, source, mentor, trainer, client_of
):
    client = client_of(mentor)
    before = text_of(client, lesson)
    new = services.save_edition(
        edition=Edition(publication=source, name="2025", date="2025-09"), by=trainer
    )
    stale = text_of(client, lesson)
    services.confirm_fact(fact=Fact.objects.get(), edition=new, by=trainer)
    after = text_of(client, lesson)

    assert ["newer edition" in page for page in (before, stale, after)] == [False, True, False]
    assert "(September 2025)" in after


def test_a_lesson_says_so_on_the_morning_of_an_edition_that_was_waited_for(
    lesson, source, mentor, client_of
):
    """Bodies are kept for many readers, and the daily task is what renews them."""
    edition(source, "2999-09-01", name="Next")
    client = client_of(mentor)
    text_of(client, lesson)
    Edition.objects.filter(name="Next").update(date="2025-09-01")  # as if its day had come

    before = text_of(client, lesson)
    announce_editions()

    assert "newer edition" not in before
    assert "Since 1 September 2025 a newer edition holds: Next." in text_of(client, lesson)
