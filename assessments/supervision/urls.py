from django.urls import path

from . import views

app_name = "supervision"
urlpatterns = [
    path("supervision/bookmarks/", views.bookmark_list, name="bookmark_list"),
    path("supervision/bookmarks/new/", views.bookmark_create, name="bookmark_create"),
    path("supervision/bookmarks/step/<int:pk>/", views.bookmark_step, name="bookmark_step"),
    path("supervision/bookmarks/<int:pk>/take/", views.bookmark_take, name="bookmark_take"),
    path(
        "supervision/bookmarks/<int:pk>/put-back/",
        views.bookmark_put_back,
        name="bookmark_put_back",
    ),
]
