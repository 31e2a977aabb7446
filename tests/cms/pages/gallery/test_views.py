import pytest
from django.urls import reverse

from cms.pages.gallery.rules import Part

PARTS = list(Part.values)


@pytest.mark.parametrize("part", PARTS)
def test_gallery_shows_every_part(part, mentor, client_of):
    response = client_of(mentor).get(reverse("gallery:gallery"), {"part": part})

    assert response.status_code == 200
    assert f"gallery/{part}.html" in {template.name for template in response.templates}


def test_gallery_has_no_part_of_another_name(mentor, client_of):
    response = client_of(mentor).get(reverse("gallery:gallery"), {"part": "../base"})

    assert response.status_code == 404


def test_gallery_sends_a_visitor_to_sign_in(visitor, db):
    response = visitor.get(reverse("gallery:gallery"))

    assert response.status_code == 302
    assert reverse("account_login") in response.url


def test_gallery_is_not_there_for_somebody_without_a_role(mentor, client_of):
    mentor.role_grants.all().delete()

    response = client_of(mentor).get(reverse("gallery:gallery"))

    assert response.status_code == 404


def test_gallery_has_no_inline_style_script_or_handler(mentor, client_of):
    html = client_of(mentor).get(reverse("gallery:gallery")).content.decode()

    assert " style=" not in html
    assert "<style" not in html
    assert " onclick=" not in html
    assert html.count("<script") == html.count(" nonce=")


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_theme_set_is_on_the_next_page(theme, visitor, db):
    response = visitor.post(reverse("gallery:theme_set"), {"theme": theme, "next": "/privacy/"})

    login = visitor.get(reverse("account_login"))
    assert response.url == "/privacy/"
    assert f'data-bs-theme="{theme}"' in login.content.decode()


def test_theme_set_dark_needs_no_wish_of_the_device(visitor, db):
    visitor.post(reverse("gallery:theme_set"), {"theme": "dark"})

    html = visitor.get(reverse("account_login")).content.decode()

    assert 'tokens-dark.css" media="screen"' in html


def test_theme_set_light_leaves_the_dark_tokens_out(visitor, db):
    visitor.post(reverse("gallery:theme_set"), {"theme": "light"})

    assert "tokens-dark.css" not in visitor.get(reverse("account_login")).content.decode()


def test_theme_set_auto_forgets_the_choice(visitor, db):
    visitor.post(reverse("gallery:theme_set"), {"theme": "dark"})

    visitor.post(reverse("gallery:theme_set"), {"theme": "auto"})

    html = visitor.get(reverse("account_login")).content.decode()
    assert 'data-bs-theme="auto"' in html
    assert "prefers-color-scheme: dark" in html


def test_theme_set_goes_nowhere_outside(visitor):
    response = visitor.post(
        reverse("gallery:theme_set"), {"theme": "dark", "next": "https://elsewhere.example/"}
    )

    assert response.url == "/"


def test_theme_set_refuses_another_word(visitor):
    response = visitor.post(reverse("gallery:theme_set"), {"theme": "neon"})

    assert response.status_code == 400
    assert "theme" not in response.cookies


def test_theme_set_is_only_posted(visitor):
    assert visitor.get(reverse("gallery:theme_set")).status_code == 405
