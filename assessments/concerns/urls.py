from django.urls import path

from . import views

app_name = "concerns"
urlpatterns = [
    path("supervision/concern/", views.panel, name="panel"),
    path("supervision/concern/slip/", views.slip, name="slip"),
    path("supervision/concern/reported/", views.pointer_mine, name="pointer_mine"),
    path("supervision/concern/reported/new/", views.pointer_create, name="pointer_create"),
    path("supervision/concern/reported/<int:pk>/", views.pointer_detail, name="pointer_detail"),
    path("safeguarding/pointers/", views.pointer_list, name="pointer_list"),
    path("safeguarding/pointers/export/", views.pointer_export, name="pointer_export"),
    path(
        "safeguarding/pointers/<int:pk>/acknowledge/",
        views.pointer_acknowledge,
        name="pointer_acknowledge",
    ),
    path("safeguarding/pointers/<int:pk>/close/", views.pointer_close, name="pointer_close"),
]
