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
from assessments.scenarios.rules import Option
from assessments.scenarios.services import choose
from assessments.scenarios.services import start_attempt as start_scenario
from cms.people.accounts.models import User
from courses.catalogue.models import LessonPage, ModulePage, ProgrammePage, StepPage
from courses.enrolment.services import enrol_in_programme
from courses.progress.services import complete_step

VALIDITY_DAYS = 730
DAYS_TO_COMPLETE = 22
FULL_INDUCTION = 8  # of eleven modules: from here on, this one is among them
FAILS_FIRST = 0.35
PLAYS_MORE = 0.5


def live_through(mentors: Sequence[tuple[User, dict[str, Any]]], *, leads: Sequence[User]) -> None:
    """Seeded, so that every copy of the demo tells the same stories."""
    programme = ProgrammePage.objects.live().order_by("path")[0]
    for number, (mentor, facts) in enumerate(mentors):
        random = Random(facts["id"])
        finished = days_since_completion(facts)
        if finished is not None:
            complete_programme(mentor, programme, days_ago=finished, random=random)
        else:
            begin_programme(mentor, programme, facts, lessons=4 if number == 2 else 0)
    for number, lead in enumerate(leads):
        random = Random(lead.email)
        complete_programme(lead, programme, days_ago=300 + 20 * number, random=random)


def days_since_completion(facts: dict[str, Any]) -> int | None:
    """Such that it still counts for the days of the table, but never before her first weeks."""
    if facts["modules"] < FULL_INDUCTION:
        return None
    return min(VALIDITY_DAYS - facts["valid_for_days"], facts["days_in_post"] - DAYS_TO_COMPLETE)


def begin_programme(
    mentor: User, programme: ProgrammePage, facts: dict[str, Any], *, lessons: int
) -> None:
    start = day_ago(facts["days_in_post"])
    enrol(mentor, programme, start)
    for number, lesson in enumerate(steps(LessonPage, programme)[:lessons]):
        complete_step(participant=mentor, step=lesson, by=mentor, at=moment(start, 9 + 3 * number))
    if lessons:
        scenario = steps(ScenarioPage, programme)[0]
        play(mentor, scenario, at=moment(start, 30), random=Random(1), well=False)


def complete_programme(
    person: User, programme: ProgrammePage, *, days_ago: int, random: Random
) -> None:
    start = day_ago(days_ago + DAYS_TO_COMPLETE)
    enrol(person, programme, start)
    for day, lesson in enumerate(steps(LessonPage, programme), start=2):
        complete_step(participant=person, step=lesson, by=person, at=moment(start, 2 * day))
    for day, scenario in enumerate(steps(ScenarioPage, programme), start=18):
        if scenario.required or random.random() < PLAYS_MORE:
            if random.random() < FAILS_FIRST:
                play(person, scenario, at=moment(start, day), random=random, well=False)
            play(person, scenario, at=moment(start, day, hour=15), random=random, well=True)
    quiz = steps(QuizPage, programme)[0]
    if random.random() < FAILS_FIRST:
        sit(person, quiz, at=moment(start, DAYS_TO_COMPLETE - 1), wrong=4, random=random)
    wrong = random.choice([0, 0, 1, 1, 2])
    sit(person, quiz, at=moment(start, DAYS_TO_COMPLETE), wrong=wrong, random=random)


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
    graph = attempt.version.graph
    position = 0
    while attempt.is_open:
        scene = graph.scene(attempt.current_scene)
        assert scene is not None
        position += 1
        option = pick(scene.options, random, well=well)
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


def steps(kind: type[StepPage], programme: ProgrammePage) -> list[Any]:
    """A programme's steps of one kind, in its order."""
    modules = ModulePage.objects.child_of(programme).live().order_by("path")
    found = [step for module in modules for step in kind.objects.child_of(module).live()]
    return sorted(found, key=lambda step: step.path)


def day_ago(days: int) -> date:
    return timezone.localdate() - timedelta(days=days)


def moment(start: date, days: int, *, hour: int = 10) -> datetime:
    naive = datetime.combine(start + timedelta(days=days), time(hour, 20))
    return timezone.make_aware(naive)
