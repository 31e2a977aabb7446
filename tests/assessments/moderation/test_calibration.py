import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from assessments.moderation.models import CalibrationExercise, CalibrationRating
from assessments.moderation.queries.calibration import drift_lines, sides_of
from assessments.moderation.rules.exercises import ExerciseContent, Rated
from assessments.moderation.services import (
    agree_on_exercise,
    announce_exercises,
    create_exercise,
    load_default_calibration,
    rate_exercise,
    reveal_exercise,
    update_exercise,
)
from assessments.moderation.tasks import announce_exercises as announce_task
from assessments.reviews.services import load_default_reviews
from cms.people.accounts.rules import Role
from cms.people.notices.models import Notice
from tests.factories import moderation, reviews
from tests.factories.people import days_ago, make_person

pytestmark = pytest.mark.django_db
CODES = tuple(reviews.AREAS)


def content(**fields):
    areas = tuple(area.pk for area in reviews.areas())
    whole = {"title": "On Thursday", "stimulus": moderation.STIMULUS, "areas": areas,
             "opens_on": days_ago(0), "closes_on": days_ago(-10)}  # fmt: skip
    return ExerciseContent(**{**whole, **fields})


def rated(rating=3, **areas):
    return {code: Rated(areas.get(code, rating), moderation.EVIDENCE) for code in CODES}


def same(exercise, **fields):
    return ExerciseContent(
        **{
            "title": exercise.title,
            "stimulus": exercise.stimulus,
            "areas": tuple(exercise.areas.values_list("pk", flat=True)),
            "opens_on": exercise.opens_on,
            "closes_on": exercise.closes_on,
            **fields,
        }
    )


# Prepared ---------------------------------------------------------------------------


def test_an_open_exercise_is_told_to_all_who_rate(quality_lead, manager, other_manager, mentor):
    made = create_exercise(content=content(), by=quality_lead)

    told = {notice.recipient for notice in Notice.objects.filter(kind="review")}
    assert told == {quality_lead, manager, other_manager}
    assert made.areas.count() == 5


def test_a_later_exercise_is_told_on_its_day_once(quality_lead, manager):
    made = create_exercise(content=content(opens_on=days_ago(-2)), by=quality_lead)
    assert not Notice.objects.exists()
    CalibrationExercise.objects.filter(pk=made.pk).update(opens_on=days_ago(0))

    assert announce_exercises() == 1
    announce_task()

    assert Notice.objects.filter(recipient=manager).count() == 1


@pytest.mark.parametrize("outsider", ["mentor", "manager", "hr", "dpo", "admin"])
def test_nobody_else_prepares_shows_or_agrees(request, outsider, quality_lead):
    exercise, person = moderation.exercise(quality_lead), request.getfixturevalue(outsider)

    for service, given in (
        (create_exercise, {"content": content()}),
        (update_exercise, {"exercise": exercise, "content": content()}),
        (reveal_exercise, {"exercise": exercise}),
        (agree_on_exercise, {"exercise": exercise, "agreed": {}, "notes": ""}),
        (load_default_calibration, {}),
        (announce_exercises, {}),
    ):
        with pytest.raises(PermissionDenied):
            service(**given, by=person)


def test_a_text_that_somebody_has_rated_stays(quality_lead, manager):
    exercise = moderation.exercise(quality_lead)
    update_exercise(exercise=exercise, content=same(exercise, title="Anew"), by=quality_lead)
    exercise.refresh_from_db()
    moderation.rated(exercise, manager)

    with pytest.raises(ValidationError, match="last day"):
        update_exercise(exercise=exercise, content=same(exercise, title="Other"), by=quality_lead)
    later = days_ago(-30)
    update_exercise(exercise=exercise, content=same(exercise, closes_on=later), by=quality_lead)

    exercise.refresh_from_db()
    assert (exercise.title, exercise.closes_on) == ("Anew", later)


def test_areas_must_be_of_the_list(quality_lead):
    with pytest.raises(ValidationError, match="areas of the list"):
        create_exercise(content=content(areas=(9_999,)), by=quality_lead)


# Rated ------------------------------------------------------------------------------


def test_a_rater_rates_every_area_and_may_change_her_mind(quality_lead, manager):
    exercise = moderation.exercise(quality_lead)

    rate_exercise(exercise=exercise, rated=rated(), by=manager)
    rate_exercise(exercise=exercise, rated=rated(coaching=None), by=manager)

    rows = CalibrationRating.objects.filter(rater=manager)
    assert rows.count() == 5
    assert rows.get(area__code="coaching").rating is None
    assert set(rows.exclude(area__code="coaching").values_list("rating", flat=True)) == {3}


def test_a_rating_without_evidence_is_not_kept(quality_lead, manager):
    exercise = moderation.exercise(quality_lead)

    with pytest.raises(ValidationError):
        rate_exercise(exercise=exercise, rated={**rated(), "own": Rated(3)}, by=manager)
    assert not CalibrationRating.objects.exists()


@pytest.mark.parametrize("outsider", ["mentor", "hr", "dpo", "admin", "supervisor"])
def test_only_who_rates_reviews_takes_part(request, outsider, quality_lead):
    exercise = moderation.exercise(quality_lead)

    with pytest.raises(PermissionDenied):
        rate_exercise(exercise=exercise, rated=rated(), by=request.getfixturevalue(outsider))


@pytest.mark.parametrize(
    "days", [{"opens_on": days_ago(-1)}, {"closes_on": days_ago(1)}], ids=["planned", "closed"]
)
def test_out_of_its_days_it_is_not_rated(quality_lead, manager, days):
    exercise = moderation.exercise(quality_lead, **days)

    with pytest.raises(ValidationError):
        rate_exercise(exercise=exercise, rated=rated(), by=manager)


# Shown ------------------------------------------------------------------------------


def test_it_is_shown_after_its_last_day(quality_lead, manager, other_manager):
    exercise = moderation.exercise(quality_lead)
    moderation.rated(exercise, manager)

    with pytest.raises(ValidationError, match="2 of those who take part"):
        reveal_exercise(exercise=exercise, by=quality_lead)
    CalibrationExercise.objects.update(closes_on=days_ago(1))
    shown = reveal_exercise(exercise=exercise, by=quality_lead)
    again = reveal_exercise(exercise=exercise, by=quality_lead)

    assert shown.revealed_at == again.revealed_at
    assert Notice.objects.get(key=f"calibration-shown-{exercise.pk}").recipient == manager
    with pytest.raises(ValidationError, match="shown already"):
        rate_exercise(exercise=exercise, rated=rated(), by=other_manager)


def test_or_as_soon_as_all_have_rated(quality_lead, manager):
    exercise = moderation.exercise(quality_lead)
    for person in (quality_lead, manager):
        moderation.rated(exercise, person)

    assert reveal_exercise(exercise=exercise, by=quality_lead).revealed_at


def test_what_was_agreed_comes_after_the_talk(quality_lead):
    exercise = moderation.exercise(quality_lead)
    given = {"agreed": {"coaching": 3, "own": None}, "notes": " A wait is evidence. "}
    with pytest.raises(ValidationError, match="First show"):
        agree_on_exercise(exercise=exercise, by=quality_lead, **given)

    shown = moderation.shown(quality_lead)
    made = agree_on_exercise(exercise=shown, by=quality_lead, **given)

    assert (made.expert, made.notes) == ({"coaching": 3}, "A wait is evidence.")


def test_side_by_side_nobody_has_a_name(quality_lead, manager, other_manager, third_manager):
    exercise = moderation.shown(quality_lead, expert={"coaching": 3, "own": 0})
    moderation.rated(exercise, manager, 3)
    moderation.rated(exercise, other_manager, 3, {"coaching": 4})
    moderation.rated(exercise, third_manager, 2, {"own": 0})

    sides = sides_of(exercise, other_manager)

    assert (sides.raters, sides.is_shown) == (3, True)
    coaching = next(area for area in sides.areas if area.title.startswith("Coaching"))
    counts = {cell.label: cell.count for cell in coaching.cells}
    assert counts == {"1, not yet meeting": 0, "2, developing": 1, "3, secure": 1,
                      "4, strong and helping others": 1, "Not enough evidence": 0}  # fmt: skip
    assert [cell.label[0] for cell in coaching.cells if cell.is_own] == ["4"]
    assert [cell.label[0] for cell in coaching.cells if cell.is_agreed] == ["3"]
    assert sides.own_drift == "1.0 above what was agreed"
    assert sides.alpha is not None


def test_with_two_raters_nothing_is_shown(quality_lead, manager):
    exercise = moderation.shown(quality_lead)
    for person in (quality_lead, manager):
        moderation.rated(exercise, person)

    assert not sides_of(exercise, manager).is_shown


def test_drift_over_exercises(quality_lead, manager, other_manager):
    for agreed in ({"coaching": 2}, {"coaching": 3}):
        exercise = moderation.shown(quality_lead, expert=agreed)
        moderation.rated(exercise, manager, 3)
    moderation.rated(moderation.exercise(quality_lead, expert={"coaching": 1}), manager, 3)

    mine, hers = drift_lines([manager, other_manager])

    assert [words for _, words, _ in mine.points] == [
        "1.0 above what was agreed", "the same as what was agreed",
    ]  # fmt: skip
    assert mine.sum == "0.5 above what was agreed"
    assert (hers.points, hers.sum) == ([], "")


def test_the_shipped_exercise_is_loaded_once(quality_lead, manager):
    assert load_default_calibration(by=quality_lead) == 0  # no areas yet
    load_default_reviews(by=quality_lead)

    assert load_default_calibration(by=quality_lead) == 1
    assert load_default_calibration(by=quality_lead) == 0

    made = CalibrationExercise.objects.get()
    assert set(made.expert) == set(made.areas.values_list("code", flat=True))
    assert "The learner" in made.stimulus
    assert 450 < len(made.stimulus.split()) < 750


def test_queries_of_drift_do_not_grow(quality_lead, django_assert_num_queries):
    exercise = moderation.shown(quality_lead, expert={"coaching": 2})
    people = [make_person(f"Rater{n}", "Example", Role.LINE_MANAGER) for n in range(3)]
    for person in people:
        moderation.rated(exercise, person)
    for many in (1, 3):
        with django_assert_num_queries(1):
            drift_lines(people[:many])
