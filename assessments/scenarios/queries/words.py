"""What somebody would have said, beside what others said."""

from dataclasses import dataclass, field

from django.core.exceptions import ValidationError

from assessments.scenarios.queries.plays import Play
from assessments.scenarios.queries.stories import people_of
from assessments.scenarios.rules.checks import best_option
from assessments.scenarios.rules.graph import Scene
from content.language.rules import Detail, learner_details
from content.markdown import render_inline
from courses.practice.rules.findings import Finding
from courses.practice.rules.questions import read_question


@dataclass(frozen=True)
class OwnWordsShown:
    position: int
    text: str
    details: list[Detail]  # what looks like somebody's personal details in it
    findings: list[Finding] = field(default_factory=list)
    exemplars: list[str] = field(default_factory=list)
    is_waiting: bool = False  # what is said of it waits for the debrief


def own_words_before(play: Play, position: int) -> OwnWordsShown | None:
    """As they stand over the choices: nothing is said of them yet."""
    text = play.words.get(position)
    return OwnWordsShown(position, text, details_of(play, text)) if text else None


def own_words_after(play: Play, scene: Scene, position: int) -> OwnWordsShown | None:
    """Once the choice is made: what the words do, and what others said."""
    text = play.words.get(position)
    if text is None:
        return None
    if play.holds_comments:
        return OwnWordsShown(position, text, details_of(play, text), is_waiting=True)
    return OwnWordsShown(
        position=position,
        text=text,
        details=details_of(play, text),
        findings=findings_of(text),
        exemplars=[render_inline(said) for said in exemplars_of(play, scene)],
    )


def exemplars_of(play: Play, scene: Scene) -> tuple[str, ...]:
    """The scene's own; without any, the best choice, once the run is over: the story may come back
    to this scene before that."""
    if scene.exemplars or not play.attempt.has_ended:
        return scene.exemplars
    return (best_option(scene).text,)


def findings_of(text: str) -> list[Finding]:
    try:
        return list(read_question(text).findings)
    except ValidationError:  # longer than anybody reads
        return []


def details_of(play: Play, text: str) -> list[Detail]:
    """The people of the story are nobody's learners."""
    found = learner_details(text)
    return learner_details(text, known=people_of(play.attempt.version)) if found else []
