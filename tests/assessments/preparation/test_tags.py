"""What other screens of supervision show of a preparation."""

import pytest
from django.template import Context, Template

from tests.factories.preparation import preparation
from tests.factories.supervision import SAID


def shown(tag, reader, **context):
    template = Template(f"{{% load preparation %}}{{% {tag} %}}")
    return template.render(Context({"user": reader, **context}))


def test_for_whom_it_is_for_the_way_to_prepare(planned, mentor):
    assert "Prepare for this session" in shown("preparation_link s", mentor, s=planned)
    preparation(planned, mentor, is_held_back=True)

    found = shown("preparation_link s", mentor, s=planned)

    assert "Go on preparing" in found
    assert "You keep it to yourself" in found


def test_for_who_holds_it_when_it_may_be_read_and_no_word_of_it(
    planned, tomorrow, mentor, supervisor
):
    preparation(planned, mentor)
    preparation(tomorrow, mentor)

    assert "you can read from" in shown("preparation_link s", supervisor, s=planned)
    found = shown("preparation_link s", supervisor, s=tomorrow)
    assert "What Yasmin Haddad prepared" in found
    assert SAID not in found


@pytest.mark.parametrize("tag", ["repeat_themes p", "silent_themes p"])
@pytest.mark.parametrize("who", ["mentor", "supervisor", "manager", "hr"])
def test_without_themes_nothing_is_shown(pair, mentor, tag, who, request):
    assert shown(tag, request.getfixturevalue(who), p=mentor).strip() == ""
