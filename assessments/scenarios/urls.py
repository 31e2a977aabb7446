from django.urls import path

from assessments.scenarios import views

app_name = "scenarios"

urlpatterns = [
    path("<int:pk>/attempts/", views.attempt_create, name="attempt_create"),
    path("<int:pk>/another-way/", views.way_out_create, name="way_out_create"),
    path("attempts/<int:pk>/", views.attempt_detail, name="attempt_detail"),
    path("attempts/<int:pk>/steps/", views.step_create, name="step_create"),
    path("attempts/<int:pk>/clock/", views.scene_show, name="scene_show"),
    path("attempts/<int:pk>/words/", views.own_words_create, name="own_words_create"),
    path(
        "attempts/<int:pk>/words/<int:position>/delete/",
        views.own_words_delete,
        name="own_words_delete",
    ),
]
