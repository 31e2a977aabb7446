from django.urls import path

from . import views

app_name = "escalation"
urlpatterns = [
    path("safeguarding/", views.card, name="card"),
    path("safeguarding/kept/", views.card_kept, name="card_kept"),
    path("safeguarding/offline/", views.offline, name="offline"),
    path("safeguarding/confirm/", views.card_confirm, name="card_confirm"),
    path("safeguarding/contacts/new/", views.contact_create, name="contact_create"),
    path("safeguarding/contacts/<int:pk>/change/", views.contact_update, name="contact_update"),
    path("safeguarding/contacts/<int:pk>/delete/", views.contact_delete, name="contact_delete"),
    path("safeguarding/contacts/<int:pk>/move/", views.contact_move, name="contact_move"),
    # At the root, because a worker answers only for addresses below its own.
    path("service-worker.js", views.service_worker, name="service_worker"),
]
