from datetime import date

import pytest
from django.core.exceptions import ValidationError

from assessments.standards.models import Evidence, Framework, Statement
from assessments.standards.queries import statement_titles
from assessments.standards.rules import EvidenceKind, Strength
from assessments.standards.services import load_framework, record_evidence, withdraw_evidence
from cms.people.audit.models import AuditEvent
from tests.factories.quizzes import attempt_at, quiz_page
from tests.factories.standards import evidence

GOOD = """
code: ST9
version: 1
title: A newer standard
status: active
statements:
- {code: S1, kind: skill, title: Guide people}
"""


def record(person, source, codes=("S1", "K6"), **fields):
    given = {
        "kind": EvidenceKind.QUIZ,
        "strength": Strength.ASSESSED,
        "occurred_on": date(2026, 11, 3),
        "by": person,
        "note": "Check yourself",
    }
    return record_evidence(person=person, codes=codes, source=source, **{**given, **fields})


def test_evidence_stands_against_each_statement_once(framework, mentor, team):
    rows = record(mentor, team, codes=["S1", "K6", "S1"])

    assert sorted(row.statement.code for row in rows) == ["K6", "S1"]
    assert {(row.person, row.kind, row.strength, row.note) for row in rows} == {
        (mentor, "quiz", "assessed", "Check yourself")
    }
    assert all(row.source == team for row in rows)


def test_evidence_is_called_after_the_page_of_its_source(framework, mentor):
    attempt = attempt_at(quiz_page(title="Check yourself"), mentor)

    (row,) = record(mentor, attempt, codes=["S1"], note="")

    assert row.note == "Check yourself"


def test_evidence_of_a_source_without_a_page_has_no_words(framework, mentor, team):
    (row,) = record(mentor, team, codes=["S1"], note="")

    assert row.note == ""


def test_recording_twice_adds_nothing(framework, mentor, team):
    first = record(mentor, team)
    second = record(mentor, team, note="again")

    assert {row.pk for row in first} == {row.pk for row in second}
    assert Evidence.objects.count() == 2
    assert AuditEvent.objects.filter(verb="evidence.recorded", about=mentor).count() == 1


def test_a_further_code_of_the_same_source_is_added(framework, mentor, team):
    record(mentor, team, codes=["S1"])

    rows = record(mentor, team, codes=["S1", "S2"])

    assert len(rows) == Evidence.objects.count() == 2


def test_an_unknown_code_is_refused_and_nothing_is_written(framework, mentor, team):
    with pytest.raises(ValidationError, match="S99"):
        record(mentor, team, codes=["S1", "S99"])

    assert not Evidence.objects.exists()


def test_no_codes_need_no_framework(db, mentor, team):
    assert record(mentor, team, codes=[]) == []


def test_without_a_framework_every_code_is_unknown(db, mentor, team):
    with pytest.raises(ValidationError, match="no statement S1"):
        record(mentor, team, codes=["S1"])


def test_withdrawing_adds_rows_and_changes_none(framework, mentor, manager, team):
    stood = record(mentor, team)

    withdrawals = withdraw_evidence(source=team, reason="The quiz was marked wrongly", by=manager)

    assert {row.withdraws for row in withdrawals} == set(stood)
    assert Evidence.objects.count() == 4
    assert not Evidence.objects.standing().exists()
    assert AuditEvent.objects.get(verb="evidence.withdrawn").actor == manager


def test_withdrawing_twice_adds_nothing(framework, mentor, manager, team):
    record(mentor, team)
    withdraw_evidence(source=team, reason="Wrong", by=manager)

    assert withdraw_evidence(source=team, reason="Wrong", by=manager) == []


def test_what_was_withdrawn_stays_withdrawn(framework, mentor, manager, team):
    record(mentor, team)
    withdraw_evidence(source=team, reason="Wrong", by=manager)

    assert record(mentor, team) == []
    assert not Evidence.objects.standing().exists()


def test_evidence_is_never_changed_or_deleted(framework, mentor):
    row = evidence(mentor)

    with pytest.raises(TypeError):
        row.save()
    with pytest.raises(TypeError):
        row.delete()
    with pytest.raises(TypeError):
        Evidence.objects.filter(pk=row.pk).update(note="better")
    with pytest.raises(TypeError):
        Evidence.objects.all().delete()


def test_the_shipped_framework_loads_with_its_statements(framework):
    assert framework.code == "ST0148"
    assert framework.status == "retired"
    assert framework.statements.count() == 27
    assert framework.statements.get(code="S1").pair == "K1"
    assert "Crown copyright" in framework.attribution


def test_loading_twice_keeps_the_rows_and_the_evidence(framework, mentor):
    row = evidence(mentor, "S1")

    again = load_framework()

    assert again == framework
    assert Statement.objects.count() == 27
    assert row.statement == framework.statements.get(code="S1")
    assert AuditEvent.objects.filter(verb="framework.loaded").count() == 1


def test_a_new_text_reaches_the_titles_at_once(framework, tmp_path):
    assert statement_titles()["S1"].startswith("Guide learners")
    file = tmp_path / "newer.yaml"
    text = GOOD.replace("ST9", "ST0148").replace("version: 1", "version: '1.0'")
    file.write_text(text, encoding="utf-8")

    load_framework(path=file)

    assert statement_titles()["S1"] == "Guide people"


def test_another_framework_leaves_the_titles_as_they_are(framework, tmp_path):
    file = tmp_path / "newer.yaml"
    file.write_text(GOOD, encoding="utf-8")

    newer = load_framework(path=file)

    assert not newer.is_default
    assert statement_titles()["S1"].startswith("Guide learners")


def test_a_statement_gone_from_the_file_is_kept(framework, tmp_path):
    file = tmp_path / "shorter.yaml"
    text = GOOD.replace("ST9", "ST0148").replace("version: 1", "version: '1.0'")
    file.write_text(text, encoding="utf-8")

    load_framework(path=file)

    assert framework.statements.count() == 27


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("code: [ST9", "Line 2: this is not YAML"),
        (GOOD.replace("skill", "spell"), "“spell”"),
        (GOOD.replace("A newer standard", "x" * 201), "Line 4: “title” of the framework"),
        (GOOD.replace("Guide people", "x" * 201), "of statement S1 has 201 characters"),
        ("", "list of keys"),
    ],
)
def test_a_broken_file_changes_nothing(db, tmp_path, text, message):
    file = tmp_path / "broken.yaml"
    file.write_text(text + "\n", encoding="utf-8")

    with pytest.raises(ValidationError) as caught:
        load_framework(path=file)

    assert message in " ".join(caught.value.messages)
    assert not Framework.objects.exists()


def test_a_file_that_is_not_there_is_said(db, tmp_path):
    with pytest.raises(ValidationError, match="cannot be read"):
        load_framework(path=tmp_path / "none.yaml")


def test_a_file_that_is_no_text_is_said(db, tmp_path):
    file = tmp_path / "picture.yaml"
    file.write_bytes(b"\xff\xfe\x00\x81")

    with pytest.raises(ValidationError, match="not UTF-8"):
        load_framework(path=file)
