from django.urls import path

from . import views

app_name = "activities"
urlpatterns = [
    path("activities/<int:pk>/results/", views.result_list, name="result_list"),
    path("activities/attempts/<int:pk>/", views.attempt_detail, name="attempt_detail"),
]
