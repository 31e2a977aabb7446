import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from assessments.preparation import services
from assessments.preparation.models import PreparationItem, SessionPreparation
from assessments.preparation.rules import PreparationContent, Source
from assessments.sessions.models import SupervisionSession
from assessments.sessions.rules import SessionState
from assessments.supervision.models import SupervisionBookmark
from assessments.supervision.services.bookmarks import add_bookmark
from cms.people.audit.models import AuditEvent
from tests.factories.cpd import cpd_entry
from tests.factories.debriefs import run_over
from tests.factories.preparation import preparation
from tests.factories.supervision import SAID, action, held

OTHERS = ("peer", "supervisor", "manager", "quality_lead", "dsl", "admin", "hr", "dpo")


def save(session, mentor, by, **fields):
    content = PreparationContent(**{"wants": SAID, **fields})
    return services.save_preparation(session=session, mentor=mentor, content=content, by=by)


def add(session, mentor, by=None, **fields):
    return services.add_item(session=session, mentor=mentor, **fields, by=by or mentor)


def titles(row):
    return [item.title for item in row.items.all()]


def test_she_writes_it_as_often_as_she_likes(planned, mentor):
    save(planned, mentor, mentor)

    row = save(planned, mentor, mentor, wants=" Less ", weighs="Much", is_held_back=True)

    assert SessionPreparation.objects.get() == row
    assert (row.wants, row.weighs, row.is_held_back) == ("Less", "Much", True)
    assert not AuditEvent.objects.exists()


@pytest.mark.parametrize("who", OTHERS)
def test_nobody_else_writes_it(planned, mentor, who, request):
    by = request.getfixturevalue(who)
    item = preparation(planned, mentor).items.get()
    moves = [
        lambda: save(planned, mentor, by),
        lambda: save(planned, by, by),
        lambda: add(planned, mentor, by, title="x"),
        lambda: services.move_item(item=item, up=True, by=by),
        lambda: services.remove_item(item=item, by=by),
        lambda: services.mark_talked_about(item=item, is_talked_about=True, by=by),
    ]

    for move in moves:
        with pytest.raises(PermissionDenied):
            move()


@pytest.mark.parametrize("state", [SessionState.HELD, SessionState.MISSED, SessionState.CANCELLED])
def test_nothing_is_written_for_a_session_that_is_over(planned, mentor, state):
    SupervisionSession.objects.update(
        state=state, held_at="2026-01-01T10:00Z", called_off_by="college", reason="closed"
    )

    with pytest.raises(ValidationError, match="over"):
        save(planned, mentor, mentor)
    with pytest.raises(ValidationError, match="over"):
        add(planned, mentor, title="A talk")


# The agenda ---------------------------------------------------------------------------------


def test_lines_stand_in_the_order_they_came_and_are_moved(planned, mentor):
    first, second, third = (add(planned, mentor, title=title) for title in "abc")

    services.move_item(item=third, up=True, by=mentor)
    services.move_item(item=first, up=True, by=mentor)  # the first stays

    row = SessionPreparation.objects.get()
    assert titles(row) == ["a", "c", "b"]
    services.move_item(item=first, up=False, by=mentor)
    services.move_item(item=second, up=False, by=mentor)
    assert titles(row) == ["c", "a", "b"]


def test_a_line_is_taken_off(planned, mentor):
    item = add(planned, mentor, title="A talk")

    services.remove_item(item=item, by=mentor)

    assert not PreparationItem.objects.exists()


def test_thirteen_lines_are_refused(planned, mentor):
    for number in range(12):
        add(planned, mentor, title=f"Line {number}")

    with pytest.raises(ValidationError, match="Take one off"):
        add(planned, mentor, title="One more")


@pytest.fixture
def things(pair, mentor, scenario):
    run = run_over(mentor, scenario, "b", "a", "a")
    return {
        Source.BOOKMARK: (
            add_bookmark(mentor=mentor, title="A question", words="For me alone", by=mentor),
            "A question",
        ),
        Source.CPD: (cpd_entry(mentor), "Workshop on questioning"),
        Source.ACTION: (action(held(pair)), SAID),
        Source.DEBRIEF: (run, scenario.title),
    }


SOURCES = [Source.BOOKMARK, Source.CPD, Source.ACTION, Source.DEBRIEF]


@pytest.mark.parametrize("source", SOURCES)
def test_something_of_hers_comes_onto_it_by_its_title_once(planned, mentor, things, source):
    thing, title = things[source]

    item = add(planned, mentor, source=source, pk=thing.pk)
    again = add(planned, mentor, source=source, pk=thing.pk)

    assert item == again
    assert item.title.startswith(title)
    assert item.source_url.startswith("/")
    assert "For me alone" not in item.title


@pytest.mark.parametrize("source", SOURCES)
@pytest.mark.parametrize("key", ["theirs", "none", "gone"])
def test_what_is_not_hers_does_not(planned, mentor, peer, supervisor, things, source, key):
    thing, _ = things[source]
    pk = {"theirs": thing.pk, "none": None, "gone": 999_999}[key]
    if key == "theirs":
        owner = {"mentor": peer, "owner": peer, "supervisee": peer, "participant": peer}
        fields = {field.name for field in thing._meta.fields}
        type(thing).objects.filter(pk=pk).update(
            **{name: who for name, who in owner.items() if name in fields}
        )

    with pytest.raises(PermissionDenied):
        add(planned, mentor, source=source, pk=pk)


# Talked about ------------------------------------------------------------------------------


def test_a_bookmark_that_was_talked_about_is_taken_and_put_back(planned, mentor, things):
    bookmark, _ = things[Source.BOOKMARK]
    item = add(planned, mentor, source=Source.BOOKMARK, pk=bookmark.pk)

    services.mark_talked_about(item=item, is_talked_about=True, by=mentor)
    assert SupervisionBookmark.objects.get().taken_at is not None

    services.mark_talked_about(item=item, is_talked_about=False, by=mentor)
    assert SupervisionBookmark.objects.get().taken_at is None


def test_other_lines_are_ticked_without_more_also_after_the_session(planned, mentor, things):
    item = add(planned, mentor, title="A talk")
    SupervisionSession.objects.filter(pk=planned.pk).update(
        state=SessionState.HELD, held_at=planned.starts_at
    )

    row = services.mark_talked_about(item=item, is_talked_about=True, by=mentor)

    assert row.is_talked_about
    assert SupervisionBookmark.objects.get().taken_at is None


def test_a_bookmark_that_has_gone_meanwhile_is_no_hindrance(planned, mentor, things):
    bookmark, _ = things[Source.BOOKMARK]
    item = add(planned, mentor, source=Source.BOOKMARK, pk=bookmark.pk)
    bookmark.delete()

    assert services.mark_talked_about(item=item, is_talked_about=True, by=mentor).is_talked_about
