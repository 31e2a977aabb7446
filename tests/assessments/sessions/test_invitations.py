from django.core.mail import EmailMultiAlternatives

from assessments.sessions import documents
from assessments.sessions.services import (
    book_group,
    book_sessions,
    call_off_session,
    move_session,
)
from cms.people.notices.models import Notice
from tests.factories.people import NoticeFactory
from tests.factories.supervision import moment


def latest(recipient):
    return Notice.objects.filter(recipient=recipient).latest("pk")


def names_of(notice):
    return [name for name, _, _ in documents.attachments_of(notice)]


def test_a_move_goes_with_a_request_and_a_calling_off_takes_it_out(meeting, mentor, supervisor):
    moved = move_session(
        session=meeting, starts_at=moment(9), minutes=45, medium="phone", place="", by=supervisor
    )
    ((name, content, kind),) = documents.attachments_of(latest(mentor))
    call_off_session(session=moved, called_off_by="supervisor", reason="diary", by=supervisor)
    ((_, off, kind_off),) = documents.attachments_of(latest(mentor))

    assert name == f"supervision-{meeting.pk}.ics"
    assert kind == "text/calendar; method=REQUEST"
    assert b"SEQUENCE:1" in content
    assert kind_off == "text/calendar; method=CANCEL"
    assert b"METHOD:CANCEL" in off


def test_each_session_of_a_series_has_its_file(pair, mentor, supervisor):
    booked = book_sessions(
        agreement=pair,
        type="reflective",
        starts=[moment(7), moment(35)],
        minutes=60,
        medium="phone",
        by=supervisor,
    )

    assert names_of(latest(mentor)) == [f"supervision-{row.pk}.ics" for row in booked]


def test_a_group_booked_in_the_same_moment_is_one_file(supervisor, group_of):
    at = moment(0, 1)
    for days in (6, 7):
        book_group(
            supervisor=supervisor, attendees=group_of, starts_at=moment(days), minutes=90,
            medium="phone", by=supervisor, at=at,
        )  # fmt: skip

    assert len(names_of(latest(group_of[0]))) == 1


def test_other_notices_and_other_people_have_none(meeting, mentor, peer):
    key = f"session-{meeting.pk}-0-booked"

    assert names_of(NoticeFactory.create(recipient=mentor)) == []
    assert names_of(NoticeFactory.create(recipient=mentor, key="session-1-0-soon")) == []
    assert names_of(NoticeFactory.create(recipient=peer, key=key)) == []
    assert names_of(NoticeFactory.create(recipient=mentor, key="session-99999999-0-moved")) == []
    assert len(names_of(NoticeFactory.create(recipient=mentor, key=key))) == 1


def test_a_mail_program_knows_the_file_for_an_invitation(meeting, mentor):
    notice = NoticeFactory.create(recipient=mentor, key=f"session-{meeting.pk}-0-booked")
    message = EmailMultiAlternatives("Supervision", "Hello", to=["yasmin@x.test"])
    for attachment in documents.attachments_of(notice):
        message.attach(*attachment)

    parts = [
        part for part in message.message().walk() if part.get_content_type() == "text/calendar"
    ]

    assert parts[0].get_param("method") == "REQUEST"
    assert parts[0].get_filename() == f"supervision-{meeting.pk}.ics"
    assert "SUMMARY:Supervision" in parts[0].get_payload(decode=True).decode()
