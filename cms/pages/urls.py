"""In front of Wagtail's own patterns, which answer the same addresses more slowly."""

from django.urls import re_path
from wagtail.urls import serve_pattern

from cms.pages import views

app_name = "pages"
urlpatterns = [re_path(serve_pattern, views.serve_page, name="serve_page")]
