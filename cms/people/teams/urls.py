from django.urls import path

from . import views

app_name = "teams"
urlpatterns = [
    path("people/", views.person_list, name="person_list"),
    path("people/invite/", views.person_invite, name="person_invite"),
    path("people/teams/", views.team_list, name="team_list"),
    path("people/<int:pk>/profile/", views.profile_update, name="profile_update"),
    path("people/<int:pk>/manager/", views.manager_update, name="manager_update"),
]
