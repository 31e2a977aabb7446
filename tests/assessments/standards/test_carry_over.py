"""The carry-over story: evidence for ST0148 counts for ST1379 too, piece by piece, by a person."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from assessments.standards.models import CarryOver, Evidence
from assessments.standards.queries import carry_over_page, coverage, proposals, statement_titles
from assessments.standards.rules import EvidenceKind, Strength
from assessments.standards.services import (
    carry_over,
    record_evidence,
    take_back_carried,
    withdraw_evidence,
)
from cms.people.audit.models import AuditEvent
from tests.factories.standards import checked_link, evidence

PAGE = "/standards/carry-over/ST1379/"
ASSESSED, CLAIMED, VERIFIED = Strength.ASSESSED, Strength.CLAIMED, Strength.VERIFIED
EVERYBODY = [
    "mentor", "peer", "supervisor", "manager", "other_manager", "quality_lead", "dsl", "trainer",
    "admin", "hr", "dpo",
]  # fmt: skip


@pytest.fixture
def linked(newer, framework, quality_lead):
    """K5 says the same as K7 and part of S7; K1 is only suggested towards b, K9 and S9."""
    target = newer.statements.get(code="K5")
    for code, strength in (("K7", "same"), ("S7", "part")):
        checked_link(target, framework.statements.get(code=code), strength, quality_lead)
    return target


def in_newer(person):
    return Evidence.objects.standing().filter(person=person, statement__framework__code="ST1379")


def take(person, target, *rows, by=None, **more):
    accepted = [row.pk for row in rows]
    return carry_over(person=person, target=target, accepted=accepted, by=by or person, **more)


# What is offered ------------------------------------------------------------------------


def test_only_checked_links_offer_anything(linked, newer, mentor, peer):
    offered = evidence(mentor, "K7")
    evidence(mentor, "b")
    evidence(peer, "K7")
    gone = evidence(mentor, "S7")
    evidence(mentor, "S7", withdraws=gone)

    (proposal,) = proposals(mentor, newer)

    assert (proposal.target, proposal.evidence) == (linked, offered)


def test_one_source_is_offered_once_with_its_strongest_link(linked, newer, mentor, team):
    for code in ("S7", "K7"):
        evidence(mentor, code, source=team, kind=EvidenceKind.QUIZ, strength=ASSESSED)

    (proposal,) = proposals(mentor, newer)

    assert [each.evidence.statement.code for each in proposal.candidates] == ["K7", "S7"]
    assert (proposal.strength, proposal.is_lowered, proposal.is_sure) == (ASSESSED, False, True)


def test_a_link_that_is_not_the_same_lowers_to_a_claim(linked, newer, mentor):
    evidence(mentor, "S7", strength=VERIFIED)

    (proposal,) = proposals(mentor, newer)

    assert (proposal.strength, proposal.is_lowered, proposal.is_sure) == (CLAIMED, True, False)


def test_there_and_back_is_no_new_evidence(linked, newer, framework, mentor):
    take(mentor, linked, evidence(mentor, "K7"))

    assert proposals(mentor, framework) == []


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_takes_the_same_queries_for_one_piece_and_three(
    linked, newer, mentor, rows, django_assert_num_queries
):
    for _ in range(rows):
        evidence(mentor, "K7")
        take(mentor, linked, evidence(mentor, "K7"))

    with django_assert_num_queries(7):
        page = carry_over_page(mentor, newer)

    assert (page.count, len(page.decided)) == (rows, rows)


# What is decided ------------------------------------------------------------------------


def test_what_is_accepted_stands_there_too(linked, mentor, team):
    row = evidence(mentor, "K7", source=team, kind=EvidenceKind.QUIZ, strength=ASSESSED,
                   occurred_on=date(2026, 5, 7), note="Check yourself")  # fmt: skip

    (carried,) = take(mentor, linked, row)

    assert (carried.person, carried.statement, carried.source) == (mentor, linked, team)
    assert (carried.kind, carried.strength) == ("quiz", "assessed")
    assert carried.occurred_on == date(2026, 5, 7)
    assert carried.note == "Check yourself (carried over from K7 of ST0148)"
    event = AuditEvent.objects.get(verb="evidence.carried_over")
    assert (event.actor, event.about) == (mentor, mentor)
    assert event.detail == {"framework": "ST1379", "codes": ["K5"], "taken": 1}


def test_part_and_related_are_claims_there(linked, mentor):
    (carried,) = take(mentor, linked, evidence(mentor, "S7", strength=VERIFIED, note=""))

    assert carried.strength == CLAIMED
    assert carried.note == "Carried over from S7 of ST0148"


def test_a_long_note_is_cut_and_its_origin_kept(linked, mentor):
    (carried,) = take(mentor, linked, evidence(mentor, "K7", note="x" * 300))

    assert len(carried.note) <= 300
    assert carried.note.endswith("(carried over from K7 of ST0148)")


def test_deciding_twice_adds_nothing(linked, newer, mentor):
    row = evidence(mentor, "K7")
    take(mentor, linked, row)

    assert take(mentor, linked, row) == []
    assert in_newer(mentor).count() == 1
    assert CarryOver.objects.count() == 1
    assert AuditEvent.objects.filter(verb="evidence.carried_over").count() == 1
    assert proposals(mentor, newer) == []


def test_what_is_left_out_is_remembered_and_may_be_taken_later(linked, newer, mentor):
    row = evidence(mentor, "K7")
    take(mentor, linked, declined=[row.pk])

    assert proposals(mentor, newer) == []
    (line,) = carry_over_page(mentor, newer).decided
    assert (line.latest.is_accepted, line.can_be_taken) == (False, True)

    take(mentor, linked, row)

    (line,) = carry_over_page(mentor, newer).decided
    assert (line.latest.is_accepted, line.stands) == (True, True)


def test_leaving_out_what_was_carried_changes_nothing(linked, mentor):
    row = evidence(mentor, "K7")
    take(mentor, linked, row)

    take(mentor, linked, declined=[row.pk])

    assert CarryOver.objects.get().is_accepted
    assert in_newer(mentor).exists()


def test_new_evidence_is_a_new_proposal(linked, newer, mentor):
    take(mentor, linked, evidence(mentor, "K7"))
    later = evidence(mentor, "K7", kind=EvidenceKind.CPD)

    assert [each.evidence for each in proposals(mentor, newer)] == [later]


def test_withdrawing_the_source_withdraws_what_was_carried(linked, newer, mentor, manager, team):
    take(mentor, linked, evidence(mentor, "K7", source=team))

    withdraw_evidence(source=team, reason="The quiz was marked wrongly", by=manager)

    assert not in_newer(mentor).exists()
    (line,) = carry_over_page(mentor, newer).decided
    assert (line.stands, line.can_be_taken) == (False, False)
    assert proposals(mentor, newer) == []


def test_what_is_taken_back_stays_taken_back(linked, newer, mentor):
    row = evidence(mentor, "K7")
    take(mentor, linked, row)

    take_back_carried(carried=CarryOver.objects.get(), by=mentor)

    assert not in_newer(mentor).exists()
    assert Evidence.objects.standing().filter(pk=row.pk).exists()
    assert not CarryOver.objects.get().is_accepted
    assert proposals(mentor, newer) == []
    assert take_back_carried(carried=CarryOver.objects.get(), by=mentor) == []
    with pytest.raises(ValidationError, match="taken back"):
        take(mentor, linked, row)


def test_what_stands_there_by_itself_is_never_taken_for_carried(linked, mentor, team):
    row = evidence(mentor, "K7", source=team)
    own = evidence(mentor, "K5", framework="ST1379", source=team)

    assert take(mentor, linked, row) == []
    assert not CarryOver.objects.exists()
    assert in_newer(mentor).get() == own


def test_what_is_carried_over_never_hides_evidence_of_the_same_code(linked, mentor, team):
    """K5 of ST1379 stands by this source; K5 of ST0148 is another thing."""
    take(mentor, linked, evidence(mentor, "K7", source=team))

    (row,) = record_evidence(
        person=mentor, codes=["K5"], kind=EvidenceKind.QUIZ, strength=ASSESSED, source=team,
        occurred_on=date(2026, 11, 3), by=mentor,
    )  # fmt: skip

    assert row.statement.framework.code == "ST0148"


def test_another_persons_evidence_is_nobodys_to_carry(linked, mentor, peer):
    row = evidence(peer, "K7")

    with pytest.raises(ValidationError, match="no longer there"):
        take(mentor, linked, row)
    with pytest.raises(ValidationError, match="no longer there"):
        take(mentor, linked, declined=[row.pk])

    assert not CarryOver.objects.exists()


def test_an_unchecked_link_carries_nothing(newer, mentor):
    with pytest.raises(ValidationError, match="no longer there"):
        take(mentor, newer.statements.get(code="K1"), evidence(mentor, "b"))


@pytest.mark.parametrize("name", EVERYBODY)
def test_she_and_the_quality_lead_decide(linked, newer, mentor, request, name):
    by, row = request.getfixturevalue(name), evidence(mentor, "K7")

    if name in {"mentor", "quality_lead"}:
        take(mentor, linked, row, by=by)
        take_back_carried(carried=CarryOver.objects.get(), by=by)
    else:
        with pytest.raises(PermissionDenied):
            take(mentor, linked, row, by=by)
        take(mentor, linked, row)
        with pytest.raises(PermissionDenied):
            take_back_carried(carried=CarryOver.objects.get(), by=by)
        assert in_newer(mentor).exists()


# The screens ----------------------------------------------------------------------------


def test_the_whole_way_with_st1379(linked, newer, mentor, client_of):
    """She is told, looks, takes one and leaves one, and sees it stand; modules know nothing."""
    row = evidence(mentor, "K7", kind=EvidenceKind.QUIZ, strength=ASSESSED, note="Check yourself")
    other = evidence(mentor, "S7", kind=EvidenceKind.SCENARIO, strength=ASSESSED, note="A run")
    client = client_of(mentor)

    assert (
        "2 pieces of your evidence could count here, too" in client.get("/standards/ST1379/").text
    )
    text = client.get(PAGE).text
    assert text.count(" checked>") == 1  # what says the same is ticked beforehand
    assert "would count as <strong>claimed</strong>, not assessed" in text
    sent = {"statement": "K5", "offered": [row.pk, other.pk], "evidence": [row.pk]}
    assert client.post(PAGE, sent).url == PAGE

    text = client.get(PAGE).text
    assert "1 piece carried over to K5. 1 left out." in text
    assert "Nothing to decide" in text
    assert (coverage(newer, mentor).evidenced, coverage(newer, mentor).pieces) == (1, 1)
    stands = client.get("/standards/my-evidence/?framework=ST1379").text
    assert "Check yourself (carried over from K7 of ST0148)" in stands
    assert "carried over" not in client.get("/standards/my-evidence/").text
    assert statement_titles()["K5"] == "Who has a legitimate need to be informed"


def test_what_was_left_out_is_taken_after_all_and_taken_back(linked, mentor, client_of):
    row = evidence(mentor, "K7")
    client = client_of(mentor)
    client.post(PAGE, {"statement": "K5", "offered": [row.pk], "none": "yes"})
    assert "Carry over after all" in client.get(PAGE).text

    client.post(PAGE, {"statement": "K5", "evidence": [row.pk]})
    back = f"/standards/carry-over/decisions/{CarryOver.objects.get().pk}/take-back/"
    assert back in client.get(PAGE).text
    assert "Take this back?" in client.get(back).text
    assert in_newer(mentor).exists()

    assert client.post(back).url == PAGE
    assert not in_newer(mentor).exists()
    assert "Carry over after all" not in client.get(PAGE).text


@pytest.mark.parametrize("sent", [{}, {"statement": "K5", "offered": "1"},
                                  {"statement": "K5", "evidence": ["x", "9" * 40]}])  # fmt: skip
def test_nothing_ticked_decides_nothing(linked, mentor, client_of, sent):
    evidence(mentor, "K7")

    answer = client_of(mentor).post(PAGE, sent)

    assert answer.status_code == (302 if sent else 404)
    assert not CarryOver.objects.exists()


def test_evidence_that_is_gone_is_said(linked, mentor, peer, client_of):
    row = evidence(peer, "K7")
    client = client_of(mentor)

    client.post(PAGE, {"statement": "K5", "evidence": [row.pk]})

    assert "Some of this evidence, or its link, is no longer there" in client.get(PAGE).text


@pytest.mark.parametrize("name", EVERYBODY)
def test_somebody_elses_page_is_for_the_quality_lead(linked, mentor, client_of, request, name):
    person, row = request.getfixturevalue(name), evidence(mentor, "K7")
    url = f"{PAGE}{mentor.pk}/"
    client = client_of(person)

    seen = client.get(url).status_code
    client.post(url, {"statement": "K5", "evidence": [row.pk]})

    assert seen == {"mentor": 302, "quality_lead": 200}.get(name, 404)
    assert in_newer(mentor).exists() is (name == "quality_lead")
    opened = AuditEvent.objects.filter(verb="evidence.opened", about=mentor, actor=person)
    assert opened.exists() is (name == "quality_lead")
    if name == "quality_lead":
        back = f"/standards/carry-over/decisions/{CarryOver.objects.get().pk}/take-back/"
        client.get(back)
        assert opened.count() == 2
        assert client.post(back).url == url


@pytest.mark.parametrize("name", ["peer", "manager", "admin"])
def test_nobody_else_takes_back(linked, mentor, client_of, request, name):
    take(mentor, linked, evidence(mentor, "K7"))
    back = f"/standards/carry-over/decisions/{CarryOver.objects.get().pk}/take-back/"

    assert client_of(request.getfixturevalue(name)).post(back).status_code == 404
    assert in_newer(mentor).exists()
