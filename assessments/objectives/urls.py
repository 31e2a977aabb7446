from django.urls import path

from . import views

app_name = "objectives"
HERE = "review/objectives/"
urlpatterns = [
    path(HERE, views.objective_list, name="objective_list"),
    path(f"{HERE}begin/", views.objective_begin, name="objective_begin"),
    path(f"{HERE}new/", views.objective_create, name="objective_create"),
    path(f"{HERE}print/", views.objective_print, name="objective_print"),
    path(f"{HERE}team/", views.team_list, name="team_list"),
    path(f"{HERE}team/all/", views.team_objectives, name="team_objectives"),
    path(f"{HERE}people/<int:pk>/", views.person_objectives, name="person_objectives"),
    path(f"{HERE}people/<int:pk>/begin/", views.person_begin, name="person_begin"),
    path(f"{HERE}people/<int:pk>/new/", views.person_create, name="person_create"),
    path(f"{HERE}people/<int:pk>/print/", views.person_print, name="person_print"),
    path(f"{HERE}priorities/", views.priority_list, name="priority_list"),
    path(f"{HERE}priorities/new/", views.priority_create, name="priority_create"),
    path(f"{HERE}priorities/<int:pk>/change/", views.priority_update, name="priority_update"),
    path(f"{HERE}priorities/<int:pk>/retire/", views.priority_retire, name="priority_retire"),
    path(f"{HERE}<int:pk>/", views.objective_detail, name="objective_detail"),
    path(f"{HERE}<int:pk>/change/", views.objective_update, name="objective_update"),
    path(f"{HERE}<int:pk>/agree/", views.objective_agree, name="objective_agree"),
    path(f"{HERE}<int:pk>/progress/", views.progress_create, name="progress_create"),
    path(f"{HERE}<int:pk>/close/", views.objective_close, name="objective_close"),
]
