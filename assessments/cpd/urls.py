from django.urls import path

from . import views

app_name = "cpd"
urlpatterns = [
    path("cpd/", views.entry_list, name="entry_list"),
    path("cpd/new/", views.entry_create, name="entry_create"),
    path("cpd/<int:pk>/", views.entry_detail, name="entry_detail"),
    path("cpd/<int:pk>/change/", views.entry_update, name="entry_update"),
    path("cpd/<int:pk>/discard/", views.entry_discard, name="entry_discard"),
    path("cpd/<int:pk>/restore/", views.entry_restore, name="entry_restore"),
]
