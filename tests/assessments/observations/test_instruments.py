import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from assessments.observations import queries, services
from assessments.observations.models import ObservationTemplate
from assessments.observations.rules import CriterionText, ObservationKind, TemplateText
from assessments.standards.models import Framework, Statement
from tests.factories import observations as make
from tests.factories.people import UserFactory

pytestmark = pytest.mark.django_db
TEXT = TemplateText("Ours", "Watch.", (CriterionText("Listens", "Waits.", ("S2", "K2")),))


def change(template, by, text=TEXT):
    return services.change_template(template=template, text=text, by=by)


def test_the_two_that_are_shipped_come_once():
    first = services.load_default_templates()
    again = services.load_default_templates()
    assert [one.pk for one in first] == [one.pk for one in again]
    formal = ObservationTemplate.objects.get(kind=ObservationKind.FORMAL)
    criteria = queries.text_of(formal).criteria
    assert len(criteria) == 12
    assert all(one.looks_like and one.codes for one in criteria)
    assert set(criteria[0].codes) == {"S1", "S2"}


def test_statements_follow_where_the_framework_came_later():
    Statement.objects.all().delete()
    Framework.objects.all().delete()
    services.load_default_templates()
    template = ObservationTemplate.objects.get(kind=ObservationKind.FORMAL)
    assert not template.criteria.filter(statements__isnull=False).exists()
    from assessments.standards.services import load_framework

    load_framework()
    services.load_default_templates()
    assert set(queries.text_of(template).criteria[11].codes) == {"S7"}


def test_only_the_quality_lead_loads_and_changes(mentor, hr, quality_lead):
    template = make.template()
    for person in (mentor, hr):
        with pytest.raises(PermissionDenied):
            services.load_default_templates(by=person)
        with pytest.raises(PermissionDenied):
            change(template, person)
    services.load_default_templates(by=quality_lead)


def test_an_unused_template_changes_in_place(quality_lead):
    template = make.template()
    made = change(template, quality_lead)
    assert made.pk == template.pk
    assert queries.text_of(made) == TEXT


def test_a_used_template_gets_a_next_version(mentor, manager, quality_lead):
    template = make.template()
    row = make.planned(mentor, manager)
    made = change(template, quality_lead, TemplateText(template.title, "", TEXT.criteria))
    assert (made.version, made.is_current) == (2, True)
    row.refresh_from_db()
    template.refresh_from_db()
    assert row.template == template
    assert not template.is_current
    assert template.criteria.count() == 12
    with pytest.raises(ValidationError) as problem:
        change(template, quality_lead)
    assert problem.value.code == "stale"


def test_codes_are_those_of_the_colleges_framework(quality_lead):
    wrong = TemplateText("Ours", "", (CriterionText("Listens", "", ("Z9",)),))
    with pytest.raises(ValidationError):
        change(make.template(), quality_lead, wrong)


# Screens ---------------------------------------------------------------------------


def posted(text, rows=14):
    data = {"title": text.title, "introduction": text.introduction}
    data |= {"row-TOTAL_FORMS": str(rows), "row-INITIAL_FORMS": "12"}
    for number, one in enumerate(text.criteria):
        data |= {
            f"row-{number}-title": one.title,
            f"row-{number}-looks_like": one.looks_like,
            f"row-{number}-codes": ", ".join(one.codes),
            f"row-{number}-position": str(10 - number),
        }
    return data


def test_template_list_and_detail_are_for_all_who_work_here(client_of, mentor, quality_lead):
    template = make.template()
    for person in (mentor, quality_lead):
        client = client_of(person)
        assert client.get(reverse("observations:template_list")).status_code == 200
        page = client.get(template.get_absolute_url())
        assert "Listens more than talks" in page.content.decode()
    changes = reverse("observations:template_update", args=[template.pk])
    assert client_of(mentor).get(changes).status_code == 404
    nobody = client_of(UserFactory.create(is_superuser=True))
    for address in (reverse("observations:template_list"), template.get_absolute_url()):
        assert nobody.get(address).status_code == 404


def test_template_update_keeps_the_order_of_the_places(client_of, quality_lead):
    template = make.template()
    address = reverse("observations:template_update", args=[template.pk])
    client = client_of(quality_lead)
    assert client.get(address).status_code == 200
    two = TemplateText("Ours", "", (CriterionText("Second"), CriterionText("First")))
    response = client.post(address, posted(two))
    assert response.status_code == 302
    template.refresh_from_db()
    assert [one.title for one in queries.text_of(template).criteria] == ["First", "Second"]


def test_template_update_says_what_is_wrong_and_keeps_what_was_typed(client_of, quality_lead):
    address = reverse("observations:template_update", args=[make.template().pk])
    bad = TemplateText("Ours", "", (CriterionText("Listens", "", ("Z9",)),))
    page = client_of(quality_lead).post(address, posted(bad))
    assert page.status_code == 422
    assert "Z9" in page.content.decode()
    empty = client_of(quality_lead).post(address, posted(TemplateText("Ours", "", ())))
    assert empty.status_code == 422


def test_an_earlier_version_leads_to_no_form(client_of, quality_lead, mentor, manager):
    template = make.template()
    make.planned(mentor, manager)
    change(template, quality_lead)
    address = reverse("observations:template_update", args=[template.pk])
    assert client_of(quality_lead).get(address).url == template.get_absolute_url()
