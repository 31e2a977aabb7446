from django.urls import path

from . import views

app_name = "colleagues"
HERE = "review/colleagues/"
urlpatterns = [
    path(HERE, views.round_list, name="round_list"),
    path(f"{HERE}new/", views.round_create, name="round_create"),
    path(f"{HERE}shared/", views.shared_list, name="shared_list"),
    path(f"{HERE}<int:pk>/", views.round_detail, name="round_detail"),
    path(f"{HERE}<int:pk>/print/", views.round_print, name="round_print"),
    path(f"{HERE}<int:pk>/close/", views.round_close, name="round_close"),
    path(f"{HERE}<int:pk>/give-up/", views.round_give_up, name="round_give_up"),
    path(f"{HERE}<int:pk>/share/", views.round_share, name="round_share"),
    path(f"{HERE}<int:pk>/remind/", views.round_remind, name="round_remind"),
    path(f"{HERE}<int:pk>/ask/", views.ask_create, name="ask_create"),
    path(f"{HERE}asked/<int:pk>/withdraw/", views.ask_withdraw, name="ask_withdraw"),
    path("colleague/<str:token>/", views.answer_create, name="answer_create"),
]
