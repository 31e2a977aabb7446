"""A trainer writes scenarios in the workshop: by keyboard alone and by the map."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, expect
from wagtail.models import Comment

from assessments.scenarios.models import ScenarioPage
from assessments.standards.services import load_framework
from cms.people.editors.services import keep_groups_in_step, set_up_groups
from tests.browser import NARROW
from tests.factories.courses import module_page
from tests.factories.scenarios import scenario_page

from . import story

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]

# Title, what happens next for the best and for the weak answer.
SCENES = [
    ("Rosa is late", "Ask about the bus", "Talk about rules"),
    ("Ask about the bus", "Look at the timetable", "Talk about rules"),
    ("Talk about rules", "Look at the timetable", "Phone home"),
    ("Look at the timetable", "Tell the tutor together", "Phone home"),
    ("Phone home", "Tell the tutor together", "poor"),
    ("Tell the tutor together", "good", "poor"),
]

ENDS = ("good", "poor")


@pytest.fixture
def module(transactional_db):
    load_framework()
    return module_page()


@pytest.fixture
def author(module, trainer):
    set_up_groups()  # once more: the rights hang on the home page
    keep_groups_in_step(people=[trainer])
    return trainer


@pytest.fixture
def desk(page, signed_in, author):
    return signed_in(page, author)


@pytest.fixture
def bus(module):
    return scenario_page(module)


def open_editor(desk: Page, scenario: ScenarioPage) -> None:
    desk.goto(f"/cms/pages/{scenario.pk}/edit/")
    expect(row(desk, "plan")).to_be_visible()
    story.wait_for_editor(desk)


def row(desk: Page, key: str) -> Locator:
    """Of a scene or an end in the outline, by its short name."""
    name = desk.locator(".se-key", has_text=re.compile(f"^{key}$"))
    return desk.get_by_role("treeitem").filter(has=name)


def faults(desk: Page) -> Locator:
    return desk.locator(".se-problems-fault .se-problem")


def in_focus(desk: Page) -> str:
    return desk.evaluate(
        """() => {
          const at = document.activeElement;
          return at.getAttribute("aria-label") || at.labels?.[0]?.textContent || at.textContent;
        }"""
    ).strip()


def tab_to(desk: Page, name: str, key: str = "Tab") -> None:
    """From field to field until that one has the focus."""
    for _ in range(60):
        desk.keyboard.press(key)
        if re.search(name, in_focus(desk)):
            return
    raise AssertionError(f"Tab never comes to {name}; it is at {in_focus(desk)}")


def drafted(desk: Page, scenario: ScenarioPage, is_there: Callable[[Any], bool]) -> Any:
    """The draft, once that is in it. It saves itself about a second after the last key."""
    for _ in range(60):
        desk.wait_for_timeout(250)
        scenario.refresh_from_db()
        draft = scenario.get_latest_revision_as_object()
        if is_there(draft.written):
            story.wait_for_draft(desk)
            return draft
    raise AssertionError(f"It is not in the draft: {draft.written}")


def assert_accessible_part(desk: Page) -> None:
    found = Axe().run(desk, context=".story-editor").response["violations"]
    assert not found, [(one["id"], one["nodes"][0]["html"]) for one in found]


def lead_to(desk: Page, title: str) -> None:
    """Type where it leads. What is not there yet is made."""
    tab_to(desk, "^Leads to")
    desk.keyboard.type(title)
    choices = desk.get_by_role("listbox").filter(visible=True).get_by_role("option")
    there = re.compile(rf"^\W*{title}")
    wanted = (
        there
        if choices.filter(has_text=there).count()
        else re.compile("New end" if title in ENDS else "New scene")
    )
    while not wanted.search(choices.and_(desk.locator("[aria-selected=true]")).inner_text()):
        desk.keyboard.press("ArrowDown")
    desk.keyboard.press("Enter")


def write_option(desk: Page, words: str, *, is_best: bool, target: str, comment: str = "") -> None:
    tab_to(desk, "What you would say or do")
    desk.keyboard.type(words)
    tab_to(desk, "What happens")
    desk.keyboard.type("She looks up.")
    tab_to(desk, "The coach's comment")
    desk.keyboard.type(comment)
    if is_best:
        tab_to(desk, "Weak")
        desk.keyboard.press("ArrowLeft")
        desk.keyboard.press("ArrowLeft")
        assert in_focus(desk).endswith("Best")
    lead_to(desk, target)


def write_scene(desk: Page, best: str, weak: str, *, comment: str) -> None:
    tab_to(desk, "What is happening")
    desk.keyboard.type("Rosa looks at the floor. What do you do?")
    write_option(desk, "What got in the way today?", is_best=True, target=best, comment=comment)
    write_option(desk, "That is the third time.", is_best=False, target=weak, comment=comment)


def test_a_scenario_by_keyboard_alone(desk, module, client_of, mentor):
    desk.goto(f"/cms/pages/add/assessments/scenariopage/{module.pk}/")
    expect(desk.get_by_role("button", name="Start with a scene")).to_be_visible()
    story.wait_for_editor(desk)
    assert_accessible_part(desk)
    tab_to(desk, "^Title")
    desk.keyboard.type("The late bus")
    tab_to(desk, "Statements of the standard")
    desk.keyboard.type("S2")
    tab_to(desk, "^Situation")
    desk.keyboard.type("Rosa, 16, is late again. You have ten minutes.")

    # The first scene, and from it, by name, what does not exist yet.
    tab_to(desk, "Start with a scene")
    desk.keyboard.press("Enter")
    for number, (title, best, weak) in enumerate(SCENES):
        if number == 0:
            desk.keyboard.type(title)
        else:
            desk.keyboard.press("Alt+u")
            tree_to(desk, title)
            desk.keyboard.press("Enter")
        comment = "" if number == 3 else "You asked before you judged."
        write_scene(desk, best, weak, comment=comment)
    expect(desk.get_by_role("treeitem").filter(has=desk.locator(".se-key"))).to_have_count(8)

    # An end is not “good” because it is called so.
    desk.keyboard.press("Alt+u")
    tree_to(desk, "poor")
    desk.keyboard.press("Enter")
    tab_to(desk, "Good", "Shift+Tab")
    desk.keyboard.press("ArrowRight")
    desk.keyboard.press("ArrowRight")

    # The check names what is missing, and publishing is refused for it.
    expect(faults(desk)).to_have_count(2)
    expect(faults(desk).first).to_contain_text("the coach's comment is missing")
    assert_accessible_part(desk)
    press_publish(desk)
    expect(desk.get_by_text("2 things are to be mended first.")).to_be_visible()
    expect(desk.locator(".story-refused")).to_be_focused()
    assert not ScenarioPage.objects.get().live

    # One key leads to each.
    story.wait_for_editor(desk)
    for _ in range(2):
        left = faults(desk).count()
        row(desk, "n1").focus()
        desk.keyboard.press("Alt+p")
        tab_to(desk, "The coach's comment")
        desk.keyboard.type("The timetable says it without blame.")
        expect(faults(desk)).to_have_count(left - 1)
    press_publish(desk)
    expect(desk.get_by_text(re.compile("has been published"))).to_be_visible()
    scenario = ScenarioPage.objects.get()
    assert scenario.live
    assert [scene.title for scene in scenario.graph.scenes] == [title for title, *_ in SCENES]
    assert {end.key: end.band for end in scenario.graph.ends} == {"good": "good", "poor": "poor"}


def tree_to(desk: Page, name: str) -> None:
    desk.keyboard.press("Home")
    for _ in range(30):
        if re.search(name, in_focus(desk)):
            return
        desk.keyboard.press("ArrowDown")
    raise AssertionError(f"The outline has no {name}")


def press_publish(desk: Page) -> None:
    desk.wait_for_timeout(2000)
    story.wait_for_draft(desk)
    footer = desk.locator("footer")
    footer.get_by_role("button", name="More actions").press("Enter")
    footer.get_by_role("button", name="Publish", exact=True).press("Enter")


def test_a_target_picked_on_the_map(desk, bus):
    open_editor(desk, bus)
    row(desk, "plan").click()
    desk.get_by_role("button", name="Scene", exact=True).click()
    desk.get_by_label("Title", exact=True).fill("At the bus stop")
    desk.get_by_label("Title", exact=True).blur()
    expect(desk.get_by_role("treeitem", name=re.compile("Not led to yet"))).to_be_visible()

    # From the second option of the first scene, on the map.
    row(desk, "meet").click()
    card = desk.get_by_role("region", name="Option b")
    card.get_by_role("button", name="Pick on the map").click()
    expect(desk.get_by_text("choose a scene or an end on the map").first).to_be_visible()
    desk.locator("[data-map]").get_by_text("At the bus stop").first.click()
    expect(card.get_by_role("combobox", name="Leads to")).to_have_value("At the bus stop")
    expect(desk.get_by_role("treeitem", name=re.compile("Not led to yet"))).to_have_count(0)

    # A press on the map opens what was pressed.
    desk.locator("[data-map]").get_by_text("At the bus stop").first.click()
    expect(desk.get_by_label("Title", exact=True)).to_have_value("At the bus stop")
    drafted(desk, bus, lambda written: written["scenes"][0]["options"][1]["next"] == "n3")


def test_every_change_can_be_taken_back(desk, bus):
    open_editor(desk, bus)
    words = desk.get_by_label("What is happening")
    before = words.input_value()

    # Typing is one step; the cursor stays.
    words.press("End")
    words.type(" And nobody says a word.")
    desk.keyboard.press("Control+z")
    expect(words).to_have_value(before)
    expect(words).to_be_focused()
    desk.keyboard.press("Control+Shift+z")
    expect(words).to_have_value(f"{before} And nobody says a word.")

    # A scene goes with a key, and comes back with another; its links were never lost.
    row(desk, "plan").click()
    desk.keyboard.press("Delete")
    expect(row(desk, "plan")).to_have_count(0)
    expect(desk.locator(".se-toast")).to_contain_text("3 options led there")
    expect(row(desk, "good")).to_be_focused()
    broken = "leads to “plan”, which does not exist"
    expect(faults(desk).filter(has_text=broken)).to_have_count(3)
    desk.keyboard.press("Control+z")
    expect(row(desk, "plan")).to_be_visible()
    expect(faults(desk)).to_have_count(0)

    # A name changes wherever it is used.
    row(desk, "plan").click()
    desk.get_by_label("Short name").fill("The timetable!")
    desk.get_by_label("Short name").press("Enter")
    expect(row(desk, "The-timetable")).to_be_visible()
    expect(faults(desk)).to_have_count(0)
    draft = drafted(desk, bus, lambda written: "The-timetable" in str(written))
    targets = {option["next"] for option in draft.written["scenes"][0]["options"]}
    assert targets == {"The-timetable"}
    assert [s["id"] for s in draft.written["scenes"]] == [s["id"] for s in bus.written["scenes"]]


def test_what_is_written_is_a_draft_at_once_and_is_found(desk, bus):
    open_editor(desk, bus)
    desk.get_by_label("Who speaks").select_option("other")
    desk.get_by_label("Name", exact=True).fill("Rosa")
    desk.get_by_role("button", name="It opens differently when").click()
    desk.get_by_role("button", name="Add an opening").click()
    desk.get_by_label("Words before the scene").fill("She remembers Monday.")
    card = desk.get_by_role("region", name="Option a")
    card.get_by_role("button", name="What it changes").click()
    card.get_by_label("Something new").fill("You asked about the bus")
    card.get_by_label("Something new").press("Enter")
    expect(card.get_by_label("You asked about the bus")).to_be_checked()
    draft = drafted(desk, bus, lambda written: "facts" in written)
    scene = draft.written["scenes"][0]
    assert scene["speaker"]["name"] == "Rosa"
    assert scene["openings"][0]["text"] == "She remembers Monday."
    assert draft.facts == [{"key": "you-asked-about-the-bus", "text": "You asked about the bus"}]

    # After loading, it is all there; searching shows what has the word.
    desk.reload()
    expect(row(desk, "plan")).to_be_visible()
    desk.get_by_label("Search in the scenes").fill("she remembers")
    expect(desk.get_by_text("One found.", exact=True).first).to_be_visible()
    expect(row(desk, "plan")).to_have_count(0)
    desk.get_by_label("Search in the scenes").fill("no such word")
    expect(desk.get_by_text("Nothing found.", exact=True).first).to_be_visible()


def test_a_colleague_comments_on_a_scene(desk, bus, author):
    open_editor(desk, bus)
    row(desk, "plan").click()
    desk.wait_for_timeout(500)  # a press elsewhere closes Wagtail's comments a moment later
    desk.get_by_role("button", name="Comment", exact=True).click()
    box = desk.get_by_placeholder("Enter your comments...")
    expect(box).to_be_focused()
    box.fill("Is the third answer too easy?")
    desk.locator("[data-comments], #comments").get_by_role("button", name="Comment").click()
    expect(row(desk, "plan")).to_contain_text("has comments")
    desk.get_by_role("button", name="Save draft").click()
    expect(desk.get_by_text(re.compile("has been updated"))).to_be_visible()

    comment = Comment.objects.get()
    plan = bus.written["scenes"][1]["id"]
    assert (comment.contentpath, comment.user) == (f"scenes.{plan}", author)
    desk.reload()
    expect(row(desk, "plan")).to_contain_text("has comments")


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_editor_on_a_phone(browser_page, signed_in, author, bus, theme):
    phone = signed_in(browser_page(NARROW, color_scheme=theme), author)
    open_editor(phone, bus)
    assert_accessible_part(phone)
    phone.get_by_role("button", name="Map", exact=True).click()
    expect(phone.get_by_role("treeitem").first).to_be_hidden()
    expect(phone.locator("[data-map] svg").first).to_be_visible()
    assert_accessible_part(phone)
    phone.get_by_role("button", name="? Help").click()
    expect(phone.get_by_role("dialog")).to_be_visible()
    width = phone.evaluate("document.querySelector('.story-editor .se').scrollWidth")
    assert width <= NARROW["width"]


@pytest.mark.looks
def test_every_drawer_is_accessible(desk, bus):
    open_editor(desk, bus)
    open_all(desk)
    desk.get_by_role("button", name="Add an opening").click()
    desk.get_by_label("Seconds to decide").fill("30")
    card = desk.get_by_role("region", name="Option a")
    card.get_by_role("button", name="Lead elsewhere").click()
    card.get_by_role("combobox", name="it leads instead to").press("ArrowDown")
    assert_accessible_part(desk)
    desk.keyboard.press("Escape")
    desk.get_by_role("treeitem", name="Story settings").click()
    open_all(desk)
    desk.get_by_label("Trust", exact=True).check()
    assert_accessible_part(desk)
    desk.get_by_role("button", name="Full window").click()
    desk.get_by_role("treeitem", name="Story settings").press("*")
    assert_accessible_part(desk)


def open_all(desk: Page) -> None:
    closed = desk.locator(".se-more-title[aria-expanded=false]")
    while closed.count():
        closed.first.click()
