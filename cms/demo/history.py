"""What Larkmoor's people have learned so far, lived through the services day by day."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any

from django.utils import timezone

from assessments.quizzes.models import QuizAttempt, QuizPage
from assessments.quizzes.rules import Question
from assessments.quizzes.services import answer_question, hand_in
from assessments.quizzes.services import start_attempt as start_quiz
from assessments.scenarios.models import ScenarioAttempt, ScenarioPage
from assessments.scenarios.queries.stories import story_of
from assessments.scenarios.rules.graph import Option
from assessments.scenarios.rules.play import opening_state, options_on_offer, state_after
from assessments.scenarios.services import choose
from assessments.scenarios.services import start_attempt as start_scenario
from cms.people.accounts.models import User
from courses.catalogue.models import LessonPage, ModulePage, ProgrammePage, StepPage
from courses.enrolment.services import enrol_in_programme
from courses.progress.services import complete_step

YEAR = 365  # safeguarding counts for a year, and the table says for how many days it still does
MODULES = 11  # of the whole induction, as the table counts them
# In this order, and on these days from the first; a module takes some of them.
FINISHED_AFTER = {"SAF": 6, "COQ": 17, "TGT": 25, "MND": 45, "MOT": 60}
DAYS_A_MODULE = 8
FAILS_FIRST = 0.35
PLAYS_MORE = 0.5


def live_through(mentors: Sequence[tuple[User, dict[str, Any]]], *, leads: Sequence[User]) -> None:
    """Seeded, so that every copy of the demo tells the same stories."""
    programme = ProgrammePage.objects.live().order_by("path")[0]
    for mentor, facts in mentors:
        live_through_induction(mentor, programme, facts)
    for number, lead in enumerate(leads):
        facts = {"id": lead.email, "days_in_post": YEAR * 4, "modules": MODULES}
        live_through_induction(lead, programme, {**facts, "valid_for_days": 60 + 20 * number})


def live_through_induction(person: User, programme: ProgrammePage, facts: dict[str, Any]) -> None:
    """Begin so that safeguarding counts for the days of the table, and go as far as it says."""
    random = Random(facts["id"])
    since = YEAR - facts["valid_for_days"] + FINISHED_AFTER["SAF"]
    start = day_ago(min(since, facts["days_in_post"]))
    enrol(person, programme, start)
    modules = list(ModulePage.objects.child_of(programme).live().order_by("path"))
    wanted = facts["modules"] * len(modules) // MODULES
    for number, module in enumerate(modules):
        end = FINISHED_AFTER.get(module.code, FINISHED_AFTER["MOT"])
        is_over = start + timedelta(days=end) < timezone.localdate()
        if number < wanted and is_over:
            complete_module(person, module, start, end, random)
        else:
            begin_module(person, module, start, end, random)
            return


def begin_module(person: User, module: ModulePage, start: date, end: int, random: Random) -> None:
    """Two lessons, and a scenario that went so-so: what a new coach's page looks like."""
    today = (timezone.localdate() - start).days
    day = max(0, min(end - DAYS_A_MODULE, today - 2))
    for number, lesson in enumerate(steps(LessonPage, module)[:2]):
        at = moment(start, day, hour=9 + 3 * number)
        complete_step(participant=person, step=lesson, by=person, at=at)
    for scenario in steps(ScenarioPage, module)[:1]:
        play(person, scenario, at=moment(start, day + 1), random=random, well=False)


def complete_module(
    person: User, module: ModulePage, start: date, end: int, random: Random
) -> None:
    first = max(0, end - DAYS_A_MODULE)
    lessons = steps(LessonPage, module)
    for number, lesson in enumerate(lessons):
        day = first + number * (end - 1 - first) // len(lessons)
        complete_step(participant=person, step=lesson, by=person, at=moment(start, day))
    for scenario in steps(ScenarioPage, module):
        if scenario.required or random.random() < PLAYS_MORE:
            at = moment(start, end - 1)
            if random.random() < FAILS_FIRST:
                play(person, scenario, at=at, random=random, well=False)
            play(person, scenario, at=at + timedelta(hours=4), random=random, well=True)
    for quiz in steps(QuizPage, module):
        if random.random() < FAILS_FIRST:
            sit(person, quiz, at=moment(start, end, hour=9), wrong=4, random=random)
        may_miss = quiz.pass_mark < 90
        wrong = random.choice([0, 0, 1, 1, 2] if may_miss else [0, 0, 1])
        sit(person, quiz, at=moment(start, end, hour=14), wrong=wrong, random=random)


def enrol(person: User, programme: ProgrammePage, start: date) -> None:
    line = person.reporting_lines.select_related("manager").get()
    enrol_in_programme(
        participant=person,
        programme=programme,
        by=line.manager,
        starts_on=start,
        at=moment(start, 0),
    )


def play(
    person: User, scenario: ScenarioPage, *, at: datetime, random: Random, well: bool
) -> ScenarioAttempt:
    attempt = start_scenario(scenario=scenario, by=person, at=at, again=True)
    graph = story_of(attempt.version).graph
    state, position = opening_state(graph), 0
    while attempt.is_open:
        scene = graph.scene(attempt.current_scene)
        assert scene is not None
        position += 1
        option = pick(options_on_offer(scene, state), random, well=well)
        state = state_after(state, option)
        at += timedelta(seconds=random.randint(20, 90))
        choose(attempt=attempt, position=position, option_key=option.key, by=person, at=at)
        attempt.refresh_from_db()
    return attempt


def pick(options: Iterable[Option], random: Random, *, well: bool) -> Option:
    """The best option, or one that is worth little and yet not unsafe."""
    ranked = sorted((o for o in options if not o.critical), key=lambda option: option.points)
    return ranked[-1] if well else random.choice(ranked[:2])


def sit(person: User, quiz: QuizPage, *, at: datetime, wrong: int, random: Random) -> QuizAttempt:
    attempt = start_quiz(participant=person, quiz=quiz, by=person, at=at)
    responses = list(attempt.responses.select_related("version").order_by("position"))
    easy = [r.pk for r in responses if not r.version.question.is_must]
    missed = set(random.sample(easy, wrong))
    for response in responses:
        at += timedelta(seconds=random.randint(15, 60))
        question = response.version.question
        answer = wrong_answer(question) if response.pk in missed else right_answer(question)
        answer_question(response=response, answer=answer, by=person, at=at)
    return hand_in(attempt=attempt, by=person, at=at)


def right_answer(question: Question) -> list[int]:
    if question.kind == "order":
        return list(range(len(question.options)))
    return sorted(question.right)


def wrong_answer(question: Question) -> list[int]:
    if question.kind == "order":
        return list(reversed(range(len(question.options))))
    return [n for n in range(len(question.options)) if n not in question.right][:1]


def steps(kind: type[StepPage], module: ModulePage) -> list[Any]:
    """A module's published steps of one kind, in its order."""
    return list(kind.objects.child_of(module).live().order_by("path"))


def day_ago(days: int) -> date:
    return timezone.localdate() - timedelta(days=days)


def moment(start: date, days: int, *, hour: int = 10) -> datetime:
    naive = datetime.combine(start + timedelta(days=days), time(hour, 20))
    return timezone.make_aware(naive)
