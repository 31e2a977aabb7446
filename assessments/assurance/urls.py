from django.urls import path

from . import views

app_name = "assurance"
urlpatterns = [
    path("supervision/assurance/", views.overview, name="overview"),
    path("supervision/assurance/export/", views.overview_export, name="overview_export"),
    path("supervision/pulse/", views.pulse_create, name="pulse_create"),
    path("supervision/pulse/results/", views.pulse_results, name="pulse_results"),
]
