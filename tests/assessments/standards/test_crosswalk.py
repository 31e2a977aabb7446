"""What two frameworks have in common: suggested by a file, checked by a person with a name."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from assessments.standards.models import StatementMapping
from assessments.standards.queries import crosswalk, crosswalks_of, statement_page
from assessments.standards.services import add_mapping, check_mappings, remove_mapping
from cms.people.audit.models import AuditEvent
from tests.factories.courses import lesson_page, module_page
from tests.factories.standards import checked_link

PAGE = "/standards/crosswalk/ST1379/ST0148/"
MAY = {"quality_lead", "admin"}
EVERYBODY = [
    "mentor", "supervisor", "manager", "quality_lead", "dsl", "trainer", "admin", "hr", "dpo",
]  # fmt: skip


def link(source="K1", target="b"):
    return StatementMapping.objects.get(source__code=source, target__code=target)


def check(newer, framework, by, **strengths):
    return check_mappings(here=newer, there=framework, by=by, **strengths)


def test_links_are_read_in_either_direction(newer, framework):
    back = link("K2", "b")
    back.source, back.target = back.target, back.source
    back.save()

    forth = crosswalk(newer, framework)
    other = crosswalk(framework, newer)

    assert (forth.total, forth.checked) == (other.total, other.checked) == (24, 0)
    rows = {row.statement.code: row for row in forth.rows}
    assert [each.there.code for each in rows["K2"].links] == ["b"]
    assert [each.there.code for each in rows["K1"].links] == ["b", "S9", "K9"]
    assert "d" in {each.code for each in forth.others}


@pytest.mark.parametrize("links", [1, 3])
def test_a_crosswalk_takes_three_queries(newer, framework, links, django_assert_num_queries):
    keep = StatementMapping.objects.values_list("pk", flat=True)[:links]
    StatementMapping.objects.exclude(pk__in=list(keep)).delete()

    with django_assert_num_queries(3):
        found = crosswalk(newer, framework)

    assert found.total == links


def test_checking_keeps_name_day_and_strength(newer, framework, quality_lead, admin):
    row = link()
    check(newer, framework, quality_lead, strengths={row.pk: "part"})

    row.refresh_from_db()
    assert (row.strength, row.checked_by) == ("part", quality_lead)
    assert check(newer, framework, admin, strengths={row.pk: "part"}) == []
    row.refresh_from_db()
    assert row.checked_by == quality_lead
    check(newer, framework, admin, strengths={row.pk: "same"})
    row.refresh_from_db()
    assert (row.strength, row.checked_by) == ("same", admin)
    assert AuditEvent.objects.filter(verb="mapping.checked").count() == 2


def test_what_is_doubted_is_a_suggestion_again(newer, framework, quality_lead):
    row = link()
    check(newer, framework, quality_lead, strengths={row.pk: "part"})

    check(newer, framework, quality_lead, strengths={}, doubted=[row.pk])

    row.refresh_from_db()
    assert (row.checked_by, row.checked_at) == (None, None)


def test_an_unknown_strength_is_refused_whole(newer, framework, quality_lead):
    first, second = link(), link("K2", "b")

    with pytest.raises(ValidationError, match="same, part or related"):
        check(newer, framework, quality_lead, strengths={first.pk: "same", second.pk: "twin"})

    assert not StatementMapping.objects.exclude(checked_at=None).exists()


def test_links_of_other_frameworks_are_not_touched(newer, framework, quality_lead):
    row = link()

    assert check(framework, framework, quality_lead, strengths={row.pk: "same"}) == []


def test_a_link_of_a_persons_own_is_checked_at_once(newer, framework, quality_lead):
    source, target = newer.statements.get(code="K13"), framework.statements.get(code="d")

    made = add_mapping(
        source=source, target=target, strength="part", note=" Pace ", by=quality_lead
    )

    assert (made.checked_by, made.note) == (quality_lead, "Pace")
    with pytest.raises(ValidationError, match="linked already"):
        add_mapping(source=target, target=source, strength="part", by=quality_lead)
    with pytest.raises(ValidationError, match="of each framework"):
        add_mapping(
            source=source, target=newer.statements.get(code="K1"), strength="part", by=quality_lead
        )


def test_a_link_is_taken_out(newer, framework, quality_lead):
    remove_mapping(mapping=link(), by=quality_lead)

    assert crosswalk(newer, framework).total == 23
    assert AuditEvent.objects.get(verb="mapping.removed").actor == quality_lead


@pytest.mark.parametrize("name", [name for name in EVERYBODY if name not in MAY])
def test_nobody_else_says_what_holds(newer, framework, client_of, request, name):
    person, row = request.getfixturevalue(name), link()

    with pytest.raises(PermissionDenied):
        check(newer, framework, person, strengths={row.pk: "same"})
    with pytest.raises(PermissionDenied):
        add_mapping(source=row.source, target=row.target, strength="same", by=person)
    with pytest.raises(PermissionDenied):
        remove_mapping(mapping=row, by=person)
    client = client_of(person)
    assert client.get(PAGE).status_code == 404
    assert client.post(PAGE).status_code == 404
    assert client.post(f"{PAGE}add/").status_code == 404
    assert client.post(f"{PAGE}{row.pk}/remove/").status_code == 404


# The screens --------------------------------------------------------------------------


@pytest.mark.parametrize("name", sorted(MAY))
def test_the_page_shows_how_far_the_checking_is(newer, framework, client_of, request, name):
    person = request.getfixturevalue(name)
    checked_link(
        newer.statements.get(code="K2"), framework.statements.get(code="b"), "same", person
    )

    text = client_of(person).get(PAGE).text

    assert "<strong>1 of 24</strong> checked" in text
    assert f"Checked by {person.display_name}" in text
    assert text.count("Suggested by a file") == 23
    assert text.count("Checked by") == 1
    only = client_of(person).get(f"{PAGE}?open").text
    assert "Checked by" not in only


def test_ticks_are_saved_in_ones_name(newer, framework, quality_lead, client_of):
    first, second, third = link(), link("K2", "b"), link("K3", "S8")
    checked_link(third.source, third.target, "related", quality_lead)
    sent = {
        "shown": [first.pk, second.pk, third.pk],
        "checked": [first.pk],
        f"strength-{first.pk}": "same",
        f"strength-{second.pk}": "same",
    }

    assert client_of(quality_lead).post(PAGE, sent).url == PAGE

    rows = StatementMapping.objects.in_bulk([first.pk, second.pk, third.pk])
    assert (rows[first.pk].strength, rows[first.pk].checked_by) == ("same", quality_lead)
    assert rows[second.pk].strength == "related"
    assert rows[second.pk].checked_at is rows[third.pk].checked_at is None


@pytest.mark.parametrize("sent", [{"checked": ["x", "-1", "9" * 40]}, {"checked": "1"}, {}])
def test_nonsense_changes_nothing(newer, quality_lead, client_of, sent):
    assert client_of(quality_lead).post(PAGE, sent).status_code == 302
    assert not StatementMapping.objects.exclude(checked_at=None).exists()


def test_a_link_is_added_and_taken_out_on_the_page(newer, framework, quality_lead, client_of):
    client = client_of(quality_lead)
    ends = {
        "source": newer.statements.get(code="K13").pk,
        "target": framework.statements.get(code="d").pk,
        "strength": "part",
    }

    assert client.post(f"{PAGE}add/", ends).url == PAGE
    assert client.post(f"{PAGE}add/", ends).status_code == 422
    row = link("K13", "d")
    assert "Take out this link?" in client.get(f"{PAGE}{row.pk}/remove/").text
    assert client.post(f"{PAGE}{row.pk}/remove/").url == PAGE
    assert not StatementMapping.objects.filter(pk=row.pk).exists()


@pytest.mark.parametrize("url", ["/standards/crosswalk/ST1379/ST1379/",
                                 "/standards/crosswalk/ST1379/ST7/"])  # fmt: skip
def test_there_is_no_crosswalk_with_itself_or_nothing(newer, quality_lead, client_of, url):
    assert client_of(quality_lead).get(url).status_code == 404


def test_the_framework_page_leads_to_its_crosswalks(newer, framework, quality_lead, client_of):
    (state,) = crosswalks_of(framework)

    assert (state.other, state.checked, state.total, state.is_done) == (newer, 0, 24, False)
    assert PAGE in client_of(quality_lead).get("/standards/ST1379/").text


def test_a_statement_elsewhere_is_met_in_modules_through_checked_links(
    newer, framework, mentor, quality_lead
):
    module = module_page(codes=["b"])
    lesson_page(module, codes=["b"], title="Boundaries")
    lesson_page(module, codes=["K2"], title="Questions, of another framework")

    assert statement_page(newer, "K2", mentor).taught == []
    row = link("K2", "b")
    checked_link(row.source, row.target, "related", quality_lead)
    page = statement_page(newer, "K2", mentor)

    assert [each.code for each in page.through] == ["b"]
    assert [place.title for each in page.taught for place in each.places] == ["Boundaries"]
