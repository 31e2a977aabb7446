from django.urls import path

from assessments.rooms import views

app_name = "rooms"

urlpatterns = [
    path("", views.room_join, name="room_join"),
    path("mine/", views.room_list, name="room_list"),
    path("open/<int:pk>/", views.room_create, name="room_create"),
    path("<str:code>/", views.room_detail, name="room_detail"),
    path("<str:code>/vote/", views.room_vote, name="room_vote"),
    path("<str:code>/vote/open/", views.vote_open, name="vote_open"),
    path("<str:code>/vote/close/", views.vote_close, name="vote_close"),
    path("<str:code>/follow/", views.option_follow, name="option_follow"),
    path("<str:code>/next/", views.room_next, name="room_next"),
    path("<str:code>/back/", views.room_back, name="room_back"),
    path("<str:code>/comments/", views.comments_set, name="comments_set"),
    path("<str:code>/debrief/", views.room_debrief, name="room_debrief"),
    path("<str:code>/close/", views.room_close, name="room_close"),
]
