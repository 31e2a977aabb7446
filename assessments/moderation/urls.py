from django.urls import path

from . import views

app_name = "moderation"
ROUND = "review/moderation/rounds/<int:pk>/"
CASE = "review/moderation/cases/<int:pk>/"
EXERCISE = "review/calibration/<int:pk>/"
urlpatterns = [
    # Moderation.
    path("review/moderation/", views.round_list, name="round_list"),
    path("review/moderation/draw/", views.round_draw, name="round_draw"),
    path("review/moderation/how-we-rate/", views.rating_list, name="rating_list"),
    path("review/moderation/outcomes/", views.outcome_list, name="outcome_list"),
    path(ROUND, views.round_detail, name="round_detail"),
    path(CASE, views.case_detail, name="case_detail"),
    path(f"{CASE}rate/", views.case_rate, name="case_rate"),
    path(f"{CASE}decide/", views.case_close, name="case_close"),
    path(f"{CASE}step-aside/", views.case_step_aside, name="case_step_aside"),
    path(f"{CASE}moderators/", views.moderators_update, name="moderators_update"),
    path(f"{CASE}outcome/", views.outcome_detail, name="outcome_detail"),
    # Calibration.
    path("review/calibration/", views.calibration_list, name="calibration_list"),
    path("review/calibration/new/", views.calibration_create, name="calibration_create"),
    path("review/calibration/over-time/", views.calibration_drift, name="calibration_drift"),
    path(EXERCISE, views.calibration_detail, name="calibration_detail"),
    path(f"{EXERCISE}change/", views.calibration_update, name="calibration_update"),
    path(f"{EXERCISE}rate/", views.calibration_rate, name="calibration_rate"),
    path(f"{EXERCISE}show/", views.calibration_reveal, name="calibration_reveal"),
    path(f"{EXERCISE}agreed/", views.calibration_agree, name="calibration_agree"),
]
