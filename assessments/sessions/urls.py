from django.urls import path

from . import views

app_name = "sessions"
urlpatterns = [
    path("supervision/", views.supervision_home, name="supervision_home"),
    path("supervision/sessions/", views.session_list, name="session_list"),
    path("supervision/sessions/<int:pk>/", views.session_detail, name="session_detail"),
    path("supervision/sessions/<int:pk>/move/", views.session_move, name="session_move"),
    path(
        "supervision/sessions/<int:pk>/call-off/", views.session_call_off, name="session_call_off"
    ),
    path("supervision/sessions/<int:pk>/answer/", views.session_answer, name="session_answer"),
    path("supervision/sessions/<int:pk>/held/", views.session_held, name="session_held"),
    path("supervision/sessions/<int:pk>/missed/", views.session_missed, name="session_missed"),
    path(
        "supervision/sessions/<int:pk>/calendar.ics",
        views.session_calendar,
        name="session_calendar",
    ),
    path("supervision/pairs/<int:agreement>/book/", views.session_book, name="session_book"),
    path("supervision/pairs/<int:agreement>/held/", views.session_add, name="session_add"),
    path("supervision/groups/new/", views.group_book, name="group_book"),
    path("supervision/debriefs/ask/", views.debrief_ask, name="debrief_ask"),
    path("supervision/debriefs/new/", views.debrief_book, name="debrief_book"),
    path("supervision/people/<int:pk>/", views.supervisee_detail, name="supervisee_detail"),
    path("supervision/team/", views.team_sessions, name="team_sessions"),
    path("supervision/calendar/", views.calendar_feed, name="calendar_feed"),
    path("supervision/calendar/stop/", views.calendar_stop, name="calendar_stop"),
    path("supervision/calendar/<str:token>.ics", views.calendar_file, name="calendar_file"),
]
