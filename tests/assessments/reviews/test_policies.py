import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from assessments.reviews import services
from assessments.reviews.models import ReviewArea, ReviewPolicy, ReviewTemplate
from assessments.reviews.queries.policies import review_policy, templates
from assessments.reviews.rules.policies import (
    check_policy,
    numbers_in_words,
    parts_in_words,
    timing_in_words,
)
from assessments.reviews.services.policies import NAMES
from cms.people.audit.models import AuditEvent
from tests.factories.standards import st0148

pytestmark = pytest.mark.django_db


@pytest.fixture
def kinds():
    st0148()
    services.load_default_reviews()
    return {row.kind: row for row in templates()}


def values(**fields):
    now = review_policy()
    return {**{name: getattr(now, name) for name in NAMES}, "why": "Because.", **fields}


def sent(**fields):
    found = {name: value for name, value in values(**fields).items() if value is not False}
    return {**found, "seen": review_policy().pk or ""}


def test_set_policy_adds_a_row_and_keeps_the_one_before(kinds, hr):
    services.set_policy(values=values(days_to_read=7), by=hr)

    assert review_policy().days_to_read == 7
    assert ReviewPolicy.objects.count() == 2
    event = AuditEvent.objects.get(verb="review_policy.set")
    assert event.detail == {"changed": ["days_to_read"]}


def test_set_policy_to_the_same_numbers_is_no_change(kinds, hr):
    services.set_policy(values=values(), by=hr)

    assert ReviewPolicy.objects.count() == 1


def test_set_policy_refuses_a_form_that_is_older_than_the_numbers(kinds, hr):
    seen = review_policy().pk
    services.set_policy(values=values(days_to_read=7), seen=seen, by=hr)

    with pytest.raises(ValidationError, match="just now"):
        services.set_policy(values=values(days_to_finish=30), seen=seen, by=hr)


@pytest.mark.parametrize(
    ("field", "value"),
    [("days_to_read", 0), ("days_to_finish", 500), ("similar_percent", 10), ("why", " ")],
)
def test_numbers_that_make_no_sense_are_named(field, value):
    with pytest.raises(ValidationError) as problem:
        check_policy(values(**{field: value}))

    assert set(problem.value.error_dict) == {field}


def test_at_most_is_not_less_than_at_least():
    with pytest.raises(ValidationError, match="less than the fewest"):
        check_policy(values(objectives_least=5, objectives_most=3))


@pytest.mark.parametrize("who", ["mentor", "manager", "dpo", "supervisor"])
def test_the_rules_are_kept_by_hr_and_quality_lead(kinds, who, request):
    by, area = request.getfixturevalue(who), ReviewArea.objects.first()
    for refused in (
        lambda: services.set_policy(values=values(), by=by),
        lambda: services.update_template(
            template=kinds["annual"], values={"title": "A"}, areas=[], by=by
        ),
        lambda: services.update_area(area=area, title="A", anchors={}, statements=[], by=by),
    ):
        with pytest.raises(PermissionDenied):
            refused()


def test_numbers_are_said_as_sentences():
    said = numbers_in_words(review_policy())

    assert len(said) == 12
    assert all(sentence.endswith(".") for sentence in said)
    assert "5 working days" in " ".join(said)


def test_timing_is_said_in_words(kinds):
    assert timing_in_words(kinds["induction"]).startswith("Opens by itself in week 4")
    assert timing_in_words(kinds["annual"]) == "Once a year, June to July."
    assert timing_in_words(kinds["interim"]).startswith("At any time")


def test_who_takes_part_follows_the_kind(kinds):
    annual = [one.part for one in parts_in_words(kinds["annual"], review_policy())]
    interim = [one.part for one in parts_in_words(kinds["interim"], review_policy())]

    assert annual[:3] == ["reviewee", "reviewer", "countersigner"]
    assert "countersigner" not in interim
    assert "supervisor" in annual


# Screens ---------------------------------------------------------------------------


@pytest.mark.parametrize("who", ["mentor", "supervisor", "hr", "dpo", "trainer"])
def test_policy_detail_is_read_by_everybody_at_work(client_of, kinds, who, request):
    page = client_of(request.getfixturevalue(who)).get(reverse("reviews:policy_detail"))

    text = page.content.decode()
    assert "Who takes part, and what each may see" in text
    assert ("Change the numbers" in text) == (who == "hr")


def test_policy_detail_of_an_empty_site_says_so(client_of, mentor):
    page = client_of(mentor).get(reverse("reviews:policy_detail")).content.decode()

    assert "No kind of review is set up yet" in page


def test_policy_detail_costs_the_same_for_few_and_for_many(
    client_of, kinds, mentor, django_assert_num_queries
):
    client, address = client_of(mentor), reverse("reviews:policy_detail")
    client.get(address)
    with django_assert_num_queries(12):
        client.get(address)
    for number in range(3):
        row = ReviewTemplate.objects.create(kind="interim", title=f"Another {number}")
        row.areas.set(ReviewArea.objects.all())

    with django_assert_num_queries(12):
        client.get(address)


def test_policy_update_by_form(client_of, kinds, quality_lead):
    client, address = client_of(quality_lead), reverse("reviews:policy_update")
    assert client.get(address).status_code == 200

    refused = client.post(address, sent(days_to_read=99))
    answered = client.post(address, sent(days_to_read=6))

    assert refused.status_code == 422
    assert "from 1 to 20" in refused.content.decode()
    assert answered.status_code == 302
    assert review_policy().days_to_read == 6


@pytest.mark.parametrize("part", ["reviewee", "reviewer", "countersigner", "hr", "rubbish"])
def test_template_detail_shows_it_as_each_part(client_of, kinds, mentor, part):
    page = client_of(mentor).get(f"{kinds['annual'].get_absolute_url()}?as={part}")

    assert page.status_code == 200


def test_template_detail_of_one_out_of_use_is_for_its_keepers(client_of, kinds, mentor, hr):
    ReviewTemplate.objects.filter(kind="interim").update(is_active=False)
    address = kinds["interim"].get_absolute_url()

    assert client_of(mentor).get(address).status_code == 404
    assert client_of(hr).get(address).status_code == 200


def test_template_update_by_form(client_of, kinds, hr):
    template = kinds["mid_year"]
    client, address = client_of(hr), reverse("reviews:template_update", args=[template.pk])
    data = {
        "title": "Half-way talk",
        "purpose": "How it goes.",
        "is_active": "on",
        "opens_month": 2,
        "due_month": 3,
        "areas": [template.areas.first().pk],
        "self_days": 10,
    }

    assert client.get(address).status_code == 200
    assert client.post(address, {**data, "opens_week": 4}).status_code == 422
    assert client.post(address, {**data, "due_month": 13}).status_code == 422
    client.post(address, data)

    template.refresh_from_db()
    assert (template.title, template.areas.count()) == ("Half-way talk", 1)
    assert not template.asks_self_assessment


def test_a_title_that_is_taken_is_said_beside_the_field(client_of, kinds, hr):
    template = kinds["mid_year"]
    data = {"title": "Annual review", "self_days": 10}

    page = client_of(hr).post(reverse("reviews:template_update", args=[template.pk]), data)

    assert page.status_code == 422


def test_area_update_by_form(client_of, kinds, hr):
    area = ReviewArea.objects.get(code="coaching")
    client, address = client_of(hr), reverse("reviews:area_update", args=[area.pk])
    page = client.get(address)
    data = {name: page.context["form"][name].value() for name in page.context["form"].fields}
    data["statements"] = [statement.pk for statement in area.statements.all()]
    data["anchor_4"] = "Others come to watch, and try it themselves the next day."

    assert client.post(address, {**data, "anchor_1": ""}).status_code == 422
    client.post(address, data)

    assert area.anchors.get(rating=4).text.startswith("Others come to watch")


@pytest.mark.parametrize("name", ["policy_update", "template_update", "area_update"])
def test_changing_is_not_there_for_others(client_of, kinds, mentor, manager, name):
    keys = {
        "policy_update": [],
        "template_update": [kinds["annual"].pk],
        "area_update": [ReviewArea.objects.first().pk],
    }
    for person in (mentor, manager):
        address = reverse(f"reviews:{name}", args=keys[name])
        assert client_of(person).get(address).status_code == 404
