from django.urls import path

from . import views

app_name = "actions"
urlpatterns = [
    path("supervision/actions/", views.action_list, name="action_list"),
    path("supervision/actions/new/", views.action_create, name="action_create"),
    path("supervision/actions/team/", views.team_actions, name="team_actions"),
    path("supervision/actions/people/<int:pk>/", views.person_actions, name="person_actions"),
    path("supervision/actions/<int:pk>/", views.action_detail, name="action_detail"),
    path("supervision/actions/<int:pk>/progress/", views.action_progress, name="action_progress"),
    path("supervision/actions/<int:pk>/done/", views.action_close, name="action_close"),
    path("supervision/actions/<int:pk>/change/", views.action_rescope, name="action_rescope"),
    path("supervision/actions/<int:pk>/carry/", views.action_carry, name="action_carry"),
    path("supervision/actions/<int:pk>/drop/", views.action_drop, name="action_drop"),
    path("supervision/actions/<int:pk>/reopen/", views.action_reopen, name="action_reopen"),
    path("supervision/actions/<int:pk>/share/", views.action_share, name="action_share"),
    path("supervision/actions/<int:pk>/evidence/", views.action_evidence, name="action_evidence"),
    path("supervision/actions/<int:pk>/plan/", views.action_plan, name="action_plan"),
    path("supervision/actions/<int:pk>/cpd/", views.action_begin_entry, name="action_begin_entry"),
]
