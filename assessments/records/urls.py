from django.urls import path

from . import views

app_name = "records"
RECORD = "supervision/records/<int:pk>/"
urlpatterns = [
    path("supervision/records/", views.record_list, name="record_list"),
    path("supervision/sessions/<int:session>/record/", views.record_begin, name="record_begin"),
    path("supervision/records/check/", views.record_check, name="record_check"),
    path("supervision/records/shared/", views.shared_with_me, name="shared_with_me"),
    path("supervision/records/shared/<int:pk>/", views.shared_by, name="shared_by"),
    path("supervision/records/looked-at/", views.audit_list, name="audit_list"),
    path("supervision/records/looked-at/draw/", views.audit_draw, name="audit_draw"),
    path("supervision/records/looked-at/<int:pk>/", views.audit_detail, name="audit_detail"),
    path("supervision/records/looked-at/<int:pk>/agree/", views.audit_agree, name="audit_agree"),
    path("supervision/disputes/<int:pk>/answer/", views.dispute_answer, name="dispute_answer"),
    path(RECORD, views.record_detail, name="record_detail"),
    path(f"{RECORD}write/", views.record_update, name="record_update"),
    path(f"{RECORD}share/", views.record_share, name="record_share"),
    path(f"{RECORD}return/", views.record_return, name="record_return"),
    path(f"{RECORD}sign/", views.record_sign, name="record_sign"),
    path(f"{RECORD}lock/", views.record_countersign, name="record_countersign"),
    path(f"{RECORD}not-signed/", views.record_unsigned, name="record_unsigned"),
    path(f"{RECORD}mark/", views.record_mark, name="record_mark"),
    path(f"{RECORD}add/", views.record_add, name="record_add"),
    path(f"{RECORD}disagree/", views.dispute_ask, name="dispute_ask"),
    path(f"{RECORD}copy/", views.record_export, name="record_export"),
]
