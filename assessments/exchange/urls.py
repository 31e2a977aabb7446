from django.urls import path

from assessments.exchange import views

app_name = "exchange"

urlpatterns = [
    path("<int:pk>/export/", views.export_show, name="export_show"),
    path("<int:pk>/export/<slug:kind>/", views.export_download, name="export_download"),
    path("<int:pk>/import/", views.import_start, name="import_start"),
]
