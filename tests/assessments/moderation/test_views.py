import pytest
from django.urls import reverse
from django.utils import timezone

from assessments.moderation.models import CalibrationRating, ModerationCase, ModerationRound
from assessments.moderation.rules import CaseState
from assessments.reviews.models import PerformanceReview
from assessments.reviews.rules import ReviewState
from cms.people.accounts.rules import Role
from cms.people.audit.models import AuditEvent
from cms.people.teams.models import ReportingLine
from tests.factories import moderation
from tests.factories.people import ReportingLineFactory, days_ago, make_person

pytestmark = pytest.mark.django_db
WHY = "The two observations and the notes carry these ratings, read against the anchors."


def address(name, *args):
    return reverse(f"moderation:{name}", args=args)


def all_rated(case, rating=3, **more):
    return {**{f"rating_{code}": rating for code in case.before}, **more}


def close(case, state=CaseState.UPHELD, **fields):
    values = {"state": state, "outcome_reason": WHY, "closed_at": timezone.now(), **fields}
    ModerationCase.objects.filter(pk=case.pk).update(**values)
    case.refresh_from_db()
    return case


# The case ---------------------------------------------------------------------------


def test_case_detail_shows_the_words_and_no_name(case, review, other_manager, client_of, mentor):
    review.judgements.filter(area__code="coaching").update(
        narrative="YASMIN asked, and Siobhan saw it. Haddad’s records are in order."
    )

    html = client_of(other_manager).get(case.get_absolute_url()).content.decode()

    assert "The mentor asked, and the reviewer saw it. The mentor’s records" in html
    assert "asked seven open questions" in html
    assert "What observation:" in html  # the labels of the evidence
    for name in ("Yasmin", "YASMIN", "Haddad", "Siobh", "Keane"):
        assert name not in html


def test_case_detail_shows_no_rating_before_she_has_rated(
    rated_case, other_manager, third_manager, client_of
):
    fresh = moderation.case_of(
        rated_case.review, rated_case.round.drawn_by, other_manager, third_manager
    )
    moderation.view_of(fresh, third_manager, 2, comment="Look at the second note.")

    before = client_of(other_manager).get(fresh.get_absolute_url())
    moderation.view_of(fresh, other_manager, 3)
    after = client_of(other_manager).get(fresh.get_absolute_url())

    assert before.context["beside"] is None
    assert "Look at the second note." not in before.content.decode()
    assert "Side by side" in after.content.decode()
    assert "Look at the second note." in after.content.decode()
    assert "One step apart" in after.content.decode()


@pytest.mark.parametrize(
    "outsider", ["mentor", "manager", "peer", "hr", "dpo", "admin", "supervisor", "dsl"]
)
def test_case_detail_is_its_moderators(request, outsider, case, client_of):
    client = client_of(request.getfixturevalue(outsider))

    assert client.get(case.get_absolute_url()).status_code == 404
    assert client.post(address("case_rate", case.pk), all_rated(case)).status_code == 404
    assert client.get(address("case_close", case.pk)).status_code == 404
    assert client.get(address("case_step_aside", case.pk)).status_code == 404


def test_case_detail_is_closed_to_a_quality_lead_of_another_case(case, client_of):
    other = make_person("Noor", "Aziz", Role.QUALITY_LEAD)

    assert client_of(other).get(case.get_absolute_url()).status_code == 404


def test_case_detail_closes_to_who_manages_the_mentor_now(case, mentor, third_manager, client_of):
    ReportingLine.objects.filter(person=mentor).update(starts_on=days_ago(100), ends_on=days_ago(1))
    ReportingLineFactory.create(person=mentor, manager=third_manager)

    assert client_of(third_manager).get(case.get_absolute_url()).status_code == 404


def test_case_detail_of_a_review_taken_back_shows_no_word(case, review, other_manager, client_of):
    PerformanceReview.objects.filter(pk=review.pk).update(state=ReviewState.MEETING_HELD)

    html = client_of(other_manager).get(case.get_absolute_url()).content.decode()

    assert "has taken this review back" in html
    assert "seven open questions" not in html
    assert not AuditEvent.objects.filter(verb="moderation_case.opened").exists()


def test_case_detail_that_is_over_shows_the_decision_and_no_word(
    rated_case, other_manager, client_of
):
    close(rated_case)

    html = client_of(other_manager).get(rated_case.get_absolute_url()).content.decode()

    assert WHY in html
    assert "seven open questions" not in html


def test_case_rate_keeps_a_view(case, other_manager, client_of):
    client = client_of(other_manager)

    answer = client.post(address("case_rate", case.pk), all_rated(case, comment="Coaching."))

    assert answer.status_code == 302
    assert case.views.get().ratings == dict.fromkeys(case.before, 3)


def test_case_rate_with_a_gap_keeps_what_was_chosen(case, other_manager, client_of):
    sent = all_rated(case, comment="Coaching.")
    del sent["rating_own"]

    answer = client_of(other_manager).post(address("case_rate", case.pk), sent)

    assert answer.status_code == 422
    assert "Rate this area" in answer.content.decode()
    assert "Coaching." in answer.content.decode()
    assert not case.views.exists()


def test_case_rate_twice_is_told_so(rated_case, other_manager, client_of):
    answer = client_of(other_manager).post(
        address("case_rate", rated_case.pk), all_rated(rated_case, 1)
    )

    assert answer.status_code == 422
    assert rated_case.views.get(moderator=other_manager).ratings["own"] == 3


def test_case_close_writes_the_decision(rated_case, quality_lead, client_of):
    client = client_of(quality_lead)
    url = address("case_close", rated_case.pk)
    assert "Side by side" in client.get(url).content.decode()

    wrong = client.post(url, {"state": "changed", "reason": WHY})
    right = client.post(url, {"state": "changed", "reason": WHY, "rating_coaching": "2"})

    assert (wrong.status_code, right.status_code) == (422, 302)
    assert "one area at least" in wrong.content.decode()
    rated_case.refresh_from_db()
    assert (rated_case.state, rated_case.after) == (CaseState.CHANGED, {"coaching": 2})


def test_case_close_waits_for_everybody(case, quality_lead, client_of):
    assert client_of(quality_lead).get(address("case_close", case.pk)).status_code == 302


def test_case_step_aside_asks_first(case, other_manager, client_of):
    client, url = client_of(other_manager), address("case_step_aside", case.pk)

    assert "Step aside from this case?" in client.get(url).content.decode()
    assert client.post(url).status_code == 302
    assert client.get(case.get_absolute_url()).status_code == 404


def test_moderators_update_chooses(case, quality_lead, other_manager, manager, client_of):
    client, url = client_of(quality_lead), address("moderators_update", case.pk)
    html = client.get(url).content.decode()
    assert other_manager.display_name in html
    assert manager.display_name not in html

    both = {"people": [quality_lead.pk, other_manager.pk]}
    assert client.post(url, {"people": [manager.pk, quality_lead.pk]}).status_code == 422
    assert client.post(url, both).status_code == 302
    assert set(case.moderators.all()) == {quality_lead, other_manager}


# Rounds -----------------------------------------------------------------------------


def test_round_list_shows_each_her_own(case, quality_lead, other_manager, manager, client_of):
    mine = client_of(other_manager).get(address("round_list")).content.decode()
    leads = client_of(quality_lead).get(address("round_list")).content.decode()
    none = client_of(manager).get(address("round_list")).content.decode()

    assert "Case A" in mine
    assert "Draw a round" not in mine
    assert "Draw a round" in leads
    assert "Nothing waits for you" in none


@pytest.mark.parametrize("outsider", ["mentor", "hr", "dpo", "admin"])
def test_round_list_is_for_who_moderates(request, outsider, client_of):
    client = client_of(request.getfixturevalue(outsider))

    assert client.get(address("round_list")).status_code == 404


def test_round_draw_shows_first_and_draws_what_was_seen(review, quality_lead, cycle, client_of):
    client, url = client_of(quality_lead), address("round_draw")
    assert "Draw 1 review" in client.get(url).content.decode()

    stale = client.post(url, {"cycle": cycle.pk, "seen": "7"})
    assert "meanwhile" in stale.content.decode()
    assert not ModerationRound.objects.exists()
    drawn = client.post(url, {"cycle": cycle.pk, "seen": "1"})

    assert drawn.status_code == 302
    assert ModerationRound.objects.get().cases.count() == 1
    again = client.post(url, {"cycle": cycle.pk, "seen": "1"})
    assert again.status_code == 200
    assert ModerationRound.objects.count() == 1


@pytest.mark.parametrize("outsider", ["mentor", "manager", "hr", "dpo"])
@pytest.mark.parametrize("name", ["round_draw", "rating_list"])
def test_drawing_and_counts_are_the_quality_leads(request, outsider, name, client_of):
    client = client_of(request.getfixturevalue(outsider))

    assert client.get(address(name)).status_code == 404


def test_round_detail_has_letters_and_no_names(rated_case, quality_lead, client_of):
    close(rated_case)

    html = client_of(quality_lead).get(rated_case.round.get_absolute_url()).content.decode()

    assert "Case A" in html
    assert "Pairs alike" in html
    for name in ("Haddad", "Keane"):
        assert name not in html


@pytest.mark.parametrize("outsider", ["mentor", "manager", "other_manager", "hr", "dpo"])
def test_round_detail_is_the_quality_leads(request, outsider, case, client_of):
    client = client_of(request.getfixturevalue(outsider))

    assert client.get(case.round.get_absolute_url()).status_code == 404


def test_rating_list_hides_what_few_people_are_behind(manager, quality_lead, cycle, client_of):
    people = [make_person(f"Mentor{n}", "Example", Role.MENTOR) for n in range(6)]
    for person in people[:4]:
        moderation.answered(person, manager, cycle)
    client, url = client_of(quality_lead), address("rating_list")
    (few,) = client.get(url).context["rows"]

    for person, rating in zip(people[4:], (3, 2), strict=True):
        moderation.answered(person, manager, cycle, rating)
    moderation.answered(make_person("One", "More"), manager, cycle).judgements.filter(
        area__code="own"
    ).update(rating=4)
    (enough,) = client.get(url).context["rows"]
    html = client.get(url).content.decode()

    assert few[0].counts == ()
    assert enough[0].counts == (0, 0, None, 29, None)
    assert "we hold none of them here" in html


# What came of it --------------------------------------------------------------------


@pytest.mark.parametrize("reader", ["mentor", "manager", "hr", "quality_lead"])
def test_outcome_detail_is_read_by_who_it_concerns(request, reader, rated_case, client_of):
    close(rated_case, CaseState.CHANGED, after={"coaching": 2})
    person = request.getfixturevalue(reader)

    html = client_of(person).get(address("outcome_detail", rated_case.pk)).content.decode()

    assert WHY in html
    assert "2, developing" in html
    opened = AuditEvent.objects.filter(verb="moderation_outcome.opened")
    assert opened.exists() == (reader != "mentor")


@pytest.mark.parametrize("outsider", ["peer", "other_manager", "dpo", "admin", "supervisor", "dsl"])
def test_outcome_detail_is_closed_to_others(request, outsider, rated_case, client_of):
    close(rated_case)
    client = client_of(request.getfixturevalue(outsider))

    assert client.get(address("outcome_detail", rated_case.pk)).status_code == 404


@pytest.mark.parametrize("reader", ["mentor", "manager", "hr", "quality_lead"])
def test_outcome_detail_waits_for_the_decision(request, reader, rated_case, client_of):
    client = client_of(request.getfixturevalue(reader))

    assert client.get(address("outcome_detail", rated_case.pk)).status_code == 404


def test_outcome_list_shows_the_dpo_that_there_is_one(rated_case, dpo, hr, client_of):
    close(rated_case)

    for person, is_read in ((dpo, False), (hr, True)):
        html = client_of(person).get(address("outcome_list")).content.decode()
        assert "Haddad" in html
        assert WHY not in html
        assert (address("outcome_detail", rated_case.pk) in html) == is_read
        assert ("Upheld" in html) == is_read


def test_outcome_list_of_a_mentor_has_her_own(rated_case, mentor, peer, client_of):
    close(rated_case)

    assert "Haddad" in client_of(mentor).get(address("outcome_list")).content.decode()
    assert "Haddad" not in client_of(peer).get(address("outcome_list")).content.decode()


# Calibration ------------------------------------------------------------------------


def evidence(exercise, rating=3):
    found = {}
    for area in exercise.areas.all():
        found[f"rating_{area.code}"] = rating
        found[f"evidence_{area.code}"] = moderation.EVIDENCE
    return found


def test_calibration_detail_shows_nobody_elses_rating_before_it_is_shown(
    quality_lead, manager, other_manager, client_of
):
    exercise = moderation.exercise(quality_lead, expert={"coaching": 2})
    moderation.rated(exercise, other_manager, 2)

    answer = client_of(manager).get(exercise.get_absolute_url())

    assert answer.context["sides"] is None
    assert moderation.EVIDENCE not in answer.content.decode()
    assert "<strong>Mentor:</strong>" in answer.content.decode()


def test_calibration_rate_keeps_every_area(quality_lead, manager, client_of):
    exercise = moderation.exercise(quality_lead)
    client, url = client_of(manager), address("calibration_rate", exercise.pk)

    wrong = client.post(url, {**evidence(exercise), "evidence_own": ""})
    right = client.post(url, evidence(exercise))

    assert (wrong.status_code, right.status_code) == (422, 302)
    assert CalibrationRating.objects.filter(rater=manager).count() == 5


@pytest.mark.parametrize("outsider", ["mentor", "hr", "dpo", "admin", "supervisor"])
def test_calibration_is_for_who_rates(request, outsider, quality_lead, client_of):
    exercise = moderation.exercise(quality_lead)
    client = client_of(request.getfixturevalue(outsider))

    for name in ("calibration_list", "calibration_drift", "calibration_create"):
        assert client.get(address(name)).status_code == 404
    for name in ("detail", "update", "reveal", "agree"):
        assert client.get(address(f"calibration_{name}", exercise.pk)).status_code == 404
    assert client.post(address("calibration_rate", exercise.pk)).status_code == 404


def test_calibration_create_update_reveal_and_agree(quality_lead, manager, client_of):
    exercise = moderation.exercise(quality_lead)
    client = client_of(quality_lead)
    sent = {
        "title": "On Monday",
        "stimulus": moderation.STIMULUS,
        "areas": [area.pk for area in exercise.areas.all()],
        "opens_on": days_ago(0).isoformat(),
        "closes_on": days_ago(-3).isoformat(),
    }
    assert client.post(address("calibration_create"), {**sent, "title": ""}).status_code == 422
    assert client.post(address("calibration_create"), sent).status_code == 302
    update = address("calibration_update", exercise.pk)
    assert client.post(update, {**sent, "title": "Changed"}).status_code == 302

    agree = address("calibration_agree", exercise.pk)
    assert client.get(agree).status_code == 302
    exercise.__class__.objects.update(closes_on=days_ago(1))
    reveal = address("calibration_reveal", exercise.pk)
    assert "Show the ratings side by side?" in client.get(reveal).content.decode()
    assert client.post(reveal).status_code == 302
    assert (
        client.post(agree, {"rating_coaching": "3", "notes": "A wait counts."}).status_code == 302
    )

    exercise.refresh_from_db()
    assert (exercise.title, exercise.expert) == ("Changed", {"coaching": 3})


def test_calibration_create_is_the_quality_leads(quality_lead, manager, client_of):
    exercise = moderation.exercise(quality_lead)
    client = client_of(manager)

    assert client.get(address("calibration_create")).status_code == 404
    for name in ("update", "reveal", "agree"):
        assert client.get(address(f"calibration_{name}", exercise.pk)).status_code == 404


def test_calibration_list_hides_what_opens_later_from_managers(quality_lead, manager, client_of):
    planned = moderation.exercise(quality_lead, title="Later", opens_on=days_ago(-2))

    assert "Later" in client_of(quality_lead).get(address("calibration_list")).content.decode()
    assert "Later" not in client_of(manager).get(address("calibration_list")).content.decode()
    assert client_of(manager).get(planned.get_absolute_url()).status_code == 404


def test_calibration_drift_is_her_own_line(quality_lead, manager, other_manager, client_of):
    exercise = moderation.shown(quality_lead, expert={"coaching": 2})
    for person in (manager, other_manager):
        moderation.rated(exercise, person)

    mine = client_of(manager).get(address("calibration_drift")).content.decode()
    all_of_them = client_of(quality_lead).get(address("calibration_drift")).content.decode()

    assert other_manager.display_name not in mine
    assert manager.display_name in all_of_them
    assert other_manager.display_name in all_of_them


# Counts of queries ------------------------------------------------------------------


@pytest.mark.parametrize("name", ["round_list", "outcome_list", "calibration_list"])
def test_a_list_asks_as_often_for_three_as_for_one(
    name, manager, other_manager, quality_lead, third_manager, cycle, client_of,
    django_assert_num_queries, django_assert_max_num_queries,
):  # fmt: skip
    client = client_of(quality_lead)

    def add(number):
        person = make_person(f"Mentor{number}", "Example", Role.MENTOR)
        case = moderation.case_of(
            moderation.answered(person, manager, cycle), quality_lead, quality_lead, third_manager
        )
        if name == "outcome_list":
            close(case)
        moderation.rated(moderation.exercise(quality_lead), other_manager)

    add(1)
    client.get(address(name))
    with django_assert_max_num_queries(40) as first:
        client.get(address(name))
    add(2)
    add(3)
    with django_assert_num_queries(len(first.captured_queries)):
        client.get(address(name))
