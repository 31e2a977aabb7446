from django.urls import path

from courses.practice import views

app_name = "practice"
urlpatterns = [
    path("steps/<int:pk>/<uuid:block>/sort/", views.sort_check, name="sort_check"),
    path(
        "steps/<int:pk>/<uuid:block>/question/<int:place>/",
        views.question_check,
        name="question_check",
    ),
    path("steps/<int:pk>/<uuid:block>/target/", views.target_check, name="target_check"),
    path("steps/<int:pk>/<uuid:block>/talk/", views.talk_check, name="talk_check"),
]
