"""One's own entry: reading it, handing it in, showing it, and what came of it."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from assessments.cpd.models import CPDEntry
from assessments.cpd.rules import EntryState
from assessments.cpd.services import discard_entry, draft_from_module, share_entry, take_back_entry
from cms.people.audit.models import AuditEvent
from tests.factories.courses import completion, enrolment, module_page
from tests.factories.cpd import (
    APPLICATION,
    SECRET,
    SUMMARY,
    certificate,
    cpd_entry,
    handed_in,
    ready_entry,
    returned,
    sampled,
    verified,
)
from tests.factories.people import UserFactory

STRANGERS = [
    "peer", "supervisor", "manager", "other_manager", "quality_lead", "dsl", "trainer", "admin",
    "hr", "dpo",
]  # fmt: skip
GETS = ["entry_detail", "entry_update", "entry_submit", "entry_share", "entry_impact"]
POSTS = ["entry_discard", "entry_restore", "entry_take_back"]


def address(name: str, entry: CPDEntry) -> str:
    return reverse(f"cpd:{name}", args=[entry.pk])


def ask(client, name, entry):
    return (client.post if name in POSTS else client.get)(address(name, entry))


# Who ------------------------------------------------------------------------------


@pytest.mark.parametrize("name", GETS + POSTS)
@pytest.mark.parametrize("stranger", STRANGERS)
def test_an_entry_is_not_found_by_anybody_else(mentor, client_of, request, stranger, name):
    entry = cpd_entry(mentor)

    response = ask(client_of(request.getfixturevalue(stranger)), name, entry)

    assert response.status_code == 404
    entry.refresh_from_db()
    assert not entry.is_discarded


@pytest.mark.parametrize("name", GETS + POSTS)
def test_an_entry_is_not_found_by_a_superuser(mentor, client_of, name):
    root = UserFactory.create(is_superuser=True, is_staff=True)

    assert ask(client_of(root), name, cpd_entry(mentor)).status_code == 404


@pytest.mark.parametrize("name", GETS + POSTS)
def test_the_owners_own_pages_are_hers_even_when_others_read_the_entry(
    framework, mentor, manager, client_of, name
):
    entry = handed_in(mentor)

    assert ask(client_of(manager), name, entry).status_code == 404


def test_a_visitor_is_asked_to_sign_in_everywhere(mentor, visitor):
    entry = cpd_entry(mentor)

    for name in GETS + POSTS:
        assert visitor.post(address(name, entry)).url.startswith(reverse("account_login"))


@pytest.mark.parametrize("name", POSTS)
def test_what_changes_an_entry_takes_a_post(mentor, client_of, name):
    assert client_of(mentor).get(address(name, cpd_entry(mentor))).status_code == 405


# Reading it -------------------------------------------------------------------------


def test_a_draft_says_what_is_missing_and_that_nobody_reads_it(mentor, client_of):
    response = client_of(mentor).get(address("entry_detail", cpd_entry(mentor)))

    assert "Write the summary that others may read" in response.text
    assert "Nobody but you. No role here opens it" in response.text
    assert "Complete this entry" in response.text
    assert "Hand in</a>" not in response.text
    assert response.context["readers"] == []


def test_a_complete_draft_offers_one_thing_to_do(framework, mentor, client_of):
    text = client_of(mentor).get(address("entry_detail", ready_entry(mentor))).text

    assert "Ready to hand in" in text
    assert text.count("btn-primary") == 1
    assert SECRET in text
    assert "£99.50" in text


def test_a_handed_in_entry_names_its_readers(framework, mentor, manager, supervisor, client_of):
    entry = share_entry(entry=handed_in(mentor), supervisor=supervisor, by=mentor)

    response = client_of(mentor).get(address("entry_detail", entry))

    assert [(row.name, row.part) for row in response.context["readers"]] == [
        (str(manager), "your line manager"),
        (str(supervisor), "the supervisor you share it with"),
    ]
    assert "Evidence, shared with my supervisor" in response.text
    assert "Nobody has opened it yet" in response.text
    assert "Take it back" in response.text


def test_a_sampled_entry_names_the_quality_lead(
    framework, mentor, manager, quality_lead, client_of
):
    entry = sampled(mentor, manager, quality_lead)

    response = client_of(mentor).get(address("entry_detail", entry))

    assert response.context["readers"][-1].name == "The quality lead"


def test_a_manager_of_an_older_line_is_no_reader_any_more(framework, mentor, manager, client_of):
    mentor.reporting_lines.update(starts_on=timezone.localdate() + timedelta(days=1))
    entry = handed_in(mentor)

    response = client_of(mentor).get(address("entry_detail", entry))

    assert response.context["readers"] == []
    assert "Nobody is set as your line manager yet" in response.text


def test_who_has_opened_it_is_listed_by_role_and_time(
    framework, mentor, manager, supervisor, client_of
):
    entry = share_entry(entry=handed_in(mentor), supervisor=supervisor, by=mentor)
    shared = reverse("cpd:shared_entry", args=[entry.pk])
    for reader in (manager, manager, supervisor):
        client_of(reader).get(shared)
    take_back_entry(entry=entry, by=mentor)

    response = client_of(mentor).get(address("entry_detail", entry))

    found = {row.name: (row.roles, row.times) for row in response.context["readings"]}
    assert found == {
        str(manager): ("Line manager", 2),
        str(supervisor): ("Supervisor", 1),
    }
    assert response.context["readers"] == []
    assert "Opened by" in response.text


@pytest.mark.parametrize("codes", [["S1"], ["S1", "S2", "K1"]])
def test_an_entrys_page_takes_the_same_queries_whatever_it_names(
    framework, mentor, manager, client_of, codes, django_assert_num_queries
):
    entry = handed_in(mentor, codes=codes)
    for number in range(len(codes)):
        entry.files.add(certificate(mentor, f"{number}.pdf"))
        client_of(manager).get(reverse("cpd:shared_entry", args=[entry.pk]))
    client = client_of(mentor)
    client.get(address("entry_detail", entry))

    with django_assert_num_queries(18):
        client.get(address("entry_detail", entry))


def test_details_and_crowded_days_are_pointed_out(mentor, client_of):
    for _ in range(3):
        cpd_entry(mentor, minutes=480)
    entry = cpd_entry(mentor, what_i_learned="I asked learner Jade.")

    text = client_of(mentor).get(address("entry_detail", entry)).text

    assert "Does this say who a learner is?" in text
    assert "More hours than a day has" in text


def test_a_module_with_more_statements_says_that_four_were_taken(framework, mentor, client_of):
    done = completion(enrolment(mentor, module_page(codes=["S1", "S6", "S8", "K6", "K8"])))
    entry = draft_from_module(completion=done)

    text = client_of(mentor).get(entry.get_absolute_url()).text

    assert "works on 5 statements" in text
    assert "the first four were taken" in text


def test_what_was_written_is_escaped(mentor, client_of):
    entry = cpd_entry(mentor, title="<b>x</b>", what_i_learned="<script>alert(1)</script>")

    text = client_of(mentor).get(address("entry_detail", entry)).text

    assert "<script>alert" not in text
    assert "<b>x</b>" not in text


def test_an_entry_is_graded_on_its_page(framework, mentor, client_of):
    client = client_of(mentor)
    entries = {
        "Activity": cpd_entry(mentor),
        "Applied": ready_entry(mentor),
        "Impact": ready_entry(mentor, impact_status="clear", impact_note="Two groups ask."),
    }

    for word, entry in entries.items():
        assert client.get(address("entry_detail", entry)).context["grade"].label == word


# Aside and back -----------------------------------------------------------------------


def test_entry_discard_and_entry_restore(mentor, client_of):
    entry, client = cpd_entry(mentor), client_of(mentor)

    text = client.post(address("entry_discard", entry), follow=True).text
    assert "You can bring it back until" in text
    text = client.post(address("entry_restore", entry), follow=True).text

    assert "back in your log" in text


def test_a_second_click_on_discard_or_restore_does_no_harm(mentor, client_of):
    entry, client = cpd_entry(mentor), client_of(mentor)

    for name in ("entry_restore", "entry_discard", "entry_discard"):
        assert client.post(address(name, entry)).status_code == 302

    entry.refresh_from_db()
    assert entry.is_discarded


def test_what_others_have_is_not_discarded(framework, mentor, client_of):
    entry = handed_in(mentor)

    text = client_of(mentor).post(address("entry_discard", entry), follow=True).text

    assert "Take it back before you change it" in text
    entry.refresh_from_db()
    assert entry.state == EntryState.SUBMITTED


def test_entry_restore_after_a_month_is_not_found(mentor, client_of):
    long_ago = timezone.localtime() - timedelta(days=31)
    entry = discard_entry(entry=cpd_entry(mentor), by=mentor, at=long_ago)

    assert client_of(mentor).post(address("entry_restore", entry)).status_code == 404


# Handing in ---------------------------------------------------------------------------


def test_before_handing_in_she_sees_exactly_what_others_will_read(
    framework, mentor, manager, client_of
):
    entry = ready_entry(mentor)
    entry.files.add(certificate(mentor, "certificate of attendance.pdf"))

    text = client_of(mentor).get(address("entry_submit", entry)).text

    for words in (SUMMARY, APPLICATION, "certificate of attendance.pdf", "One question a week"):
        assert words in text
    assert SECRET not in text
    assert "99.50" not in text
    assert str(manager) in text


def test_entry_submit_hands_it_in(framework, mentor, client_of):
    entry = ready_entry(mentor)

    text = client_of(mentor).post(address("entry_submit", entry), follow=True).text

    assert "You can take it back until it is verified" in text
    entry.refresh_from_db()
    assert entry.state == EntryState.SUBMITTED


def test_entry_submit_of_an_unfinished_one_says_what_is_missing(mentor, client_of):
    entry, client = cpd_entry(mentor), client_of(mentor)

    assert "Hand it in</button>" not in client.get(address("entry_submit", entry)).text
    response = client.post(address("entry_submit", entry))

    assert response.status_code == 422
    assert "Write the summary that others may read" in response.text
    entry.refresh_from_db()
    assert entry.state == EntryState.DRAFT


def test_a_file_that_was_not_attested_holds_it_back(framework, mentor, client_of):
    entry = ready_entry(mentor)
    entry.files.add(certificate(mentor, "scan.pdf", attested_at=None))

    response = client_of(mentor).post(address("entry_submit", entry))

    assert response.status_code == 422
    assert "no learner or family can be recognised" in response.text


def test_somebody_who_works_here_no_more_cannot_hand_in(framework, mentor, client_of):
    entry = ready_entry(mentor)
    mentor.role_grants.update(ends_on=mentor.role_grants.get().starts_on)
    client = client_of(mentor)

    assert client.post(address("entry_submit", entry)).status_code == 302
    entry.refresh_from_db()
    assert entry.state == EntryState.DRAFT
    assert "Hand in" not in client.get(address("entry_detail", entry)).text


def test_entry_take_back_makes_it_a_draft_again(framework, mentor, manager, client_of):
    entry = handed_in(mentor)

    text = client_of(mentor).post(address("entry_take_back", entry), follow=True).text

    assert "only you can read it" in text
    assert client_of(manager).get(f"/cpd/shared/{entry.pk}/").status_code == 404


def test_a_draft_and_a_discarded_entry_are_not_taken_back(mentor, client_of):
    client = client_of(mentor)
    for entry in (cpd_entry(mentor), discard_entry(entry=cpd_entry(mentor), by=mentor)):
        response = client.post(address("entry_take_back", entry))

        assert response.url == entry.get_absolute_url()


def test_a_verified_entry_is_not_taken_back(framework, mentor, manager, client_of):
    entry = verified(mentor, manager)

    text = client_of(mentor).post(address("entry_take_back", entry), follow=True).text

    assert "It is verified already" in text
    entry.refresh_from_db()
    assert entry.state == EntryState.VERIFIED


def test_a_returned_entry_says_so_and_can_be_handed_in_again(framework, mentor, manager, client_of):
    entry, client = returned(mentor, manager), client_of(mentor)

    response = client.get(address("entry_detail", entry))

    assert "It came back to you" in response.text
    assert "Hand in again" in response.text
    assert reverse("verification:entry_history", args=[entry.pk]) in response.text
    assert response.context["readers"] == []
    client.post(address("entry_submit", entry))
    entry.refresh_from_db()
    assert entry.state == EntryState.SUBMITTED


# Showing it -----------------------------------------------------------------------------


def test_entry_share_and_its_end(framework, mentor, supervisor, client_of):
    entry, client = handed_in(mentor), client_of(mentor)
    assert str(supervisor) in client.get(address("entry_share", entry)).text

    text = client.post(address("entry_share", entry), {"supervisor": supervisor.pk}, follow=True)
    assert f"{supervisor} can read what this entry shares now." in text.text
    assert client_of(supervisor).get(f"/cpd/shared/{entry.pk}/").status_code == 200

    client.post(address("entry_share", entry), {"end": "1"})
    assert client_of(supervisor).get(f"/cpd/shared/{entry.pk}/").status_code == 404


@pytest.mark.parametrize("name", ["peer", "manager", "quality_lead", "mentor"])
def test_an_entry_is_shared_with_supervisors_alone(
    framework, mentor, supervisor, client_of, request, name
):
    entry = handed_in(mentor)
    chosen = request.getfixturevalue(name)

    response = client_of(mentor).post(address("entry_share", entry), {"supervisor": chosen.pk})

    assert response.status_code == 422
    entry.refresh_from_db()
    assert entry.shared_with is None


def test_a_draft_is_not_shared(framework, mentor, supervisor, client_of):
    entry = ready_entry(mentor)

    response = client_of(mentor).post(address("entry_share", entry), {"supervisor": supervisor.pk})

    assert response.url == entry.get_absolute_url()
    entry.refresh_from_db()
    assert entry.shared_with is None


def test_a_college_without_supervisors_says_so(framework, mentor, client_of):
    text = client_of(mentor).get(address("entry_share", handed_in(mentor))).text

    assert "Nobody is a supervisor here yet" in text


# What it changed --------------------------------------------------------------------------


@pytest.mark.parametrize("is_verified", [False, True])
def test_entry_impact_is_noted_early_and_late(framework, mentor, manager, client_of, is_verified):
    entry = verified(mentor, manager) if is_verified else cpd_entry(mentor)

    client_of(mentor).post(
        address("entry_impact", entry), {"impact_status": "partly", "impact_note": "Two ask."}
    )

    entry.refresh_from_db()
    assert (entry.impact_status, entry.impact_note) == ("partly", "Two ask.")


@pytest.mark.parametrize(
    ("sent", "field"),
    [
        ({"impact_status": "clear", "impact_note": " "}, "impact_note"),
        ({"impact_note": "Two ask."}, "impact_status"),
        ({"impact_status": "clear", "impact_note": "x" * 1001}, "impact_note"),
    ],
)
def test_entry_impact_says_what_is_wrong_and_keeps_the_words(mentor, client_of, sent, field):
    entry = cpd_entry(mentor)

    response = client_of(mentor).post(address("entry_impact", entry), sent)

    assert list(response.context["form"].errors) == [field]
    assert sent["impact_note"].strip() in response.text
    entry.refresh_from_db()
    assert entry.impact_status == ""


def test_a_discarded_entry_takes_no_impact(mentor, client_of):
    entry = discard_entry(entry=cpd_entry(mentor), by=mentor)

    assert client_of(mentor).get(address("entry_impact", entry)).url == entry.get_absolute_url()


def test_reading_and_writing_ones_own_draft_leaves_no_trace(framework, mentor, client_of):
    entry, client = ready_entry(mentor), client_of(mentor)

    for name in GETS:
        client.get(address(name, entry))

    assert not AuditEvent.objects.filter(about=mentor).exists()
    assert not AuditEvent.objects.filter(actor=mentor).exists()
