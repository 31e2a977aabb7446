from django.urls import path

from .views import bookmarks

app_name = "supervision"
urlpatterns = [
    path("supervision/bookmarks/", bookmarks.bookmark_list, name="bookmark_list"),
    path("supervision/bookmarks/new/", bookmarks.bookmark_create, name="bookmark_create"),
    path("supervision/bookmarks/step/<int:pk>/", bookmarks.bookmark_step, name="bookmark_step"),
    path("supervision/bookmarks/<int:pk>/take/", bookmarks.bookmark_take, name="bookmark_take"),
    path(
        "supervision/bookmarks/<int:pk>/put-back/",
        bookmarks.bookmark_put_back,
        name="bookmark_put_back",
    ),
]
