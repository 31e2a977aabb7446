import pytest

from cms.people.editors.services import keep_groups_in_step
from tests.factories.pages import home_page


@pytest.fixture
def editor(trainer, client_of):
    home_page()
    keep_groups_in_step()
    return client_of(trainer)


def test_menu_offers_what_trainers_do_and_not_people_or_groups(editor):
    html = editor.get("/cms/").content.decode()

    assert "/cms/local-texts/" in html
    assert "/cms/images/" in html
    for hidden in ("/cms/users/", "/cms/groups/", "/cms/locales/"):
        assert hidden not in html


def test_checker_runs_every_rule_of_axe_in_a_preview(editor):
    home = home_page()

    html = editor.get(f"/cms/pages/{home.pk}/view_draft/").content.decode()

    assert "alt-text-quality" in html
    assert '"runOnly"' not in html
