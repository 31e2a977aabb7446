"""The college's authors, signed in to the Wagtail admin with the rights of their roles."""

import re

import pytest
from django.test import Client
from wagtail.test.utils.form_data import nested_form_data, streamfield

from cms.people.editors.services import keep_groups_in_step, set_up_groups
from courses.approval.services import set_up_workflow
from tests.conftest import SIGN_IN_BACKEND
from tests.factories.pages import home_page
from tests.factories.people import UserFactory


@pytest.fixture
def superuser(db):
    return UserFactory.create(first_name="Super", is_superuser=True, is_staff=True)


@pytest.fixture
def admin_of(db):
    """Signs somebody in after the set-up that runs at every start."""
    home_page()

    def sign_in(person):
        set_up_groups()
        set_up_workflow()
        keep_groups_in_step()
        client = Client()
        client.force_login(person, backend=SIGN_IN_BACKEND)
        return client

    return sign_in


def posted(page, **changes):
    """What the editor of a lesson sends."""
    body = [("markdown", changes.pop("text", "Listen first."))]
    return nested_form_data(
        {
            "title": page.title,
            "slug": page.slug,
            "summary": "",
            "minutes": "12",
            "required": "on",
            "codes": "",
            "audience": "everyone",
            "body": streamfield(body),
            "sources": streamfield([]),
            "comments-TOTAL_FORMS": "0",
            "comments-INITIAL_FORMS": "0",
            **changes,
        }
    )


def posted_module(module, **changes):
    return nested_form_data(
        {
            "title": module.title,
            "slug": module.slug,
            "code": module.code,
            "summary": module.summary,
            "group": module.group,
            "outcomes": "\n".join(module.outcomes),
            "can_now": "\n".join(module.can_now),
            "practice_task": module.practice_task,
            "supervision_question": module.supervision_question,
            "validity_months": "24",
            "due_after_days": "28",
            "codes": ", ".join(module.codes),
            "audience": "everyone",
            "sources": streamfield([]),
            "comments-TOTAL_FORMS": "0",
            "comments-INITIAL_FORMS": "0",
            **changes,
        }
    )


def text_of(answer):
    return re.sub(r"\s+", " ", answer.content.decode())
