"""The screens in the Wagtail admin; courses/wagtail_hooks.py puts them there."""

from django.urls import path

from . import views

app_name = "bundles"
urlpatterns = [
    path("<int:pk>/export/", views.export_show, name="export_show"),
    path("<int:pk>/export/<str:name>.zip", views.export_download, name="export_download"),
    path("<int:pk>/import/", views.import_start, name="import_start"),
    path("<int:pk>/import/<str:token>/", views.import_review, name="import_review"),
]
