"""The addresses of the box."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("content.activities.urls")),
    path("", include("content.momentum.urls")),
]
