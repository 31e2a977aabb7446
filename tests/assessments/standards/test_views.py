import pytest
from django.urls import reverse

from assessments.standards.rules import EvidenceKind, Strength
from assessments.standards.urls import urlpatterns
from cms.people.audit.models import AuditEvent
from tests.factories.courses import completion, enrolment, lesson_page, module_page
from tests.factories.people import UserFactory
from tests.factories.standards import evidence

EVERYBODY = [
    "mentor", "peer", "supervisor", "manager", "other_manager", "quality_lead", "dsl", "trainer",
    "admin", "hr", "dpo",
]  # fmt: skip
MAY_READ_MENTOR = {"manager", "quality_lead"}

FRAMEWORK = "/standards/ST0148/"
STATEMENT = "/standards/ST0148/S1/"
MINE = "/standards/my-evidence/"


@pytest.fixture
def urls(framework, mentor):
    row = evidence(mentor, "S1")
    return {
        "default_framework": "/standards/",
        "framework_detail": FRAMEWORK,
        "statement_detail": STATEMENT,
        "my_evidence": MINE,
        "person_evidence": f"/standards/people/{mentor.pk}/",
        "evidence_open": f"/standards/evidence/{row.pk}/",
    }


def test_a_visitor_is_asked_to_sign_in_everywhere(urls, visitor):
    for url in urls.values():
        response = visitor.get(url)
        assert response.status_code == 302
        assert response.url.startswith(reverse("account_login"))


ARGUMENTS = {"pk": 1, "framework": "ST0148", "code": "S1", "here": "ST1379", "there": "ST0148"}


@pytest.mark.parametrize("pattern", urlpatterns, ids=lambda pattern: pattern.name)
def test_a_visitor_is_let_in_nowhere(db, visitor, pattern):
    given = {name: ARGUMENTS[name] for name in pattern.pattern.converters}
    url = reverse(f"standards:{pattern.name}", kwargs=given)

    for answer in (visitor.get(url), visitor.post(url)):
        assert answer.status_code in {302, 405}
        assert answer.status_code == 405 or answer.url.startswith(reverse("account_login"))


def test_nothing_to_read_here_takes_a_post(urls, mentor, client_of):
    client = client_of(mentor)

    assert {client.post(url).status_code for url in urls.values()} == {405}


# The standard ---------------------------------------------------------------------


@pytest.mark.parametrize("name", EVERYBODY)
def test_framework_detail_is_for_all_staff(urls, client_of, request, name):
    response = client_of(request.getfixturevalue(name)).get(FRAMEWORK)

    assert response.status_code == 200
    assert "Crown copyright" in response.text


def test_framework_detail_is_not_for_somebody_without_a_role(urls, client_of):
    client = client_of(UserFactory.create())

    assert client.get(FRAMEWORK).status_code == 404
    assert client.get(STATEMENT).status_code == 404
    assert client.get("/standards/").status_code == 404


def test_default_framework_leads_to_the_colleges_framework(urls, mentor, client_of):
    assert client_of(mentor).get("/standards/").url == FRAMEWORK


def test_default_framework_without_any_is_not_found(db, mentor, client_of):
    assert client_of(mentor).get("/standards/").status_code == 404


def test_framework_detail_shows_the_statements_and_ones_own_evidence(urls, mentor, client_of):
    evidence(mentor, "S1", kind=EvidenceKind.QUIZ)

    text = client_of(mentor).get(FRAMEWORK).text

    assert "This standard is retired" in text
    assert "<strong>1 of 27</strong>" in text
    assert text.count('class="row-item') == 27
    assert text.index("Knowledge</h2>") < text.index("Skills</h2>") < text.index("Behaviours</h2>")


def test_framework_detail_shows_nobody_elses_evidence(urls, peer, client_of):
    assert "You have evidence for" not in client_of(peer).get(FRAMEWORK).text


def test_framework_detail_of_an_unknown_framework_is_not_found(urls, mentor, client_of):
    assert client_of(mentor).get("/standards/ST9/").status_code == 404


# A statement ----------------------------------------------------------------------


def test_statement_detail_lists_places_and_own_evidence(urls, mentor, client_of):
    lesson_page(module_page(codes=["S1"]), codes=["S1"], title="Start where they are")

    text = client_of(mentor).get(STATEMENT).text

    assert "Advise, guide and supervise learners" in text
    assert "Start where they are" in text
    assert "No published quiz asks about it yet." in text
    assert urls["evidence_open"] in text


def test_statement_detail_of_an_unknown_code_is_not_found(urls, mentor, client_of):
    assert client_of(mentor).get("/standards/ST0148/S99/").status_code == 404


@pytest.mark.parametrize("name", EVERYBODY)
def test_statement_detail_of_a_person_is_for_those_who_may_read(
    urls, mentor, client_of, request, name
):
    reader = request.getfixturevalue(name)

    response = client_of(reader).get(STATEMENT, {"person": mentor.pk})

    assert response.status_code == (200 if name in {"mentor", *MAY_READ_MENTOR} else 404)


def test_statement_detail_of_a_person_links_no_source_and_is_kept(urls, mentor, manager, client_of):
    response = client_of(manager).get(STATEMENT, {"person": mentor.pk})

    assert "Module: Target setting and review" in response.text
    assert urls["evidence_open"] not in response.text
    event = AuditEvent.objects.get(verb="evidence.opened")
    assert (event.actor, event.about) == (manager, mentor)


@pytest.mark.parametrize("person", ["0", "x", "-1", "9" * 30])
def test_statement_detail_of_nobody_is_not_found(urls, quality_lead, client_of, person):
    assert client_of(quality_lead).get(STATEMENT, {"person": person}).status_code == 404


# Evidence -------------------------------------------------------------------------


def test_my_evidence_shows_the_line_and_leads_to_the_table(urls, mentor, client_of):
    evidence(
        mentor, "K6", kind=EvidenceKind.QUIZ, strength=Strength.ASSESSED, note="Check yourself"
    )

    text = client_of(mentor).get(MINE).text

    assert "Quiz: Check yourself" in text
    assert text.count('class="path-step') == 2
    assert "2 pieces" in text
    assert "/standards/my-coverage/" in text


def test_my_evidence_is_filtered_by_statement_and_kind(urls, mentor, client_of):
    evidence(mentor, "K6", kind=EvidenceKind.QUIZ)
    client = client_of(mentor)

    assert client.get(MINE, {"statement": "K6"}).text.count('class="path-step') == 1
    assert client.get(MINE, {"kind": "module"}).text.count('class="path-step') == 1
    assert "Nothing matches" in client.get(MINE, {"kind": "cpd"}).text
    assert client.get(MINE, {"kind": "?", "statement": "?"}).text.count('class="path-step') == 2


def test_my_evidence_without_any_says_how_it_begins(framework, peer, client_of):
    assert "Your line starts here" in client_of(peer).get(MINE).text


def test_my_evidence_without_a_framework_says_how_it_begins(db, mentor, client_of):
    assert client_of(mentor).get(MINE).status_code == 200


def test_my_evidence_comes_in_pages(framework, mentor, client_of):
    for _ in range(51):
        evidence(mentor)
    client = client_of(mentor)

    assert client.get(MINE).text.count('class="path-step') == 50
    assert client.get(MINE, {"page": 2}).text.count('class="path-step') == 1
    assert client.get(MINE, {"page": "zzz"}).status_code == 200


@pytest.mark.parametrize("rows", [1, 3])
def test_my_evidence_takes_the_same_queries_for_one_row_and_three(
    framework, mentor, client_of, rows, django_assert_num_queries
):
    for _ in range(rows):
        evidence(mentor)
    client = client_of(mentor)
    client.get(MINE)

    with django_assert_num_queries(6):
        client.get(MINE)


@pytest.mark.parametrize("rows", [1, 3])
def test_framework_detail_takes_the_same_queries_for_one_row_and_three(
    framework, mentor, client_of, rows, django_assert_num_queries
):
    for _ in range(rows):
        evidence(mentor)
    client = client_of(mentor)
    client.get(FRAMEWORK)

    with django_assert_num_queries(5):
        client.get(FRAMEWORK)


@pytest.mark.parametrize("name", EVERYBODY)
def test_person_evidence_is_for_manager_and_quality_lead(urls, client_of, request, name):
    reader = request.getfixturevalue(name)

    response = client_of(reader).get(urls["person_evidence"])

    expected = 302 if name == "mentor" else 200 if name in MAY_READ_MENTOR else 404
    assert response.status_code == expected
    opened = AuditEvent.objects.filter(verb="evidence.opened", actor=reader).exists()
    assert opened is (name in MAY_READ_MENTOR)


def test_person_evidence_links_no_source(urls, manager, client_of):
    text = client_of(manager).get(urls["person_evidence"]).text

    assert "Module: Target setting and review" in text
    assert "/standards/evidence/" not in text
    assert "sees that you opened it" in text


def test_evidence_open_leads_to_the_source(framework, mentor, client_of):
    row = completion(enrolment(mentor, module_page()))
    stands = evidence(mentor, source=row)

    response = client_of(mentor).get(f"/standards/evidence/{stands.pk}/")

    assert response.url == f"/learn/modules/{row.module_id}/finished/"


@pytest.mark.parametrize("name", [name for name in EVERYBODY if name != "mentor"])
def test_evidence_open_is_for_its_person_alone(urls, client_of, request, name):
    response = client_of(request.getfixturevalue(name)).get(urls["evidence_open"])

    assert response.status_code == 404
