"""The sources facts lean on, and the editions of each."""

from typing import Any

from django.db import models
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils.functional import cached_property
from wagtail.admin import messages
from wagtail.admin.panels import FieldPanel, FieldRowPanel, ObjectList
from wagtail.admin.ui.tables import Column
from wagtail.admin.views import generic
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from content.guidance import queries, services
from content.guidance.forms import EditionForm
from content.guidance.models import Edition, Fact, Publication

from .screens import NEWER, GuidanceDelete, GuidanceViewSet, facts_url


class SourceList(generic.IndexView):
    page_title = "Sources"

    def get_base_queryset(self) -> models.QuerySet[Publication]:
        return queries.publications()


class SourceCreate(generic.CreateView):
    success_message = "“%(object)s” is kept. Now add the edition you have before you."

    def save_instance(self) -> Publication:
        return services.save_publication(publication=self.form.instance, by=self.request.user)

    def get_success_url(self) -> str:
        return reverse("sources:add_edition", args=[self.object.pk])


class SourceEdit(generic.EditView):
    template_name = "guidance/source.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        editions = queries.editions_of(self.object.pk)
        facts = sum(line.facts for line in editions)
        return {**context, "editions": editions, "fact_count": facts}

    def save_instance(self) -> Publication:
        return services.save_publication(publication=self.form.instance, by=self.request.user)


class EditionScreen(WagtailAdminTemplateMixin):
    """What the screens of an edition share: they stand below its source."""

    model = Edition
    index_url_name = "sources:index"
    edit_url_name = "sources:edit_edition"
    delete_url_name = "sources:delete_edition"
    header_icon = "calendar-check"

    def get_panel(self) -> Any:
        fields = [FieldRowPanel([FieldPanel("name"), FieldPanel("date")])]
        handler = ObjectList([*fields, FieldPanel("what_changed")], base_form_class=EditionForm)
        return handler.bind_to_model(Edition)

    @property
    def source(self) -> Publication:
        return self.object.publication

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        return [
            *self.breadcrumbs_items,
            {"url": reverse("sources:index"), "label": "Sources"},
            {"url": reverse("sources:edit", args=[self.source.pk]), "label": str(self.source)},
            {"url": "", "label": self.get_page_subtitle()},
        ]

    def get_success_url(self) -> str:
        return reverse("sources:edit", args=[self.source.pk])


class EditionCreate(EditionScreen, generic.CreateView):
    template_name = "guidance/new_edition.html"
    submit_button_label = "Add this edition"

    @cached_property
    def source(self) -> Publication:
        return get_object_or_404(Publication, pk=self.kwargs["source"])

    def get_initial_form_instance(self) -> Edition:
        return Edition(publication=self.source)

    def get_page_subtitle(self) -> str:
        return f"New edition of {self.source}"

    def get_success_message(self, instance: Edition) -> str:
        waits = len(self.waiting)
        if not waits:
            return f"The edition {instance.name} is kept. It holds from {instance.date_in_words}."
        facts = "One fact waits" if waits == 1 else f"{waits} facts wait"
        return f"The edition {instance.name} is kept. {facts} to be read against it."

    def get_success_buttons(self) -> list[Any]:
        url = facts_url(self.source.pk, NEWER)
        return [messages.button(url, "Show them")] if self.waiting else []

    @cached_property
    def waiting(self) -> list[Fact]:
        """Asked for when the edition has been kept."""
        return [fact for fact, newer in queries.facts_to_check() if newer == self.object]

    def get_add_url(self) -> str:
        return reverse("sources:add_edition", args=[self.source.pk])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        ties = queries.ties(self.source)
        pages = queries.page_titles(ties.uses)
        return {**context, "source": self.source, "facts": ties.facts, "pages": pages}

    def save_instance(self) -> Edition:
        return services.save_edition(edition=self.form.instance, by=self.request.user)


class EditionEdit(EditionScreen, generic.EditView):
    def get_page_subtitle(self) -> str:
        return str(self.object.name)

    def save_instance(self) -> Edition:
        return services.save_edition(edition=self.form.instance, by=self.request.user)


class EditionDelete(EditionScreen, GuidanceDelete):
    def get_panel(self) -> None:
        """Nothing is asked for."""


class SourceViewSet(GuidanceViewSet):
    model = Publication
    name = "sources"
    icon = "doc-full"
    menu_label = "Sources"
    index_view_class = SourceList
    add_view_class = SourceCreate
    edit_view_class = SourceEdit
    delete_view_class = GuidanceDelete
    list_display = [
        "title",
        "publisher",
        "kind",
        Column("latest_edition", label="Latest edition"),
        Column("fact_count", label="Facts"),
    ]
    list_filter = ["kind"]
    search_fields = ["title", "publisher"]
    panels = [
        FieldPanel("title"),
        FieldRowPanel([FieldPanel("publisher"), FieldPanel("kind")]),
        FieldPanel("url"),
    ]

    def get_urlpatterns(self) -> list[Any]:
        return [
            *super().get_urlpatterns(),
            path("<int:source>/edition/", EditionCreate.as_view(), name="add_edition"),
            path("edition/<int:pk>/", EditionEdit.as_view(), name="edit_edition"),
            path("edition/<int:pk>/delete/", EditionDelete.as_view(), name="delete_edition"),
        ]
