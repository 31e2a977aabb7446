from django.urls import path

from . import views

app_name = "readings"
urlpatterns = [
    path("review/reading/", views.my_reading, name="my_reading"),
    path("review/reading/<int:pk>/", views.person_reading, name="person_reading"),
]
