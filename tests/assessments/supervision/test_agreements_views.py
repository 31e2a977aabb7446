"""The screens: who gets which, and what stands on them."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from assessments.supervision.forms.agreements import AgreementForm
from assessments.supervision.models import AgreementSignature, SupervisionAgreement
from assessments.supervision.rules.agreements import CONTENT_FIELDS
from assessments.supervision.rules.states import AgreementState
from assessments.supervision.services import agreements as services
from cms.people.accounts.rules import Role
from cms.people.audit.models import AuditEvent
from cms.people.college.rules import DetailsPolicy
from tests.factories.agreements import (
    agreed,
    content,
    drafted,
    next_offered,
    offered,
    post,
    signed_by,
)
from tests.factories.college import details_policy
from tests.factories.people import days_ago, make_person
from tests.factories.supervision import agreement as in_force_row

WORDS = "About the long silence on Tuesday."


def url(name, *args):
    return reverse(f"supervision:agreement_{name}", args=args)


def page_of(client, name, *args, **query):
    return client.get(url(name, *args), query).content.decode()


def posted(**fields):
    """What the form sends: the suggested words, and what is changed of them."""
    start = content(**fields)
    values = {name: getattr(start, name) for name in CONTENT_FIELDS}
    values = {name: value for name, value in values.items() if value not in (None, False, "")}
    return {name: list(value) if isinstance(value, tuple) else value
            for name, value in values.items()}  # fmt: skip


@pytest.mark.parametrize("who", ["mentor", "supervisor", "manager", "other_manager", "hr", "dsl"])
def test_agreement_list_is_there_for_everybody_who_works_here(request, client_of, who):
    assert client_of(request.getfixturevalue(who)).get(url("list")).status_code == 200


def test_agreement_list_puts_what_is_to_sign_first(client_of, mentor, supervisor):
    offered(mentor, supervisor)

    page = page_of(client_of(mentor), "list")

    assert page.index("Yours to sign") < page.index("Your supervisor")
    assert "Yours to sign" not in page_of(client_of(signed(supervisor)), "list")


def signed(supervisor):
    signed_by(SupervisionAgreement.objects.get(), supervisor)
    return supervisor


@pytest.mark.parametrize(
    ("who", "view", "is_there"),
    [("mentor", "mine", True), ("supervisor", "supervise", True), ("manager", "team", True),
     ("other_manager", "team", False), ("peer", "mine", False), ("hr", "all", True),
     ("quality_lead", "all", True), ("dpo", "all", True), ("admin", "all", True),
     ("peer", "all", False), ("dsl", "all", False), ("mentor", "team", False)],
)  # fmt: skip
def test_agreement_list_shows_each_what_they_may_know(
    request, client_of, mentor, supervisor, who, view, is_there
):
    made = agreed(mentor, supervisor, purpose=WORDS)
    if who == "mentor" and view == "team":
        made = drafted(make_person("Someone", "Else", Role.MENTOR), supervisor)

    page = page_of(client_of(request.getfixturevalue(who)), "list", view=view)

    assert (made.get_absolute_url() in page) == is_there
    assert WORDS not in page


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(("who", "view"), [("supervisor", "supervise"), ("manager", "team")])
def test_agreement_list_takes_the_same_queries(
    request, client_of, supervisor, mentor, manager, who, view, count, django_assert_num_queries
):
    for number in range(count):
        in_force_row(report_of(manager, number), supervisor)
    client = client_of(request.getfixturevalue(who))
    page_of(client, "list", view=view)

    with django_assert_num_queries(5):
        page = page_of(client, "list", view=view)

    assert page.count("row-item") == count


def report_of(manager, number):
    from tests.factories.people import ReportingLineFactory

    person = make_person(f"Report{number}", "Person", Role.MENTOR)
    ReportingLineFactory.create(person=person, manager=manager)
    return person


@pytest.mark.parametrize(
    ("who", "first"),
    [("mentor", "As supervisee"), ("supervisor", "As supervisor"), ("hr", "All"), ("dpo", "All")],
)
def test_agreement_list_begins_with_what_is_theirs_to_do(request, client_of, who, first):
    answer = client_of(request.getfixturevalue(who)).get(url("list"))

    assert next(iter(answer.context["views"].values())) == first


def test_agreement_list_finds_by_name(client_of, mentor, peer, supervisor, hr):
    in_force_row(mentor, supervisor)
    other = in_force_row(peer, supervisor)

    page = page_of(client_of(hr), "list", view="all", q="whitf")

    assert "Sam Whitfield" in page
    assert other.get_absolute_url() in page
    assert "Yasmin" not in page


@pytest.mark.parametrize("who", ["mentor", "supervisor", "manager"])
def test_agreement_detail_in_three_shows_the_words_to_all_three(
    request, client_of, mentor, supervisor, manager, who
):
    made = agreed(mentor, supervisor, manager, purpose=WORDS)

    page = page_of(client_of(request.getfixturevalue(who)), "detail", made.pk)

    assert WORDS in page
    assert made.words_hash in page


@pytest.mark.parametrize("who", ["manager", "hr", "quality_lead", "dpo", "admin"])
def test_agreement_detail_without_the_words(request, client_of, mentor, supervisor, who):
    made = agreed(mentor, supervisor, purpose=WORDS, interval_days=21, adjustments="A quiet room.")

    page = page_of(client_of(request.getfixturevalue(who)), "detail", made.pk)

    assert "At least every 3 weeks" in page
    assert WORDS not in page
    assert "quiet room" not in page
    assert not AuditEvent.objects.filter(verb="supervision_agreement.opened").exists()


@pytest.mark.parametrize("who", ["peer", "other_manager", "dsl", "trainer"])
def test_agreement_detail_is_not_there_for_others(request, client_of, mentor, supervisor, who):
    made = agreed(mentor, supervisor)

    assert client_of(request.getfixturevalue(who)).get(url("detail", made.pk)).status_code == 404


@pytest.mark.parametrize("who", ["mentor", "manager"])
def test_a_draft_is_not_there_for_those_who_sign_later(
    request, client_of, mentor, supervisor, manager, who
):
    made = drafted(mentor, supervisor, manager)

    for name in ("detail", "sign", "pdf", "compare"):
        reader = client_of(request.getfixturevalue(who))
        assert reader.get(url(name, made.pk)).status_code == 404


def test_agreement_detail_is_written_down_and_the_supervisee_sees_it(
    client_of, mentor, supervisor, manager
):
    made = agreed(mentor, supervisor, manager)

    page_of(client_of(manager), "detail", made.pk)
    page_of(client_of(mentor), "detail", made.pk)
    client_of(supervisor).head(url("detail", made.pk))

    event = AuditEvent.objects.get(verb="supervision_agreement.opened")
    assert (event.actor, event.about) == (manager, mentor)
    page = page_of(client_of(mentor), "detail", made.pk)
    assert "Who can read this, and who has" in page
    assert "Siobhán Keane" in page[page.index("Who has opened it") :]


def test_agreement_detail_says_when_the_words_are_not_those_that_were_signed(
    client_of, mentor, supervisor
):
    made = agreed(mentor, supervisor)
    assert "not the words that were signed" not in page_of(client_of(mentor), "detail", made.pk)
    SupervisionAgreement.objects.filter(pk=made.pk).update(limits="Nothing stays between us.")

    assert "not the words that were signed" in page_of(client_of(mentor), "detail", made.pk)


def test_agreement_begin_finds_people_only_by_name(client_of, mentor, peer, supervisor):
    client = client_of(supervisor)

    assert "Yasmin" not in page_of(client, "begin")
    assert "Yasmin" not in page_of(client, "begin", q="y")
    found = page_of(client, "begin", q="yas had")
    assert url("create", mentor.pk, supervisor.pk) in found
    assert "Sam Whitfield" not in found


def test_agreement_begin_shows_a_manager_her_team_and_who_has_room(
    client_of, mentor, manager, supervisor
):
    post(supervisor, trained_on=days_ago(900))
    client = client_of(manager)
    assert "Yasmin Haddad" in page_of(client, "begin")

    page = page_of(client, "begin", person=mentor.pk)

    assert url("create", mentor.pk, manager.pk) in page
    assert "No training as a supervisor in the last 24 months" in page
    assert url("create", mentor.pk, supervisor.pk) not in page


@pytest.mark.parametrize("who", ["mentor", "hr", "quality_lead", "admin", "trainer"])
def test_agreement_begin_is_for_those_who_supervise(request, client_of, who):
    assert client_of(request.getfixturevalue(who)).get(url("begin")).status_code == 404


def test_agreement_begin_of_somebody_else_s_report_is_not_there(client_of, mentor, other_manager):
    answer = client_of(other_manager).get(url("begin"), {"person": make_person("A", "B").pk})

    assert answer.status_code in (200, 404)
    assert client_of(other_manager).get(url("begin"), {"person": "x"}).status_code == 404


def test_agreement_create_then_offer_then_sign(client_of, mentor, supervisor, manager):
    post(supervisor)
    client = client_of(supervisor)
    address = url("create", mentor.pk, supervisor.pk)
    assert "Siobhán Keane, the line manager, signs as well" in client.get(address).content.decode()

    client.post(address, {**posted(purpose=WORDS), "third": "on"})
    made = SupervisionAgreement.objects.get()
    answer = client.post(url("offer", made.pk))
    assert answer.url == url("sign", made.pk)
    made.refresh_from_db()
    for person in (supervisor, manager, mentor):
        client_of(person).post(url("sign", made.pk), {"words_hash": made.words_hash})

    made.refresh_from_db()
    assert (made.manager, made.purpose, made.state) == (manager, WORDS, AgreementState.IN_FORCE)


def test_agreement_create_with_two_signatures_is_nobody_s_fault(client_of, mentor, supervisor):
    client_of(supervisor).post(url("create", mentor.pk, supervisor.pk), posted())

    assert SupervisionAgreement.objects.get().manager is None


def test_agreement_create_says_what_is_wrong_and_keeps_the_words(client_of, mentor, supervisor):
    data = posted(purpose=WORDS, review_on=days_ago(-800))

    answer = client_of(supervisor).post(url("create", mentor.pk, supervisor.pk), data)

    assert answer.status_code == 422
    assert WORDS in answer.content.decode()
    assert "within twelve months" in answer.content.decode()
    assert not SupervisionAgreement.objects.exists()


@pytest.mark.parametrize("who", ["mentor", "peer", "other_manager", "hr", "dpo"])
def test_agreement_create_is_not_there_for_others(request, client_of, mentor, supervisor, who):
    client = client_of(request.getfixturevalue(who))

    assert client.get(url("create", mentor.pk, supervisor.pk)).status_code == 404


@pytest.mark.parametrize(
    ("policy", "is_saved"), [(DetailsPolicy.WARN, True), (DetailsPolicy.BLOCK, False)]
)
@pytest.mark.parametrize("name", AgreementForm.guarded)
def test_every_free_text_is_looked_through(client_of, mentor, supervisor, policy, is_saved, name):
    details_policy(policy)
    data = {**posted(), name: "We speak about Kacper Nowicki every week."}

    client_of(supervisor).post(url("create", mentor.pk, supervisor.pk), data)

    assert SupervisionAgreement.objects.exists() == is_saved


def test_the_people_who_agree_may_be_named(client_of, mentor, supervisor):
    details_policy(DetailsPolicy.BLOCK)
    data = posted(purpose="We met with Yasmin Haddad and spoke to Helen about it.")

    client_of(supervisor).post(url("create", mentor.pk, supervisor.pk), data)

    assert SupervisionAgreement.objects.exists()


def test_agreement_update_keeps_what_another_writer_wrote(client_of, mentor, supervisor):
    made = drafted(mentor, supervisor)
    seen = made.changed_at.isoformat()
    client = client_of(supervisor)
    client.post(url("update", made.pk), {**posted(minutes=45), "seen": seen})

    answer = client.post(url("update", made.pk), {**posted(minutes=90), "seen": seen})

    assert answer.status_code == 422
    assert "Somebody else has changed it" in answer.content.decode()
    made.refresh_from_db()
    assert made.minutes == 45


def test_agreement_sign_shows_every_word_and_who_signs(client_of, mentor, supervisor, manager):
    made = offered(mentor, supervisor, manager, adjustments="A quiet room.", purpose=WORDS)

    page = page_of(client_of(mentor), "sign", made.pk)

    for words in (WORDS, "A quiet room.", "someone may be at risk of harm", made.words_hash):
        assert words in page
    assert "Records of your supervision with others before" not in page


@pytest.mark.parametrize(("who", "is_asked"), [("mentor", True), ("supervisor", False)])
def test_agreement_sign_asks_the_supervisee_alone_about_past_records(
    request, client_of, mentor, supervisor, who, is_asked
):
    past_supervisor(mentor)
    made = offered(mentor, supervisor)
    client = client_of(request.getfixturevalue(who))

    page = page_of(client, "sign", made.pk)
    data = {"words_hash": made.words_hash, "opens_past_records": "yes"}
    client.post(url("sign", made.pk), data)

    made.refresh_from_db()
    assert ("They stay closed" in page) == is_asked
    assert made.opens_past_records == is_asked
    assert AgreementSignature.objects.count() == 1


def past_supervisor(mentor):
    before = make_person("Ines", "Moreau", Role.SUPERVISOR)
    in_force_row(mentor, before, state=AgreementState.ENDED, ends_on=days_ago(20))


def test_signing_an_outdated_text_is_refused_with_both_versions(client_of, mentor, supervisor):
    old = offered(mentor, supervisor, purpose="Time to think.")
    draft = services.send_back_agreement(agreement=old, by=supervisor)
    changed = content(purpose="Time to think aloud.")
    services.change_agreement(agreement=draft, content=changed, by=supervisor)
    services.offer_agreement(agreement=draft, by=supervisor)

    answer = client_of(mentor).post(url("sign", old.pk), {"words_hash": old.words_hash})

    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Nothing was signed" in page
    assert "Taken out: </span>think." in page
    assert "New: </span>think aloud." in page
    assert url("sign", draft.pk) in page
    assert not AgreementSignature.objects.exists()


def test_signing_other_words_than_those_that_stand_there_is_refused(client_of, mentor, supervisor):
    made = offered(mentor, supervisor)

    answer = client_of(mentor).post(url("sign", made.pk), {"words_hash": "0" * 64})

    assert answer.status_code == 409
    assert "not the words you had before you" in answer.content.decode()
    assert not AgreementSignature.objects.exists()


def test_agreement_sign_a_second_time_says_so(client_of, mentor, supervisor):
    made = signed_by(offered(mentor, supervisor), mentor)
    data = {"words_hash": made.words_hash}

    answer = client_of(mentor).post(url("sign", made.pk), data, follow=True)

    assert "You have signed this." in answer.content.decode()


def test_agreement_compare_holds_the_new_version_against_the_one_in_force(
    client_of, mentor, supervisor
):
    before = agreed(mentor, supervisor, minutes=60)
    after = next_offered(before, minutes=45)

    page = page_of(client_of(mentor), "compare", after.pk)

    assert "60</del>" in page
    assert "45</ins>" in page
    assert "The other" in page
    assert client_of(mentor).get(url("compare", before.pk)).status_code == 404
    assert client_of(mentor).get(url("compare", after.pk), {"with": "zz"}).status_code == 200


@pytest.mark.parametrize(("who", "status"), [("mentor", 302), ("hr", 302), ("manager", 404)])
def test_agreement_end(request, client_of, mentor, supervisor, who, status):
    made = agreed(mentor, supervisor)
    client = client_of(request.getfixturevalue(who))

    answer = client.post(url("end", made.pk), {"ends_on": days_ago(0).isoformat()})

    made.refresh_from_db()
    assert answer.status_code == status
    assert (made.ends_on is not None) == (status == 302)


def test_agreement_end_in_the_past_says_so(client_of, mentor, supervisor):
    made = agreed(mentor, supervisor)

    answer = client_of(mentor).post(url("end", made.pk), {"ends_on": days_ago(1).isoformat()})

    assert answer.status_code == 422
    assert "Choose today or a day to come" in answer.content.decode()


def test_agreement_send_back_and_withdraw_ask_first(client_of, mentor, supervisor):
    made = offered(mentor, supervisor)
    assert "Send it back?" in page_of(client_of(mentor), "send_back", made.pk)
    assert client_of(mentor).get(url("withdraw", made.pk)).status_code == 404
    client_of(mentor).post(url("send_back", made.pk))
    draft = SupervisionAgreement.objects.get(state=AgreementState.DRAFT)

    client = client_of(supervisor)
    assert "Throw this draft away?" in page_of(client, "withdraw", draft.pk)
    client.post(url("withdraw", draft.pk))

    assert not SupervisionAgreement.objects.filter(state=AgreementState.DRAFT).exists()


def test_agreement_past_is_the_supervisee_s(client_of, mentor, supervisor):
    made = agreed(mentor, supervisor)

    assert client_of(supervisor).post(url("past", made.pk), {"opens": "yes"}).status_code == 404
    client_of(mentor).post(url("past", made.pk), {"opens": "yes"})

    made.refresh_from_db()
    assert made.opens_past_records


def test_agreement_next_leads_to_writing_it(client_of, mentor, supervisor):
    made = agreed(mentor, supervisor)

    answer = client_of(supervisor).post(url("next", made.pk))

    assert answer.url == url("update", made.next_version.pk)
    assert client_of(mentor).post(url("next", made.pk)).status_code == 404


def test_a_reminder_leads_to_the_page_that_says_what_to_do(client_of, mentor, supervisor):
    made = agreed(mentor, supervisor)
    SupervisionAgreement.objects.filter(pk=made.pk).update(
        starts_on=days_ago(300), review_on=timezone.localdate() - timedelta(days=1)
    )

    page = page_of(client_of(supervisor), "detail", made.pk)

    assert "Time to look at it together" in page
