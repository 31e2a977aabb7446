import pytest
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.urls import reverse
from wagtail.models import Page

from cms.people.editors.rules import TRAINERS
from cms.people.editors.services import set_up_groups
from courses.catalogue.models import LessonPage, LinesField, ModulePage, ProgrammePage, StepPage
from tests.factories.courses import (
    enrolment,
    lesson_page,
    lessons_of,
    module_page,
    module_with_lessons,
    programme_page,
    step_completion,
)
from tests.factories.pages import home_page

pytestmark = pytest.mark.django_db


@pytest.fixture
def author_at(client_of, trainer):
    """A trainer in the Wagtail admin, with the rights her role brings."""
    home_page()
    set_up_groups()
    trainer.groups.add(Group.objects.get(name=TRAINERS))
    return client_of(trainer)


def test_pages_stand_only_where_they_belong():
    home, programme = home_page(), programme_page()
    module = module_page(programme)

    assert ProgrammePage.can_create_at(home)
    assert not ModulePage.can_create_at(home)
    assert ModulePage.can_create_at(programme)
    assert not LessonPage.can_create_at(programme)
    assert LessonPage.can_create_at(module)
    assert not LessonPage.can_create_at(lesson_page(module))
    assert not StepPage.can_create_at(module)  # only its kinds can be made


def test_a_modules_code_is_capitals_or_refused():
    module = module_page()
    module.code = "coq"
    module.full_clean()
    assert module.code == "COQ"

    module.code = "not a code"
    with pytest.raises(ValidationError) as problem:
        module.full_clean()
    assert "code" in problem.value.message_dict


def test_lines_are_edited_as_the_lines_of_a_text_box():
    field = LinesField(verbose_name="outcomes").formfield()

    assert field.prepare_value(["One.", "Two."]) == "One.\nTwo."
    assert field.clean("- One.\n\nTwo.") == ["One.", "Two."]
    assert field.clean("") == []
    assert not field.has_changed(["One."], "One.\n")


def test_minutes_follow_the_steps():
    module = module_with_lessons(3)

    assert module.minutes == 36
    assert module.minutes_in_words == "36 minutes"


def test_a_copy_is_not_the_bundles_page():
    module = module_with_lessons(1)
    lesson = lessons_of(module)[0]
    LessonPage.objects.filter(pk=lesson.pk).update(material_id="TGT-L1", material_hash="a:b")
    lesson.refresh_from_db()

    copy = lesson.copy(update_attrs={"slug": "copy"})

    assert (copy.material_id, copy.material_hash) == ("", "")


@pytest.mark.parametrize("kind", ["programmepage", "modulepage", "lessonpage"])
def test_a_trainer_gets_a_form_to_make_each_kind(author_at, kind):
    module = module_page()
    parent = {
        "programmepage": home_page(),
        "modulepage": module.get_parent(),
        "lessonpage": module,
    }[kind]

    response = author_at.get(reverse("wagtailadmin_pages:add", args=["courses", kind, parent.pk]))

    assert response.status_code == 200
    assert response.content.decode().count('name="minutes"') == (kind == "lessonpage")


def test_a_trainer_edits_a_module_in_the_admin(author_at):
    module = module_with_lessons(2)

    response = author_at.get(reverse("wagtailadmin_pages:edit", args=[module.pk]))

    assert response.status_code == 200
    assert "24 minutes" in response.content.decode()


def test_a_page_with_records_is_kept_when_a_trainer_deletes_it(author_at, trainer, mentor):
    module = module_with_lessons(2)
    done, untouched = lessons_of(module)
    step_completion(enrolment(mentor, module), done)
    Page.objects.filter(pk__in=[done.pk, untouched.pk]).update(owner=trainer)

    response = author_at.post(reverse("wagtailadmin_pages:delete", args=[done.pk]), follow=True)

    assert "their records stay" in response.content.decode()
    assert LessonPage.objects.filter(pk=done.pk).exists()
