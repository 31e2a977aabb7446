from django.urls import path

from . import views

app_name = "standards"
urlpatterns = [
    path("standards/", views.default_framework, name="default_framework"),
    path("standards/my-evidence/", views.my_evidence, name="my_evidence"),
    path("standards/people/<int:pk>/", views.person_evidence, name="person_evidence"),
    path("standards/evidence/<int:pk>/", views.evidence_open, name="evidence_open"),
    path("standards/<str:framework>/", views.framework_detail, name="framework_detail"),
    path("standards/<str:framework>/<str:code>/", views.statement_detail, name="statement_detail"),
]
