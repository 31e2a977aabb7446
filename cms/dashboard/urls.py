from django.urls import path

from . import views

app_name = "dashboard"
urlpatterns = [
    path("write/", views.author_gate, name="author_gate"),
    path("team/", views.team, name="team"),
    path("team/modules/", views.team_modules, name="team_modules"),
    path("team/act/", views.team_act, name="team_act"),
    path("team/export/", views.team_export, name="team_export"),
    path("team/<int:pk>/", views.team_person, name="team_person"),
    path("team/<int:pk>/enrol/", views.team_enrol, name="team_enrol"),
]
