"""Roles decide, as everywhere: Wagtail's admin asks the `access.py` of a slice."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import Model, QuerySet
from wagtail.permission_policies.base import BasePermissionPolicy
from wagtail.permissions import page_permission_policy


class RolePolicy(BasePermissionPolicy):
    """Without `can_delete`, nobody deletes."""

    def __init__(
        self,
        model: type[Model],
        *,
        can_list: Callable[[Any], bool],
        can_edit: Callable[[Any], bool],
        can_delete: Callable[[Any, Any], bool] | None = None,
    ) -> None:
        super().__init__(model)
        self.can_list, self.can_edit, self.can_delete = can_list, can_edit, can_delete

    def user_has_permission(self, user: Any, action: str) -> bool:
        return self.can_list(user) if action == "view" else self.can_edit(user)

    def user_has_permission_for_instance(self, user: Any, action: str, instance: Any) -> bool:
        if action == "delete":
            return self.can_delete is not None and self.can_delete(user, instance)
        return self.user_has_permission(user, action)

    def users_with_any_permission(self, actions: Any) -> QuerySet[Any]:
        people = get_user_model()._default_manager.filter(is_active=True)
        allowed = [
            person.pk
            for person in people
            if any(self.user_has_permission(person, action) for action in actions)
        ]
        return people.filter(pk__in=allowed)


def can_edit_pages(user: Any) -> bool:
    """Whether links to pages in the editor lead anywhere."""
    return bool(page_permission_policy.user_has_permission(user, "change"))
