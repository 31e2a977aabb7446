from django.urls import path

from . import views

app_name = "needs"
urlpatterns = [
    path("review/needs/", views.needs_overview, name="needs_overview"),
    path("review/needs/table.csv", views.needs_export, name="needs_export"),
    path("review/needs/<str:code>/", views.need_detail, name="need_detail"),
    path("review/needs/<str:code>/<int:module>/", views.need_enrol, name="need_enrol"),
]
