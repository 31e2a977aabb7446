from django.urls import path

from courses.progress import views

app_name = "progress"
urlpatterns = [
    path("steps/<int:pk>/complete/", views.step_complete, name="step_complete"),
    path("steps/<int:pk>/seen/", views.block_seen, name="block_seen"),
    path("steps/<int:pk>/reflection/", views.reflection_save, name="reflection_save"),
    path("notes/", views.note_list, name="note_list"),
    path("notes/<int:pk>/delete/", views.note_delete, name="note_delete"),
    path("modules/<int:pk>/print/", views.module_print, name="module_print"),
    path("modules/<int:pk>/finished/", views.module_finished, name="module_finished"),
]
