import pytest

from content.local_texts.queries import local_text_for, local_texts, used_keys, waiting_keys
from content.local_texts.services import set_local_text
from tests.factories.pages import home_page, information_page


def block(key):
    value = {"key": key, "title": "In your college", "brief": f"Say {key}.", "prompt": "Ask."}
    return {"type": "in_your_college", "value": value}


@pytest.fixture
def pages(db):
    home_page()
    information_page(title="One", slug="one", body=[block("where"), block("when")])
    information_page(title="Two", slug="two", body=[block("where")])
    information_page(title="Draft", slug="draft", body=[block("why")], live=False)


def test_used_keys_are_those_of_live_pages(pages):
    assert [(use.key, use.page_title) for use in used_keys()] == [
        ("when", "One"),
        ("where", "One"),
        ("where", "Two"),
    ]
    assert used_keys()[0].brief == "Say when."


def test_waiting_keys_are_used_and_not_written(pages, trainer):
    set_local_text(key="when", text="On Mondays", by=trainer)
    set_local_text(key="where", text="", by=trainer)

    assert [use.key for use in waiting_keys()] == ["where"]


def test_local_texts_are_read_once(trainer, django_assert_num_queries):
    set_local_text(key="when", title="When", text="On Mondays", by=trainer)
    local_texts()

    with django_assert_num_queries(0):
        found = local_text_for("when")

    assert (found.title, found.text) == ("When", "On Mondays")
    assert local_text_for("why") is None
