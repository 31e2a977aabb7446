"""From a gap to a module in two clicks; and evidence that counts for the next framework, too."""

import re

import pytest
from playwright.sync_api import expect

from assessments.standards.models import Evidence, Framework
from assessments.standards.rules import EvidenceKind, Strength
from cms.people.audit.models import AuditEvent
from courses.enrolment.models import Enrolment
from tests.factories.courses import lesson_page, module_page, programme_page
from tests.factories.standards import evidence, st0148

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]

FILE = """
code: ST1379
version: "1.1"
title: Learning and skills mentor
status: active
level: 4
statements:
  - {code: K5, kind: knowledge, title: Recording and sharing personal information, maps_to: [K7]}
  - {code: K8, kind: knowledge, title: Questioning and listening, maps_to: [K2]}
"""


@pytest.fixture
def framework(transactional_db):
    return st0148()


def test_from_a_gap_to_a_module_in_two_clicks(
    page, signed_in, framework, mentor, assert_accessible
):
    module = module_page(programme_page(), title="Coaching questions", code="COQ", codes=["S2"])
    lesson_page(module, title="Open and closed")
    signed_in(page, mentor).goto("/standards/my-coverage/")
    assert_accessible(page)

    page.get_by_role("link", name=re.compile("What would help.*S2")).click()
    page.get_by_role("button", name=re.compile("Start this module")).click()

    expect(page.get_by_role("heading", level=1)).to_contain_text("Open and closed")
    assert Enrolment.objects.get().participant == mentor


def test_evidence_is_carried_over_to_the_successor_by_a_person(
    page, browser_page, signed_in, framework, mentor, admin, quality_lead, tmp_path,
    assert_accessible,
):  # fmt: skip
    evidence(mentor, "K2", kind=EvidenceKind.QUIZ, strength=Strength.ASSESSED, note="Question quiz")
    evidence(mentor, "K7", kind=EvidenceKind.QUIZ, strength=Strength.ASSESSED, note="Records quiz")
    file = tmp_path / "st1379.yaml"
    file.write_text(FILE, encoding="utf-8")

    # The site admin imports the file, and sees beforehand what it does and does not change.
    desk = signed_in(browser_page(), admin)
    desk.goto("/standards/import/")
    desk.get_by_label(re.compile("Framework file")).set_input_files(file)
    desk.get_by_role("button", name="Show what it would change").click()
    expect(desk.get_by_text(re.compile("keep their meaning"))).to_be_visible()
    assert_accessible(desk)
    desk.get_by_role("main").get_by_role("button", name=re.compile("Import|Load")).click()
    assert Framework.objects.get(code="ST1379").is_default is False

    # The quality lead checks one of the two suggestions, and says how close it is.
    check = signed_in(browser_page(), quality_lead)
    check.goto("/standards/crosswalk/ST0148/ST1379/")
    check.get_by_label(re.compile("How much K2 and K8")).select_option(label="Same")
    check.get_by_label(re.compile("It holds: K2 and K8")).check()
    assert_accessible(check)
    check.get_by_role("button", name="Save what I have checked").click()
    expect(check.get_by_text(re.compile("Checked by Denise Okafor"))).to_be_visible()

    # The mentor is offered what was checked, and nothing else.
    signed_in(page, mentor).goto("/standards/carry-over/ST1379/")
    expect(page.get_by_text(re.compile("Question quiz"))).to_be_visible()
    expect(page.get_by_text(re.compile("Records quiz"))).to_have_count(0)
    assert_accessible(page)
    page.get_by_role("button", name=re.compile("Carry over what is ticked")).click()
    expect(page.get_by_text("Carried over", exact=True).first).to_be_visible()

    carried = Evidence.objects.get(statement__framework__code="ST1379")
    assert (carried.statement.code, carried.strength) == ("K8", Strength.ASSESSED)
    assert AuditEvent.objects.filter(verb="evidence.carried_over", about=mentor).exists()
    assert Evidence.objects.filter(statement__framework=framework).count() == 2
