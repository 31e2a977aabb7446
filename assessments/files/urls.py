from django.urls import path

from . import views

app_name = "files"
urlpatterns = [
    path("cpd/files/", views.file_list, name="file_list"),
    path("cpd/files/add/", views.file_create, name="file_create"),
    path("cpd/files/storage/", views.storage_overview, name="storage_overview"),
    path("cpd/files/<int:pk>/", views.file_detail, name="file_detail"),
    path("cpd/files/<int:pk>/change/", views.file_update, name="file_update"),
    path("cpd/files/<int:pk>/attest/", views.file_attest, name="file_attest"),
    path("cpd/files/<int:pk>/remove/", views.file_remove, name="file_remove"),
    path("cpd/files/<int:pk>/download/", views.file_download, name="file_download"),
]
