import pytest
from django.contrib.auth.models import Group
from django.urls import reverse
from wagtail.models import GroupCollectionPermission, GroupPagePermission, Site

from cms.people.editors import rules
from cms.people.editors.services import keep_groups_in_step, set_up_groups
from tests.factories.people import RoleGrantFactory, days_ago

pytestmark = pytest.mark.django_db


def counts():
    return (
        Group.objects.count(),
        GroupPagePermission.objects.count(),
        GroupCollectionPermission.objects.count(),
    )


def test_set_up_groups_twice_changes_nothing(groups):
    before = counts()

    set_up_groups()

    assert counts() == before
    assert set(Group.objects.values_list("name", flat=True)) == set(rules.PERMISSIONS)


def test_set_up_groups_mends_what_somebody_added(groups, mentor):
    group = Group.objects.get(name=rules.QUALITY_LEADS)
    site = Site.objects.get(is_default_site=True)
    GroupPagePermission.objects.create(group=group, page=site.root_page, permission_type="publish")

    set_up_groups()

    assert not group.page_permissions.exists()


def test_set_up_groups_leaves_what_is_given_page_by_page(groups):
    """Safeguarding leads look at some modules, which a box above names, and at nothing else."""
    group = Group.objects.get(name=rules.SAFEGUARDING_LEADS)
    page = Site.objects.get(is_default_site=True).root_page
    for kind in ("bulk_delete", "change"):
        GroupPagePermission.objects.create(group=group, page=page, permission_type=kind)

    set_up_groups()

    left = group.page_permissions.values_list("permission__codename", flat=True)
    assert list(left) == ["bulk_delete_page"]


def test_no_group_may_touch_people(groups):
    permissions = [
        permission
        for group in Group.objects.all()
        for permission in group.permissions.values_list("content_type__app_label", "codename")
    ]

    assert not [p for p in permissions if p[0] == "auth" or p[1].endswith("_user")]


def test_keep_groups_in_step_follows_the_dates(trainer, mentor, groups):
    keep_groups_in_step()
    was_in = trainer.groups.filter(name=rules.TRAINERS).exists()
    trainer.role_grants.update(ends_on=days_ago(1))
    RoleGrantFactory.create(holder=mentor, role="quality_lead")

    keep_groups_in_step()

    assert was_in
    assert not trainer.groups.exists()
    assert mentor.groups.get().name == rules.QUALITY_LEADS


def test_a_closed_account_leaves_its_groups(trainer):
    keep_groups_in_step()
    trainer.is_active = False
    trainer.save()

    keep_groups_in_step()

    assert not trainer.groups.exists()


@pytest.mark.parametrize(
    ("who", "opens"),
    [("trainer", True), ("admin", True), ("quality_lead", True), ("mentor", False),
     ("manager", False), ("dsl", True), ("hr", False), ("dpo", False)],
)  # fmt: skip
def test_who_gets_into_the_admin(who, opens, client_of, request):
    user = request.getfixturevalue(who)
    keep_groups_in_step()

    answer = client_of(user).get(reverse("wagtailadmin_home"))

    assert (answer.status_code == 200) is opens


def test_a_trainer_publishes_pages_and_sees_no_settings(trainer, client_of):
    keep_groups_in_step()
    page = Site.objects.get(is_default_site=True).root_page
    client = client_of(trainer)

    assert page.permissions_for_user(trainer).can_publish()
    assert client.get("/cms/settings/people/collegesettings/").status_code == 302


def test_a_site_admin_changes_the_college_and_no_page(admin, client_of):
    keep_groups_in_step()
    client = client_of(admin)

    answer = client.get("/cms/settings/people/collegesettings/", follow=True)

    assert answer.status_code == 200
    assert "The safeguarding card" in answer.content.decode()
    page = Site.objects.get(is_default_site=True).root_page
    assert not page.permissions_for_user(admin).can_edit()
