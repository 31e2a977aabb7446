from django.urls import path

from . import views

app_name = "outcomes"
urlpatterns = [
    path("review/outcomes/", views.outcome_list, name="outcome_list"),
    path("review/outcomes/export/", views.outcome_export, name="outcome_export"),
    path("review/outcomes/report/", views.impact_report, name="impact_report"),
    path("review/outcomes/people/<int:pk>/", views.person_outcomes, name="person_outcomes"),
    path("review/outcomes/people/<int:pk>/note/", views.person_note, name="person_note"),
    path("review/outcomes/teams/<int:pk>/", views.team_outcomes, name="team_outcomes"),
    path("review/outcomes/teams/<int:pk>/note/", views.team_note, name="team_note"),
    path("review/outcomes/files/", views.import_list, name="import_list"),
    path("review/outcomes/files/new/", views.import_start, name="import_start"),
    path("review/outcomes/files/confirm/", views.import_confirm, name="import_confirm"),
    path("review/outcomes/files/template/", views.import_template, name="import_template"),
    path("review/outcomes/files/<int:pk>/", views.import_detail, name="import_detail"),
    path("review/outcomes/files/<int:pk>/back/", views.import_withdraw, name="import_withdraw"),
]
