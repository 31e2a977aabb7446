"""The trainers' list of jargon and what to say instead."""

from wagtail.admin.panels import FieldPanel
from wagtail.admin.ui.tables import BooleanColumn, Column, DateColumn
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet

from . import services
from .models import PlainWord


class PlainWordList(generic.IndexView):
    template_name = "plain_words/index.html"
    page_title = "Plain words"

    def get_delete_url(self, instance: PlainWord) -> str | None:
        may = self.user_has_permission_for_instance("delete", instance)
        return super().get_delete_url(instance) if may else None


class PlainWordCreate(generic.CreateView):
    def save_instance(self) -> PlainWord:
        return services.save_plain_word(plain_word=self.form.instance, by=self.request.user)


class PlainWordEdit(generic.EditView):
    def save_instance(self) -> PlainWord:
        return services.save_plain_word(plain_word=self.form.instance, by=self.request.user)


class PlainWordDelete(generic.DeleteView):
    def delete_action(self) -> None:
        services.delete_plain_word(plain_word=self.object, by=self.request.user)


class PlainWordViewSet(ModelViewSet):
    model = PlainWord
    url_prefix = "plain-words"
    icon = "openquote"
    menu_label = "Plain words"
    menu_order = 270
    add_to_admin_menu = True
    copy_view_enabled = False
    index_view_class = PlainWordList
    add_view_class = PlainWordCreate
    edit_view_class = PlainWordEdit
    delete_view_class = PlainWordDelete
    list_per_page = 30
    list_display = [
        "jargon",
        Column("plain", label="Plain version"),
        BooleanColumn("is_used", label="Looked for"),
        DateColumn("updated_at", label="Updated"),
    ]
    list_display_add_buttons = "jargon"
    search_fields = ["jargon", "plain", "note"]
    panels = [
        FieldPanel("jargon"),
        FieldPanel("plain"),
        FieldPanel("note"),
        FieldPanel("is_used"),
    ]
