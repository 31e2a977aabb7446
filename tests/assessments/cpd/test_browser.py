"""In a real browser: the log and its forms by keyboard, on a phone, in both themes, and what a
script adds to them."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from assessments.cpd.models import CPDEntry
from assessments.cpd.services import share_entry
from tests.browser import BOTH_ENDS, NARROW, WIDE, assert_nothing_sticks_out
from tests.factories.cpd import certificate, cpd_entry, handed_in, ready_entry, returned, verified
from tests.factories.standards import st0148

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser, pytest.mark.slow]
UNFOLD = "document.querySelectorAll('details.fold').forEach(row => { row.open = true; })"


@pytest.fixture
def log(mentor, manager, supervisor):
    """An entry in each state that looks different."""
    st0148()
    draft = ready_entry(mentor, codes=("S1", "K1"))
    draft.files.add(certificate(mentor))
    sent = share_entry(entry=handed_in(mentor), supervisor=supervisor, by=mentor)
    back = returned(mentor, manager)
    done = verified(mentor, manager, impact_status="partly", impact_note="Two groups ask for it.")
    unsure = cpd_entry(mentor, what_i_learned="I asked learner Jade.")
    return draft, sent, back, done, unsure


def own_addresses(log):
    draft, sent, back, done, unsure = log
    names = [("entry_detail", row) for row in log]
    names += [("entry_update", draft), ("entry_submit", draft), ("entry_submit", unsure)]
    names += [("entry_share", sent), ("entry_impact", done), ("entry_update", back)]
    pages = [reverse(f"cpd:{name}", args=[row.pk]) for name, row in names]
    return ["/cpd/", "/cpd/?state=returned", "/cpd/new/", *pages]


@pytest.mark.looks
@BOTH_ENDS
def test_every_screen_is_accessible_and_never_wider_than_its_window(
    browser_page, signed_in, assert_accessible, log, mentor, viewport, theme
):
    page = signed_in(browser_page(viewport, color_scheme=theme), mentor)

    for address in own_addresses(log):
        page.goto(address)
        page.evaluate(UNFOLD)
        assert_nothing_sticks_out(page)
        assert_accessible(page)


@pytest.mark.looks
@pytest.mark.parametrize("viewport", [WIDE, NARROW], ids=["wide", "narrow"])
def test_what_others_read_is_accessible(
    browser_page, signed_in, assert_accessible, log, supervisor, viewport
):
    page = signed_in(browser_page(viewport), supervisor)

    for address in ("/cpd/shared/", reverse("cpd:shared_entry", args=[log[1].pk])):
        page.goto(address)
        assert_nothing_sticks_out(page)
        assert_accessible(page)


def test_quick_capture_takes_three_fields_and_a_key(phone, signed_in, mentor):
    signed_in(phone, mentor)
    phone.goto("/cpd/")

    phone.get_by_label("What did you do?").fill("Talk in the staff room")
    phone.get_by_label("Time").fill("25")
    phone.keyboard.press("Enter")
    phone.get_by_text("Added to your log.").wait_for()

    entry = CPDEntry.objects.get()
    assert (entry.title, entry.minutes) == ("Talk in the staff room", 25)


def test_the_summary_begins_with_what_was_learned_and_is_counted(page, signed_in, mentor):
    st0148()
    signed_in(page, mentor)
    page.goto("/cpd/new/")
    begin = page.get_by_role("button", name="Begin it with what I learned")
    expect(begin).to_be_hidden()

    page.get_by_role("textbox", name="What I learned").fill("To wait.")
    begin.click()

    summary = page.get_by_label("Summary for others")
    assert summary.input_value() == "To wait."
    page.get_by_text("992 characters left").wait_for()
    expect(begin).to_be_hidden()
    summary.fill("x" * 1003)
    page.get_by_text("3 characters too many").wait_for()


def test_another_way_to_reflect_brings_its_questions_and_loses_nothing(page, signed_in, mentor):
    st0148()
    entry = cpd_entry(mentor)
    signed_in(page, mentor)
    page.goto(reverse("cpd:entry_update", args=[entry.pk]))
    page.get_by_text("Reflect, for yourself").click()
    page.get_by_label("What happened?").fill("It was loud.")
    page.get_by_role("textbox", name="What I learned").fill("To wait.")

    page.get_by_label("How I reflect").select_option("gibbs")
    page.get_by_label("Feelings: what did I think and feel?").fill("Calm.")
    page.get_by_role("button", name="Save").click()
    page.get_by_text("Saved.").wait_for()

    entry.refresh_from_db()
    assert entry.reflection == {"what": "It was loud.", "feelings": "Calm."}
    assert (entry.reflection_model, entry.what_i_learned) == ("gibbs", "To wait.")


def test_without_scripts_another_way_to_reflect_comes_by_a_button(browser_page, signed_in, mentor):
    st0148()
    entry = cpd_entry(mentor)
    page = signed_in(browser_page(NARROW, java_script_enabled=False), mentor)
    page.goto(reverse("cpd:entry_update", args=[entry.pk]))
    page.get_by_text("Reflect, for yourself").click()
    page.get_by_role("textbox", name="What I learned").fill("To wait.")
    page.get_by_label("How I reflect").select_option("kolb")
    page.get_by_role("button", name="Show its questions").click()

    page.get_by_label("Try out: where will I try it next?").fill("On Monday.")
    page.get_by_role("button", name="Save").click()

    entry.refresh_from_db()
    assert entry.reflection == {"try_out": "On Monday."}
    assert entry.what_i_learned == "To wait."


def test_two_versions_are_settled_by_keyboard(
    browser_page, page, signed_in, assert_accessible, mentor
):
    st0148()
    entry = cpd_entry(mentor)
    address = reverse("cpd:entry_update", args=[entry.pk])
    desk, other = signed_in(page, mentor), signed_in(browser_page(NARROW), mentor)
    desk.goto(address)
    other.goto(address)
    other.get_by_role("textbox", name="What I learned").fill("From the phone.")
    other.get_by_role("button", name="Save").click()
    other.get_by_text("Saved.").wait_for()

    desk.get_by_role("textbox", name="What I learned").fill("From the desk.")
    desk.get_by_role("button", name="Save").click()
    desk.get_by_role("heading", name="There are two versions of this entry").wait_for()
    assert_accessible(desk)
    desk.get_by_label("Both, one after the other").focus()
    desk.keyboard.press("Space")
    desk.keyboard.press("Enter")
    desk.get_by_text("Saved.").wait_for()

    entry.refresh_from_db()
    assert entry.what_i_learned == "From the desk.\n\nFrom the phone."
