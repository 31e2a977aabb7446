from datetime import date

import pytest

from assessments.standards.models import Framework
from assessments.standards.queries import (
    check_codes,
    coverage,
    default_framework,
    evidence_of,
    moments,
    source_url,
    statement_page,
    statement_titles,
)
from assessments.standards.rules import EvidenceKind, Strength
from tests.factories.courses import completion, enrolment, lesson_page, module_page
from tests.factories.quizzes import quiz_page
from tests.factories.scenarios import scenario_page
from tests.factories.standards import evidence

NO_QUERIES = 0


def test_a_newer_framework_does_not_become_the_colleges_own(framework, newer):
    Framework.objects.create(code="ST0148", version="0.9", title="Old", status="retired")

    assert default_framework() == framework
    assert statement_titles()["K1"].startswith("Giving accurate")


def test_without_a_default_the_one_in_force_comes_first(db):
    Framework.objects.create(code="ST0148", version="0.9", title="Old", status="retired")
    newer = Framework.objects.create(code="ST1379", version="1.1", title="New", status="active")

    assert default_framework() == newer


def test_titles_are_asked_for_once(framework, django_assert_num_queries):
    statement_titles()

    with django_assert_num_queries(NO_QUERIES):
        assert statement_titles()["a"] == "Motivating ethos"
        check_codes(["a", "S1"])


def test_a_site_without_a_framework_has_no_titles(db):
    assert statement_titles() == {}


def test_coverage_counts_by_statement_and_kind_with_the_newest_day(framework, mentor, peer):
    evidence(mentor, "S1", occurred_on=date(2026, 9, 1))
    evidence(mentor, "S1", occurred_on=date(2026, 11, 1))
    evidence(mentor, "S1", kind=EvidenceKind.QUIZ, occurred_on=date(2026, 10, 1))
    evidence(peer, "S2")
    withdrawn = evidence(mentor, "S3")
    evidence(mentor, "S3", withdraws=withdrawn)

    found = coverage(framework, mentor)

    rows = {row.statement.code: row for group in found.groups for row in group.rows}
    assert (found.statements, found.evidenced, found.pieces) == (27, 1, 3)
    assert found.kinds == [EvidenceKind.MODULE, EvidenceKind.QUIZ]
    assert [(cell.kind, cell.count) for cell in rows["S1"].found] == [("module", 2), ("quiz", 1)]
    assert rows["S1"].last_on == date(2026, 11, 1)
    assert rows["S2"].count == rows["S3"].count == 0
    assert [len(group.rows) for group in found.groups] == [11, 11, 5]
    assert [len(group.kinds) for group in found.groups] == [0, 2, 0]


@pytest.mark.parametrize("pieces", [1, 3])
def test_coverage_takes_two_queries(framework, mentor, pieces, django_assert_num_queries):
    for _ in range(pieces):
        evidence(mentor)

    with django_assert_num_queries(2):
        coverage(framework, mentor)


def test_evidence_is_found_by_statement_and_by_kind(framework, mentor):
    module = evidence(mentor, "S1")
    quiz = evidence(mentor, "K6", kind=EvidenceKind.QUIZ)

    assert list(evidence_of(mentor)) == [quiz, module]
    assert list(evidence_of(mentor, statement="S1")) == [module]
    assert list(evidence_of(mentor, kind="quiz")) == [quiz]
    assert list(evidence_of(mentor, kind="nonsense")) == [quiz, module]


def test_evidence_of_one_source_is_one_moment(framework, mentor, team):
    for code in ["S6", "S1"]:
        evidence(mentor, code, source=team)
    other = evidence(mentor, "K6", kind=EvidenceKind.QUIZ, strength=Strength.ASSESSED)

    newest, oldest = moments(evidence_of(mentor))

    assert (newest.evidence, newest.is_judged) == (other, True)
    assert [statement.code for statement in oldest.statements] == ["S1", "S6"]
    assert not oldest.is_judged


def test_a_statement_is_listed_where_it_is_taught_practised_and_assessed(framework, mentor):
    module = module_page(codes=["S1"])
    lesson_page(module, codes=["S1", "K6"], title="Start here")
    lesson_page(module, codes=["S10"], title="Another matter")
    lesson_page(module, codes=["S1"], title="Not published", live=False)
    scenario_page(module, codes=["S1"])
    quiz_page(module, codes=["S1"])

    page = statement_page(framework, "S1", mentor)

    (taught,), (practised,), (assessed,) = page.taught, page.practised, page.assessed
    assert (taught.title, taught.is_named) == (module.title, True)
    assert [(place.title, place.kind) for place in taught.places] == [("Start here", "Lesson")]
    assert [place.kind for place in practised.places] == ["Scenario"]
    assert [place.kind for place in assessed.places] == ["Quiz"]
    assert taught.places[0].url.endswith("/lesson-1/")
    assert page.partner.code == "K1"


def test_a_statement_of_an_unpublished_module_is_not_listed(framework, mentor):
    module = module_page(codes=["S1"])
    lesson_page(module, codes=["S1"])
    module.live = False
    module.save()

    page = statement_page(framework, "S1", mentor)

    assert page.taught == page.practised == page.assessed == []


def test_a_statement_that_does_not_exist_has_no_page(framework, mentor):
    assert statement_page(framework, "S99", mentor) is None


def test_a_code_is_met_in_its_own_case(framework, mentor):
    lesson_page(module_page(codes=[]), codes=["A"])

    assert statement_page(framework, "a", mentor).taught == []


@pytest.mark.parametrize("rows", [1, 3])
def test_a_statement_page_takes_six_queries(framework, mentor, rows, django_assert_num_queries):
    module = module_page(codes=["S1"])
    for _ in range(rows):
        lesson_page(module, codes=["S1"])
        evidence(mentor, "S1")
    warm(framework, mentor)

    with django_assert_num_queries(6):
        page = statement_page(framework, "S1", mentor)

    assert len(page.moments) == len(page.taught[0].places) == rows


def warm(framework, mentor) -> None:
    """Site root paths and content types, which Wagtail and Django keep after the first question."""
    statement_page(framework, "S1", mentor)


def test_a_source_has_an_address_while_it_is_there(framework, mentor):
    row = completion(enrolment(mentor, module_page()))
    finished = evidence(mentor, source=row)
    gone = evidence(mentor)
    of_person = evidence(mentor, source=mentor)

    assert source_url(finished) == f"/learn/modules/{row.module_id}/finished/"
    assert source_url(gone) == "/standards/ST0148/S1/"
    assert source_url(of_person) == mentor.get_absolute_url()
