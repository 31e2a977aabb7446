from django.urls import path

from . import views

app_name = "events"
urlpatterns = [
    path("events/", views.event_list, name="event_list"),
    path("events/new/", views.event_create, name="event_create"),
    path("events/join/", views.event_join, name="event_join"),
    path("events/at/<str:code>/", views.event_attend, name="event_attend"),
    path("events/<int:pk>/", views.event_detail, name="event_detail"),
    path("events/<int:pk>/screen/", views.event_screen, name="event_screen"),
    path("events/<int:pk>/change/", views.event_update, name="event_update"),
    path("events/<int:pk>/close/", views.event_close, name="event_close"),
    path("events/<int:pk>/reopen/", views.event_reopen, name="event_reopen"),
    path("events/<int:pk>/draft/", views.event_draft, name="event_draft"),
]
