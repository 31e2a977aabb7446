from django.urls import path

from . import views

app_name = "gallery"
urlpatterns = [
    path("design/", views.gallery, name="gallery"),
    path("theme/", views.theme_set, name="theme_set"),
]
