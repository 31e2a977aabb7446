from django.urls import path

from . import views

app_name = "standards"
# Codes of frameworks begin with a capital, so that none of them is one of these words.
urlpatterns = [
    path("standards/", views.default_framework, name="default_framework"),
    path("standards/frameworks/", views.framework_list, name="framework_list"),
    path("standards/my-evidence/", views.my_evidence, name="my_evidence"),
    path("standards/my-coverage/", views.my_coverage, name="my_coverage"),
    path("standards/my-coverage/table.csv", views.my_coverage_csv, name="my_coverage_csv"),
    path("standards/people/<int:pk>/", views.person_evidence, name="person_evidence"),
    path("standards/people/<int:pk>/coverage/", views.person_coverage, name="person_coverage"),
    path(
        "standards/people/<int:pk>/coverage/table.csv",
        views.person_coverage_csv,
        name="person_coverage_csv",
    ),
    path("standards/team/", views.team_coverage, name="team_coverage"),
    path("standards/team/table.csv", views.team_coverage_csv, name="team_coverage_csv"),
    path("standards/evidence/<int:pk>/", views.evidence_open, name="evidence_open"),
    path("standards/modules/<int:pk>/start/", views.module_start, name="module_start"),
    path("standards/import/", views.import_start, name="import_start"),
    path("standards/import/confirm/", views.import_confirm, name="import_confirm"),
    path("standards/import/framework.csv", views.import_template, name="import_template"),
    path(
        "standards/crosswalk/<str:here>/<str:there>/",
        views.crosswalk_detail,
        name="crosswalk_detail",
    ),
    path(
        "standards/crosswalk/<str:here>/<str:there>/add/",
        views.mapping_create,
        name="mapping_create",
    ),
    path(
        "standards/crosswalk/<str:here>/<str:there>/<int:pk>/remove/",
        views.mapping_remove,
        name="mapping_remove",
    ),
    path(
        "standards/carry-over/decisions/<int:pk>/take-back/",
        views.carried_take_back,
        name="carried_take_back",
    ),
    path("standards/carry-over/<str:framework>/", views.carry_over, name="carry_over"),
    path(
        "standards/carry-over/<str:framework>/<int:pk>/",
        views.person_carry_over,
        name="person_carry_over",
    ),
    path("standards/<str:framework>/", views.framework_detail, name="framework_detail"),
    path("standards/<str:framework>/<str:code>/", views.statement_detail, name="statement_detail"),
]
