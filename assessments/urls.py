"""Every address of the box. Each slice has a line and a namespace of its own."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("quizzes/", include("assessments.quizzes.urls")),
    path("scenarios/", include("assessments.scenarios.urls")),
    path("", include("assessments.standards.urls")),
    path("", include("assessments.cpd.urls")),
]
