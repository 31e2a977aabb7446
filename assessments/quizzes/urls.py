from django.urls import path

from . import views

app_name = "quizzes"
urlpatterns = [
    path("<int:pk>/start/", views.attempt_start, name="attempt_start"),
    path("attempts/<int:pk>/", views.attempt_detail, name="attempt_detail"),
    path("attempts/<int:pk>/<int:position>/", views.attempt_question, name="attempt_question"),
    path("attempts/<int:pk>/review/", views.attempt_review, name="attempt_review"),
    path("attempts/<int:pk>/hand-in/", views.attempt_hand_in, name="attempt_hand_in"),
]
