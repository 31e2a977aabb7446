"""A trainer in the Wagtail admin: drafts, publishing, warnings, preview."""

import json
import re

import pytest
from django.urls import reverse
from wagtail.test.utils.form_data import nested_form_data, streamfield

from assessments.quizzes.models import QuestionVersion, QuizAttempt, QuizPage
from cms.people.audit.models import AuditEvent
from cms.people.editors.services import keep_groups_in_step, set_up_groups
from courses.progress.models import StepVisit
from tests.factories.courses import module_page
from tests.factories.pages import home_page
from tests.factories.quizzes import STRONGEST, must, quiz_page

pytestmark = pytest.mark.django_db


@pytest.fixture
def client(trainer, client_of):
    home_page()
    set_up_groups()  # once more: the rights hang on the home page
    keep_groups_in_step(people=[trainer])
    return client_of(trainer)


def options(*texts):
    """A leading * marks a right option, as in the material."""
    return {
        "count": str(len(texts)),
        **{
            str(n): {
                "deleted": "",
                "order": str(n),
                "id": "",
                "value": {
                    "text": text.lstrip("*"),
                    "fb": "",
                    **({"right": "on"} if text.startswith("*") else {}),
                },
            }
            for n, text in enumerate(texts)
        },
    }


def single(stem="What now?", texts=("*Ask", "Tell"), **extra):
    value = {"stem": stem, "fb": "", "codes": "", "lesson": "", "options": options(*texts)}
    return ("single", {**value, **extra})


def posted(*questions, **extra):
    return nested_form_data(
        {
            "title": "Check what you know",
            "slug": "quiz",
            "summary": "",
            "intro": "",
            "minutes": "10",
            "codes": "",
            "audience": "everyone",
            "pass_mark": "80",
            "questions": streamfield(list(questions)),
            "sources": streamfield([]),
            "comments-TOTAL_FORMS": "0",
            "comments-INITIAL_FORMS": "0",
            **extra,
        }
    )


def text(answer):
    return re.sub(r"\s+", " ", answer.content.decode())


def edit_url(quiz):
    return reverse("wagtailadmin_pages:edit", args=[quiz.pk])


def add_url(module):
    return reverse("wagtailadmin_pages:add", args=["assessments", "quizpage", module.pk])


def test_a_trainer_opens_the_form(client):
    answer = client.get(edit_url(quiz_page()))

    assert answer.status_code == 200
    assert "Before you publish" in text(answer)


def test_a_trainer_makes_and_publishes_a_quiz(client):
    module = module_page()

    answer = client.post(add_url(module), posted(single(), **{"action-publish": "1"}))

    quiz = QuizPage.objects.get()
    assert answer.status_code == 302
    assert quiz.live
    assert QuestionVersion.objects.get(quiz=quiz).question.stem == "What now?"


@pytest.mark.parametrize(
    ("question", "message"),
    [
        (single(texts=("Ask", "Tell")), "Mark exactly one option as right; none marked now."),
        (single(texts=("*Ask", "*Tell")), "Mark exactly one option as right; 2 marked now."),
        (single(texts=("*Ask",)), "Give at least two options."),
        (single(must="on"), "A question that must be right needs feedback"),
        (("order", {**single()[1], "lines": {"count": "0"}}), "at least three lines"),
    ],
)
def test_publishing_an_unsound_question_says_why(client, question, message):
    module = module_page()

    answer = client.post(add_url(module), posted(question, **{"action-publish": "1"}))

    assert answer.status_code == 200
    assert message in json.dumps(answer.context["form"].errors.as_json()) or message in text(answer)
    assert not QuizPage.objects.exists()


def test_publishing_a_quiz_without_questions_says_why(client):
    answer = client.post(add_url(module_page()), posted(**{"action-publish": "1"}))

    assert "Add at least one question before you publish." in text(answer)


def test_a_draft_may_be_unsound(client):
    question = single(stem="", texts=("Ask", ""))

    answer = client.post(add_url(module_page()), posted(question))

    assert answer.status_code == 302
    assert QuizPage.objects.get().live is False


def test_an_unsound_draft_of_a_live_quiz_leaves_the_live_one_as_it_is(client):
    quiz = quiz_page()

    answer = client.post(edit_url(quiz), posted(single(texts=("Ask", "Tell"))))

    assert answer.status_code == 302
    assert len(QuizPage.objects.get().questions) == 4
    assert len(QuizPage.objects.get().get_latest_revision_as_object().questions) == 1


def test_saving_warns_of_what_an_author_should_look_at(framework, client):
    long = single(texts=("*Ask, and then wait, and then ask again", "Tell"), codes="S1, S99")

    answer = client.post(add_url(module_page()), posted(long), follow=True)

    page = text(answer)
    assert "The right option is the longest in 1 of 1 questions" in page
    assert "S99 is not in the college&#x27;s framework" in page


def test_an_autosave_warns_of_nothing(framework, client):
    quiz = quiz_page()

    client.post(edit_url(quiz), posted(single(codes="S99")), headers={"Accept": "application/json"})

    assert "S99 is not" not in text(client.get(reverse("wagtailadmin_home")))


def test_a_preview_is_a_proof_with_the_key_and_records_nothing(client):
    quiz = quiz_page(questions=(must(STRONGEST),))
    events = AuditEvent.objects.count()

    page = text(client.get(reverse("wagtailadmin_pages:view_draft", args=[quiz.pk])))

    assert "Proof with answers" in page
    assert "Must be right" in page
    for option in STRONGEST.options:
        assert option.text in page
        assert option.feedback in page
    assert STRONGEST.feedback in page
    assert not QuizAttempt.objects.exists()
    assert not StepVisit.objects.exists()
    assert AuditEvent.objects.count() == events
