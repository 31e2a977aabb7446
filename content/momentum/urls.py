from django.urls import path

from . import views

app_name = "momentum"
urlpatterns = [
    path("momentum/", views.calendar, name="calendar"),
]
