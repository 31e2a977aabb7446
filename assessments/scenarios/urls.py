from django.urls import path

from assessments.scenarios import views

app_name = "scenarios"

urlpatterns = [
    path("<int:pk>/attempts/", views.attempt_create, name="attempt_create"),
    path("attempts/<int:pk>/", views.attempt_detail, name="attempt_detail"),
    path("attempts/<int:pk>/steps/", views.step_create, name="step_create"),
]
