"""The slot for the official editor, with a stand-in for its files."""

import json
import re
from urllib.parse import urljoin

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from cms.people.editors.services import keep_groups_in_step
from content.activities.models import Activity
from content.authoring.rules.official import SCRIPTS, asset_path, kept_paths
from tests.factories.h5p.activities import installed, make_activity
from tests.factories.h5p.packages import library_files
from tests.factories.h5p.types import PICTURE, example_params

AJAX = reverse("activity_authoring:official_ajax")
WAY = "H5P.TinyBranches 1.0"


@pytest.fixture
def folder(tmp_path, settings):
    """Two of its scripts, a style, and things beside them that are nobody's business."""
    inside = tmp_path / "editor"
    (inside / "scripts").mkdir(parents=True)
    (inside / "styles/css").mkdir(parents=True)
    (inside / "scripts/h5peditor-editor.js").write_text("window.H5PEditor = {};")
    (inside / "scripts/h5peditor.js").write_text("/* more */")
    (inside / "styles/css/application.css").write_text("body { color: inherit }")
    (inside / "composer.lock").write_text("{}")
    (tmp_path / "secret.js").write_text("secret")
    (inside / "scripts/link.js").symlink_to(tmp_path / "secret.js")
    settings.H5P_EDITOR_DIR = str(inside)
    return inside


@pytest.fixture
def way(types):
    return make_activity("A way", WAY, example_params(WAY))


def screen(client, way):
    response = client.get(reverse("activity_authoring:official_edit", args=[way.pk]))
    assert response.status_code == 200
    return response.context


def asked(client, way, action, posted=None, **query):
    address = screen(client, way)["integration"]["editor"]["ajaxPath"] + action
    more = "".join(f"&{name}={value}" for name, value in query.items())
    if posted is None:
        return client.get(address + more)
    return client.post(address, posted)


def test_without_its_folder_nothing_of_it_is_there(author, way):
    addresses = [
        reverse("activity_authoring:official_edit", args=[way.pk]),
        reverse("activity_authoring:official_new", args=["H5P.TinyBranches-1.0"]),
        AJAX + "?action=libraries",
        reverse("activity_authoring:official_asset", args=["scripts/h5peditor.js"]),
        reverse("activity_authoring:official_file", args=["images/a.png"]),
        reverse(
            "activity_authoring:official_library_file", args=["H5P.TinyNote-1.0", "library.json"]
        ),
    ]

    assert [author.get(address).status_code for address in addresses] == [404] * 6
    assert author.post(reverse("activity_authoring:official_create")).status_code == 404


def test_its_page_has_what_its_scripts_look_for(author, way, folder):
    context = screen(author, way)

    told = context["integration"]["editor"]
    assert [one.rpartition("/")[2] for one in told["assets"]["js"]] == [
        "frame.bundle.js", "h5peditor-editor.js", "h5peditor.js",
    ]  # fmt: skip
    assert [one.rpartition("/")[2] for one in told["assets"]["css"]] == [
        "h5p.css",
        "application.css",
    ]
    assert told["nodeVersionId"] == way.current.pk
    assert told["apiVersion"] == {"majorVersion": 1, "minorVersion": 28}
    assert context["integration"]["hubIsEnabled"] is False
    assert {one["name"] for one in told["metadataSemantics"]} >= {"title", "license", "authors"}
    assert context["written"]["library"] == WAY
    assert context["written"]["params"] == way.current.params
    assert reverse("activity_authoring:official_edit", args=[way.pk]) in author.get(
        reverse("activity_authoring:edit", args=[way.pk])
    ).content.decode()  # fmt: skip


def test_its_files_go_to_authors_and_nothing_beside_them_goes_out(author, way, folder, visitor):
    def fetched(path):
        return author.get(reverse("activity_authoring:official_asset", args=[path]))

    script = fetched("scripts/h5peditor.js")
    assert b"".join(script.streaming_content) == b"/* more */"
    assert script["Content-Type"].startswith("text/javascript")
    for path in ("scripts/link.js", "composer.lock", "scripts", "nobody.js"):
        assert fetched(path).status_code == 404
    for path in ("../secret.js", "/etc/hosts.js", "scripts\\..\\..\\secret.js", "a\0.js"):
        assert asset_path(folder, path) is None
    address = reverse("activity_authoring:official_asset", args=["scripts/h5peditor.js"])
    assert visitor.get(address).status_code == 302
    assert len(SCRIPTS) == len(set(SCRIPTS)) == 34


def test_libraries_are_listed_with_what_is_newest_and_kept_back(author, way, folder):
    installed(library_files("H5P.TinyNote 1.2", semantics=[], js="1"))

    found = {one["uberName"]: one for one in asked(author, way, "libraries").json()}

    assert "H5P.TinyShared 1.0" not in found
    assert (found["H5P.TinyNote 1.0"]["isOld"], found["H5P.TinyNote 1.2"]["isOld"]) == (True, False)
    assert found[WAY] == {
        "uberName": WAY, "name": "H5P.TinyBranches", "title": "TinyBranches", "majorVersion": 1,
        "minorVersion": 0, "runnable": 1, "restricted": False, "tutorialUrl": "",
        "metadataSettings": None, "isOld": False,
    }  # fmt: skip
    named = asked(
        author, way, "libraries", {"libraries[]": ["H5P.TinyNote 1.0", "H5P.No 1.0", "x"]}
    )
    assert [one["uberName"] for one in named.json()] == ["H5P.TinyNote 1.0"]


def test_one_library_comes_with_the_code_of_its_editor(author, way, folder):
    name = {"machineName": "H5P.TinyBranches", "majorVersion": 1, "minorVersion": 0}
    found = asked(author, way, "libraries", **name).json()

    assert found["semantics"][0]["name"] == "branchingScenario"
    folders = [address.split("/libraries/")[1].split("/")[0] for address in found["javascript"]]
    assert folders == ["H5P.TinyShared-1.0", "H5PEditor.TinyTabs-1.0"]
    script = author.get(found["javascript"][1])
    assert b"H5PEditor.TinyTabs = function" in script.content
    assert script["Content-Type"].startswith("text/javascript")
    (style,) = [address for address in found["css"] if "FontTiny-4.5" in address]
    # What a style asks for stands beside it.
    font = urljoin(style, re.search(r"url\(['\"]?([^'\")?#]+)", author.get(style).text)[1])
    got = author.get(font)
    assert (got.content, got["Content-Disposition"]) == (b"wOF2", "attachment")
    assert author.get(font.replace("tiny", "none")).status_code == 404
    assert (found["language"], found["languages"], found["upgradesScript"]) == (None, ["en"], None)
    german = {"machineName": "H5P.TinyChoice", "majorVersion": 1, "minorVersion": 2}
    spoken = asked(author, way, "libraries", **german, language="de").json()
    assert (
        json.loads(spoken["language"])["semantics"][3]["fields"][0]["default"] == "Antwort zeigen"
    )
    assert spoken["languages"] == ["en", "de", "nb"]
    assert asked(author, way, "libraries", **{**name, "minorVersion": 9}).status_code == 404


def test_translations_come_by_library(author, way, folder):
    address = screen(author, way)["integration"]["editor"]["ajaxPath"]
    posted = {"libraries[]": ["H5P.TinyChoice 1.2", "H5P.TinyNote 1.0", "x"]}

    found = author.post(f"{address}translations&language=nb", posted).json()

    assert found["success"]
    assert list(found["data"]) == ["H5P.TinyChoice 1.2"]
    assert "Vis svaret" in found["data"]["H5P.TinyChoice 1.2"]


def test_pasted_content_is_filtered(author, way, folder):
    note = {"library": "H5P.TinyNote 1.0", "subContentId": "x", "metadata": {},
            "params": {"title": "<b>A</b>", "body": "<p onclick='x'>B</p>", "more": 1}}  # fmt: skip

    found = asked(author, way, "filter", {"libraryParameters": json.dumps(note)}).json()

    assert found["data"]["params"] == {"title": "&lt;b&gt;A&lt;/b&gt;", "body": "<p>B</p>"}
    for broken in ("", "{", "[]", '{"library": "H5P.No 1.0", "params": {}}'):
        assert asked(author, way, "filter", {"libraryParameters": broken}).status_code == 400


def test_files_are_sent_shown_and_saved_with_the_rest(author, way, folder, types):
    def sent(data, field='{"type": "image"}'):
        upload = SimpleUploadedFile("a.png", data)
        return asked(author, way, "files", {"file": upload, "field": field, "contentId": "0"})

    kept = sent(PICTURE).json()
    assert kept["path"].startswith("images/image-")
    assert kept["path"].endswith(".png#tmp")
    assert (kept["mime"], kept["width"]) == ("image/png", 1)
    path = kept["path"].removesuffix("#tmp")
    shown = author.get(reverse("activity_authoring:official_file", args=[path]))
    assert b"".join(shown.streaming_content) == PICTURE
    refused = sent(b"<svg>")
    assert (refused.status_code, refused.json()["success"]) == (422, False)
    assert sent(PICTURE, "{").json()["path"].startswith("files/")
    picture = {"file": {"path": kept["path"], "mime": "image/png"}, "alt": "A dot"}
    body = {"library": "H5P.TinyPicture 1.1", "title": "A picture", "params": picture}

    saved = author.post(
        reverse("activity_authoring:official_create"), json.dumps(body), "application/json"
    ).json()

    version = Activity.objects.get(title="A picture").current
    assert saved["version"] == version.pk
    assert list(version.files) == [version.params["file"]["path"]] == [path]
    content = reverse("activity_authoring:official_content_file", args=[version.pk, path])
    assert author.get(content).status_code == 200


def test_what_is_written_there_is_checked_and_kept_like_all_else(author, way, folder):
    address = reverse("activity_authoring:official_save", args=[way.pk])
    params = example_params(WAY)
    params["branchingScenario"]["title"] = "Another way"
    body = {"library": WAY, "title": "A way", "params": params, "base": way.current.pk}

    saved = author.post(address, json.dumps(body), "application/json").json()
    again = author.post(address, json.dumps(body), "application/json")

    assert saved["said"] == "Saved as version 2."
    assert again.status_code == 409
    way.refresh_from_db()
    assert way.current.params["branchingScenario"]["title"] == "Another way"


def test_it_answers_its_own_author_alone(author, way, folder, admin, client_of, mentor):
    token = screen(author, way)["integration"]["editor"]["ajaxPath"]
    keep_groups_in_step()
    assert client_of(admin).get(token + "libraries").status_code == 403
    assert client_of(mentor).get(token + "libraries").status_code == 302
    for address in (AJAX + "?action=libraries", AJAX + "?token=x&action=libraries"):
        response = author.get(address)
        assert (response.status_code, response.json()["errorCode"]) == (403, "INVALID_TOKEN")
    assert author.get(token + "library-install").status_code == 404
    assert author.get(token + "filter").status_code == 404
    assert author.put(token + "libraries").status_code == 405


def test_its_scripts_send_no_csrf_token_and_our_own_do(author, way, folder, trainer):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(trainer, backend="allauth.account.auth_backends.AuthenticationBackend")
    token = screen(author, way)["integration"]["editor"]["ajaxPath"]

    assert strict.post(token + "libraries", {"libraries[]": "H5P.TinyNote 1.0"}).status_code == 200
    address = reverse("activity_authoring:official_save", args=[way.pk])
    assert strict.post(address, "{}", "application/json").status_code == 403


def test_marks_of_files_just_sent_are_taken_off_wherever_they_stand():
    assert kept_paths({"a": [{"path": "images/x.png#tmp", "n": 1}], "b": "y#tmp"}) == {
        "a": [{"path": "images/x.png", "n": 1}], "b": "y#tmp",
    }  # fmt: skip
