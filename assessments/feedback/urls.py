from django.urls import path

from . import views

app_name = "feedback"
HERE = "review/feedback/"
urlpatterns = [
    path(HERE, views.note_list, name="note_list"),
    path(f"{HERE}print/", views.note_print, name="note_print"),
    path(f"{HERE}team/", views.team_list, name="team_list"),
    path(f"{HERE}people/<int:pk>/", views.person_notes, name="person_notes"),
    path(f"{HERE}people/<int:pk>/new/", views.note_create, name="note_create"),
    path(f"{HERE}people/<int:pk>/print/", views.person_print, name="person_print"),
    path(f"{HERE}<int:pk>/", views.note_detail, name="note_detail"),
    path(f"{HERE}<int:pk>/reply/", views.reply_create, name="reply_create"),
]
