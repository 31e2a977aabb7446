import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from assessments.records import queries, services
from assessments.records.models import RecordAudit
from assessments.records.rules import Findings, Item
from cms.people.accounts.rules import Role
from cms.people.notices.models import Notice
from tests.factories.people import RoleGrantFactory, days_ago
from tests.factories.records import group_met, locked, met, shared

pytestmark = pytest.mark.django_db
FOUND = Findings(True, False, True, True)
NAMED = "Yasmin told Helen what Sam had said, and Yasmin Haddad agreed with Ms Ashworth."


def draw(by, **given):
    values = {"first_on": days_ago(30), "last_on": days_ago(0), "seed": 7, **given}
    return services.draw_audits(by=by, **values)


@pytest.fixture
def drawn(mentor, peer, supervisor, quality_lead):
    locked(met(mentor, supervisor), learning=NAMED, agenda=(Item("Sam and Marek Nowak", NAMED),))
    return draw(quality_lead)[0]


def agree(audit, *people, agrees=True):
    for person in people:
        services.agree_to_audit(audit=audit, agrees=agrees, by=person)
    audit.refresh_from_db()


def test_one_of_a_few_is_drawn_and_both_are_asked(drawn, mentor, supervisor):
    assert RecordAudit.objects.count() == 1
    asked = Notice.objects.filter(key=f"record-audit-{drawn.pk}")
    assert {notice.recipient for notice in asked} == {mentor, supervisor}


def test_one_in_twenty_of_what_was_locked(mentor, supervisor, quality_lead):
    for days in range(2, 24):
        locked(met(mentor, supervisor, days=days))

    assert len(draw(quality_lead)) == 2


def test_what_is_not_locked_or_of_a_group_or_drawn_already_is_left_out(
    mentor, peer, supervisor, quality_lead
):
    shared(met(mentor, supervisor))
    locked(group_met(supervisor, [mentor, peer]), actions=(), needs=(), decisions=())
    with pytest.raises(ValidationError):
        draw(quality_lead)

    locked(met(mentor, supervisor, days=4))
    draw(quality_lead)
    with pytest.raises(ValidationError):
        draw(quality_lead)


def test_nobody_draws_her_own(mentor, quality_lead):
    RoleGrantFactory.create(holder=quality_lead, role=Role.SUPERVISOR)
    locked(met(mentor, quality_lead))

    with pytest.raises(ValidationError):
        draw(quality_lead)


@pytest.mark.parametrize("who", ["mentor", "supervisor", "manager", "admin", "hr", "dpo"])
def test_nobody_else_draws(mentor, supervisor, who, request):
    locked(met(mentor, supervisor))

    with pytest.raises(PermissionDenied):
        draw(request.getfixturevalue(who))


@pytest.mark.parametrize(
    ("hers", "supervisors", "may"),
    [(True, True, True), (True, False, False), (False, True, False), (None, True, False)],
)
def test_only_two_yes_show_it(
    drawn, mentor, supervisor, quality_lead, client_of, hers, supervisors, may
):
    if hers is not None:
        agree(drawn, mentor, agrees=hers)
    agree(drawn, supervisor, agrees=supervisors)

    url = reverse("records:audit_detail", args=[drawn.pk])
    assert client_of(quality_lead).get(url).status_code == (200 if may else 404)
    if not may:
        with pytest.raises(PermissionDenied):
            services.answer_audit(audit=drawn, findings=FOUND, by=quality_lead)


@pytest.mark.parametrize("who", ["peer", "manager", "quality_lead", "hr"])
def test_nobody_else_says_yes(drawn, who, request):
    with pytest.raises(PermissionDenied):
        services.agree_to_audit(audit=drawn, agrees=True, by=request.getfixturevalue(who))


def test_no_name_is_shown(drawn, mentor, supervisor, quality_lead, client_of, other_manager):
    agree(drawn, mentor, supervisor)

    url = reverse("records:audit_detail", args=[drawn.pk])
    page = client_of(quality_lead).get(url).content.decode()
    article = page[page.index("<article") : page.index("</article>")]

    for name in ("Yasmin", "Haddad", "Helen", "Ashworth", "Sam", "Marek", "Nowak"):
        assert name not in article
    assert "the mentor told the supervisor what █████ had said" in article


def test_dates_are_left_out(drawn):
    sections = queries.anonymous_sections(queries.records().get(pk=drawn.record_id))

    said = str(sections)
    assert "by a day that was named" in said
    assert str(days_ago(-20).year) not in said


def test_the_list_names_nobody(drawn, quality_lead, client_of):
    page = client_of(quality_lead).get(reverse("records:audit_list")).content.decode()

    assert "Managerial" in page
    assert "Haddad" not in page
    assert drawn.record.get_absolute_url() not in page


def test_only_counts_are_kept(drawn, mentor, supervisor, quality_lead):
    agree(drawn, mentor, supervisor)

    services.answer_audit(audit=drawn, findings=FOUND, by=quality_lead)

    assert [(row.yes, row.no) for row in queries.tallies()] == [(1, 0), (0, 1), (1, 0), (1, 0)]
    with pytest.raises(ValidationError):
        services.answer_audit(audit=drawn, findings=FOUND, by=quality_lead)
    with pytest.raises(ValidationError):
        services.agree_to_audit(audit=drawn, agrees=False, by=mentor)


def test_a_yes_can_be_taken_back_before_anybody_looked(drawn, mentor, supervisor, quality_lead):
    agree(drawn, mentor, supervisor)
    agree(drawn, mentor, agrees=False)

    with pytest.raises(PermissionDenied):
        services.answer_audit(audit=drawn, findings=FOUND, by=quality_lead)


def test_from_the_draw_to_the_answer_by_the_pages(mentor, supervisor, quality_lead, client_of):
    locked(met(mentor, supervisor))
    days = {"first_on": days_ago(9).isoformat(), "last_on": days_ago(0).isoformat()}
    client_of(quality_lead).post(reverse("records:audit_draw"), days)
    audit = RecordAudit.objects.get()
    for person in (mentor, supervisor):
        client = client_of(person)
        assert "You have not answered" in client.get(reverse("records:audit_list")).content.decode()
        client.post(reverse("records:audit_agree", args=[audit.pk]), {"answer": "yes"})

    answers = dict.fromkeys(vars(FOUND), "yes")
    url = reverse("records:audit_detail", args=[audit.pk])
    assert client_of(quality_lead).post(url, {"has_reasons": "yes"}).status_code == 422
    client_of(quality_lead).post(url, answers)

    audit.refresh_from_db()
    assert audit.auditor == quality_lead
    assert client_of(quality_lead).get(url).status_code == 404
