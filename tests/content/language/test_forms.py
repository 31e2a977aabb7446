import pytest
from django import forms

from cms.people.college.queries import college
from cms.people.college.rules import DetailsPolicy
from content.language.forms import GuardedTextMixin
from tests.factories.college import details_policy

pytestmark = pytest.mark.django_db
NAMING = "I met with Kacper about his attendance."


class NoteForm(GuardedTextMixin, forms.Form):
    guarded = ("words", "answers")
    words = forms.CharField(label="What I learned")
    answers = forms.JSONField(required=False)
    title = forms.CharField(required=False)


@pytest.fixture
def blocking():
    details_policy(DetailsPolicy.BLOCK)


@pytest.fixture
def warning_only():
    college()  # read once, then from the cache


def test_where_the_college_warns_the_form_is_valid_and_says_what_it_found(
    warning_only, django_assert_num_queries
):
    form = NoteForm({"words": NAMING})

    with django_assert_num_queries(0):
        assert form.is_valid()
    assert [one.words for one in form.details_found] == ["Kacper"]
    assert "“What I learned” seems to hold a name" in form.details_warning
    assert "Kacper" not in form.details_warning
    assert not form.is_blocked


def test_where_the_college_blocks_the_field_has_an_error_that_names_the_words(blocking):
    form = NoteForm({"words": NAMING})

    assert not form.is_valid()
    assert form.is_blocked
    assert "“Kacper”" in form.errors["words"][0]
    assert "Nothing is saved yet" in form.errors["words"][0]
    assert NAMING in str(form["words"])  # what she typed is still there
    assert form.details_warning == ""


@pytest.mark.parametrize("policy", DetailsPolicy)
def test_a_text_that_names_nobody_passes(policy):
    details_policy(policy)
    form = NoteForm({"words": "The learner said more when I asked less.", "title": NAMING})

    assert form.is_valid()  # what is not guarded is not read
    assert (form.details_found, form.details_warning) == ([], "")


def test_answers_by_name_are_read_one_by_one(warning_only):
    form = NoteForm({"words": "x", "answers": '{"what": "ring LE2 7LW", "next": ["learner Jade"]}'})

    assert form.is_valid()
    assert [one.words for one in form.details_found] == ["LE2 7LW", "Jade"]


def test_a_field_that_is_wrong_already_is_left_to_its_own_error(blocking):
    form = NoteForm({"words": ""})

    assert not form.is_valid()
    assert form.errors["words"] == ["This field is required."]


def test_the_people_of_a_story_are_asked_for_only_when_a_name_is_found(warning_only):
    class StoryForm(NoteForm):
        asked = 0

        def known_names(self):
            self.asked += 1
            return {"Kacper"}

    quiet, known = StoryForm({"words": "No one."}), StoryForm({"words": NAMING})

    assert quiet.is_valid()
    assert quiet.asked == 0
    assert known.is_valid()
    assert (known.asked, known.details_found) == (1, [])


def test_a_form_that_was_not_sent_has_found_nothing(warning_only):
    form = NoteForm()

    assert (form.details_found, form.is_blocked, form.details_warning) == ([], False, "")
