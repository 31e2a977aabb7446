import pytest
from django.template import Context, Template
from django.template.loader import render_to_string

from tests.factories.supervision import pointer

pytestmark = pytest.mark.django_db
POINTERS = Template("{% load concerns %}{% session_pointers session %}")


def shown_to(person, session):
    return POINTERS.render(Context({"user": person, "session": session}))


def test_the_supervisor_reads_that_it_was_reported_and_no_reference(
    mentor, supervisor, dsl, meeting
):
    row = pointer(mentor, meeting, external_ref="CPOMS 2231")

    text = shown_to(supervisor, meeting)

    assert "A concern was reported at" in text
    assert "Not acknowledged yet" in text
    assert "2231" not in text
    assert row.get_absolute_url() not in text
    assert "CPOMS 2231" in shown_to(mentor, meeting)
    assert "CPOMS 2231" in shown_to(dsl, meeting)


def test_others_read_nothing(mentor, manager, peer, meeting):
    pointer(mentor, meeting)

    assert shown_to(manager, meeting).strip() == ""
    assert shown_to(peer, meeting).strip() == ""


def test_the_link_carries_the_session(meeting):
    assert f"?session={meeting.pk}" in render_to_string(
        "concerns/panel_link.html", {"session": meeting}
    )
    assert "?session" not in render_to_string("concerns/panel_link.html")


def test_words_are_asked_about():
    text = Template("{% load concerns %}{% if words|sounds_like_concern %}ask{% endif %}")

    assert text.render(Context({"words": "She disclosed it."})) == "ask"
    assert text.render(Context({"words": None})) == ""
