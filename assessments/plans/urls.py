from django.urls import path

from . import views

app_name = "plans"
urlpatterns = [
    path("cpd/plan/", views.line_list, name="line_list"),
    path("cpd/plan/new/", views.line_create, name="line_create"),
    path("cpd/plan/print/", views.line_print, name="line_print"),
    path("cpd/plan/people/", views.person_list, name="person_list"),
    path("cpd/plan/people/<int:pk>/", views.person_lines, name="person_lines"),
    path("cpd/plan/entries/<int:pk>/", views.entry_lines, name="entry_lines"),
    path("cpd/plan/<int:pk>/", views.line_detail, name="line_detail"),
    path("cpd/plan/<int:pk>/change/", views.line_update, name="line_update"),
    path("cpd/plan/<int:pk>/done/", views.line_done, name="line_done"),
    path("cpd/plan/<int:pk>/drop/", views.line_drop, name="line_drop"),
    path("cpd/plan/<int:pk>/reopen/", views.line_reopen, name="line_reopen"),
    path("cpd/plan/<int:pk>/share/", views.line_share, name="line_share"),
    path("cpd/plan/<int:pk>/evidence/", views.line_evidence, name="line_evidence"),
    path("cpd/plan/<int:pk>/evidence/link/", views.entry_link, name="entry_link"),
    path("cpd/plan/<int:pk>/evidence/unlink/", views.entry_unlink, name="entry_unlink"),
]
