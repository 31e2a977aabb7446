import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from assessments.quizzes.models import QuestionVersion, QuizAttempt, QuizPage
from assessments.quizzes.rules import Kind, Option, Question
from cms.people.audit.models import WrittenOnceError
from content.material.shapes import StepMaterial
from tests.factories.courses import lesson_page, module_page
from tests.factories.quizzes import QUESTIONS, STRONGEST, attempt_at, quiz_page

pytestmark = pytest.mark.django_db


def material(tmp_path, **data):
    return StepMaterial(
        kind="quiz",
        id="TGT-QUIZ",
        title="Check what you know",
        slug="quiz",
        minutes=10,
        codes=["S1"],
        summary="",
        required=True,
        data=data,
        path=tmp_path / "quiz.yaml",
    )


MATERIAL_QUESTIONS = [
    {"id": "Q1", "type": "single", "stem": "Which?", "options": ["No", "*Yes"], "codes": ["S1"]},
    {
        "id": "Q2",
        "type": "multi",
        "stem": "All?",
        "options": [{"text": "A", "right": True}, {"text": "B", "fb": "Not B."}],
        "fb": "So.",
        "must": True,
        "lesson": "TGT-L1",
    },
    {"id": "Q3", "type": "tf", "stem": "True?", "options": ["*False", True]},
    {"id": "Q4", "type": "order", "stem": "Order?", "options": ["One", "Two", "Three"]},
]


def test_a_page_says_its_questions_in_the_authors_order():
    page = quiz_page()

    asked = QuizPage.objects.get(pk=page.pk).asked()

    assert [question for _, question in asked] == list(QUESTIONS)


def test_a_published_quiz_must_be_sound():
    page = quiz_page()
    page.questions = []

    with pytest.raises(ValidationError, match="at least one question"):
        page.save_revision()


def test_a_draft_may_be_half_done():
    page = quiz_page(questions=(Question(Kind.SINGLE, "", (Option(""),)),), live=False)

    assert QuizPage.objects.get(pk=page.pk).live is False


def test_material_becomes_questions(tmp_path):
    module = module_page()
    lesson = lesson_page(module, material_id="TGT-L1")
    page = QuizPage(title="Quiz")

    page.fill_from_material(material(tmp_path, pass_mark=90, questions=MATERIAL_QUESTIONS))

    first, second, third, fourth = (question for _, question in page.asked())
    assert page.pass_mark == 90
    assert first.options == (Option("No"), Option("Yes", is_right=True))
    assert (second.is_must, second.lesson, second.feedback) == (True, lesson.pk, "So.")
    assert second.options == (Option("A", is_right=True), Option("B", feedback="Not B."))
    assert third.options == (Option("True"), Option("False", is_right=True))
    assert [option.text for option in fourth.options] == ["One", "Two", "Three"]


def test_the_same_material_gives_the_same_block_ids(tmp_path):
    first, second = QuizPage(), QuizPage()

    first.fill_from_material(material(tmp_path, questions=MATERIAL_QUESTIONS))
    second.fill_from_material(material(tmp_path, questions=MATERIAL_QUESTIONS[::-1]))

    ids = [block_id for block_id, _ in first.asked()]
    assert ids == [block_id for block_id, _ in second.asked()][::-1]
    assert len(set(ids)) == 4


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"type": "essay"}, "Q9: “essay” is not a type: use single, multi, tf, order."),
        ({"options": ["A", "B"]}, "Q9: Mark exactly one option as right; none marked now."),
        ({"must": True}, "Q9: A question that must be right needs feedback"),
        ({"type": "tf"}, "Q9: A true or false question has the options True and False."),
        ({"id": "Q1"}, "Q1: Another question has the same id."),
        ({"id": ""}, "Question 2: Give the question an id"),
    ],
)
def test_material_that_is_wrong_names_the_question(tmp_path, wrong, message):
    question = {"id": "Q9", "type": "single", "stem": "Which?", "options": ["A", "*B"], **wrong}

    with pytest.raises(ValidationError, match=message.replace("(", r"\(")):
        QuizPage().fill_from_material(
            material(tmp_path, questions=[MATERIAL_QUESTIONS[0], question])
        )


def test_a_version_never_changes():
    version = QuestionVersion.objects.filter(quiz=quiz_page()).first()
    version.content = {**version.content, "stem": "Other words"}

    with pytest.raises(WrittenOnceError):
        version.save()
    with pytest.raises(WrittenOnceError):
        version.delete()
    with pytest.raises(WrittenOnceError):
        QuestionVersion.objects.update(content={})
    with pytest.raises(WrittenOnceError):
        QuestionVersion.objects.filter(pk=version.pk).delete()
    with pytest.raises(WrittenOnceError):
        QuestionVersion.objects.bulk_update([version], ["content"])

    assert QuestionVersion.objects.get(pk=version.pk).question == STRONGEST


def test_the_database_holds_one_open_attempt_per_person_and_quiz(mentor):
    first = attempt_at(quiz_page(), mentor)

    with pytest.raises(IntegrityError), transaction.atomic():
        QuizAttempt.objects.create(
            participant=mentor, quiz=first.quiz, number=2, pass_mark=first.pass_mark
        )


def test_the_database_holds_no_submitted_attempt_without_a_result(mentor):
    attempt = attempt_at(quiz_page(), mentor)

    with pytest.raises(IntegrityError), transaction.atomic():
        QuizAttempt.objects.filter(pk=attempt.pk).update(state="submitted")


def test_a_quiz_that_people_have_taken_is_not_deleted(mentor):
    page = quiz_page()
    attempt_at(page, mentor)

    with pytest.raises(IntegrityError), transaction.atomic():
        page.delete()


def test_a_quiz_that_nobody_has_taken_can_be_deleted():
    page = quiz_page()

    page.delete()

    assert not QuestionVersion.objects.exists()
