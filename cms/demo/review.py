"""What Larkmoor knows of its coaches' work, and the reviews that read it, lived through the
services with moments of the past."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from random import Random
from typing import Any

import yaml

from cms.people.accounts.models import User
from cms.people.teams.models import ReportingLine

from .review_inputs import (
    Coach,
    bring_in_outcomes,
    count_learners,
    give_feedback,
    observe,
    raise_concern,
)
from .review_interim import begin_interim
from .review_probation import live_through_probation
from .review_rounds import hold_reviews
from .review_voice import ask_learners

WORDS = Path(__file__).parent / "review.yaml"
INTERIM = "M06"  # Farid, overloaded
CONCERN = ("M08", 66)  # Hamza, and so many days ago


def live_through_review(
    mentors: Sequence[tuple[User, dict[str, Any]]],
    *,
    others: Mapping[str, User],
    outcomes: dict[str, Any],
) -> None:
    words = yaml.safe_load(WORDS.read_text(encoding="utf-8"))
    lines = ReportingLine.objects.on().select_related("manager")
    managers = {line.person_id: line.manager for line in lines}
    coaches = [
        Coach(person, managers[person.pk], facts, Random(f"work {facts['id']}"))
        for person, facts in mentors
    ]
    count_learners(coaches)
    give_feedback(coaches, words["formative"])
    raise_concern(
        next(coach for coach in coaches if coach.facts["id"] == CONCERN[0]),
        words["formative"]["concern"], CONCERN[1],
    )  # fmt: skip
    observe(coaches, words["observations"])
    bring_in_outcomes(coaches, outcomes, words["outcomes"], others["quality_lead"])
    ask_learners(coaches, words["voice"], others["quality_lead"])
    hold_reviews(coaches, words, others["head"], others["hr"], others["quality_lead"])
    begin_interim(next(coach for coach in coaches if coach.facts["id"] == INTERIM), words)
    live_through_probation(coaches, words, others["head"], others["hr"])
