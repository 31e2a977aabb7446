from django.urls import path

from . import views

app_name = "figures"
urlpatterns = [
    path("review/figures/", views.figure_policy, name="figure_policy"),
    path("review/figures/change/", views.figure_policy_update, name="figure_policy_update"),
]
