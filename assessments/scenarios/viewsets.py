"""What authors share between scenarios: the people in them, and scenes used again and again."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from wagtail.admin.panels import FieldPanel, ObjectList
from wagtail.admin.ui.tables import UsageCountColumn
from wagtail.models import ReferenceIndex
from wagtail.permissions import register_permission_policy
from wagtail.snippets.views.snippets import (
    CreateView,
    DeleteView,
    EditView,
    SnippetViewSet,
    SnippetViewSetGroup,
)

from assessments.scenarios import access
from assessments.scenarios.editing import PACK_PANELS, ScenePackForm
from assessments.scenarios.models import Character, ScenePack
from content.permissions import RolePolicy

for model in (Character, ScenePack):
    register_permission_policy(
        model,
        RolePolicy(
            model,
            can_list=access.can_list_parts,
            can_edit=access.can_edit_parts,
            can_delete=access.can_delete_part,
        ),
    )


class UsedColumn(UsageCountColumn):
    """How often it is used, leading to where."""

    def get_cell_context_data(self, instance: Any, parent_context: Any) -> dict[str, Any]:
        names = f"wagtailsnippets_assessments_{instance._meta.model_name}"
        instance.usage_url = reverse(f"{names}:usage", args=[instance.pk])
        context: dict[str, Any] = super().get_cell_context_data(instance, parent_context)
        return context


class PartDelete(DeleteView):
    """Wagtail asks for the right to delete at all; ours depends on what is deleted."""

    def get_object(self) -> Model:
        part: Model = super().get_object()
        if not access.can_delete_part(self.request.user, part):
            raise PermissionDenied
        return part


class PartViewSet(SnippetViewSet):
    copy_view_enabled = False
    delete_view_class = PartDelete
    list_per_page = 30

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        counted = ReferenceIndex.usage_count_subquery(self.model)
        found: QuerySet[Any] = self.model._default_manager.annotate(usage_count=counted)
        return found


class CharacterViewSet(PartViewSet):
    model = Character
    icon = "user"
    menu_label = "People in scenarios"
    list_display = ["name", "role", UsedColumn("usage_count", label="Used")]
    edit_handler = ObjectList([FieldPanel("name"), FieldPanel("role"), FieldPanel("portrait")])


class SavedByHand:
    """Shared scenes have no draft: what is saved is what every scenario takes in next."""

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)  # type: ignore[misc]  # of Wagtail's view
        self.autosave_enabled = False


class PackCreate(SavedByHand, CreateView):
    pass


class PackEdit(SavedByHand, EditView):
    pass


class ScenePackViewSet(PartViewSet):
    add_view_class = PackCreate
    edit_view_class = PackEdit
    model = ScenePack
    icon = "copy"
    menu_label = "Shared scenes"
    list_display = ["title", "about", UsedColumn("usage_count", label="Used")]
    edit_handler = ObjectList(PACK_PANELS, base_form_class=ScenePackForm)


class ScenarioPartsViewSetGroup(SnippetViewSetGroup):
    items = (CharacterViewSet, ScenePackViewSet)
    menu_label = "Scenario parts"
    menu_icon = "group"
    menu_order = 265
