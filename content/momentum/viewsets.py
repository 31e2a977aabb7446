"""Where trainers keep the college year: its first day, and its dips."""

from typing import Any

from django.urls import path, reverse
from django.utils import timezone
from wagtail.admin.panels import FieldPanel, FieldRowPanel, HelpPanel, ObjectList
from wagtail.admin.ui.tables import BooleanColumn, Column, DateColumn
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet

from . import access, queries, services
from .models import CollegeYear, Dip


class DipList(generic.IndexView):
    template_name = "momentum/index.html"
    page_title = "The college year"

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(*args, **kwargs)
        return {
            **context,
            "year": queries.year(timezone.localdate()),
            "can_edit": access.can_edit_dips(self.request.user),
        }

    def get_delete_url(self, instance: Dip) -> str | None:
        may = self.user_has_permission_for_instance("delete", instance)
        return super().get_delete_url(instance) if may else None


class DipCreate(generic.CreateView):
    def save_instance(self) -> Dip:
        return services.save_dip(dip=self.form.instance, by=self.request.user)


class DipEdit(generic.EditView):
    def save_instance(self) -> Dip:
        return services.save_dip(dip=self.form.instance, by=self.request.user)


class DipDelete(generic.DeleteView):
    def delete_action(self) -> None:
        services.delete_dip(dip=self.object, by=self.request.user)


class YearEdit(generic.EditView):
    """The first day of teaching. One row, made when it is first said."""

    model = CollegeYear
    index_url_name = "dips:index"
    header_icon = "calendar-alt"
    success_message = "Saved. Weeks are counted from the Monday of that week."
    error_message = "The first day of teaching could not be saved."

    def get_object(self, queryset: Any = None) -> CollegeYear:
        return queries.college_year()

    def get_panel(self) -> Any:
        return ObjectList([FieldPanel("teaching_starts_on")]).bind_to_model(CollegeYear)

    def get_edit_url(self) -> str:
        return reverse("dips:year")

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        return [
            *self.breadcrumbs_items,
            {"url": reverse("dips:index"), "label": "The college year"},
            {"url": "", "label": "First day of teaching"},
        ]

    def get_page_subtitle(self) -> str:
        return "First day of teaching"

    def save_instance(self) -> CollegeYear:
        day = self.form.cleaned_data["teaching_starts_on"]
        return services.set_college_year(teaching_starts_on=day, by=self.request.user)


class DipViewSet(ModelViewSet):
    model = Dip
    url_prefix = "dips"
    icon = "calendar-alt"
    menu_label = "College year"
    menu_order = 260
    add_to_admin_menu = True
    copy_view_enabled = False
    index_view_class = DipList
    add_view_class = DipCreate
    edit_view_class = DipEdit
    delete_view_class = DipDelete
    list_display = [
        "title",
        Column("weeks", label="Weeks", accessor="week_words"),
        Column("dates", label="This year", accessor=queries.dates_of),
        BooleanColumn("is_shown", label="Shown"),
        DateColumn("updated_at", label="Updated"),
    ]
    list_display_add_buttons = "title"
    search_fields = ["title", "why", "tactic"]
    panels = [
        FieldPanel("title"),
        FieldRowPanel([FieldPanel("from_week"), FieldPanel("until_week")]),
        HelpPanel(
            template="momentum/weeks.html", heading="Which week is which", classname="collapsed"
        ),
        FieldPanel("why"),
        FieldPanel("tactic"),
        FieldPanel("lesson"),
        FieldPanel("is_shown"),
    ]

    def get_urlpatterns(self) -> list[Any]:
        return [*super().get_urlpatterns(), path("year/", YearEdit.as_view(), name="year")]
