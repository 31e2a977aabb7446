"""Where trainers write what is particular to their college."""

from typing import Any

from django.db.models import Model
from wagtail.admin.panels import FieldPanel, HelpPanel
from wagtail.admin.ui.tables import Column, UpdatedAtColumn
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet

from . import queries, services
from .models import LocalText


class LocalTextList(generic.IndexView):
    template_name = "local_texts/index.html"
    page_title = "In your college"

    def _get_title_column(self, field_name: str, *args: Any, **kwargs: Any) -> Column:
        column: Column = super()._get_title_column(field_name, *args, **kwargs)
        column.label = "Short name"
        return column

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(*args, **kwargs)
        return {**context, "waiting": queries.waiting_keys()}


class LocalTextCreate(generic.CreateView):
    def get_initial_form_instance(self) -> Model:
        """A link from the list of waiting texts brings its key along."""
        return LocalText(key=self.request.GET.get("key", "")[:60])

    def save_instance(self) -> LocalText:
        return services.save_local_text(local_text=self.form.instance, by=self.request.user)


class LocalTextEdit(generic.EditView):
    def save_instance(self) -> LocalText:
        return services.save_local_text(local_text=self.form.instance, by=self.request.user)


class LocalTextDelete(generic.DeleteView):
    def delete_action(self) -> None:
        services.delete_local_text(local_text=self.object, by=self.request.user)


class LocalTextViewSet(ModelViewSet):
    model = LocalText
    url_prefix = "local-texts"
    icon = "home"
    menu_label = "In your college"
    menu_order = 250
    add_to_admin_menu = True
    copy_view_enabled = False
    index_view_class = LocalTextList
    add_view_class = LocalTextCreate
    edit_view_class = LocalTextEdit
    delete_view_class = LocalTextDelete
    list_display = ["key", Column("title", label="Title"), UpdatedAtColumn()]
    list_display_add_buttons = "key"
    search_fields = ["key", "title", "text"]
    panels = [
        HelpPanel(template="local_texts/uses.html", heading="Where it is shown"),
        FieldPanel("key", heading="Short name"),
        FieldPanel("title"),
        FieldPanel("text"),
    ]
