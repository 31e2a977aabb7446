"""Choosing a type, the form and its addresses: what is on them and who is led away."""

import json

from django.contrib.auth.models import Permission
from django.urls import reverse

from content.activities.models import H5PLibrary
from tests.factories.h5p.activities import installed, make_activity, plain_library
from tests.factories.h5p.types import example_files, example_params

CHOOSE = reverse("activity_authoring:choose")
FIELDS = reverse("activity_authoring:fields")


def new(name):
    return reverse("activity_authoring:new", args=[name])


def edit(activity):
    return reverse("activity_authoring:edit", args=[activity.pk])


def settings_of(response):
    assert response.status_code == 200
    return response.context["form_settings"]


def shown(response):
    return " ".join(response.content.decode().split())


def test_types_are_offered_by_title_with_those_apart_that_take_an_editor_of_their_own(author):
    H5PLibrary.objects.filter(machine_name="H5P.TinyNote").update(is_restricted=True)
    installed(plain_library("H5P.TinyChoice 1.3"))

    response = author.get(CHOOSE)

    titles = [str(card.name) for card in response.context["with_form"]]
    assert "H5P.TinyChoice 1.3" in titles
    assert not {"H5P.TinyChoice 1.2", "H5P.TinyNote 1.0", "H5P.TinyShared 1.0"} & set(titles)
    assert [str(card.name) for card in response.context["without_form"]] == ["H5P.TinyBranches 1.0"]
    assert "which a form cannot do" in shown(response)
    assert "official" not in shown(response)


def test_choosing_says_what_to_do_where_there_is_nothing_yet(trainer, client_of, workplace):
    response = client_of(trainer).get(CHOOSE)

    assert "Kinds come with a package" in shown(response)


def test_types_cost_the_same_however_many_there_are(
    trainer, client_of, workplace, django_assert_num_queries
):
    client = client_of(trainer)
    installed("H5P.A 1.0")
    client.get(CHOOSE)
    with django_assert_num_queries(QUERIES_OF_CHOOSING):
        client.get(CHOOSE)
    installed("H5P.B 1.0", "H5P.C 1.0")
    with django_assert_num_queries(QUERIES_OF_CHOOSING):
        client.get(CHOOSE)


QUERIES_OF_CHOOSING = 12


def test_a_new_form_has_the_fields_of_its_type(author):
    told = settings_of(author.get(new("H5P.TinySet-1.1")))

    assert list(told["libraries"]) == ["H5P.TinySet 1.1"]
    assert told["model"] == {
        "library": "H5P.TinySet 1.1", "title": "", "params": {},
        "metadata": {"license": "U", "authors": []},
    }  # fmt: skip
    assert (told["base"], told["activity"], told["number"]) == (None, None, 0)
    assert set(told["urls"]) == {"save", "fields", "media"}


def test_a_form_of_what_is_there_brings_the_fields_of_all_activities_in_it(author):
    files = example_files("H5P.TinyBook 1.0")
    book = make_activity("A book", "H5P.TinyBook 1.0", example_params("H5P.TinyBook 1.0"), files)

    told = settings_of(author.get(edit(book)))

    assert set(told["libraries"]) == {
        "H5P.TinyBook 1.0", "H5P.TinySet 1.1", "H5P.TinyFilm 1.0", "H5P.TinyChoice 1.2",
        "H5P.TinyNote 1.0",
    }  # fmt: skip
    assert told["model"]["params"]["chapters"][0]["title"] == "Start"
    assert told["base"] == book.current.pk
    picture = told["urls"]["files"] + "images/background.png"
    response = author.get(picture)
    assert (response["Content-Type"], response["Content-Disposition"][:6]) == (
        "image/png",
        "inline",
    )
    assert author.get(told["urls"]["files"] + "images/other.png").status_code == 404


def test_an_inner_activity_with_a_canvas_is_kept_as_it_is(author):
    installed(
        plain_library(
            "H5P.Frame 1.0",
            semantics=[
                {"name": "inside", "type": "library", "label": "Inside",
                 "options": ["H5P.TinyBranches 1.0", "H5P.TinyNote 1.0"]}
            ],
        )
    )  # fmt: skip
    branches = {"library": "H5P.TinyBranches 1.0", "params": example_params("H5P.TinyBranches 1.0")}
    frame = make_activity("A frame", "H5P.Frame 1.0", {"inside": branches})

    told = settings_of(author.get(edit(frame)))["libraries"]

    assert told["H5P.TinyBranches 1.0"] == {"title": "TinyBranches", "isKept": True, "fields": []}
    inside = told["H5P.Frame 1.0"]["fields"][0]
    assert ([one["value"] for one in inside["choices"]], inside["missing"]) == (
        ["H5P.TinyNote 1.0"], 1,
    )  # fmt: skip


def test_a_type_with_a_canvas_says_what_else_can_be_done(author):
    branches = make_activity(
        "A way", "H5P.TinyBranches 1.0", example_params("H5P.TinyBranches 1.0")
    )

    for address in (new("H5P.TinyBranches-1.0"), edit(branches)):
        response = author.get(address)
        assert "needs an editor of its own" in shown(response)
        assert b"activity-form-settings" not in response.content
    assert reverse("activity_admin:replace", args=[branches.pk]) in shown(response)


def test_an_activity_whose_code_is_gone_says_so(author):
    activity = make_activity("Old", "H5P.TinyNote 1.0", example_params("H5P.TinyNote 1.0"))
    H5PLibrary.objects.filter(machine_name="H5P.TinyNote").update(in_use=None)

    assert "H5P.TinyNote 1.0, is not in use here" in shown(author.get(edit(activity)))


def test_a_preview_plays_what_was_saved_last(author, settings):
    settings.PLAYER_URL = "http://player.test"
    activity = make_activity("A note", "H5P.TinyNote 1.0", example_params("H5P.TinyNote 1.0"))

    response = author.get(reverse("activity_authoring:preview", args=[activity.pk]))

    assert "Version 1, as people see it" in shown(response)
    assert "http://player.test/play/" in shown(response)


def test_what_is_no_type_cannot_be_begun(author):
    for name in ("H5P.TinyShared-1.0", "H5P.Nobody-1.0", "nothing", "H5P.TinyNote-9.9"):
        assert author.get(new(name)).status_code == 404


def test_a_restricted_type_is_begun_by_site_admins_alone_and_changed_by_all_authors(
    admin, author, client_of
):
    note = make_activity("A note", "H5P.TinyNote 1.0", example_params("H5P.TinyNote 1.0"))
    H5PLibrary.objects.filter(machine_name="H5P.TinyNote").update(is_restricted=True)

    assert author.get(new("H5P.TinyNote-1.0")).status_code == 404
    assert author.get(edit(note)).status_code == 200
    assert client_of(admin).get(new("H5P.TinyNote-1.0")).status_code == 200
    assert author.get(FIELDS, {"library": "H5P.TinyNote 1.0"}).status_code == 404
    item = settings_of(author.get(new("H5P.TinySet-1.1")))["libraries"]["H5P.TinySet 1.1"]
    offered = next(one for one in item["fields"] if one["name"] == "questions")["item"]
    assert "H5P.TinyNote 1.0" not in [one["value"] for one in offered["choices"]]


def test_fields_of_an_activity_to_put_in_come_by_its_name(author):
    response = author.get(FIELDS, {"library": "H5P.TinyChoice 1.2"})

    assert json.loads(response.content)["libraries"]["H5P.TinyChoice 1.2"]["title"] == "TinyChoice"
    for name in ("H5P.TinyBranches 1.0", "H5P.Nobody 1.0", "nothing", ""):
        assert author.get(FIELDS, {"library": name}).status_code == 404


def test_whoever_makes_no_activities_is_led_away(
    mentor, manager, dsl, quality_lead, client_of, workplace
):
    note = make_activity("A note", "H5P.TinyNote 1.0")
    for person in (mentor, manager, dsl, quality_lead):
        person.user_permissions.add(Permission.objects.get(codename="access_admin"))
        assert_led_away(client_of(person), note)


def assert_led_away(client, note):
    asks_json = {"HTTP_ACCEPT": "application/json"}
    for address in (CHOOSE, new("H5P.TinyNote-1.0"), edit(note),
                    reverse("activity_authoring:preview", args=[note.pk])):  # fmt: skip
        assert client.get(address).status_code == 302
    assert client.get(FIELDS, {"library": "H5P.TinyNote 1.0"}, **asks_json).status_code == 403
    for name, arguments in (("create", []), ("save", [note.pk]), ("media_add", [])):
        address = reverse(f"activity_authoring:{name}", args=arguments)
        assert client.post(address, **asks_json).status_code == 403
    file = reverse("activity_authoring:kept_file", args=[note.current.pk, "images/a.png"])
    assert client.get(file).status_code == 302
