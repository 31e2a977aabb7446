from assessments.feedback.models import FormativeNote, NoteReply, NoteSeen
from cms.people.privacy.registry import record_class
from tests.factories.feedback import note as written
from tests.factories.feedback import reply, seen
from tests.factories.people import days_ago

kind = record_class("formative_note")


def test_how_long_it_is_kept_and_who_opens_it(db):
    assert (kind.months, kind.subject, kind.is_openable) == (72, "mentor", True)


def test_a_person_gets_what_was_written_about_her_and_what_she_wrote(
    framework, mentor, peer, manager
):
    note = written(mentor, manager, "S1")
    reply(note, mentor)
    written(peer, manager)

    hers = list(kind.about(mentor))

    assert [passage.part for passage in hers] == ["note", f"reply-{note.replies.get().pk}"]
    assert note.what_seen in hers[0].words
    assert "S1" in hers[0].words
    assert hers[0].author == manager
    assert len(list(kind.about(manager))) == 2


def test_removal_takes_all_that_hangs_on_a_note(mentor, manager, note):
    later = written(mentor, manager, corrects=note)
    seen(note)
    reply(later, mentor)
    mentor.staff_profile.left_on = days_ago(4000)
    mentor.staff_profile.save()

    rows = kind.aged(days_ago(3000))

    assert kind.remove(rows) == 2
    for model in (FormativeNote, NoteReply, NoteSeen):
        assert not model.objects.exists()
