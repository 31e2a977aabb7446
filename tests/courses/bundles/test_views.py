"""The screens, as a trainer goes through them."""

from io import BytesIO
from zipfile import ZipFile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from cms.people.audit.models import AuditEvent
from courses.catalogue.models import LessonPage, ModulePage
from tests.courses.bundles.conftest import edit
from tests.factories.bundles import exported, repacked, replacing
from tests.factories.courses import lesson_page, module_page, programme_page

pytestmark = pytest.mark.django_db
FIRST = "01-start-here.md"


@pytest.fixture
def client(author, client_of):
    return client_of(author)


@pytest.fixture
def packed(module, author):
    return exported(module, author)


def url(name, *args):
    return reverse(f"bundles:{name}", args=args)


def send(client, page, data, name="tgt.zip"):
    return client.post(url("import_start", page.pk), {"bundle": SimpleUploadedFile(name, data)})


def text(answer):
    return " ".join(answer.content.decode().split())


def changed(packed):
    return repacked(packed, {FIRST: replacing("minutes: 12", "minutes: 15")})


def confirm(client, review, **data):
    seen = text(client.get(review)).partition('name="seen" value="')[2].partition('"')[0]
    return client.post(review, {"seen": seen, **data})


# Out ---------------------------------------------------------------------------


def test_the_menus_of_a_module_and_its_line_offer_both(client, module):
    programme = module.get_parent()
    for page in (
        reverse("wagtailadmin_pages:edit", args=[module.pk]),
        reverse("wagtailadmin_explore", args=[module.pk]),
        reverse("wagtailadmin_explore", args=[programme.pk]),
    ):
        answer = text(client.get(page))
        assert url("export_show", module.pk) in answer
        assert url("import_start", module.pk) in answer
    assert url("import_start", programme.pk) in answer


def test_a_lesson_has_no_such_menu(client, module):
    lesson = LessonPage.objects.first()
    answer = text(client.get(reverse("wagtailadmin_pages:edit", args=[lesson.pk])))

    assert "Export as text files" not in answer


def test_the_export_says_what_it_takes(client, module, author):
    edit(LessonPage.objects.get(slug="pictures"), author, summary="Not ready.")

    answer = text(client.get(url("export_show", module.pk)))

    assert "1 of these 5 pages is not what readers see" in answer
    assert "An older version" in answer
    assert "02-pictures.md" in answer
    assert "files/a-board-" in answer


def test_the_zip_comes_with_its_name_and_is_written_down(client, module, author):
    answer = client.get(url("export_download", module.pk, "tgt"))

    assert answer["Content-Disposition"] == 'attachment; filename="tgt.zip"'
    with ZipFile(BytesIO(b"".join(answer.streaming_content))) as archive:
        assert archive.namelist()[0] == "tgt/module.yaml"
    event = AuditEvent.objects.get(verb="module.exported")
    assert (event.actor, event.obj, event.kind) == (author, module, "read")


def test_another_name_is_not_there(client, module):
    assert client.get(url("export_download", module.pk, "coq")).status_code == 404


# In ----------------------------------------------------------------------------


def test_an_upload_shows_its_differences_and_changes_nothing(client, module, packed):
    answer = send(client, module, changed(packed))

    review = text(client.get(answer.url))
    assert "<del>12</del>" in review
    assert "<ins>15</ins>" in review
    assert "Publish what was published before" in review
    assert LessonPage.objects.get(slug="start-here").has_unpublished_changes is False


def test_a_confirmed_upload_is_imported_and_gone(client, module, packed):
    review = send(client, module, changed(packed)).url

    answer = confirm(client, review)

    assert answer.url == reverse("wagtailadmin_explore", args=[module.pk])
    assert "1 page with a new draft" in text(client.get(answer.url))
    assert LessonPage.objects.get(slug="start-here").has_unpublished_changes
    gone = client.get(review)
    assert gone.url == url("import_start", module.pk)
    assert "That upload is gone" in text(client.get(gone.url))


def test_the_tick_publishes(client, module, packed):
    confirm(client, send(client, module, changed(packed)).url, publish="yes")

    assert LessonPage.objects.get(slug="start-here").minutes == 15


def test_a_module_about_safeguarding_has_no_tick(client, module, packed):
    ModulePage.objects.filter(pk=module.pk).update(is_safeguarding=True)

    review = text(client.get(send(client, module, changed(packed)).url))

    assert "<ins>15</ins>" in review
    assert 'name="publish"' not in review


def test_import_nothing_throws_the_upload_away(client, module, packed):
    review = send(client, module, changed(packed)).url

    confirm(client, review, discard="yes")

    assert client.get(review).url == url("import_start", module.pk)
    assert LessonPage.objects.get(slug="start-here").has_unpublished_changes is False


def test_an_edit_meanwhile_is_shown_before_anything_happens(client, module, author, packed):
    review = send(client, module, changed(packed)).url
    seen = text(client.get(review)).partition('name="seen" value="')[2].partition('"')[0]
    edit(LessonPage.objects.get(slug="start-here"), author, summary="Meanwhile.")

    answer = client.post(review, {"seen": seen})

    assert answer.status_code == 200
    assert "Somebody has changed a page meanwhile" in text(answer)
    assert "was edited here since the export" in text(answer)
    assert 'Goes: </span></span><span class="bundle__text">summary: Meanwhile.' in text(answer)


def test_the_same_again_is_nothing_to_change(client, module, packed):
    review = text(client.get(send(client, module, packed).url))

    assert "Nothing to change" in review
    assert "Import these changes" not in review


def test_mistakes_are_listed_with_file_and_line(client, module, packed):
    wrong = repacked(packed, {FIRST: replacing("minutes: 12", "minutes: twelve")})

    answer = send(client, module, wrong)

    assert answer.status_code == 422
    assert "1 thing to put right. Nothing was changed." in text(answer)
    assert "01-start-here.md" in text(answer)
    assert "whole number above 0" in text(answer)


def test_a_mistake_that_arises_meanwhile_is_told(client, module, author, packed):
    review = send(client, module, changed(packed)).url
    page = LessonPage.objects.get(slug="start-here")
    page.locked = True
    page.save(update_fields=["locked"])

    answer = confirm(client, review)

    assert answer.status_code == 422
    assert "This page is locked" in text(answer)


@pytest.mark.parametrize(("data", "words"), [(None, "Choose the zip"), (b"", "This file is empty")])
def test_nothing_chosen_is_said_in_plain_words(client, module, data, words):
    chosen = {} if data is None else {"bundle": SimpleUploadedFile("tgt.zip", data)}

    answer = client.post(url("import_start", module.pk), chosen)

    assert answer.status_code == 422
    assert words in text(answer)


def test_a_module_comes_into_a_programme(client, module, packed):
    elsewhere = programme_page(slug="elsewhere", title="Elsewhere")

    review = send(client, elsewhere, packed).url
    page = text(client.get(review))
    answer = confirm(client, review)

    assert "Publish the module as well" in page
    new = ModulePage.objects.child_of(elsewhere).get()
    assert answer.url == reverse("wagtailadmin_explore", args=[new.pk])
    assert new.get_children().count() == 4


def test_the_order_is_shown_in_both_versions(client, module, packed):
    turned = repacked(
        packed,
        {
            "module.yaml": replacing(
                "  - 01-start-here\n  - quiz\n", "  - quiz\n  - 01-start-here\n"
            )
        },
    )

    review = text(client.get(send(client, module, turned).url))

    assert "The order of the steps" in review
    assert "No page changes; the order of the steps does, at once." in review


def test_words_of_an_upload_are_never_markup(client, module, packed):
    wicked = repacked(packed, {FIRST: replacing("title: Start here", "title: <script>x</script>")})

    review = text(client.get(send(client, module, wicked).url))

    assert "<script>x" not in review
    assert "&lt;script&gt;x" in review


# Who may -----------------------------------------------------------------------


@pytest.mark.parametrize("who", ["mentor", "manager", "quality_lead", "dsl", "admin"])
@pytest.mark.parametrize("name", ["export_show", "import_start"])
def test_others_are_led_away(request, client_of, module, who, name):
    client = client_of(request.getfixturevalue(who))

    assert client.get(url(name, module.pk)).status_code in {302, 403, 404}
    assert client.get(url("export_download", module.pk, "tgt")).status_code in {302, 403, 404}
    assert send(client, module, b"PK").status_code in {302, 403, 404}
    assert not AuditEvent.objects.filter(verb__startswith="module.").exists()


def test_an_upload_is_for_the_person_who_made_it(client, client_of, colleague, module, packed):
    review = send(client, module, changed(packed)).url

    answer = client_of(colleague).get(review)

    assert answer.url == url("import_start", module.pk)


def test_only_modules_and_programmes_have_these_screens(client, module):
    lesson = LessonPage.objects.first()

    assert client.get(url("export_show", lesson.pk)).status_code == 404
    assert client.get(url("import_start", lesson.pk)).status_code == 404


# What a screen costs -----------------------------------------------------------


@pytest.mark.parametrize("count", [1, 3])
def test_the_screens_cost_the_same_whatever_the_number_of_steps(
    client, author, count, django_assert_num_queries
):
    module = module_page()
    for _ in range(count):
        lesson_page(module)
    packed = exported(module, author)
    client.get(url("export_show", module.pk))

    with django_assert_num_queries(16):
        client.get(url("export_show", module.pk))
    review = send(client, module, packed).url
    client.get(review)
    with django_assert_num_queries(18):
        client.get(review)
