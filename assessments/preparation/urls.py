from django.urls import path

from . import views

app_name = "preparation"
OWN = "supervision/sessions/<int:pk>/preparation/"
ITEM = "supervision/agenda/<int:pk>/"
urlpatterns = [
    path(OWN, views.preparation_detail, name="preparation_detail"),
    path(f"{OWN}save/", views.preparation_update, name="preparation_update"),
    path(f"{OWN}shown/", views.preparation_preview, name="preparation_preview"),
    path(f"{OWN}items/", views.item_create, name="item_create"),
    path(f"{ITEM}move/", views.item_move, name="item_move"),
    path(f"{ITEM}delete/", views.item_delete, name="item_delete"),
    path(f"{ITEM}talked/", views.item_talked, name="item_talked"),
    path("supervision/wellbeing/", views.wellbeing_detail, name="wellbeing_detail"),
    path("supervision/wellbeing/mark/", views.wellbeing_mark, name="wellbeing_mark"),
    path("supervision/wellbeing/share/", views.wellbeing_share, name="wellbeing_share"),
    path("supervision/wellbeing/delete/", views.wellbeing_forget, name="wellbeing_forget"),
    path("supervision/wellbeing/<int:pk>/", views.wellbeing_trend, name="wellbeing_trend"),
]
