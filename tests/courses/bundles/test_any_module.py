"""Whatever trainers have written, half done or not, goes out as text and comes back."""

from pathlib import Path

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from assessments.quizzes.models import QuizPage
from assessments.scenarios.models import ScenarioPage
from content.material.shapes import Names, Rows, StepMaterial
from content.material.yaml_files import PlainLoader
from content.material.yaml_writing import write_yaml
from courses.catalogue.models import LessonPage
from tests.factories.bodies import BODY, TEXT, line
from tests.factories.bundles import exported, imported, planned
from tests.factories.courses import module_page, programme_page
from tests.factories.raw_steps import ENDS, QUESTIONS, SCENES

pytestmark = pytest.mark.django_db
quick = settings(max_examples=60, deadline=None)
with_database = settings(
    max_examples=20,
    deadline=None,
    phases=[Phase.generate],  # to make a whole module smaller takes minutes
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


def ends(text):
    return (text or "").replace("\r\n", "\n").replace("\r", "\n")


def bare(content):
    """A raw value as a file keeps it: lines end in one way."""
    if isinstance(content, dict):
        return {name: bare(part) for name, part in content.items()}
    if isinstance(content, list):
        return [bare(part) for part in content]
    return ends(content) if isinstance(content, str) else content


def stripped(content):
    if isinstance(content, dict):
        return {name: stripped(part) for name, part in content.items()}
    if isinstance(content, list):
        return [stripped(part) for part in content]
    return content.strip() if isinstance(content, str) else content


def read_back(kind, page, data):
    """A new page, filled from what the old one says as YAML."""
    data = PlainLoader(write_yaml(data)).get_data()
    material = StepMaterial(
        kind=kind, id="TGT-X", title="", slug="", minutes=0, codes=[], summary="", required=True,
        data={**data, "draft": True}, path=Path("x.yaml"), rows=Rows({"TGT-L1": 7}),
    )  # fmt: skip
    new = type(page)()
    new.fill_from_material(material)
    return new


@quick
@given(QUESTIONS, TEXT, st.integers(1, 100), st.booleans(), st.booleans())
def test_any_quiz_comes_back(questions, intro, pass_mark, shuffles, mixes):
    page = QuizPage(
        questions=questions, intro=intro, pass_mark=pass_mark, shuffle_options=shuffles,
        shuffle_questions=mixes,
    )  # fmt: skip
    names = Names("TGT-X", {7: "TGT-L1"})

    data = page.as_material(names)
    new = read_back("quiz", page, data)

    assert new.questions.get_prep_value() == stripped(bare(questions))
    fields = ("pass_mark", "shuffle_options", "shuffle_questions")
    assert all(getattr(new, name) == getattr(page, name) for name in fields)
    assert new.intro == ends(intro)
    assert write_yaml(new.as_material(names)) == write_yaml(data)


@quick
@given(SCENES, ENDS, TEXT, TEXT, TEXT)
def test_any_scenario_comes_back(scenes, endings, situation, start, unsafe):
    page = ScenarioPage(
        scenes=scenes, ends=endings, situation=situation, start=start, unsafe_text=unsafe
    )

    data = page.as_material(Names("TGT-X"))
    new = read_back("scenario", page, data)

    assert bare(new.written) == bare(page.written)
    assert (new.situation, new.start, new.unsafe_text) == tuple(
        map(ends, (situation, start, unsafe))
    )
    assert write_yaml(new.as_material(Names("TGT-X"))) == write_yaml(data)


def add_draft(module, page):
    """As the editor keeps a draft: a title and a slug, and for the rest what there is."""
    page.title, page.live = line(page.title) or "A step", False
    module.refresh_from_db()
    module.add_child(instance=page)
    page.save_revision(clean=False)


@with_database
@given(BODY, QUESTIONS, SCENES, ENDS, TEXT, TEXT)
def test_any_module_of_drafts_comes_into_another_programme(
    author, body, questions, scenes, endings, title, summary
):
    with transaction.atomic():
        module = module_page(programme_page(), summary=summary, live=False)
        module.save_revision(clean=False)
        plain = [block for block in body if block["type"] not in {"image", "media", "download"}]
        add_draft(module, LessonPage(title=title, slug="one", body=plain, summary=summary))
        add_draft(module, QuizPage(title=title, slug="quiz", questions=questions))
        add_draft(module, ScenarioPage(title=title, slug="s", scenes=scenes, ends=endings))
        packed = exported(module, author)

        assert planned(packed, module, author).is_nothing
        elsewhere = programme_page(slug="elsewhere")
        done = imported(packed, None, author, programme=elsewhere)

        assert exported(done.module, author) == packed
        transaction.set_rollback(True)
