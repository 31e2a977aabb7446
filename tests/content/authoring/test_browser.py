"""A trainer writes activities by keyboard alone, loses nothing, and is told what to mend."""

import pytest
from django.urls import reverse

from content.activities.models import Activity
from content.activities.services import save_content
from content.h5p.names import parse_library_name
from tests.browser import BOTH_ENDS, assert_nothing_sticks_out
from tests.factories.h5p.activities import make_activity
from tests.factories.h5p.types import PICTURE, example_files, example_params

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser, pytest.mark.slow]
NAME = """() => {
    const at = document.activeElement;
    const by = at.getAttribute("aria-labelledby");
    const words = by ? document.getElementById(by).textContent
        : at.getAttribute("aria-label") || at.labels?.[0]?.textContent || at.textContent;
    return words.replace(/\\s+/g, " ").trim();
}"""


def until(page, script):
    for _ in range(100):
        if page.evaluate(script):
            return
        page.wait_for_timeout(50)
    raise AssertionError(f"never so: {script}")


class Keyboard:
    """Somebody who has no mouse: she goes on with Tab until she hears what she looks for."""

    def __init__(self, page):
        self.page = page

    def heard(self):
        return self.page.evaluate(NAME)

    def hears(self, words):
        until(self.page, f"({NAME})() === {words!r}")

    def go_to(self, words, key="Tab"):
        for _ in range(120):
            if self.heard().startswith(words):
                return
            self.page.keyboard.press(key)
        raise AssertionError(f"“{words}” is not reached; at the end it was “{self.heard()}”")

    def press(self, *keys):
        for key in keys:
            self.page.keyboard.press(key)

    def write(self, words):
        self.page.keyboard.type(words)


def test_an_activity_is_made_by_keyboard_alone(
    types, trainer, workplace, signed_in, browser_page, assert_accessible, tmp_path
):
    picture = tmp_path / "one.png"
    picture.write_bytes(PICTURE)
    page = signed_in(browser_page(), trainer)
    page.goto(reverse("activity_authoring:choose"))
    assert_accessible(page)
    hand = Keyboard(page)
    hand.go_to("TinySet")
    hand.press("Enter")
    page.wait_for_selector("#af-save")

    hand.go_to("Title")
    hand.write("Which comes first?")
    hand.go_to("Choose a picture")
    page.locator("#af-background").set_input_files(picture)  # the system's own window follows here
    page.wait_for_selector("img.af-picture")
    assert hand.heard().startswith("Replace the picture")
    hand.go_to("Kind of activity")
    hand.write("TinyChoice")
    page.get_by_text("Question", exact=True).wait_for()
    hand.go_to("Question")
    hand.press("Control+b")
    hand.write("What comes first?")
    hand.go_to("Text")
    hand.write("Advice")
    hand.go_to("Move answer 2 of 2")
    hand.go_to("Text")
    hand.write("Listening")
    hand.go_to("Correct")
    hand.press("Space")
    hand.go_to("Add an answer")
    hand.press("Enter")
    hand.hears("Text")
    assert_accessible(page)

    hand.go_to("Move answer 3 of 3", key="Shift+Tab")
    hand.go_to("Move answer 2 of 3", key="Shift+Tab")
    hand.press("ArrowUp")
    hand.hears("Move answer 1 of 3")
    assert page.locator(".af [role=status]").text_content() == "Answer 2 is now 1 of 3."

    hand.press("Control+s")
    until(page, "document.activeElement.id === 'af-summary'")
    assert "One thing is to be mended" in hand.heard()
    assert_accessible(page)
    hand.press("Tab")
    assert hand.heard() == "Questions, question 1, Answers, answer 3, Text"
    hand.press("Enter")
    assert hand.heard() == "Text"
    assert page.evaluate("document.activeElement.getAttribute('aria-invalid')") == "true"
    hand.write("Time & place")
    hand.go_to("Save")
    hand.press("Enter")
    page.get_by_text("Saved as version 1.").last.wait_for()

    saved = Activity.objects.get().current
    choice = saved.params["questions"][0]["params"]
    assert choice["question"] == "<strong>What comes first?</strong>"
    assert [(one["text"], one["correct"]) for one in choice["answers"]] == [
        ("Listening", True), ("Advice", False), ("Time &amp; place", False),
    ]  # fmt: skip
    assert list(saved.files) == [saved.params["background"]["path"]]
    assert page.url.endswith(reverse("activity_authoring:edit", args=[saved.activity_id]))


def test_nothing_is_lost_by_undoing_leaving_or_writing_at_the_same_time(
    types, trainer, admin, workplace, signed_in, browser_page
):
    name = "H5P.TinyConditions 1.0"
    activity = make_activity("Rules", name, example_params(name), example_files(name), by=trainer)
    words = make_activity("Words", "H5P.TinyWords 1.0", example_params("H5P.TinyWords 1.0"))
    page = signed_in(browser_page(), trainer)
    warned = []
    page.on("dialog", lambda dialog: (warned.append(dialog.type), dialog.accept()))

    page.goto(reverse("activity_authoring:edit", args=[words.pk]))
    page.get_by_role("button", name="Remove line 1", exact=True).click()
    page.get_by_role("button", name="Take that back").click()
    page.get_by_label("Line 2", exact=True).last.fill("Deux <b>")
    until(page, "Object.keys(localStorage).some((key) => key.startsWith('waymark-act'))")
    page.reload()
    assert warned == ["beforeunload"]
    page.get_by_role("button", name="Take it up again").click()
    assert page.get_by_label("Line 2", exact=True).last.input_value() == "Deux <b>"
    save_content(
        activity=words, title="Words", main=parse_library_name("H5P.TinyWords 1.0"), by=admin,
        params={"lines": ["Hers"]}, language="en", files={},
    )  # fmt: skip
    page.locator("#af-save").click()
    page.get_by_text("Kai Lindqvist saved version 2").wait_for()
    page.get_by_role("button", name="Save mine as version 3").click()
    page.get_by_text("Saved as version 3.").last.wait_for()
    words.refresh_from_db()
    assert words.current.params["lines"] == ["One", "Deux &lt;b&gt;"]
    page.goto("about:blank")
    assert warned == ["beforeunload"]

    page.goto(reverse("activity_authoring:edit", args=[activity.pk]))
    assert page.get_by_label("Caption").is_visible()
    page.get_by_label("Hashint").uncheck()
    assert not page.get_by_label("Hint", exact=True).is_visible()
    assert not page.get_by_label("Both").is_visible()
    page.get_by_label("Kind of activity").select_option("TinyNote")
    page.get_by_role("button", name="Keep it").click()
    assert page.get_by_label("Text alternative").input_value() == "A dot"
    page.get_by_label("Kind of activity").select_option("TinyNote")
    page.get_by_role("button", name="Replace it").click()
    page.get_by_role("textbox", name="Body").wait_for()
    assert not page.get_by_label("Caption").is_visible()


@pytest.mark.looks
@BOTH_ENDS
def test_forms_are_readable_and_accessible_on_any_screen(
    types, trainer, workplace, signed_in, browser_page, assert_accessible, viewport, theme
):
    page = signed_in(browser_page(viewport, color_scheme=theme), trainer)
    for name in (
        "H5P.TinySet 1.1",
        "H5P.TinyNumbers 1.0",
        "H5P.TinySelects 1.0",
        "H5P.TinyFilm 1.0",
    ):
        activity = make_activity("One", name, example_params(name), example_files(name))
        page.goto(reverse("activity_authoring:edit", args=[activity.pk]))
        for folded in ("Texts and translations", "Licence and authors"):
            for button in page.get_by_role("button", name=folded).all():
                button.click()
        page.locator("#af-save").wait_for()
        assert_accessible(page)
        assert_nothing_sticks_out(page)


def test_texts_of_a_kind_stand_once_and_change_everywhere(
    types, trainer, workplace, signed_in, browser_page
):
    choice = {"library": "H5P.TinyChoice 1.2", "params": example_params("H5P.TinyChoice 1.2")}
    activity = make_activity("Twice", "H5P.TinySet 1.1", {"questions": [choice, choice]})
    page = signed_in(browser_page(), trainer)
    page.goto(reverse("activity_authoring:edit", args=[activity.pk]))

    page.get_by_role("button", name="Texts and translations").click()
    assert page.get_by_text("used 2 times").is_visible()
    page.get_by_label("Retry", exact=True).fill("Once more")
    page.get_by_role("button", name="Move question 2 of 2").drag_to(
        page.get_by_role("button", name="Move question 1 of 2"), target_position={"x": 5, "y": 0}
    )
    page.locator("#af-save").click()
    page.get_by_text("Saved as version 2.").last.wait_for()

    activity.refresh_from_db()
    before, after = activity.versions.order_by("number")
    retries = [one["params"]["words"]["retry"] for one in after.params["questions"]]
    assert retries == ["Once more", "Once more"]
    ids = [
        [one["subContentId"] for one in version.params["questions"]] for version in (before, after)
    ]
    assert ids[1] == ids[0][::-1]


STAND_IN = """
window.H5PEditor = {
    Editor: function (library, begun, place) {
        const written = JSON.parse(begun);
        place.textContent = `${library}: ${written.params.branchingScenario.title}`;
        written.params.branchingScenario.title = "By another editor";
        this.getLibrary = () => library;
        this.getParams = () => written;
    },
};
"""


def test_the_official_editor_opens_what_is_there_and_its_work_is_saved(
    types, trainer, workplace, signed_in, browser_page, tmp_path, settings
):
    settings.H5P_EDITOR_DIR = str(tmp_path)
    (tmp_path / "scripts").mkdir()
    (tmp_path / "scripts/h5peditor-editor.js").write_text(STAND_IN)
    name = "H5P.TinyBranches 1.0"
    activity = make_activity("A way", name, example_params(name))
    page = signed_in(browser_page(), trainer)

    page.goto(reverse("activity_authoring:edit", args=[activity.pk]))
    page.get_by_role("link", name="Open the official editor").click()
    page.get_by_text("H5P.TinyBranches 1.0: A way").wait_for()
    page.get_by_role("button", name="Save and look at it").click()
    page.wait_for_url("**/preview/")

    activity.refresh_from_db()
    assert activity.current.number == 2
    assert activity.current.params["branchingScenario"]["title"] == "By another editor"


def test_what_is_wrong_in_shared_texts_is_mended_where_they_stand(
    types, trainer, workplace, signed_in, browser_page
):
    choice = {"library": "H5P.TinyChoice 1.2", "params": example_params("H5P.TinyChoice 1.2")}
    activity = make_activity("Twice", "H5P.TinySet 1.1", {"questions": [choice, choice]})
    page = signed_in(browser_page(), trainer)
    page.goto(reverse("activity_authoring:edit", args=[activity.pk]))
    page.get_by_role("button", name="Texts and translations").click()
    page.get_by_label("Retry", exact=True).fill("")
    page.get_by_role("button", name="Texts and translations").click()
    page.get_by_role("spinbutton", name="Passpercentage").fill("200")
    page.locator("#af-save").click()
    page.locator("#af-summary").wait_for()

    links = page.locator("#af-summary a")
    assert links.all_text_contents() == [
        "Questions, question 1, Words, Retry", "Questions, question 2, Words, Retry",
        "Passpercentage",
    ]  # fmt: skip
    links.nth(1).click()
    page.keyboard.type("Once more")
    page.get_by_role("spinbutton", name="Passpercentage").fill("80")
    page.locator("#af-save").click()
    page.get_by_text("Saved as version 2.").last.wait_for()
