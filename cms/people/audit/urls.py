from django.urls import path

from . import views

app_name = "audit"
urlpatterns = [
    path("account/records/", views.my_records, name="my_records"),
    path("audit/", views.event_list, name="event_list"),
]
