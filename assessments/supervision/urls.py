from django.urls import URLPattern, path

from .views import agreement_signing, agreements, bookmarks, policies

app_name = "supervision"
AGREEMENT = "supervision/agreements/<int:pk>/"
POLICIES = "supervision/policies/"
urlpatterns: list[URLPattern] = [
    path("supervision/bookmarks/", bookmarks.bookmark_list, name="bookmark_list"),
    path("supervision/bookmarks/new/", bookmarks.bookmark_create, name="bookmark_create"),
    path("supervision/bookmarks/step/<int:pk>/", bookmarks.bookmark_step, name="bookmark_step"),
    path("supervision/bookmarks/<int:pk>/take/", bookmarks.bookmark_take, name="bookmark_take"),
    path(
        "supervision/bookmarks/<int:pk>/put-back/",
        bookmarks.bookmark_put_back,
        name="bookmark_put_back",
    ),
    path("supervision/agreements/", agreements.agreement_list, name="agreement_list"),
    path("supervision/agreements/new/", agreements.agreement_begin, name="agreement_begin"),
    path(
        "supervision/agreements/new/<int:supervisee>/<int:supervisor>/",
        agreements.agreement_create,
        name="agreement_create",
    ),
    path(AGREEMENT, agreement_signing.agreement_detail, name="agreement_detail"),
    path(f"{AGREEMENT}update/", agreements.agreement_update, name="agreement_update"),
    path(f"{AGREEMENT}offer/", agreements.agreement_offer, name="agreement_offer"),
    path(f"{AGREEMENT}withdraw/", agreements.agreement_withdraw, name="agreement_withdraw"),
    path(f"{AGREEMENT}next/", agreements.agreement_next, name="agreement_next"),
    path(f"{AGREEMENT}sign/", agreement_signing.agreement_sign, name="agreement_sign"),
    path(
        f"{AGREEMENT}send-back/",
        agreement_signing.agreement_send_back,
        name="agreement_send_back",
    ),
    path(f"{AGREEMENT}compare/", agreement_signing.agreement_compare, name="agreement_compare"),
    path(f"{AGREEMENT}pdf/", agreement_signing.agreement_pdf, name="agreement_pdf"),
    path(f"{AGREEMENT}end/", agreement_signing.agreement_end, name="agreement_end"),
    path(f"{AGREEMENT}past-records/", agreement_signing.agreement_past, name="agreement_past"),
    path(POLICIES, policies.policy_list, name="policy_list"),
    path(f"{POLICIES}new/", policies.policy_create, name="policy_create"),
    path(f"{POLICIES}<int:pk>/", policies.policy_update, name="policy_update"),
    path(f"{POLICIES}needs/new/", policies.need_create, name="need_create"),
    path(f"{POLICIES}needs/<int:pk>/end/", policies.need_end, name="need_end"),
    path(f"{POLICIES}closures/new/", policies.closure_create, name="closure_create"),
    path(f"{POLICIES}closures/<int:pk>/remove/", policies.closure_remove, name="closure_remove"),
    path(f"{POLICIES}supervisors/", policies.post_list, name="post_list"),
    path(f"{POLICIES}supervisors/<int:pk>/", policies.post_update, name="post_update"),
]
