from django.urls import path

from courses.enrolment import views

app_name = "enrolment"
urlpatterns = [path("modules/<int:pk>/enrol/", views.module_enrol, name="module_enrol")]
