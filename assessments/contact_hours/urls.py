from django.urls import path

from . import views

app_name = "contact_hours"
urlpatterns = [
    path("cpd/contact-hours/", views.month_list, name="month_list"),
    path("cpd/contact-hours/csv/", views.year_csv, name="year_csv"),
    path(
        "cpd/contact-hours/<int:year>/<int:month>/",
        views.month_update,
        name="month_update",
    ),
]
