"""Keeps Wagtail's groups saying what the dated role grants say, and nothing more."""

from collections.abc import Iterable

from django.contrib.auth.models import Group, Permission
from django.db import transaction
from django.db.models import Q
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Page, Site

from cms.people.accounts.models import RoleGrant, User, current_on

from . import rules


@transaction.atomic
def set_up_groups() -> None:
    """Make the groups and give each exactly its permissions; run again, it mends and adds nothing.

    Pages are given by the root of the site, so that a new programme needs no new permission.
    """
    page = _top_page()
    collection = Collection.get_first_root_node()
    for name, wanted in rules.PERMISSIONS.items():
        group, _ = Group.objects.get_or_create(name=name)
        group.permissions.set(_permissions(wanted))
        if page is not None:
            _set_page_permissions(group, page)
        if collection is not None:
            _set_file_permissions(group, collection)
    # Wagtail brings two groups of its own. Empty ones cannot be a way round the roles.
    for group in Group.objects.filter(name__in=["Moderators", "Editors"]):
        group.user_set.clear()
        group.delete()


def _top_page() -> Page | None:
    site = Site.objects.filter(is_default_site=True).select_related("root_page").first()
    return site.root_page if site else Page.get_first_root_node()


def _permissions(names: Iterable[str]) -> list[Permission]:
    wanted = Q(pk__in=[])
    for name in names:
        app_label, codename = name.split(".")
        wanted |= Q(content_type__app_label=app_label, codename=codename)
    return list(Permission.objects.filter(wanted))


def _set_page_permissions(group: Group, page: Page) -> None:
    wanted = [f"{kind}_page" for kind in rules.PAGE_PERMISSIONS.get(group.name, ())]
    elsewhere = [f"{kind}_page" for kind in rules.PAGE_BY_PAGE.get(group.name, ())]
    ours = GroupPagePermission.objects.filter(group=group)
    ours = ours.exclude(permission__codename__in=elsewhere)
    ours.exclude(page=page, permission__codename__in=wanted).delete()
    found = Permission.objects.filter(content_type__app_label="wagtailcore", codename__in=wanted)
    for permission in found:
        GroupPagePermission.objects.get_or_create(group=group, page=page, permission=permission)


def _set_file_permissions(group: Group, collection: Collection) -> None:
    if group.name not in rules.FILE_GROUPS:
        GroupCollectionPermission.objects.filter(group=group).delete()
        return
    for app_label, model in rules.FILE_MODELS:
        codenames = [f"{kind}_{model}" for kind in rules.FILE_PERMISSIONS]
        found = Permission.objects.filter(content_type__app_label=app_label, codename__in=codenames)
        for permission in found:
            GroupCollectionPermission.objects.get_or_create(
                group=group, collection=collection, permission=permission
            )


@transaction.atomic
def keep_groups_in_step(*, people: Iterable[User] | None = None) -> None:
    """Put people into the groups of the roles they hold today, and take the others out.

    Called when a role changes and every night, because grants begin and end by date.
    """
    chosen = None if people is None else [person.pk for person in people]
    grants = RoleGrant.objects.filter(current_on(), role__in=rules.GROUP_OF_ROLE)
    if chosen is not None:
        grants = grants.filter(holder__in=chosen)
    held = set(grants.filter(holder__is_active=True).values_list("role", "holder_id"))
    for role, name in rules.GROUP_OF_ROLE.items():
        group, is_new = Group.objects.get_or_create(name=name)
        if is_new:
            set_up_groups()
        wanted = {holder for held_role, holder in held if held_role == role}
        members = group.user_set.all()
        if chosen is not None:
            members = members.filter(pk__in=chosen)
        present = set(members.values_list("pk", flat=True))
        group.user_set.remove(*(present - wanted))
        group.user_set.add(*(wanted - present))
