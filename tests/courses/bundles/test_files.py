"""Pictures and files: matched by what is in them, taken in where nobody has them."""

import pytest
from django.contrib.auth.models import Group
from wagtail.documents.models import Document
from wagtail.images.models import Image
from wagtail.models import Collection

from content.material.shapes import MaterialErrors
from courses.bundles.queries.files import file_name, title_in
from courses.catalogue.models import LessonPage
from tests.factories.bundles import exported, imported, planned, repacked, replacing, texts_in
from tests.factories.courses import programme_page
from tests.factories.files import picture, png

pytestmark = pytest.mark.django_db
LESSON = "02-pictures.md"


@pytest.fixture
def packed(module, author):
    return exported(module, author)


def board_in(packed):
    text = texts_in(packed)[LESSON]
    return text.partition('file="')[2].partition('"')[0]


def with_new_picture(packed, content, name="files/new-board.png"):
    return repacked(packed, {LESSON: replacing(board_in(packed), name), name: content})


def image_of(page):
    return page.get_latest_revision_as_object().body.get_prep_value()[1]["value"]["image"]["image"]


def test_a_name_is_made_of_title_and_content():
    assert file_name("A board!", "0123456789abcdef", "images/x_Ab12.PNG") == (
        "files/a-board-0123456789.png"
    )
    assert file_name("", "0123456789abcdef", "x") == "files/section-0123456789.bin"
    assert title_in("files/a-board-0123456789.png") == "a-board"
    assert title_in("files/a board.png") == "a board"


def test_a_picture_that_is_here_is_used_again(module, author, packed):
    imported(packed, None, author, programme=programme_page(slug="elsewhere"))

    assert Image.objects.count() == 1
    assert Document.objects.count() == 3


def test_a_file_that_came_under_another_name_is_known_by_its_content(module, author, packed):
    again = with_new_picture(packed, png())

    plan = planned(again, module, author)

    assert (plan.is_nothing, plan.files) == (True, [])


def test_a_new_picture_is_the_authors_own_upload(module, author, packed):
    changed = with_new_picture(packed, png("red"))

    plan = planned(changed, module, author)
    done = imported(changed, module, author)

    image = Image.objects.get(title="new-board")
    assert [file.title for file in plan.files] == ["new-board"] == done.files
    assert (image.uploaded_by_user, image.filename) == (author, "new-board.png")
    assert image_of(LessonPage.objects.get(slug="pictures")) == image.pk
    assert planned(changed, module, author).is_nothing


def test_a_title_may_stand_beside_the_name(module, author, packed):
    changed = repacked(
        with_new_picture(packed, png("red")),
        {"module.yaml": replacing("files:\n", "files:\n  files/new-board.png: The new board\n")},
    )

    imported(changed, module, author)

    assert Image.objects.filter(title="The new board").exists()


def test_the_content_may_be_left_out_where_the_file_is_here(module, author, packed):
    lighter = repacked(packed, dict.fromkeys(names_of_files(packed)))

    assert planned(lighter, module, author).is_nothing


def names_of_files(packed):
    from io import BytesIO
    from zipfile import ZipFile

    with ZipFile(BytesIO(packed)) as archive:
        return [name.partition("/")[2] for name in archive.namelist() if "/files/" in name]


@pytest.mark.parametrize(
    "content", [b"", b"GIF89a", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", b"<svg/>"]
)
def test_a_broken_picture_is_named_and_nothing_is_imported(module, author, packed, content):
    changed = with_new_picture(packed, content)

    with pytest.raises(MaterialErrors) as caught:
        planned(changed, module, author)

    assert [error.path.name for error in caught.value.errors] == ["new-board.png"]


def test_who_may_not_add_pictures_may_not_import_one(module, author, packed):
    Group.objects.get(name="Trainers").collection_permissions.all().delete()

    with pytest.raises(MaterialErrors, match="may not add pictures"):
        planned(with_new_picture(packed, png("red")), module, author)


def test_a_picture_one_may_not_choose_is_uploaded_anew(module, author, packed):
    hidden = Collection.get_first_root_node().add_child(name="Hidden")
    secret = picture("Secret", colour="red")
    group = Group.objects.get(name="Trainers")
    root = Collection.get_first_root_node()
    Image.objects.filter(pk=secret.pk).update(collection=hidden)
    own = root.add_child(name="Trainers' own")
    group.collection_permissions.update(collection=own)

    plan = planned(with_new_picture(packed, png("red")), module, author)

    assert [file.kind for file in plan.files] == ["image"]


def test_a_file_whose_content_is_gone_keeps_its_place(module, author):
    form = Document.objects.get(title="A form")
    form.file.storage.delete(form.file.name)

    packed = exported(module, author)

    assert f'file="files/a-form-lost{form.pk}.pdf"' in texts_in(packed)[LESSON]
    assert planned(packed, module, author).is_nothing


def test_a_picture_whose_row_is_gone_is_said_when_its_page_is_changed(module, author):
    Image.objects.all().delete()
    packed = exported(module, author)

    assert planned(packed, module, author).is_nothing
    with pytest.raises(MaterialErrors, match="needs “file”"):
        planned(repacked(packed, {LESSON: replacing("minutes: 12", "minutes: 9")}), module, author)
