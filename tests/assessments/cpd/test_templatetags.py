import pytest
from django.template import Context, Template
from django.test import RequestFactory

from assessments.templatetags.cpd import TABS

EVERYBODY = ["log", "plan", "files", "events", "export", "policy"]
MORE = {
    "mentor": ["year", "hours"],
    "supervisor": ["shared"],
    "manager": ["year", "verify", "team"],
    "quality_lead": ["team", "samples", "totals"],
    "hr": ["team", "totals"],
    "admin": ["storage"],
    "dpo": ["storage"],
    "trainer": [],
}


def tabs_of(person, here="log"):
    request = RequestFactory().get("/cpd/")
    request.user = person
    template = Template("{% load cpd %}{% cpd_tabs here %}")
    return template.render(Context({"request": request, "here": here}))


@pytest.mark.parametrize("name", MORE)
def test_everybody_gets_the_tabs_of_her_roles(request, name):
    text = tabs_of(request.getfixturevalue(name))

    found = [tab.key for tab in TABS if f">{tab.label}</a>" in text]
    assert sorted(found) == sorted([*EVERYBODY, *MORE[name]])
    assert text.count("<li>") == len(found)


def test_the_tab_one_is_on_is_marked_alone(manager):
    text = tabs_of(manager, "verify")

    assert text.count('aria-current="page"') == 1
    assert 'aria-current="page">To verify' in text


def test_somebody_without_a_role_gets_none(mentor):
    mentor.role_grants.all().delete()

    assert tabs_of(mentor).strip() == ""


def test_tabs_ask_for_the_roles_once(mentor, django_assert_num_queries):
    with django_assert_num_queries(1):
        tabs_of(mentor)
