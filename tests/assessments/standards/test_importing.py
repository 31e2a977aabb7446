"""A framework comes in through the site: upload, dry run, confirm."""

import re

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from assessments.standards.models import Evidence, Framework, Statement, StatementMapping
from assessments.standards.queries import plan_import
from assessments.standards.rules import clean_framework, framework_problems, read_yaml
from assessments.standards.services import (
    NEXT_FRAMEWORK,
    SHIPPED_FRAMEWORK,
    import_framework,
    load_framework,
)
from cms.people.audit.models import AuditEvent
from tests.factories.standards import checked_link, evidence, upload

START, CONFIRM = "/standards/import/", "/standards/import/confirm/"
SHIPPED = SHIPPED_FRAMEWORK.read_text(encoding="utf-8")
NEXT = NEXT_FRAMEWORK.read_text(encoding="utf-8")
TABLE = "code;kind;title;maps_to\nK1;knowledge;Contracts;b S1:part\nK2;K;Questions;\n"
FACTS = {"code": "ST9", "version": "1.1", "title": "A newer one", "status": "active"}


def plan_of(text):
    data, line_of = read_yaml(text)
    assert framework_problems(data, line_of) == []
    return plan_import(clean_framework(data))


def hidden(text, name):
    return re.search(rf'name="{name}" value="([^"]*)"', text)[1]


def confirmed(client, text):
    sent = {name: hidden(text, name) for name in ("payload", "seen")}
    return client.post(CONFIRM, sent)


# The dry run --------------------------------------------------------------------------


def test_a_new_framework_is_planned_with_its_suggested_links(framework):
    plan = plan_of(NEXT)

    assert plan.framework is None
    assert not plan.becomes_default
    assert (len(plan.new), plan.changed, plan.gone, plan.problems) == (16, [], [], [])
    assert plan.other == framework
    assert (len(plan.links), plan.links_kept) == (24, 0)


def test_the_first_framework_becomes_the_colleges_own(db):
    assert plan_of(SHIPPED).becomes_default


def test_what_is_there_already_changes_nothing(framework):
    plan = plan_of(SHIPPED)

    assert plan.is_nothing
    assert len(plan.unchanged) == 27


def test_changes_are_shown_before_and_after_and_what_is_gone_stays(framework, mentor):
    evidence(mentor, "S11")
    text = SHIPPED.replace("title: Motivating ethos", "title: Ethos").replace(
        "level: 3", "level: 4"
    )
    rows = text.split("\n- ")
    text = "\n- ".join(row for row in rows if not row.startswith(("code: S11", "code: K11")))

    plan = plan_of(text)

    assert [(fact.label, fact.before, fact.after) for fact in plan.facts] == [("Level", "3", "4")]
    (changed,) = plan.changed
    assert [(c.label, c.before, c.after) for c in changed.changes] == [
        ("Title", "Motivating ethos", "Ethos")
    ]
    assert [(row.code, row.evidence_count) for row in plan.gone] == [("S11", 1), ("K11", 0)]


def test_links_to_what_is_not_here_are_problems(framework):
    assert [p.words for p in plan_of(NEXT.replace("[b, K9, S9]", "[z, K9]")).problems] == [
        "Statement K1: ST0148 has no statement z."
    ]
    assert (
        "not loaded here"
        in plan_of(NEXT.replace("maps_to: ST0148", "maps_to: ST7")).problems[0].words
    )


def test_links_with_itself_are_a_problem(framework):
    text = SHIPPED.replace("pair: K1\n", "pair: K1\n  maps_to: [S2]\n", 1)

    assert "another framework" in plan_of(text).problems[0].words


@pytest.mark.parametrize("statements", [1, 3])
def test_a_plan_takes_the_same_queries_for_one_change_and_three(
    newer, statements, django_assert_num_queries
):
    text = NEXT
    for code in ("K1", "K2", "K3")[:statements]:
        text = text.replace(f"code: {code}, kind: knowledge", f"code: {code}, kind: skill")

    with django_assert_num_queries(7):
        plan = plan_of(text)

    assert len(plan.changed) == statements
    assert plan.links_kept == 24


# The change ---------------------------------------------------------------------------


def test_importing_writes_statements_and_suggestions_and_leaves_the_default(framework, admin):
    data, _ = read_yaml(NEXT)

    made = import_framework(data=data, seen=plan_of(NEXT).seen, by=admin)

    assert not made.is_default
    assert Framework.objects.get(is_default=True) == framework
    assert made.statements.count() == 16
    links = StatementMapping.objects.filter(source__framework=made)
    assert links.count() == 24
    assert set(links.values_list("checked_at", "strength")) == {(None, "related")}
    event = AuditEvent.objects.get(verb="framework.loaded", actor=admin)
    assert event.detail == {"new": 16, "changed": 0, "links": 24}


def test_importing_again_changes_nothing_and_keeps_what_was_checked(newer, framework, quality_lead):
    link = StatementMapping.objects.get(source__code="K2", target__code="b")
    checked_link(link.source, link.target, "same", quality_lead)

    load_framework(path=NEXT_FRAMEWORK)

    link.refresh_from_db()
    assert (link.strength, link.checked_by) == ("same", quality_lead)
    assert StatementMapping.objects.count() == 24
    assert AuditEvent.objects.filter(verb="framework.loaded").count() == 2  # one each


def test_a_link_written_the_other_way_round_is_known(newer, framework):
    link = StatementMapping.objects.get(source__code="K2", target__code="b")
    link.source, link.target = link.target, link.source
    link.save()

    assert plan_of(NEXT).links == []


def test_what_is_gone_from_the_file_stays_behind_the_others(framework, mentor, admin):
    row = evidence(mentor, "a")
    rows = SHIPPED.split("\n- ")
    text = "\n- ".join(row for row in rows if not row.startswith("code: a\n"))
    data, _ = read_yaml(text)

    import_framework(data=data, seen=plan_of(text).seen, by=admin)

    assert list(framework.statements.values_list("code", flat=True))[-1] == "a"
    assert Evidence.objects.standing().get().statement == row.statement
    assert Statement.objects.get(code="a").title == "Motivating ethos"


def test_a_file_whose_ground_has_shifted_is_looked_at_again(framework, admin):
    seen = plan_of(NEXT).seen
    load_framework(path=NEXT_FRAMEWORK)
    data, _ = read_yaml(NEXT)

    with pytest.raises(ValidationError, match="Something has changed"):
        import_framework(data=data, seen=seen, by=admin)


def test_a_broken_file_is_never_written(framework, admin):
    with pytest.raises(ValidationError, match="no “version”"):
        import_framework(data={"code": "ST9"}, seen="", by=admin)

    assert Framework.objects.count() == 1


@pytest.mark.parametrize("name", ["mentor", "manager", "quality_lead", "trainer", "dsl", "hr"])
def test_only_a_site_admin_imports(framework, client_of, request, name):
    person = request.getfixturevalue(name)
    data, _ = read_yaml(NEXT)

    with pytest.raises(PermissionDenied):
        import_framework(data=data, seen=plan_of(NEXT).seen, by=person)
    client = client_of(person)
    assert client.get(START).status_code == 404
    assert client.post(START, {"upload": upload(NEXT)}).status_code == 404
    assert client.post(CONFIRM).status_code == 404
    assert client.get("/standards/import/framework.csv").status_code == 404


# The screens --------------------------------------------------------------------------


def test_a_file_is_shown_before_anything_changes_and_then_taken_over(framework, admin, client_of):
    client = client_of(admin)
    shown = client.post(START, {"upload": upload(NEXT)})

    assert shown.status_code == 200
    assert "This framework is new here" in shown.text
    assert "Codes in lessons, quizzes and scenarios keep their meaning" in shown.text
    assert not Framework.objects.filter(code="ST1379").exists()

    answer = confirmed(client, shown.text)

    assert answer.url == "/standards/ST1379/"
    assert "Only the knowledge statements K1 to K16" in client.get(answer.url).text


def test_a_table_asks_for_the_facts_of_its_framework(framework, admin, client_of):
    client = client_of(admin)
    lacking = client.post(START, {"upload": upload(TABLE, "table.csv")})

    assert lacking.status_code == 422
    assert lacking.text.count("A table does not say this. Fill it in.") == 8  # summary and field

    shown = client.post(START, {"upload": upload(TABLE, "table.csv"), **FACTS, "level": "4"})
    confirmed(client, shown.text)

    made = Framework.objects.get(code="ST9")
    assert (made.version, made.level, made.is_default) == ("1.1", 4, False)
    links = StatementMapping.objects.filter(source__framework=made)
    assert set(links.values_list("target__code", "strength")) == {("b", "related"), ("S1", "part")}


def test_everything_wrong_in_a_file_is_listed_by_line(framework, admin, client_of):
    text = NEXT.replace("status: active", "status: asleep").replace("code: K2,", "code: K1,")

    answer = client_of(admin).post(START, {"upload": upload(text)})

    assert answer.status_code == 422
    assert "2 things to put right" in answer.text
    assert "Line 10: The status “asleep”" in answer.text
    assert "Line 17: Statement K1 stands there twice" in answer.text


@pytest.mark.parametrize(
    ("file", "message"),
    [
        (None, "Choose the file"),
        (upload("", "a.yaml"), "This file is empty"),
        (upload("x" * (512 * 1024 + 1), "a.yaml"), "too large"),
        (upload(b"\x89PNG\x00", "a.csv"), "not text that can be read"),
        (upload("code: !!python/name:os.system x", "a.yaml"), "Tags with !"),
    ],
)
def test_what_is_no_framework_is_refused(framework, admin, client_of, file, message):
    if file:
        file.seek(0)
    answer = client_of(admin).post(START, {"upload": file or "", **FACTS})

    assert answer.status_code == 422
    assert message in answer.text


def test_a_confirmation_of_something_else_is_not_taken(framework, admin, quality_lead, client_of):
    client = client_of(admin)
    shown = client.post(START, {"upload": upload(NEXT)}).text

    forged = client.post(CONFIRM, {"payload": "x" + hidden(shown, "payload"), "seen": "y"})

    assert forged.url == START
    assert not Framework.objects.filter(code="ST1379").exists()


def test_a_confirmation_belongs_to_whoever_uploaded(framework, admin, client_of):
    from cms.people.accounts.rules import Role
    from tests.factories.people import make_person

    shown = client_of(admin).post(START, {"upload": upload(NEXT)}).text
    other = make_person("Ola", "Berg", Role.SITE_ADMIN)

    assert confirmed(client_of(other), shown).url == START
    assert not Framework.objects.filter(code="ST1379").exists()


def test_a_late_confirmation_shows_the_differences_again(framework, admin, client_of):
    client = client_of(admin)
    shown = client.post(START, {"upload": upload(NEXT)}).text
    load_framework(path=NEXT_FRAMEWORK)

    again = confirmed(client, shown)

    assert again.status_code == 409
    assert "Something has changed here since you looked" in again.text
    assert "Nothing to change" in again.text


def test_the_template_can_be_filled_in_and_sent_back(framework, admin, client_of):
    client = client_of(admin)
    template = client.get("/standards/import/framework.csv")

    assert template["Content-Disposition"] == 'attachment; filename="framework.csv"'
    shown = client.post(START, {"upload": upload(template.content, "framework.csv"), **FACTS})

    assert shown.status_code == 200, shown.text
    assert "2</dd>" in shown.text


def test_the_list_of_frameworks_says_which_is_the_colleges_own(newer, mentor, admin, client_of):
    text = client_of(mentor).get("/standards/frameworks/").text

    assert text.index("ST0148 Learning Mentor") < text.index("ST1379 Learning and skills mentor")
    assert text.count("The college’s own") == 1
    assert "Retired" in text
    assert START not in text
    assert START in client_of(admin).get("/standards/frameworks/").text
