from django.urls import path

from .views import answering, asking

app_name = "witnesses"

urlpatterns = [
    path("cpd/<int:pk>/witness/", asking.request_list, name="request_list"),
    path("cpd/<int:pk>/witness/new/", asking.request_create, name="request_create"),
    path("cpd/witness/<int:pk>/link/", asking.request_link, name="request_link"),
    path("cpd/witness/<int:pk>/withdraw/", asking.request_withdraw, name="request_withdraw"),
    path("witness/<str:token>/", answering.answer_create, name="answer_create"),
]
