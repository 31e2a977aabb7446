from django.urls import path

from . import views

app_name = "profiles"
urlpatterns = [
    path("cpd/export/", views.export_create, name="export_create"),
    path("cpd/export/everything/", views.everything, name="everything"),
    path("cpd/export/pack/", views.pack_create, name="pack_create"),
    path("cpd/export/check/", views.export_check, name="export_check"),
]
