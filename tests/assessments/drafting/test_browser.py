"""The map of a scenario by keyboard, by mouse and by touch; and the screens around it."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from assessments.drafting.queries.trying import kept_try
from assessments.drafting.rules.trying import begin
from assessments.drafting.services import keep_try, make_link
from assessments.scenarios.models import ScenarioPage
from cms.people.accounts.models import User
from tests.assessments.drafting.conftest import option, scene
from tests.factories.courses import module_page, programme_page

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]

TRUST = {"kind": "at_least", "meter": "trust", "value": 7}
STORY = {
    "start": "one",
    "scenes": [
        scene("one", option("a", "two", scores={"S2": 2}), option("b", "three"), week=1,
              title="The first meeting", speaker={"name": "Rosa"}, own_words=True),
        scene("two", option("a", "good", scores={"S2": 2}),
              option("b", "good", when=[TRUST], ways=[{"when": [TRUST], "target": "poor"}]),
              week=2, title="A promise"),
        scene("three", option("a", "poor", critical=True, stops=True), option("b", "gone"),
              week=2, title="At the door"),
    ],
    "ends": [
        {"key": "good", "band": "good", "text": "Well."},
        {"key": "poor", "band": "poor", "text": "No."},
    ],
}  # fmt: skip
SHOW = """async ([story, more]) => {
  document.body.innerHTML = '<main><h1>Map</h1><div id="host" style="height: 600px"></div></main>';
  const css = document.createElement("link");
  css.rel = "stylesheet";
  css.href = "/static/scenarios/editor/map.css";
  document.head.append(css);
  const { createMap } = await import("/static/scenarios/editor/map.js");
  window.said = [];
  window.state = { story, ...more, collapsed: new Set(more.collapsed || []) };
  window.map = createMap(document.getElementById("host"), {
    onSelect: (key) => { said.push(["open", key]); state.selected = key; map.update(state); },
    onPickTarget: (key) => said.push(["pick", key]),
    onUnfold: (week) => { said.push(["unfold", week]); state.collapsed.delete(week); map.update(state); },
  });
  map.update(state);
}"""  # noqa: E501 - a script


@pytest.fixture
def show(page, signed_in, author, live_server):
    def open_map(page=page, **more):
        signed_in(page, author)
        page.goto(f"{live_server.url}{reverse('drafting:pattern_list')}")
        page.evaluate(SHOW, [more.pop("story", STORY), more])
        page.wait_for_selector(".map-node")
        return page

    return open_map


def said(page):
    return page.evaluate("said")


def here(page):
    """The node the keyboard is on."""
    return page.evaluate("document.activeElement.dataset.id")


def is_right_of(page, one, other):
    x = [page.locator(f".map-node[data-id='{key}']").bounding_box()["x"] for key in (one, other)]
    return x[0] > x[1]


def press(page, *keys):
    for key in keys:
        page.keyboard.press(key)
    return here(page)


def test_the_map_is_walked_by_keyboard(show):
    page = show()
    page.evaluate("map.focus('one')")

    assert here(page) == "one"
    assert press(page, "ArrowDown") == "two"
    assert (
        press(page, "ArrowRight" if is_right_of(page, "three", "two") else "ArrowLeft") == "three"
    )
    assert press(page, "ArrowUp") == "one"
    assert press(page, "ArrowDown", "ArrowDown") == "good"
    assert press(page, "ArrowUp") == "two"
    assert press(page, "Home") == "one"
    press(page, "Enter")
    assert said(page) == [["open", "one"]]


def test_one_stop_for_tab_and_every_node_has_a_name(show):
    page = show(selected="two")

    stops = page.eval_on_selector_all(
        ".map-node[tabindex='0']", "all => all.map((n) => n.dataset.id)"
    )
    names = page.eval_on_selector_all(
        ".map-node", "all => Object.fromEntries(all.map((n) => [n.dataset.id, n.ariaLabel]))"
    )
    assert stops == ["two"]
    assert "The first meeting" in names["one"]
    assert "where it begins" in names["one"]
    assert "a leads to two, the best" in names["one"]
    assert "on offer when trust at least 7" in names["two"]
    assert "a leads to the safe stop, unsafe" in names["three"]
    assert names["missing:gone"] == "gone is not there"


def test_zoom_and_pan_by_keyboard(show):
    page = show()
    page.evaluate("map.focus('one')")
    view = "document.querySelector('.map-canvas > g').getAttribute('transform')"
    start = page.evaluate(view)

    press(page, "+")
    larger = page.evaluate(view)
    press(page, "0")
    press(page, "Shift+ArrowDown")

    assert len({start, larger, page.evaluate(view)}) == 3


def test_a_target_is_picked_and_only_what_can_be_one(show):
    page = show(picking=True)

    assert "Choose where it leads" in page.text_content(".map-banner")
    page.click(".map-node[data-id='good']")
    page.click(".map-node[data-id='!stop']", force=True)
    page.click(".map-node[data-id='missing:gone']", force=True)
    page.evaluate("map.focus('three')")
    press(page, "Enter")
    assert said(page) == [["pick", "good"], ["pick", "three"]]


def test_a_drag_moves_the_map_and_opens_nothing(show):
    page = show()
    node = page.locator(".map-node[data-id='one']")
    box = node.bounding_box()
    x, y = box["x"] + 40, box["y"] + 40

    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 80, y + 60, steps=4)
    page.mouse.up()

    assert said(page) == []
    assert node.bounding_box()["x"] > box["x"] + 60
    node.click()
    assert said(page) == [["open", "one"]]


def test_what_is_chosen_in_the_outline_comes_into_sight(show):
    scenes = [scene(f"n{n}", option("a", f"n{n + 1}" if n < 19 else "good")) for n in range(20)]
    page = show(story={**STORY, "start": "n0", "scenes": scenes})
    height = page.locator("#host").bounding_box()
    assert page.locator("[data-id='n19']").bounding_box()["y"] > height["y"] + height["height"]

    page.evaluate("state.selected = 'n19'; map.update(state)")

    box = page.locator("[data-id='n19']").bounding_box()
    assert box["y"] + box["height"] <= height["y"] + height["height"]


def test_weeks_fold_and_unfold(show):
    page = show(collapsed=[2])

    expect(page.locator(".map-node[data-id='two']")).to_have_count(0)
    group = page.locator(".map-node[data-id='group:2']")
    assert "2 scenes" in group.get_attribute("aria-label")
    group.click()
    page.wait_for_selector(".map-node[data-id='two']")
    assert said(page) == [["unfold", 2]]


def test_problems_search_and_the_best_path_are_seen(show):
    page = show(problems={"two": "fault", "three": "warning"}, query="door",
                best=[["one", "b"], ["three", "b"]])  # fmt: skip

    def classes(key):
        return page.get_attribute(f".map-node[data-id='{key}']", "class").split()

    assert "has-fault" in classes("two")
    assert "has-warning" in classes("three")
    expect(page.locator(".map-nodes .map-problem.is-fault")).to_have_count(1)
    assert "is-dim" in classes("two")
    assert "is-dim" not in classes("three")
    assert "is-on-path" in classes("three")
    expect(page.locator(".map-lines .is-conditional")).to_have_count(2)
    expect(page.locator(".map-lines .is-unsafe")).to_have_count(1)


def test_only_what_changed_is_drawn_again(show):
    page = show()
    page.evaluate("for (const n of document.querySelectorAll('.map-node > *')) n.wasThere = true")

    page.evaluate("state.story = structuredClone(state.story);"
                  "state.story.scenes[0].title = 'Another'; map.update(state)")  # fmt: skip

    fresh = page.eval_on_selector_all(
        ".map-node", "all => all.filter((n) => !n.firstChild.wasThere).map((n) => n.dataset.id)"
    )
    assert fresh == ["one"]


def test_a_map_of_500_scenes_is_there_and_answers(show):
    scenes = [scene(f"n{n}", option("a", f"n{n + 1}" if n < 499 else "good"),
                    option("b", f"n{min(499, n + 3)}")) for n in range(500)]  # fmt: skip
    page = show(story={**STORY, "start": "n0", "scenes": scenes})

    page.wait_for_function("document.querySelectorAll('.map-node').length > 500", timeout=60_000)
    page.evaluate("map.focus('n0')")
    assert press(page, "ArrowDown", "ArrowDown", "Enter") == "n2"
    shown = page.locator(".map-node:not([display])").count()
    assert 0 < shown < 100  # what is far away is not in the browser's own layout


@pytest.mark.looks
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_map_has_no_barriers(show, browser_page, assert_accessible, scheme):
    page = show(browser_page(color_scheme=scheme), problems={"two": "fault"}, selected="one")

    assert_accessible(page)


def test_by_touch_it_is_moved_with_one_finger(show, phone):
    page = show(phone)
    x = page.locator(".map-node[data-id='one']").bounding_box()["x"]

    page.touchscreen.tap(x + 20, page.locator(".map-node[data-id='one']").bounding_box()["y"] + 20)

    assert said(page) == [["open", "one"]]


# The screens around it


def test_a_draft_is_tried_by_keyboard(page, signed_in, author, scenario, live_server,
                                      assert_accessible):  # fmt: skip
    token = keep_try(page=scenario, content=scenario.content, title=scenario.title,
                     run=begin(scenario.graph), by=author)  # fmt: skip
    assert kept_try(author, token)
    signed_in(page, author)
    page.goto(f"{live_server.url}{reverse('drafting:try_detail', args=[token])}")
    assert_accessible(page)

    page.locator("button[name=choice]").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_selector("text=You asked about the day")
    page.click("text=Try every path")
    page.wait_for_selector("text=Every path comes to an end")
    assert_accessible(page)


def test_a_reviewer_plays_on_a_phone_without_scripts(browser_page, author, scenario, live_server,
                                                     assert_accessible):  # fmt: skip
    link = make_link(scenario=scenario, by=author)
    page = browser_page({"width": 360, "height": 740}, java_script_enabled=False)
    page.goto(f"{live_server.url}{link.get_absolute_url()}")

    page.get_by_text("What got in the way today?").click()
    page.click("text=Make this choice")

    expect(page.get_by_text("You asked about the day, not the person.")).to_be_visible()
    assert page.locator("main").bounding_box()["width"] <= 360


def test_the_gallery_draws_shapes_and_begins_a_draft(page, signed_in, author, live_server,
                                                     assert_accessible):  # fmt: skip
    module_page(programme_page(), title="Listening")
    signed_in(page, author)
    page.goto(f"{live_server.url}{reverse('drafting:pattern_list')}")
    page.wait_for_selector("#trust-earned svg.map-shape")
    assert page.get_attribute("#trust-earned svg", "aria-label").startswith("The shape of")
    assert_accessible(page)

    page.click("#trust-earned button")

    page.wait_for_url("**/edit/")
    assert ScenarioPage.objects.get().owner == User.objects.get(pk=author.pk)
