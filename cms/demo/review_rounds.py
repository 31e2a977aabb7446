"""Reviews at Larkmoor: last summer's round, and the probation of those who came this year."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from random import Random
from typing import Any

from assessments.objectives.models import Objective
from assessments.objectives.rules import About, ObjectiveOrigin, ObjectiveState
from assessments.objectives.rules.smart import ObjectiveValues
from assessments.objectives.services import add_progress, agree_objective, write_objective
from assessments.readings.rules import InputKind, Piece
from assessments.reviews.models import PerformanceReview, ReviewTemplate
from assessments.reviews.queries.facts import reading_for
from assessments.reviews.queries.findings import findings_for
from assessments.reviews.queries.words import words_hash_of
from assessments.reviews.queries.writing import judgement_content, judgement_of, part_content
from assessments.reviews.rules import Rating, ReviewKind, ReviewState, Stance
from assessments.reviews.rules.checks import Gate, Level
from assessments.reviews.rules.content import (
    ActionContent,
    JudgementContent,
    MeetingContent,
    PartContent,
    PreviousContent,
    SelfContent,
    SupportContent,
    WordsContent,
    version_of,
)
from assessments.reviews.rules.timing import ReviewDates
from assessments.reviews.services import (
    choose_countersigner,
    countersign_review,
    create_cycle,
    open_cycle,
    respond,
    share_review,
    sign_review,
)
from assessments.reviews.services.assessing import save_self_assessment, submit_self_assessment
from assessments.reviews.services.planning import add_action, save_previous, write_next
from assessments.reviews.services.writing import attest, give_reason, save_judgement, save_part
from assessments.standards.models import Statement
from cms.people.accounts.models import User
from courses.catalogue.models import ModulePage

from .history import day_ago
from .review_inputs import DISPUTES, Coach, ago
from .review_moderation import moderate

PERIOD = (520, 160)  # days ago
IN_POST_FOR = 255  # whoever came later had no review last summer
HINDERED = "M06"  # Farid: the supervisor called off
CONCERNED = 3  # by place of the area: records and collaboration


@dataclass(frozen=True)
class Days:
    """How many days ago each step was."""

    opened: int
    held: int
    shared: int
    answered: int
    signed: int
    final: int


LAST_SUMMER = Days(opened=196, held=176, shared=172, answered=168, signed=160, final=156)


@dataclass
class Round:
    words: dict[str, Any]
    head: User  # countersigns
    hr: User
    days: Days
    support: SupportContent = field(default_factory=SupportContent)
    modules: dict[str, ModulePage] = field(default_factory=dict)
    statements: dict[str, Statement] = field(default_factory=dict)

    def with_catalogue(self) -> "Round":
        self.modules = {page.code: page for page in ModulePage.objects.live()}
        own = Statement.objects.filter(framework__is_default=True)
        self.statements = {row.code: row for row in own}
        return self


def hold_reviews(
    coaches: Sequence[Coach], words: dict[str, Any], head: User, hr: User, lead: User
) -> None:
    round_ = Round(words, head, hr, LAST_SUMMER).with_catalogue()
    days = round_.days
    old_hands = [coach for coach in coaches if coach.was_here(IN_POST_FOR)]
    for number, coach in enumerate(old_hands):
        set_first_objectives(coach, round_, number)
    template = ReviewTemplate.objects.get(kind=ReviewKind.ANNUAL)
    dates = ReviewDates(
        day_ago(PERIOD[0]), day_ago(PERIOD[1]), day_ago(days.opened), day_ago(days.opened - 14),
        day_ago(PERIOD[1] - 10),
    )  # fmt: skip
    cycle = create_cycle(
        template=template, title="Annual review, last summer", dates=dates, by=hr,
        at=ago(days.opened + 5, 9),
    )  # fmt: skip
    people = {coach.person.pk for coach in old_hands}
    open_cycle(cycle=cycle, people=people, by=hr, at=ago(days.opened, 9))
    for number, coach in enumerate(old_hands):
        review = PerformanceReview.objects.get(cycle=cycle, reviewee=coach.person)
        write(coach, review, round_, number)
        share(coach, review, round_)
    moderate(cycle, lead)
    for coach in old_hands:
        review = PerformanceReview.objects.get(cycle=cycle, reviewee=coach.person)
        if may_be_signed(review):
            sign(review, coach, round_)


def set_first_objectives(coach: Coach, round_: Round, number: int) -> None:
    """Three from the year before: two for learners, one of her own development."""
    for place, about in enumerate((About.LEARNERS, About.LEARNERS, About.OWN)):
        row = objective_words(round_, about, number + place * 3)
        made = write_objective(
            owner=coach.person, values=values_of(row, day_ago(175)), origin=ObjectiveOrigin.REVIEW,
            statements=[round_.statements[code] for code in row["codes"]], by=coach.manager,
            at=ago(min(500, coach.facts["days_in_post"] - 5), 10),
        )  # fmt: skip
        agree_objective(
            objective=made, by=coach.manager, at=ago(min(499, coach.facts["days_in_post"] - 6), 10)
        )


def objective_words(round_: Round, about: str, number: int) -> dict[str, Any]:
    rows = [row for row in round_.words["objectives"] if row["about"] == about]
    found: dict[str, Any] = rows[number % len(rows)]
    return found


def values_of(row: dict[str, Any], due_on: date) -> ObjectiveValues:
    return ObjectiveValues(
        outcome=row["outcome"], about=row["about"], measure=row["measure"],
        baseline=row["baseline"], target=row["target"], evidence_source=row["evidence"],
        due_on=due_on, support=row["support"],
    )  # fmt: skip


# Writing ----------------------------------------------------------------------------


def write(coach: Coach, review: PerformanceReview, round_: Round, number: int) -> None:
    words, chance = round_.words, Random(f"review {coach.facts['id']}")
    assess(coach, review, round_, number)
    pieces = list(reading_for(review).pieces().values())
    areas = list(review.template.areas.all())
    for place, area in enumerate(areas):
        bank = words["areas"][list(words["areas"])[place % len(words["areas"])]]
        seen = bank["seen"][(number * 3 + place) % len(bank["seen"])]
        further = bank["next"][(number * 5 + place * 2) % len(bank["next"])]
        rating = chance.choices((Rating.DEVELOPING, Rating.SECURE, Rating.STRONG), (22, 75, 2))[0]
        if round_.support.has_concern and place == CONCERNED:
            rating, (seen, further) = Rating.DEVELOPING, words["supported"]["area"]
        content = JudgementContent(
            rating=rating, narrative=f"{seen} {further}", links=links_for(pieces, place, chance)
        )
        before = version_of(judgement_content(judgement_of(review, area)))
        save_judgement(
            review=review, area=area, content=content, seen=before, by=coach.manager,
            at=ago(round_.days.held + 2, 10),
        )  # fmt: skip
    look_back(coach, review, round_, number)
    look_ahead(coach, review, round_, number)
    write_parts(coach, review, round_, number)
    give_reasons(coach, review, round_)
    review.refresh_from_db()
    attest(review=review, by=coach.manager, at=ago(round_.days.shared, 9))


def assess(coach: Coach, review: PerformanceReview, round_: Round, number: int) -> None:
    words = round_.words
    codes = [area.code for area in review.template.areas.all()]
    said = SelfContent(
        areas={code: (Rating.SECURE, words["observations"]["reflection"][(number + place) % 6])
               for place, code in enumerate(codes)},
        proud_of=words["observations"]["reflection"][number % 6],
        hard="Two moves of rooms, and the weeks when I covered for a colleague.",
        wants="To see whether what I practise can be heard in the room.",
        needs="Half an hour after each block, and a second pair of eyes.",
    )  # fmt: skip
    save_self_assessment(
        review=review, content=said, revision=0, by=coach.person, at=ago(round_.days.opened - 6, 14)
    )
    submit_self_assessment(review=review, by=coach.person, at=ago(round_.days.opened - 8, 14))
    review.refresh_from_db()


def links_for(pieces: list[Piece], place: int, chance: Random) -> tuple[str, ...]:
    """Two or three of different kinds."""
    kinds: dict[InputKind, list[Piece]] = {}
    for piece in pieces:
        kinds.setdefault(piece.kind, []).append(piece)
    chosen = chance.sample(sorted(kinds), k=min(3, len(kinds)))
    return tuple(kinds[kind][place % len(kinds[kind])].key for kind in chosen)


def look_back(coach: Coach, review: PerformanceReview, round_: Round, number: int) -> None:
    words = round_.words
    rows = Objective.objects.filter(owner=coach.person, state=ObjectiveState.ACTIVE)
    for place, row in enumerate(rows):
        to = ("met", "partly_met", "met")[(number + place) % 3]
        if coach.facts["id"] == HINDERED and not place:
            to = "not_met"
        reasons = words["outcomes_of_objectives"][to]
        save_previous(
            review=review, objective=row, seen=version_of(PreviousContent()),
            content=PreviousContent(ObjectiveState(to), reasons[number % len(reasons)]),
            by=coach.manager, at=ago(round_.days.held, 12),
        )  # fmt: skip


def look_ahead(coach: Coach, review: PerformanceReview, round_: Round, number: int) -> None:
    for place, about in enumerate((About.LEARNERS, About.OWN, About.SERVICE)):
        row = objective_words(round_, about, number * 2 + place + 1)
        write_next(
            review=review, values=values_of(row, day_ago(-190)),
            statements=[round_.statements[code] for code in row["codes"]], by=coach.manager,
            at=ago(round_.days.held, 13),
        )  # fmt: skip
    rows = round_.words["actions"]
    for place in range(2):
        action = rows[(number + place * 3) % len(rows)]
        module = round_.modules.get(action["module"])
        add_action(
            review=review, by=coach.manager, at=ago(round_.days.held, 14),
            content=ActionContent(
                need=action["need"], activity=action["activity"],
                learner_outcome=action["outcome"], due_on=day_ago(-60),
                module=module.pk if module else None,
            ),
        )  # fmt: skip


def write_parts(coach: Coach, review: PerformanceReview, round_: Round, number: int) -> None:
    gap = ""
    if coach.facts["id"] == HINDERED:
        gap = "Two sessions were called off by the supervisor; the gap is not counted against him."
    parts: list[PartContent] = [
        words_of(round_, number),
        replace(round_.support, supervision_gap=gap),
        MeetingContent(met_at=ago(round_.days.held, 10), met_minutes=60, met_both=True),
    ]
    for content in parts:
        review.refresh_from_db()
        seen = version_of(part_content(review, type(content)))
        save_part(
            review=review,
            content=content,
            seen=seen,
            by=coach.manager,
            at=ago(round_.days.held - 1, 10),
        )


def words_of(round_: Round, number: int) -> WordsContent:
    words = round_.words
    if round_.support.has_concern:
        return WordsContent(**words["supported"]["words"])
    return WordsContent(
        strengths=words["strengths"][number % len(words["strengths"])],
        development=words["development"][(number * 3) % len(words["development"])],
        summary=words["summaries"][number % len(words["summaries"])],
    )


def give_reasons(coach: Coach, review: PerformanceReview, round_: Round) -> None:
    """What the site warns of, answered in a sentence."""
    review.refresh_from_db()
    for finding in findings_for(review, Gate.FINAL, today=day_ago(round_.days.shared)):
        if finding.level == Level.WARN:
            give_reason(
                review=review, code=finding.code, where=finding.where,
                reason="We looked at this together; it says what we saw.", by=coach.manager,
                at=ago(round_.days.shared, 9),
            )  # fmt: skip


# Sharing and signing ----------------------------------------------------------------


def share(coach: Coach, review: PerformanceReview, round_: Round) -> None:
    """And answered: all agree but one."""
    review.refresh_from_db()
    if review.template.is_countersigned and review.countersigner_id != round_.head.pk:
        choose_countersigner(
            review=review, countersigner=round_.head, by=round_.hr, at=ago(round_.days.shared, 10)
        )
        review.refresh_from_db()
    share_review(
        review=review,
        words_hash=words_hash_of(review),
        by=coach.manager,
        at=ago(round_.days.shared, 11),
    )
    disputes = coach.facts["id"] == DISPUTES
    stance = Stance.DISAGREE if disputes else Stance.AGREE
    review.refresh_from_db()
    respond(
        review=review, stance=stance, text=round_.words["responses"][stance],
        words_hash=words_hash_of(review), by=coach.person, at=ago(round_.days.answered, 10),
    )  # fmt: skip


def may_be_signed(review: PerformanceReview) -> bool:
    """Neither disputed, nor drawn and not decided yet."""
    return not review.is_disputed and (
        review.state == ReviewState.MODERATED or not review.is_sampled
    )


def sign(review: PerformanceReview, coach: Coach, round_: Round) -> None:
    for by, days in ((coach.person, round_.days.signed), (coach.manager, round_.days.signed - 1)):
        review.refresh_from_db()
        sign_review(review=review, words_hash=words_hash_of(review), by=by, at=ago(days, 10))
    review.refresh_from_db()
    if review.template.is_countersigned:
        countersign_review(
            review=review, words_hash=words_hash_of(review), by=round_.head,
            at=ago(round_.days.final, 10),
        )  # fmt: skip
    for row in coach.person.objectives.filter(state=ObjectiveState.ACTIVE)[:2]:
        add_progress(
            objective=row, text="Begun; the first count is in.", by=coach.person, at=ago(60, 15)
        )
