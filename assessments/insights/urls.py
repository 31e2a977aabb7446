from django.urls import path

from assessments.insights import views

app_name = "insights"

urlpatterns = [
    path("insights/", views.scenario_list, name="scenario_list"),
    path("<int:pk>/insights/", views.scenario_detail, name="scenario_detail"),
    path(
        "<int:pk>/insights/<int:older>-<int:newer>/",
        views.scenario_changes,
        name="scenario_changes",
    ),
]
