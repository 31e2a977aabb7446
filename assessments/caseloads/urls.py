from django.urls import path

from . import views

app_name = "caseloads"
urlpatterns = [
    path("review/caseloads/", views.caseload_list, name="caseload_list"),
    path("review/caseloads/totals/", views.caseload_totals, name="caseload_totals"),
    path("review/caseloads/fair/", views.load_policy_detail, name="load_policy_detail"),
    path("review/caseloads/fair/change/", views.load_policy_update, name="load_policy_update"),
    path("review/caseloads/people/<int:pk>/", views.person_caseload, name="person_caseload"),
    path("review/caseloads/people/<int:pk>/count/", views.caseload_record, name="caseload_record"),
]
