from django.urls import path

from courses.certificates import views

app_name = "certificates"
urlpatterns = [
    path("", views.certificate_list, name="certificate_list"),
    path("check/", views.certificate_find, name="certificate_find"),
    path("<str:code>/", views.certificate_check, name="certificate_check"),
    path("<str:code>/pdf/", views.certificate_pdf, name="certificate_pdf"),
    path("<str:code>/revoke/", views.certificate_revoke, name="certificate_revoke"),
]
