import pytest

from cms.people.editors.services import keep_groups_in_step, set_up_groups
from courses.catalogue.models import LessonPage, ModulePage
from tests.factories.courses import lesson_page, module_page, programme_page
from tests.factories.files import document, picture
from tests.factories.pages import home_page
from tests.factories.quizzes import quiz_page
from tests.factories.scenarios import scenario_page

RICH = "0b1e57d0-0000-4000-8000-0000000000b1"


@pytest.fixture(autouse=True)
def own_files(settings, tmp_path):
    """What one test stores, no other finds."""
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture
def author(trainer):
    """The trainer, with the rights that hang on the site's pages."""
    home_page()
    set_up_groups()
    keep_groups_in_step(people=[trainer])
    return trainer


@pytest.fixture
def colleague(author, admin):
    """Another trainer."""
    from cms.people.accounts.rules import Role
    from tests.factories.people import RoleGrantFactory

    RoleGrantFactory.create(holder=admin, role=Role.TRAINER)
    keep_groups_in_step(people=[admin])
    return admin


@pytest.fixture
def module(author) -> ModulePage:
    """Made here by trainers: two lessons, a quiz whose question links to the first, a scenario."""
    page = module_page(programme_page())
    first = lesson_page(page, title="Start here", slug="start-here", sources=[source()])
    quiz_page(page, slug="quiz")
    quiz = page.get_children().last().specific
    link_question(quiz, first)
    scenario_page(page)
    lesson_page(page, title="Pictures", slug="pictures", body=rich_body(first))
    page.refresh_from_db()
    return page


def source(**fields):
    words = {"id": "rarpa", "title": "RARPA", "publisher": "", "edition": "", "date": "", "url": ""}
    return {"type": "source", "value": {**words, **fields}, "id": RICH}


def link_question(quiz, lesson):
    draft = quiz.get_latest_revision_as_object()
    raw = draft.questions.get_prep_value()
    raw[0]["value"]["lesson"] = lesson.pk
    draft.questions = raw
    draft.save_revision().publish()


def rich_body(lesson: LessonPage):
    board, form = picture(), document()
    film = document("A talk", name="talk.mp4", content=b"film")
    words = document("What is said", name="talk.vtt", content=b"WEBVTT")
    blocks = [
        ("text", f'<p>See <a linktype="page" id="{lesson.pk}">the first</a>.</p>'),
        (
            "image",
            {
                "image": {"image": board.pk, "decorative": False, "alt_text": "A board."},
                "caption": "What we kept",
                "credit": "",
            },
        ),
        (
            "media",
            {
                "title": "A talk",
                "file": film.pk,
                "minutes": 3,
                "captions": words.pk,
                "transcript": "Hello.\r\n\r\n# Not a heading",
            },
        ),
        ("download", {"document": form.pk, "title": "The form", "note": "For the meeting."}),
    ]
    ids = [f"0b1e57d0-0000-4000-8000-0000000000c{place}" for place in range(len(blocks))]
    return [
        {"type": kind, "value": content, "id": own}
        for (kind, content), own in zip(blocks, ids, strict=True)
    ]


def edit(page, by, **fields):
    """As in the editor: a new draft, which is not published."""
    draft = page.get_latest_revision_as_object()
    for name, part in fields.items():
        setattr(draft, name, part)
    return draft.save_revision(user=by)
