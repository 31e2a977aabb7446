import pytest

from cms.people.editors.services import keep_groups_in_step
from tests.factories.courses import lessons_of, module_with_lessons
from tests.factories.pages import home_page, information_page


@pytest.fixture
def editor(trainer, client_of):
    home_page()
    keep_groups_in_step()
    return client_of(trainer)


def test_menu_offers_what_trainers_do_and_not_people_or_groups(editor):
    html = editor.get("/cms/").content.decode()

    assert "/cms/local-texts/" in html
    assert "/cms/images/" in html
    for hidden in ("/cms/users/", "/cms/groups/", "/cms/locales/", "/cms/reports/workflow"):
        assert hidden not in html
    assert "Wagtail" not in html.partition("<main")[2]  # the makers' guide is for their users


def test_pages_are_listed_as_people_meet_them_and_have_two_tabs(editor):
    module = module_with_lessons(2)

    listing = editor.get(f"/cms/pages/{module.pk}/").content.decode()
    lesson = editor.get(f"/cms/pages/{lessons_of(module)[0].pk}/edit/").content.decode()

    assert listing.index("Lesson 1") < listing.index("Lesson 2")
    assert 'id="tab-label-promote"' not in lesson
    assert 'name="slug"' in lesson
    assert "seen by the public" not in lesson


def test_first_screen_leads_to_the_modules_and_to_what_the_college_still_writes(editor):
    module = module_with_lessons(1)
    block = {"type": "in_your_college", "value": {"key": "rooms", "title": "", "prompt": "Ask."}}
    information_page(body=[block])

    html = editor.get("/cms/").content.decode()

    assert f"/cms/pages/{module.pk}/" in html
    assert "Lessons wait for 1 text that" in html


def test_first_screen_of_a_site_admin_shows_no_pages_to_edit(groups, admin, client_of):
    module = module_with_lessons(1)
    keep_groups_in_step()

    html = client_of(admin).get("/cms/").content.decode()

    assert f"/cms/pages/{module.pk}/" not in html


def test_checker_runs_every_rule_of_axe_in_a_preview(editor):
    home = home_page()

    html = editor.get(f"/cms/pages/{home.pk}/view_draft/").content.decode()

    assert "alt-text-quality" in html
    assert '"runOnly"' not in html
