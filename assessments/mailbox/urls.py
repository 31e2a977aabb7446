from django.urls import path

from . import views

app_name = "mailbox"
urlpatterns = [
    path("cpd/by-mail/", views.by_mail, name="by_mail"),
    path("cpd/offline/", views.offline, name="offline"),
    path("cpd/offline/who/", views.offline_who, name="offline_who"),
    # At the root, as it speaks for the whole site.
    path("manifest.webmanifest", views.manifest, name="manifest"),
]
