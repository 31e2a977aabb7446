from django.urls import path

from . import views

app_name = "teams"
urlpatterns = [
    path("people/", views.person_list, name="person_list"),
    path("people/invite/", views.person_invite, name="person_invite"),
    path("people/teams/", views.team_list, name="team_list"),
    path("people/<int:pk>/profile/", views.profile_update, name="profile_update"),
    path("people/<int:pk>/manager/", views.manager_update, name="manager_update"),
    path("people/covers/", views.cover_list, name="cover_list"),
    path("people/covers/new/", views.cover_create, name="cover_create"),
    path("people/covers/<int:pk>/end/", views.cover_end, name="cover_end"),
    path("people/conflicts/", views.conflict_list, name="conflict_list"),
    path("people/conflicts/new/", views.conflict_create, name="conflict_create"),
    path("people/conflicts/<int:pk>/end/", views.conflict_end, name="conflict_end"),
]
