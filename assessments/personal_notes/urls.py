from django.urls import path

from . import views

app_name = "personal_notes"
urlpatterns = [
    path("supervision/notes/", views.note_list, name="note_list"),
    path("supervision/notes/new/", views.note_create, name="note_create"),
    path("supervision/notes/restore/", views.note_restore, name="note_restore"),
    path("supervision/notes/<int:pk>/", views.note_update, name="note_update"),
    path("supervision/notes/<int:pk>/delete/", views.note_delete, name="note_delete"),
]
