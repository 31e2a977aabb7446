"""One college in which everybody, and one of everything that somebody has a right to, is there."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.db.models import Model
from django.test.utils import CaptureQueriesContext

from assessments.cpd.models import CPDEntry
from assessments.standards.models import Evidence
from assessments.supervision.services.bookmarks import add_bookmark
from cms.people.accounts.models import User
from cms.people.accounts.rules import Role
from cms.people.editors.services import keep_groups_in_step, set_up_groups
from content.local_texts.models import LocalText
from content.plain_words.models import PlainWord
from courses.progress.services import complete_step, save_reflection
from tests.access.scene_activities import activity_rows
from tests.access.scene_cpd import cpd_rows, standards_rows
from tests.access.scene_practice import practice_rows
from tests.access.scene_review import review_rows
from tests.access.scene_supervision import supervision_rows
from tests.factories.approval import safeguarding_module
from tests.factories.courses import (
    REFLECTION_BLOCK,
    enrolment,
    lesson_page,
    lessons_of,
    module_page,
    programme_page,
)
from tests.factories.cpd import cpd_entry
from tests.factories.debriefs import debrief_answer, path_share, run_over
from tests.factories.drafting import reviewer_link
from tests.factories.guidance import edition, fact, publication, write_guidance
from tests.factories.material import change, write_bundle
from tests.factories.momentum import dip
from tests.factories.pages import home_page, information_page
from tests.factories.people import (
    ContactFactory,
    InvitationFactory,
    ReportingLineFactory,
    TeamFactory,
    UserFactory,
    make_person,
    token_of,
)
from tests.factories.practice import exercise_page
from tests.factories.quizzes import attempt_at, passed, quiz_page
from tests.factories.rooms import rooms_at_every_stage
from tests.factories.scenarios import (
    attempt_of,
    further_version,
    rich_material,
    scenario_page,
)
from tests.factories.standards import st0148

ROLES = {
    "mentor": Role.MENTOR,
    "peer": Role.MENTOR,
    "supervisor": Role.SUPERVISOR,
    "manager": Role.LINE_MANAGER,
    "other_manager": Role.LINE_MANAGER,
    "quality_lead": Role.QUALITY_LEAD,
    "dsl": Role.DSL,
    "trainer": Role.TRAINER,
    "admin": Role.SITE_ADMIN,
    "hr": Role.HR,
    "dpo": Role.DPO,
}
# A superuser of Django's and somebody whose roles have ended: neither holds a role.
PEOPLE = (*ROLES, "superuser", "outsider")
GROUPS = {"staff": tuple(ROLES), "signed_in": PEOPLE}


OURS = ("people_", "pages_", "content_", "courses_", "assessments_")
CHANGES = ("INSERT", "UPDATE", "DELETE")


class Scene:
    """Rows by name. Each comes fresh from the database: what an earlier call left on it is gone."""

    def __init__(self, bundle: Path) -> None:
        self._rows: dict[str, Model] = {}
        self.token = ""
        self.bundle = bundle  # a programme's folder, to be loaded
        self.guidance = bundle.parent / "guidance"  # and one of sources

    def add(self, **rows: Model) -> None:
        self._rows |= rows

    def __getattr__(self, name: str) -> Any:
        row = self._rows[name]
        return type(row)._default_manager.get(pk=row.pk)

    def pk(self, name: str) -> int:
        return self._rows[name].pk


def everybody(named: dict[Any, str], rest: Any) -> dict[str, Any]:
    """From “outcome: names” to “person: outcome”. A name of its own wins over its group."""
    outcomes = dict.fromkeys(PEOPLE, rest)
    words = [(word, outcome) for outcome, text in named.items() for word in text.split()]
    for word, outcome in words:
        outcomes |= dict.fromkeys(GROUPS.get(word, ()), outcome)
    outcomes |= {word: outcome for word, outcome in words if word not in GROUPS}
    assert set(outcomes) == set(PEOPLE), f"nobody is called {set(outcomes) - set(PEOPLE)}"
    return outcomes


def build_scene(bundle: Path) -> Scene:
    scene = Scene(bundle)
    add_people(scene)
    add_pages(scene)
    set_up_groups()
    keep_groups_in_step()
    add_safeguarding(scene)
    add_learning(scene)
    add_accounts(scene)
    add_guidance(scene)
    scene.add(**cpd_rows(scene))
    scene.add(**standards_rows(scene))
    scene.add(**supervision_rows(scene))
    scene.add(**practice_rows(scene))
    scene.add(**review_rows(scene))
    scene.add(**activity_rows(scene))
    scene.add(**rooms_at_every_stage(scene.manager, scene.scenario))
    write_bundle(scene.bundle)
    change(scene.bundle, "tgt/module.yaml", "[01-start, scenario-organised, quiz]", "[01-start]")
    for name in ("quiz", "scenario-organised"):
        (scene.bundle / f"tgt/{name}.yaml").unlink()
    picture = settings.MEDIA_ROOT / "images" / "access.png"
    picture.parent.mkdir(parents=True, exist_ok=True)
    picture.write_bytes(b"\x89PNG")
    return scene


def add_people(scene: Scene) -> None:
    team = TeamFactory.create(code="E", name="Apprenticeships and Adult")
    people: dict[str, User] = {
        name: make_person(name.capitalize(), "Access", role, team=team)
        for name, role in ROLES.items()
    }
    for name in ("mentor", "peer"):
        ReportingLineFactory.create(person=people[name], manager=people["manager"])
    superuser = UserFactory.create(first_name="Superuser", is_superuser=True, is_staff=True)
    outsider = make_person("Outsider", "Access", Role.MENTOR)
    outsider.role_grants.update(ends_on=outsider.role_grants.get().starts_on)
    scene.add(**people, superuser=superuser, outsider=outsider, team=team)


def add_pages(scene: Scene) -> None:
    programme = programme_page()
    module = module_page(programme)
    scene.add(
        home=home_page(),
        programme=programme,
        module=module,
        lesson=lesson_page(module),
        quiz=quiz_page(module),
        scenario=scenario_page(module),
        draft_lesson=lesson_page(module, live=False),
        next_module=(following := module_page(programme, code="NXT")),
        exercises=exercise_page(following),
        hard_scenario=scenario_page(following, rich_material()),
        public_note=information_page(slug="for-everybody", is_public=True),
        staff_note=information_page(slug="for-staff"),
        draft_note=information_page(slug="draft", is_public=True, live=False),
    )


def add_safeguarding(scene: Scene) -> None:
    """A module that waits for a safeguarding lead, and a lesson in it that nobody has sent yet."""
    module = safeguarding_module(by=scene.trainer)
    drafted = lesson_page(module, live=False, slug="drafted")
    drafted.save_revision(user=scene.trainer)
    scene.add(guarded=module, sent=lessons_of(module)[0], drafted=drafted)


def add_learning(scene: Scene) -> None:
    """The mentor has finished a module, tries its quiz again and has a second module before her."""
    st0148()
    mentor = scene.mentor
    row = enrolment(mentor, scene.module)
    submitted = passed(scene.quiz, mentor)
    for step in (scene.lesson, scene.scenario):
        complete_step(participant=mentor, step=step, by=mentor)
    open_attempt = attempt_at(scene.quiz, mentor)
    scene.add(
        submitted=submitted,
        open_attempt=open_attempt,
        response=open_attempt.responses.get(position=1),
        run=attempt_of(mentor, scene.scenario),
        hard_run=attempt_of(mentor, scene.hard_scenario),
        reviewer_link=reviewer_link(scene.scenario, scene.trainer),
        run_over=(over := run_over(mentor, scene.scenario, "a", "b")),
        debrief_answer=debrief_answer(over),
        path_share=path_share(over, scene.supervisor),
        newer_version=further_version(scene.scenario),
        completion=row.completion,
        certificate=row.completion.certificate,
        entry=CPDEntry.objects.get(owner=mentor),
        discarded=cpd_entry(mentor, state="discarded", discarded_at=row.completion.completed_at),
        evidence=Evidence.objects.filter(person=mentor).first(),
        notice=mentor.notices.first(),
        waiting=enrolment(mentor, scene.next_module),
        bookmark=add_bookmark(mentor=mentor, title="When nobody talks", by=mentor),
        reflection=save_reflection(
            author=mentor,
            step=scene.lesson,
            block_id=REFLECTION_BLOCK,
            text="I talk more than she does.",
            by=mentor,
        ),
    )


def add_accounts(scene: Scene) -> None:
    newcomer = UserFactory.create(first_name="Newcomer", password=None)
    invitation = InvitationFactory.create(person=newcomer)
    scene.token = token_of(invitation)
    scene.add(
        newcomer=newcomer,
        invitation=invitation,
        grant=scene.peer.role_grants.get(),
        card_lead=ContactFactory.create(kind="dsl", name="Martin Hale"),
        card_deputy=ContactFactory.create(kind="deputy", name="Colm Rafferty"),
        local_text=LocalText.objects.create(key="starting-points", text="In room 4."),
        dip=dip("Our fair", 50, 50),
        plain_word=PlainWord.objects.create(jargon="blue-sky thinking", plain="new ideas"),
    )


def add_guidance(scene: Scene) -> None:
    """A fact last read in an edition that another has replaced; and one that nothing leans on."""
    source = publication()
    read_in = edition(source, "2024-09-01")
    scene.add(
        source=source,
        edition=edition(source, "2025-09-01"),
        fact=fact(read_in),
    )
    write_guidance(scene.guidance)


def writes_of_ours(queries: CaptureQueriesContext) -> list[str]:
    """Every statement that touched a table of ours, whether or not it found a row to change."""
    statements = (query["sql"] for query in queries.captured_queries)
    return [
        sql
        for sql in statements
        if sql.startswith(CHANGES) and any(f'"{name}' in sql[:60] for name in OURS)
    ]
