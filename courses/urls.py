"""The addresses of the box. Programmes, modules and lessons have their own, from the page tree."""

from django.urls import include, path

urlpatterns = [
    path("learn/", include("courses.progress.urls")),
    path("learn/", include("courses.enrolment.urls")),
    path("practice/", include("courses.practice.urls")),
    path("certificates/", include("courses.certificates.urls")),
]
