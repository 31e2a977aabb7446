"""Saving: valid content becomes a version, everything else comes back with its place."""

import json

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from content.activities.models import Activity, H5PLibrary
from content.activities.services import save_content
from content.authoring.forms import read_ticket, ticket_for
from content.authoring.rules.rights import shown_rights, with_rights
from content.h5p.names import parse_library_name
from content.h5p.semantics.checks import check_content
from tests.factories.h5p.activities import make_activity
from tests.factories.h5p.types import PICTURE, TYPES, example_files, example_params

CREATE = reverse("activity_authoring:create")
MEDIA = reverse("activity_authoring:media_add")
CHOICE = "H5P.TinyChoice 1.2"


def send(client, params, *, library=CHOICE, activity=None, title="Which one?", **more):
    address = reverse("activity_authoring:save", args=[activity.pk]) if activity else CREATE
    body = {"library": library, "title": title, "params": params, **more}
    response = client.post(
        address, json.dumps(body), content_type="application/json", HTTP_ACCEPT="application/json"
    )
    return response.status_code, response.json()


def upload(client, data=PICTURE, name="one.png", kind="image"):
    sent = {"file": SimpleUploadedFile(name, data), "kind": kind}
    response = client.post(MEDIA, sent, HTTP_ACCEPT="application/json")
    return response.status_code, response.json()


def places(problems):
    return [(one["code"], one["where"]) for one in problems]


def choice(**more):
    return {**example_params(CHOICE), **more}


def test_what_is_written_becomes_an_activity_with_valid_content(author, trainer, types):
    rights = {"license": "CC BY", "authors": [{"name": " Joanna  Firth ", "role": "Owner"}]}

    status, answer = send(author, choice(), metadata=rights)

    assert status == 200
    saved = Activity.objects.get()
    version = saved.current
    assert (saved.title, saved.created_by, version.number) == ("Which one?", trainer, 1)
    assert check_content(version.params, library=parse_library_name(CHOICE), libraries=types) == []
    assert version.metadata["license"] == "CC BY"
    assert version.metadata["licenseVersion"] == "4.0"
    assert version.metadata["authors"] == [{"name": "Joanna Firth", "role": "Author"}]
    assert (answer["version"], answer["said"]) == (version.pk, "Saved as version 1.")
    assert answer["settings"]["base"] == version.pk
    assert answer["settings"]["urls"]["edit"] == reverse("activity_authoring:edit", args=[saved.pk])
    assert answer["model"]["params"]["answers"][0]["text"] == "<p>This</p>"


def test_every_type_comes_back_from_its_form_as_it_was(author):
    """What was saved and sent again unchanged is the same version."""
    for name in (name for name in TYPES if example_params(name)):
        activity = make_activity("Same", name, example_params(name), example_files(name))
        before = activity.current

        status, answer = send(
            author, before.params, library=name, activity=activity, title="Same", base=before.pk,
            metadata=shown_rights(before.metadata),
        )  # fmt: skip

        assert (status, answer.get("problems")) == (200, None), name
        assert answer["said"] == "Nothing has changed since version 1.", name
        assert answer["version"] == before.pk


def test_everything_to_mend_comes_with_its_place_and_nothing_is_kept(author):
    answers = [{"text": "", "correct": True}]
    question_set = {
        "questions": [{"library": CHOICE, "params": choice(question="", answers=answers)}],
        "passPercentage": 200,
    }

    status, answer = send(author, question_set, library="H5P.TinySet 1.1", title=" ")

    assert status == 422
    assert places(answer["problems"]) == [
        ("title-missing", "@title"),
        ("required", "questions/0/params/question"),
        ("too-few-items", "questions/0/params/answers"),
        ("required", "questions/0/params/answers/0/text"),
        ("too-high", "passPercentage"),
    ]
    status, answer = send(author, choice(), title="x" * 256)
    assert (status, places(answer["problems"])) == (422, [("title-too-long", "@title")])
    assert not Activity.objects.exists()


def test_markup_is_cleaned_and_the_author_is_told(author):
    status, answer = send(author, choice(question="<p onclick='x'>Hi<script>x()</script></p>"))

    assert status == 200
    assert Activity.objects.get().current.params["question"] == "<p>Hi</p>"
    assert [one["where"] for one in answer["findings"]] == ["question"]


def test_a_later_version_is_not_overwritten_without_a_word(author, admin):
    activity = make_activity("A choice", CHOICE, choice())
    base = activity.current.pk
    other = save_content(
        activity=activity, title="A choice", main=parse_library_name(CHOICE),
        params=choice(question="<p>Hers</p>"), language="en", files={}, by=admin,
    ).current  # fmt: skip
    mine = choice(question="<p>Mine</p>")

    status, answer = send(author, mine, activity=activity, base=base)

    assert status == 409
    assert answer["conflict"] == {
        "version": other.pk, "number": 2, "by": "Kai Lindqvist",
        "url": reverse("activity_authoring:preview", args=[activity.pk]),
    }  # fmt: skip
    assert activity.versions.count() == 2

    status, answer = send(author, mine, activity=activity, base=base, over=other.pk)

    assert (status, answer["said"]) == (200, "Saved as version 3.")
    kept = activity.versions.order_by("number").values_list("params__question", flat=True)
    assert list(kept) == ["<p>Which one?</p>", "<p>Hers</p>", "<p>Mine</p>"]


def test_a_restricted_type_is_not_begun_and_goes_on_where_it_is(author, admin):
    note = {"library": "H5P.TinyNote 1.0", "params": example_params("H5P.TinyNote 1.0")}
    before = make_activity("A set", "H5P.TinySet 1.1", {"questions": [note]})
    H5PLibrary.objects.filter(machine_name__in=["H5P.TinyNote", "H5P.TinyChoice"]).update(
        is_restricted=True
    )
    more = {"questions": [note, {"library": CHOICE, "params": choice()}], "passPercentage": 50}
    sent = {"library": "H5P.TinySet 1.1", "activity": before, "base": before.current.pk}

    assert send(author, choice())[0] == 403
    status, answer = send(author, more, **sent)
    assert (status, places(answer["problems"])) == (
        422, [("library-restricted", "questions/1/library")],
    )  # fmt: skip
    assert send(author, {**more, "questions": [note, note]}, **sent)[0] == 200


NONSENSE = [
    "", "[]", "null", "{", '{"library": "H5P.X 1.0"}', '{"library": 5, "params": {}}',
    '{"library": "H5P.TinyChoice 1.2", "params": []}', '{"params": NaN}', "[" * 5_000,
    '{"library": "H5P.TinyChoice 1.2", "params": {"question": "\\u0000"}}',
]  # fmt: skip


def test_what_no_form_sends_is_refused_in_words(author, settings):
    for body in NONSENSE:
        response = author.post(CREATE, body, content_type="application/json")
        assert response.status_code == 400, body
        assert "Load the page again" in response.json()["error"]
    for library in ("H5P.TinyShared 1.0", "H5P.Nobody 1.0"):
        assert send(author, {}, library=library)[0] == 403
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 100

    status, answer = send(author, choice())

    assert (status, answer["error"][:10]) == (413, "It is too ")


# Files -----------------------------------------------------------------------------


def test_a_picture_is_sent_shown_and_kept_with_the_activity(author, trainer, client_of, admin):
    status, kept = upload(author)
    assert status == 200
    assert (kept["type"], kept["width"], kept["height"]) == ("image/png", 1, 1)
    shown = author.get(kept["url"])
    assert b"".join(shown.streaming_content) == PICTURE
    assert client_of(admin).get(kept["url"]).status_code in (302, 404)  # it is another author's
    params = {"file": {"path": kept["path"], "mime": kept["type"]}, "alt": "A dot"}

    status, answer = send(
        author, params, library="H5P.TinyPicture 1.1", tickets={kept["path"]: kept["ticket"]}
    )

    assert status == 200
    version = Activity.objects.get().current
    assert list(version.files) == [kept["path"]]
    later = author.get(answer["settings"]["urls"]["files"] + kept["path"])
    assert (later["Content-Type"], later["X-Content-Type-Options"]) == ("image/png", "nosniff")


def test_a_file_that_nobody_sent_is_asked_for_again(author, trainer, admin):
    kept = upload(author)[1]
    others = ticket_for({**read_ticket(kept["ticket"], by=trainer.pk)}, by=admin.pk)
    swept = ticket_for(
        {**read_ticket(kept["ticket"], by=trainer.pk), "name": "h5p/files/gone"}, by=trainer.pk
    )
    params = {"file": {"path": kept["path"], "mime": "image/png"}, "alt": "A dot"}

    for tickets in ({}, {"a": "forged"}, {"a": others}, {"a": swept}, {"a": None}):
        status, answer = send(author, params, library="H5P.TinyPicture 1.1", tickets=tickets)
        assert (status, places(answer["problems"])) == (422, [("file-missing", "file")])


def test_a_file_of_another_kind_is_refused_in_words(trainer, client_of, workplace):
    author = client_of(trainer)
    for data, name, kind in (
        (b"<svg onload=x>", "a.svg", "image"), (b"<html><script>", "a.png", "image"),
        (b"MZ\x90", "a.png", "image"), (PICTURE, "a.mp4", "video"), (b"", "a.png", "image"),
        (PICTURE, "a.png", "hologram"),
    ):  # fmt: skip
        status, answer = upload(author, data, name, kind)
        assert status == 422, (name, kind)
        assert answer["error"]


def test_what_a_browser_could_run_is_only_ever_kept(author):
    note = {"handout": {"path": "files/one.pdf", "mime": "application/pdf"},
            "files": [{"path": "audios/one.mp3", "mime": "audio/mpeg"}]}  # fmt: skip
    files = example_files("H5P.TinySound 1.0")
    activity = make_activity("A sound", "H5P.TinySound 1.0", note, files)

    def disposition(path):
        arguments = [activity.current.pk, path]
        return author.get(reverse("activity_authoring:kept_file", args=arguments))

    assert disposition("files/one.pdf")["Content-Disposition"].startswith("attachment")
    assert disposition("files/one.pdf")["Content-Type"] == "application/octet-stream"
    assert disposition("audios/one.mp3").status_code == 200


# Whose it is -----------------------------------------------------------------------


def test_rights_are_those_that_can_be_chosen_and_the_rest_of_the_metadata_stays():
    before = {
        "license": "CC BY",
        "licenseVersion": "3.0",
        "source": "https://a.test",
        "authors": [],
    }

    same = with_rights(before, shown_rights(before))
    other = with_rights(before, shown_rights({"license": "PD"}))
    broken = shown_rights({"license": "mine", "authors": [{"name": " "}, "x", {"name": 5}]})

    assert same == {"license": "CC BY", "licenseVersion": "3.0", "source": "https://a.test"}
    assert other == {"license": "PD", "source": "https://a.test"}
    assert broken == {"license": "U", "authors": []}
    assert shown_rights({"authors": 5, "license": []}) == broken
