from django.urls import URLPattern, path

from .views import grants, holds, leavers, notice, redactions, requests, retention

app_name = "privacy"

about: list[URLPattern] = [
    path("data/", notice.about_my_data, name="about_my_data"),
    path("data/register/", notice.register, name="register"),
    path("data/register/export/", notice.register_export, name="register_export"),
]
grant_paths: list[URLPattern] = [
    path("data/grants/", grants.grant_list, name="grant_list"),
    path("data/grants/new/", grants.grant_person, name="grant_person"),
    path("data/grants/new/<int:person>/", grants.grant_create, name="grant_create"),
    path("data/grants/<int:pk>/", grants.grant_detail, name="grant_detail"),
    path("data/grants/<int:pk>/answer/", grants.grant_answer, name="grant_answer"),
    path("data/grants/<int:pk>/end/", grants.grant_end, name="grant_end"),
    path("data/grants/<int:pk>/tell/", grants.grant_tell, name="grant_tell"),
    path("data/grants/<int:pk>/read/", grants.grant_read, name="grant_read"),
]
retention_paths: list[URLPattern] = [
    path("data/retention/", retention.retention_list, name="retention_list"),
    path("data/retention/due/", retention.retention_preview, name="retention_preview"),
    path("data/retention/log/", retention.retention_log, name="retention_log"),
    path("data/retention/<slug:key>/", retention.retention_update, name="retention_update"),
    path(
        "data/retention/<slug:key>/default/",
        retention.retention_default,
        name="retention_default",
    ),
    path(
        "data/retention/<slug:key>/remove/",
        retention.retention_remove,
        name="retention_remove",
    ),
    path("data/holds/", holds.hold_list, name="hold_list"),
    path("data/holds/new/", holds.hold_person, name="hold_person"),
    path("data/holds/new/<int:person>/", holds.hold_create, name="hold_create"),
    path("data/holds/<int:pk>/end/", holds.hold_end, name="hold_end"),
]
# Rights requests, redactions and leavers.
request_paths: list[URLPattern] = [
    path("data/requests/", requests.request_list, name="request_list"),
    path("data/requests/new/", requests.request_create, name="request_create"),
    path("data/requests/letter/", requests.letter_person, name="letter_person"),
    path("data/requests/letter/<int:person>/", requests.letter_create, name="letter_create"),
    path("data/requests/<int:pk>/", requests.request_detail, name="request_detail"),
    path(
        "data/requests/<int:pk>/identity/",
        requests.request_check_identity,
        name="request_check_identity",
    ),
    path("data/requests/<int:pk>/longer/", requests.request_extend, name="request_extend"),
    path("data/requests/<int:pk>/ready/", requests.request_ready, name="request_ready"),
    path("data/requests/<int:pk>/again/", requests.request_look_again, name="request_look_again"),
    path("data/requests/<int:pk>/close/", requests.request_close, name="request_close"),
    path("data/requests/<int:pk>/copy/", requests.bundle_fetch, name="bundle_fetch"),
    path("data/requests/<int:pk>/passages/", redactions.redaction_list, name="redaction_list"),
    path(
        "data/requests/<int:pk>/passages/gather/",
        redactions.redaction_refresh,
        name="redaction_refresh",
    ),
    path(
        "data/requests/<int:pk>/passages/answer/",
        redactions.redaction_answer,
        name="redaction_answer",
    ),
    path("leaving/", leavers.leaver_home, name="leaver_home"),
    path("people/leavers/", leavers.leaver_list, name="leaver_list"),
    path("people/leavers/new/", leavers.leaver_person, name="leaver_person"),
    path("people/leavers/<int:person>/", leavers.leaver_detail, name="leaver_detail"),
    path("people/leavers/<int:person>/day/", leavers.leaver_day, name="leaver_day"),
    path("people/leavers/<int:person>/stays/", leavers.leaver_stays, name="leaver_stays"),
]

urlpatterns = [*about, *grant_paths, *retention_paths, *request_paths]
