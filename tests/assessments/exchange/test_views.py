import io
import zipfile
from xml.etree import ElementTree

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from assessments.scenarios.models import ScenarioPage
from cms.people.editors.services import keep_groups_in_step
from content.twine.passages import MOST_BYTES
from courses.catalogue.models import ModulePage
from tests.assessments.exchange.test_queries import FOREIGN
from tests.factories.scenarios import broken_streams, scenario_page


@pytest.fixture
def scenario(db):
    return scenario_page()


@pytest.fixture
def module(scenario):
    return ModulePage.objects.get()


@pytest.fixture
def desk(client_of, trainer):
    keep_groups_in_step(people=[trainer])
    return client_of(trainer)


def address(page, *parts):
    return "/cms/scenario-files/" + "/".join([str(page.pk), *parts]) + "/"


def twee(text=FOREIGN, name="bus.twee"):
    return SimpleUploadedFile(name, text.encode() if isinstance(text, str) else text)


def test_export_show_offers_every_form(desk, scenario):
    page = desk.get(address(scenario, "export")).text

    assert page.count("Download") >= 5
    assert "plays where the content type “Branching Scenario” is installed" in page
    assert "That an unsafe choice makes the whole run unsafe" in page


@pytest.mark.parametrize(
    ("kind", "content_type", "name", "begins"),
    [
        ("twee", "text/plain; charset=utf-8", "the-late-bus.twee", b":: StoryTitle"),
        ("page", "text/html; charset=utf-8", "the-late-bus.html", b"<!doctype html>"),
        ("scorm", "application/zip", "the-late-bus-scorm.zip", b"PK"),
        ("book", "application/pdf", "the-late-bus.pdf", b"%PDF"),
        ("h5p", "application/zip", "the-late-bus.h5p", b"PK"),
    ],
)
def test_export_download_is_a_file(desk, scenario, kind, content_type, name, begins):
    response = desk.get(address(scenario, "export", kind))

    assert response.headers["Content-Type"] == content_type
    assert name in response.headers["Content-Disposition"]
    assert response.content.startswith(begins)


def test_the_package_names_its_page_and_its_pass_mark(desk, scenario):
    packed = desk.get(address(scenario, "export", "scorm")).content

    with zipfile.ZipFile(io.BytesIO(packed)) as package:
        manifest = ElementTree.fromstring(package.read("imsmanifest.xml"))
        page = package.read("index.html").decode()
    names = {"i": "http://www.imsproject.org/xsd/imscp_rootv1p1p2",
             "a": "http://www.adlnet.org/xsd/adlcp_rootv1p2"}  # fmt: skip
    assert manifest.find(".//i:resource", names).get("href") == "index.html"
    assert manifest.find(".//a:masteryscore", names).text == "60"
    assert "LMSInitialize" in page


def test_the_page_asks_nothing_of_anybody(desk, scenario):
    page = desk.get(address(scenario, "export", "page")).text

    assert not any(mark in page for mark in ('src="http', 'href="http', "@import", "fetch("))
    assert "LMSInitialize" not in page


def test_a_draft_that_cannot_be_played_leaves_as_text_alone(desk, scenario):
    scenes, ends = broken_streams(plan={"text": "", "options": []})
    scenario.scenes, scenario.ends = scenes, ends
    scenario.save_revision()

    assert desk.get(address(scenario, "export", "twee")).status_code == 200
    response = desk.get(address(scenario, "export", "page"), follow=True)
    assert "It cannot be played yet" in response.text


def test_import_start_shows_what_is_in_it_before_it_does_anything(desk, module):
    page = desk.post(address(module, "import"), {"file": twee()}).text

    assert "“The bus”: 2 scenes, 1 end" in page
    assert "Not carried over" in page
    assert "Make a draft of it" in page
    assert ScenarioPage.objects.count() == 1


def test_confirmed_it_is_a_draft(desk, module):
    response = desk.post(address(module, "import"), {"text": FOREIGN, "confirm": "1"})

    made = ScenarioPage.objects.get(title="The bus")
    assert response.url == f"/cms/pages/{made.pk}/edit/"
    assert not made.live


def test_a_scenario_takes_a_story_as_its_draft(desk, scenario):
    desk.post(address(scenario, "import"), {"text": FOREIGN, "confirm": "1"})

    scenario.refresh_from_db()
    assert scenario.has_unpublished_changes


@pytest.mark.parametrize(
    ("data", "told"),
    [
        ({}, "Choose a file, or paste the story below."),
        ({"text": "  \n "}, "Choose a file, or paste the story below."),
        ({"text": "no passage"}, "Nothing was imported."),
        ({"file": lambda: twee(b"\xff\xfe\x00binary")}, "This is no text file."),
        ({"file": lambda: twee("x" * (MOST_BYTES + 1))}, "A story has 2 MB at the most."),
    ],
)
def test_what_cannot_be_taken_is_said_and_changes_nothing(desk, module, data, told):
    data = {name: value() if callable(value) else value for name, value in data.items()}

    page = desk.post(address(module, "import"), data).text

    assert told in page
    assert ScenarioPage.objects.count() == 1


def test_a_story_with_a_mistake_comes_back_to_be_mended(desk, module):
    page = desk.post(address(module, "import"), {"text": ":: StoryData\n{broken"}).text

    assert "{broken" in page
    assert "Look again" in page


@pytest.mark.parametrize("name", ["mentor", "manager", "supervisor", "hr"])
def test_nobody_else_finds_it(client_of, request, scenario, name):
    client = client_of(request.getfixturevalue(name))

    for parts in (("export",), ("export", "twee"), ("export", "h5p"), ("import",)):
        response = client.get(address(scenario, *parts))
        assert response.status_code in (302, 403, 404)
        assert not response.content.startswith((b"::", b"PK"))


@pytest.mark.parametrize("parts", [("export", "pdf"), ("export", "exe")])
def test_a_form_that_is_not_offered_is_not_found(desk, scenario, parts):
    assert desk.get(address(scenario, *parts)).status_code == 404


def test_a_page_of_another_kind_is_not_found(desk, module):
    assert desk.get(address(module, "export")).status_code == 404
    assert desk.get("/cms/scenario-files/999999/import/").status_code == 404
