from django.template import Context, Template

SHOWS = Template("{% load standards %}{% statement_title code %}|{% statement_url code %}")


def test_statement_title_and_statement_url_of_a_code(framework):
    shown = SHOWS.render(Context({"code": "S9"}))

    assert shown == "Be vigilant in safeguarding|/standards/ST0148/S9/"


def test_an_unknown_code_has_neither_title_nor_address(framework):
    assert SHOWS.render(Context({"code": "S99"})) == "|"


def test_without_a_framework_nothing_breaks(db):
    assert SHOWS.render(Context({"code": "S1"})) == "|"
