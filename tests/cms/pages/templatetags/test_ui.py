from datetime import UTC, date, datetime, timedelta

import pytest
from django import forms
from django.template import Context, Template
from django.template.loader import render_to_string
from django.utils import timezone

from cms.pages.templatetags import ui

THIS_YEAR = timezone.localdate().year


class ColourForm(forms.Form):
    name = forms.CharField(help_text="As you say it.")
    hue = forms.ChoiceField(choices=[("r", "Red"), ("b", "Blue")], widget=forms.RadioSelect)
    shades = forms.MultipleChoiceField(
        choices=[("l", "Light"), ("d", "Dark")], widget=forms.CheckboxSelectMultiple, required=False
    )
    sure = forms.BooleanField()
    mood = forms.ChoiceField(choices=[("w", "Warm")])
    token = forms.CharField(widget=forms.HiddenInput)
    on = forms.DateField(widget=forms.SelectDateWidget(years=[2026]))


def rendered(name, data=None):
    return render_to_string("components/field.html", {"field": ColourForm(data)[name]})


def test_plain_date_of_this_year_leaves_the_year_out():
    day = date(THIS_YEAR, 3, 5)

    title = f"{day:%A} 5 March {THIS_YEAR}"
    assert ui.plain_date(day) == (
        f'<time datetime="{THIS_YEAR}-03-05" title="{title}">{day:%a} 5 Mar</time>'
    )


def test_plain_date_of_another_year_names_it():
    assert ">Thu 24 Nov 2022<" in ui.plain_date(date(2022, 11, 24))


def test_plain_date_of_a_moment_holds_the_exact_time_as_read_in_britain():
    assert "at 13:05" in ui.plain_date(datetime(2024, 7, 1, 12, 5, tzinfo=UTC))


def test_plain_date_of_nothing_is_nothing():
    assert ui.plain_date(None) == ""


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (0, "today"),
        (1, "tomorrow"),
        (-1, "yesterday"),
        (5, "in 5 days"),
        (-13, "13 days ago"),
        (14, "in 2 weeks"),
        (-62, "8 weeks ago"),
        (90, "in 3 months"),
    ],
)
def test_days_away_says_it_as_people_do(days, words):
    assert ui.days_away(timezone.localdate() + timedelta(days=days)) == words


@pytest.mark.parametrize(
    ("count", "words"),
    [(None, ""), (0, ""), (12, "12 min"), (60, "1 h"), (90, "1 h 30 min"), (125, "2 h 5 min")],
)
def test_minutes_become_hours(count, words):
    assert ui.minutes(count) == words


@pytest.mark.parametrize(
    ("name", "letters"),
    [("Yasmin Haddad", "YH"), ("Siobhán", "S"), ("Anna Maria van Dyk", "AD"), ("", "")],
)
def test_initials_are_first_and_last(name, letters):
    assert ui.initials(name) == letters


def test_trail_marks_what_is_done_and_what_is_next():
    assert ui.trail(4, 2) == ["is-done", "is-done", "is-next", "is-todo"]


@pytest.mark.parametrize("total", [0, None, 25])
def test_trail_is_not_drawn_for_none_or_too_many(total):
    assert ui.trail(total, 0) == []


@pytest.mark.parametrize("name", sorted(ui.ICONS))
def test_icon_is_hidden_from_those_who_listen(name):
    assert 'aria-hidden="true"' in ui.icon(name)


def test_every_state_has_a_sign_and_a_word():
    assert set(ui.STATE_ICONS) == set(ui.STATE_WORDS)
    assert len(set(ui.STATE_ICONS.values())) == len(ui.STATE_ICONS)


def test_state_word_of_an_unknown_state_is_its_name():
    assert ui.state_word("not_yet") == "Not yet"


def test_field_ties_help_and_error_to_the_control():
    html = rendered("name", {"name": ""})

    assert 'id="id_name_helptext"' in html
    assert 'id="id_name_error"' in html
    assert 'aria-describedby="id_name_helptext id_name_error"' in html
    assert 'aria-invalid="true"' in html
    assert 'class="form-control is-invalid"' in html
    assert '<label class="form-label" for="id_name">' in html


def test_field_group_is_a_fieldset_with_a_legend_and_labels():
    html = rendered("hue", {"hue": "r"})

    assert "<fieldset" in html
    assert "<legend" in html
    assert html.count('class="form-check-input"') == 2
    assert '<label class="form-check-label" for="id_hue_0">Red</label>' in html
    assert html.count("checked") == 1


def test_field_group_error_is_tied_to_the_fieldset():
    assert 'aria-describedby="id_hue_error"' in rendered("hue", {"hue": ""}).split(">")[0]


def test_field_group_that_may_be_empty_says_so():
    assert "(optional)" in rendered("shades")


def test_field_tick_box_has_its_label_behind_it():
    html = rendered("sure")

    assert html.index('type="checkbox"') < html.index('<label class="form-check-label"')


def test_field_list_wears_the_list_class():
    assert 'class="form-select"' in rendered("mood")


def test_field_hidden_is_bare():
    assert rendered("token").strip().startswith("<input")


def test_field_of_parts_is_a_fieldset():
    html = rendered("on")

    assert html.startswith("<fieldset")
    assert html.count("<select") == 3


def test_once_renders_what_it_holds_a_single_time():
    template = Template("{% load ui %}{% once %}{{ word }}{% endonce %}, {{ word }}")

    first = template.render(Context({"word": "one"}))
    second = template.render(Context({"word": "two"}))

    assert (first, second) == ("one, one", "one, two")


def test_once_keeps_static_addresses_apart(settings):
    template = Template("{% load static ui %}{% once %}{% static 'a.css' %}{% endonce %}")
    before = template.render(Context())

    settings.STATIC_URL = "/elsewhere/"

    assert before != template.render(Context())
