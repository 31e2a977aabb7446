from datetime import date
from textwrap import dedent

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from cms.people.audit.models import AuditEvent
from content.material.shapes import MaterialErrors
from content.momentum.models import CollegeYear, Dip
from content.momentum.services import (
    SHIPPED_DIPS,
    delete_dip,
    load_dips,
    save_dip,
    set_college_year,
)
from tests.factories.momentum import dip
from tests.factories.pages import home_page, information_page

pytestmark = pytest.mark.django_db
WORDS = {"why": "It is dark.", "tactic": "Begin together."}
TEXT = """\
    dips:
      - key: week-3
        title: Week 3 wobble
        from_week: 3
        until_week: 4
        why: The first work is due.
        tactic: Find the quiet ones.
        lesson: MOT-L2
      - key: january
        title: January return
        from_week: 18
        until_week: 19
        why: The routine is broken.
        tactic: Begin with what is done.
    """


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "dips.yaml"
    path.write_text(dedent(TEXT), encoding="utf-8")
    return path


def change(path, old, new):
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def in_words(lines):
    return [str(line) for line in lines]


# Writing -------------------------------------------------------------------------


def test_save_dip_gives_a_new_one_a_key_of_its_own(trainer):
    for week in (3, 5, 7):
        new = Dip(title="Dark weeks", from_week=week, until_week=week, **WORDS)
        save_dip(dip=new, by=trainer)

    assert list(Dip.objects.values_list("key", flat=True)) == [
        "dark-weeks",
        "dark-weeks-2",
        "dark-weeks-3",
    ]
    assert AuditEvent.objects.filter(verb="dip.changed", actor=trainer).count() == 3


def test_save_dip_keeps_the_key_when_the_title_changes(admin):
    row = dip("Dark weeks")
    row.title = "November"

    save_dip(dip=row, by=admin)

    assert Dip.objects.get().key == "dark-weeks"


def test_save_dip_refuses_weeks_that_are_taken(trainer):
    dip("Week 3 wobble", 3, 4)

    with pytest.raises(ValidationError, match="Week 3 wobble"):
        save_dip(dip=Dip(title="New", from_week=4, until_week=5, **WORDS), by=trainer)

    assert Dip.objects.count() == 1


@pytest.mark.parametrize("who", ["mentor", "manager", "quality_lead", "dsl", "hr"])
def test_save_dip_is_refused_to_others(who, request):
    new = Dip(title="New", from_week=4, until_week=5, **WORDS)

    with pytest.raises(PermissionDenied):
        save_dip(dip=new, by=request.getfixturevalue(who))


def test_delete_dip(trainer):
    delete_dip(dip=dip("Dark weeks"), by=trainer)

    assert Dip.objects.exists() is False
    assert AuditEvent.objects.get(verb="dip.deleted").detail == {"key": "dark-weeks"}


def test_delete_dip_is_refused_for_one_that_came_with_the_site(file, trainer):
    load_dips(by=None, path=file)

    with pytest.raises(PermissionDenied):
        delete_dip(dip=Dip.objects.get(key="week-3"), by=trainer)


def test_set_college_year_writes_and_writes_over(trainer, admin):
    set_college_year(teaching_starts_on=date(2025, 9, 1), by=trainer)
    set_college_year(teaching_starts_on=date(2026, 9, 7), by=admin)

    assert CollegeYear.objects.get().teaching_starts_on == date(2026, 9, 7)
    assert AuditEvent.objects.filter(verb="college_year.changed").first().detail == {
        "from": "2025-09-01",
        "to": "2026-09-07",
    }


def test_set_college_year_refuses_a_year_that_must_be_a_slip(trainer):
    with pytest.raises(ValidationError):
        set_college_year(teaching_starts_on=date(2126, 9, 7), by=trainer)

    assert CollegeYear.objects.exists() is False


@pytest.mark.parametrize("who", ["mentor", "manager", "quality_lead"])
def test_set_college_year_is_refused_to_others(who, request):
    with pytest.raises(PermissionDenied):
        set_college_year(teaching_starts_on=date(2026, 9, 7), by=request.getfixturevalue(who))


# Loading -------------------------------------------------------------------------


def test_load_dips_adds_what_is_missing_and_then_nothing(file):
    first = load_dips(by=None, path=file)
    again = load_dips(by=None, path=file)

    assert in_words(first) == ["created: Week 3 wobble", "created: January return"]
    assert again == []
    assert AuditEvent.objects.filter(verb="dips.loaded").count() == 1


def test_load_dips_finds_the_lesson_when_it_is_there(file):
    home_page()
    lesson = information_page()
    load_dips(by=None, path=file)

    load_dips(by=None, path=file, lessons={"MOT-L2": lesson.pk})

    assert Dip.objects.get(key="week-3").lesson_id == lesson.pk
    assert Dip.objects.get(key="january").lesson_id is None


def test_load_dips_renews_what_nobody_has_changed(file):
    load_dips(by=None, path=file)
    change(file, "Find the quiet ones.", "Find them before they find the door.")

    lines = load_dips(by=None, path=file)

    assert in_words(lines) == ["updated: Week 3 wobble"]
    assert Dip.objects.get(key="week-3").tactic == "Find them before they find the door."


def test_load_dips_never_writes_over_a_trainers_words(file, trainer):
    load_dips(by=None, path=file)
    row = Dip.objects.get(key="week-3")
    row.tactic = "Ask the canteen."
    save_dip(dip=row, by=trainer)
    change(file, "Find the quiet ones.", "Find them before they find the door.")

    lines = load_dips(by=None, path=file)

    assert in_words(lines) == ["kept: edited here: Week 3 wobble"]
    assert Dip.objects.get(key="week-3").tactic == "Ask the canteen."


def test_load_dips_leaves_hidden_what_a_trainer_has_hidden(file, trainer):
    load_dips(by=None, path=file)
    row = Dip.objects.get(key="week-3")
    row.is_shown = False
    save_dip(dip=row, by=trainer)
    change(file, "Find the quiet ones.", "Find them before they find the door.")

    load_dips(by=None, path=file)

    row.refresh_from_db()
    assert (row.is_shown, row.tactic) == (False, "Find them before they find the door.")


def test_load_dips_does_not_take_the_weeks_of_a_trainers_dip(file):
    dip("Our fair", 4, 4)

    lines = load_dips(by=None, path=file)

    assert in_words(lines)[0] == "created, not shown: Week 3 wobble"
    assert list(Dip.objects.shown().values_list("title", flat=True)) == [
        "Our fair",
        "January return",
    ]


def test_load_dips_moves_neighbours_in_one_go(file):
    load_dips(by=None, path=file)
    change(file, "from_week: 18\n    until_week: 19", "from_week: 4\n    until_week: 5")
    change(file, "from_week: 3\n    until_week: 4", "from_week: 2\n    until_week: 3")

    load_dips(by=None, path=file)

    assert [row.weeks for row in Dip.objects.shown()] == [(2, 3), (4, 5)]


def test_load_dips_says_where_a_file_is_wrong_and_changes_nothing(file):
    change(file, "until_week: 19", "until_week: 60")

    with pytest.raises(MaterialErrors) as refused:
        load_dips(by=None, path=file)

    assert f"{file}:12: The last week is week 52." in str(refused.value)
    assert Dip.objects.exists() is False


@pytest.mark.parametrize("who", ["mentor", "manager", "quality_lead"])
def test_load_dips_is_refused_to_others(who, file, request):
    with pytest.raises(PermissionDenied):
        load_dips(by=request.getfixturevalue(who), path=file)


def test_shipped_dips_load_and_pass_every_check():
    load_dips(by=None, path=SHIPPED_DIPS)

    assert Dip.objects.shown().count() >= 5
    for row in Dip.objects.all():
        row.full_clean()
