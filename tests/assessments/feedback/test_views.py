"""Screens for the mentor and for her manager; what nobody else finds."""

import pytest
from django.urls import reverse

from assessments.feedback.models import FormativeNote, NoteSeen
from cms.people.audit.models import AuditEvent
from cms.people.teams.models import ReportingLine
from tests.factories.feedback import note as written
from tests.factories.feedback import posted, reply, seen
from tests.factories.grants import grant
from tests.factories.people import ReportingLineFactory, days_ago, make_person

LIST = reverse("feedback:note_list")


def at(name, *args):
    return reverse(f"feedback:{name}", args=args)


def test_the_mentor_sees_hers_by_month_and_what_is_new(client_of, mentor, manager, note):
    page = client_of(mentor).get(LIST).content.decode()

    assert note.what_seen in page
    assert "1 note you have not opened yet" in page
    assert not NoteSeen.objects.exists()


def test_her_first_opening_is_kept_and_her_managers_is_not(client_of, mentor, manager, note):
    page = client_of(manager).get(note.get_absolute_url()).content.decode()
    assert "Not opened yet" in page

    client_of(mentor).get(note.get_absolute_url())
    client_of(mentor).get(note.get_absolute_url())

    assert NoteSeen.objects.get().note == note
    assert not AuditEvent.objects.exists()


def test_one_kind_is_shown_when_asked(client_of, mentor, manager, note):
    page = client_of(mentor).get(LIST, {"kind": "concern"}).content.decode()

    assert note.what_seen not in page
    assert "No note of this kind" in page


def test_empty_lists_say_what_to_do(client_of, mentor, manager):
    assert "No note yet" in client_of(mentor).get(LIST).content.decode()
    page = client_of(manager).get(at("person_notes", mentor.pk)).content.decode()
    assert "Begin with something that went well" in page


def test_a_manager_is_led_to_her_team(client_of, manager):
    assert client_of(manager).get(LIST).url == at("team_list")


def test_a_visitor_signs_in_and_somebody_without_a_role_finds_nothing(visitor, client_of, db):
    assert visitor.get(LIST).status_code == 302
    assert client_of(make_person("No", "Role")).get(LIST).status_code == 404


@pytest.mark.parametrize("name", ["peer", "other_manager", "supervisor", "quality_lead", "hr"])
def test_nobody_else_finds_a_note(request, client_of, mentor, note, name):
    client = client_of(request.getfixturevalue(name))

    assert client.get(note.get_absolute_url()).status_code == 404
    assert client.post(at("reply_create", note.pk)).status_code == 404
    for view in ("person_notes", "note_create", "person_print"):
        assert client.get(at(view, mentor.pk)).status_code == 404


def test_the_team_shows_who_has_had_none(client_of, mentor, peer, manager):
    written(peer, manager)

    page = client_of(manager).get(at("team_list")).content.decode()

    assert "1 person has had no note for eight weeks" in page
    assert client_of(mentor).get(at("team_list")).status_code == 404


def test_what_another_author_wrote_is_written_down(client_of, mentor, manager, other_manager):
    note = written(mentor, manager)
    ReportingLine.objects.update(ends_on=days_ago(1))
    ReportingLine.objects.create(person=mentor, manager=other_manager, starts_on=days_ago(0))

    for address in (
        at("person_notes", mentor.pk),
        at("person_print", mentor.pk),
        note.get_absolute_url(),
    ):
        assert note.what_seen in client_of(other_manager).get(address).content.decode()

    assert AuditEvent.objects.filter(verb="formative_note.opened", about=mentor).count() == 3
    page = client_of(mentor).get(note.get_absolute_url()).content.decode()
    assert other_manager.display_name in page


def test_hr_reads_by_a_grant_and_answers_nothing(client_of, mentor, hr, dpo, note):
    grant(hr, mentor, dpo, record_class="formative_note")
    client = client_of(hr)

    assert note.what_seen in client.get(at("person_notes", mentor.pk)).content.decode()
    assert "Your answer" not in client.get(note.get_absolute_url()).content.decode()
    assert client.post(at("reply_create", note.pk), {"text": "Hm."}).status_code == 404
    assert client.get(at("note_create", mentor.pk)).status_code == 404
    assert AuditEvent.objects.filter(verb="formative_note.opened", actor=hr).count() == 2


@pytest.mark.parametrize("count", [1, 3])
def test_screens_cost_the_same_for_one_and_for_three(
    client_of, django_assert_num_queries, framework, mentor, manager, team, count
):
    for number in range(count):
        person = make_person(f"P{number}", "Extra", "mentor", team=team)
        ReportingLineFactory.create(person=person, manager=manager)
        row = written(mentor, manager, "S1", "S2")
        seen(row)
        reply(row, mentor)
        reply(row, manager)
    expected = [
        (mentor, LIST, 7),
        (mentor, at("note_print"), 8),
        (manager, at("person_notes", mentor.pk), 8),
        (manager, at("team_list"), 5),
        (manager, row.get_absolute_url(), 17),
    ]
    for person, address, number in expected:
        client = client_of(person)
        client.get(address)
        with django_assert_num_queries(number):
            assert client.get(address).status_code == 200


# Writing ----------------------------------------------------------------------------


def test_a_manager_writes_a_note(client_of, framework, mentor, manager):
    answer = client_of(manager).post(at("note_create", mentor.pk), posted())

    note = FormativeNote.objects.get()
    assert answer.url == note.get_absolute_url()
    assert (note.mentor, note.author) == (mentor, manager)


def test_what_is_wrong_stays_in_the_form(client_of, mentor, manager):
    page = client_of(manager).post(at("note_create", mentor.pk), posted(next_step=""))

    assert "Name one thing to try" in page.content.decode()
    assert posted()["what_seen"] in page.content.decode()
    assert not FormativeNote.objects.exists()


def test_doubtful_words_are_looked_at_once_more_and_stop_nobody(client_of, mentor, manager):
    client, address = client_of(manager), at("note_create", mentor.pk)
    said = posted(what_seen="You were lazy with the records since your sickness.")

    page = client.post(address, said)
    body = page.content.decode()
    assert "Not sent yet" in body
    assert "“lazy”" in body
    assert "“sickness”" in body
    assert not FormativeNote.objects.exists()

    client.post(address, {**said, "checked": page.context["form"].seal})
    assert FormativeNote.objects.count() == 1


def test_other_words_are_looked_at_anew(client_of, mentor, manager):
    client, address = client_of(manager), at("note_create", mentor.pk)
    first = client.post(address, posted(what_seen="You were lazy with the records on Monday."))
    seal = first.context["form"].seal

    client.post(address, posted(what_seen="You were rude in the meeting on Monday.", checked=seal))

    assert not FormativeNote.objects.exists()


def test_a_learners_details_are_looked_at_before_they_stay(client_of, mentor, manager):
    said = posted(what_seen="You phoned 07700 900123 for the learner after the lesson.")

    page = client_of(manager).post(at("note_create", mentor.pk), said)

    assert "Look at this once more" in page.content.decode()
    assert not FormativeNote.objects.exists()


def test_a_note_is_put_right_by_a_further_one(client_of, mentor, manager, note):
    address = f"{at('note_create', mentor.pk)}?corrects={note.pk}"

    assert note.what_seen in client_of(manager).get(address).content.decode()
    client_of(manager).post(address, posted(what_seen="It was Wednesday, and two learners."))

    later = FormativeNote.objects.get(corrects=note)
    page = client_of(mentor).get(note.get_absolute_url()).content.decode()
    assert later.get_absolute_url() in page
    assert client_of(manager).get(f"{at('note_create', mentor.pk)}?corrects=x").status_code == 404


def test_a_note_put_right_already_is_said_in_the_form(client_of, mentor, manager, note):
    written(mentor, manager, corrects=note)
    address = f"{at('note_create', mentor.pk)}?corrects={note.pk}"

    page = client_of(manager).post(address, posted(what_seen="It was Wednesday, I believe."))

    assert "put right already" in page.content.decode()


def test_the_mentor_answers(client_of, mentor, note):
    client_of(mentor).post(at("reply_create", note.pk), {"text": "I tried it."})

    assert note.replies.get().author == mentor
    page = client_of(mentor).post(at("reply_create", note.pk), {"text": " "}).content.decode()
    assert "Write a sentence or two" in page


def test_a_concern_says_what_happens(client_of, mentor, manager):
    note = written(mentor, manager, kind="concern")

    page = client_of(mentor).get(note.get_absolute_url()).content.decode()

    assert "What happens now" in page


def test_on_paper_she_has_seen_them_all(client_of, mentor, manager, note):
    reply(note, mentor)

    page = client_of(mentor).get(at("note_print")).content.decode()

    assert note.next_step in page
    assert "I tried it on Friday." in page
    assert NoteSeen.objects.count() == 1
