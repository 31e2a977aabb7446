from assessments.objectives.models import Objective, ObjectiveProgress
from cms.people.privacy.registry import record_class
from tests.factories.objectives import agreed, objective, priority, progress
from tests.factories.people import days_ago

kind = record_class("objective")


def test_how_long_it_is_kept_and_that_no_grant_opens_it(db):
    assert (kind.months, kind.subject, kind.is_openable) == (72, "owner", False)


def test_a_person_gets_hers_and_what_was_said(framework, mentor, manager):
    row = agreed(mentor, "S1", priority=priority(), weight=40)
    progress(row, manager)

    about, said = kind.about(mentor)

    for words in (row.outcome, row.measure, "40", row.priority.title, "S1"):
        assert words in about.words
    assert (said.words, said.author) == ("12 of 18 this half term.", manager)
    assert [passage.part for passage in kind.about(manager)] == [said.part]


def test_removal_takes_what_was_said(framework, mentor, manager):
    progress(agreed(mentor, "S1"), manager)
    objective(mentor)
    mentor.staff_profile.left_on = days_ago(4000)
    mentor.staff_profile.save()

    assert kind.remove(kind.aged(days_ago(3000))) == 2
    assert not Objective.objects.exists()
    assert not ObjectiveProgress.objects.exists()
