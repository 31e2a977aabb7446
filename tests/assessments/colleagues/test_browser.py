"""In a real browser: every screen at both ends of width and theme, and one story on a phone."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from assessments.colleagues.models import ColleagueAsk
from tests.browser import NARROW, WIDE, assert_nothing_sticks_out
from tests.factories.colleagues import (
    colleague_answer,
    colleague_ask,
    colleague_round,
    colleague_token_of,
    heard_without_names,
)

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser, pytest.mark.slow]
SHOTS = ""


def at(name, *args):
    return reverse(f"colleagues:{name}", args=args)


@pytest.fixture
def scene(mentor):
    """A round of every kind, and a link that waits."""
    named = colleague_round(mentor)
    colleague_answer(named)
    colleague_answer(named, giver_name="Paul Reid", keeps_doing="", tries_next="")
    waiting = colleague_ask(named, name="Kim Lee", email="kim@eastgate.test")
    shared = heard_without_names(mentor, is_shared=True)
    collecting = heard_without_names(mentor, n=3, state="open", closed_at=None)
    heard_without_names(mentor, n=3)
    return named, waiting, shared, collecting


@pytest.mark.looks
@pytest.mark.parametrize(
    ("viewport", "theme"), [(NARROW, "dark"), (WIDE, "light")], ids=["narrow", "wide"]
)
def test_every_screen_is_accessible_and_never_wider_than_its_window(
    browser_page, signed_in, assert_accessible, scene, mentor, manager, viewport, theme
):
    named, waiting, shared, collecting = scene
    hers = [
        *(at(name) for name in ("round_list", "round_create")),
        *(row.get_absolute_url() for row in (named, shared, collecting)),
        at("ask_create", collecting.pk),
        at("round_close", collecting.pk),
        at("round_give_up", named.pk),
        at("round_print", shared.pk),
    ]
    his = [at("shared_list"), shared.get_absolute_url()]
    theirs = [
        at("answer_create", colleague_token_of(ask))
        for ask in (waiting, collecting.asks.get(is_answered=False), named.asks.first())
    ]
    for person, screens in ((mentor, hers), (manager, his), (None, theirs)):
        page = browser_page(viewport, color_scheme=theme)
        if person is not None:
            signed_in(page, person)
        for number, address in enumerate(screens):
            page.goto(address)
            if SHOTS:
                name = f"{SHOTS}/{theme}-{person.first_name if person else 'out'}-{number}.png"
                page.screenshot(path=name, full_page=True)
            assert_nothing_sticks_out(page)
            assert_accessible(page)


def test_a_round_is_opened_a_colleague_answers_on_a_phone_and_it_is_read(
    browser_page, signed_in, assert_accessible, mentor
):
    page = signed_in(browser_page(NARROW, color_scheme="dark"), mentor)
    page.goto(at("round_list"))
    page.get_by_role("link", name="Open a round").click()
    page.get_by_label("What you want to hear about").fill("How I work with teachers")
    page.get_by_label("By name").check()
    page.get_by_role("button", name="Open the round").click()
    page.get_by_label("Their name").fill("Ines Duarte")
    page.get_by_label("Their e-mail address").fill("ines@eastgate.test")
    page.get_by_label("A teacher I work with").check()
    page.get_by_role("button", name="Send the link").click()
    expect(page.get_by_text("Ines Duarte gets the link by e-mail.")).to_be_visible()

    theirs = browser_page(NARROW, color_scheme="dark", java_script_enabled=False)
    theirs.goto(at("answer_create", colleague_token_of(ColleagueAsk.objects.get())))
    theirs.get_by_role("button", name="Send my answer").click()
    expect(theirs.get_by_text("There is something to put right")).to_be_visible()
    for group in theirs.get_by_role("group").all()[:5]:
        group.get_by_label("Often").check()
    theirs.get_by_label("Something to keep doing").fill("You always come with a plan.")
    theirs.get_by_label("I have no conflict of interest").check()
    theirs.get_by_label("I agree that").check()
    theirs.get_by_role("button", name="Send my answer").click()
    expect(theirs.get_by_role("heading", name="Thank you")).to_be_visible()

    page.get_by_role("link", name="That is everybody").click()
    expect(page.get_by_text("You always come with a plan.")).to_be_visible()
    page.get_by_role("link", name="Close it now").click()
    assert_accessible(page)
    page.get_by_role("button", name="Close it").click()
    page.get_by_role("button", name="Let my line manager read it").click()
    expect(page.get_by_text("Your line manager can read it now.")).to_be_visible()
