from django.urls import path

from . import views

app_name = "reviews"
REVIEW = "review/reviews/<int:pk>/"
WRITE = f"{REVIEW}write/"
CYCLE = "review/cycles/<int:pk>/"
TEMPLATE = "review/rules/templates/<int:pk>/"
urlpatterns = [
    path("review/", views.review_home, name="review_home"),
    path("review/reviews/", views.review_list, name="review_list"),
    path("review/reviews/begin/", views.review_begin, name="review_begin"),
    path(REVIEW, views.review_detail, name="review_detail"),
    # The mentor’s own view.
    path(f"{REVIEW}self/", views.self_detail, name="self_detail"),
    path(f"{REVIEW}self/write/", views.self_update, name="self_update"),
    path(f"{REVIEW}self/hand-in/", views.self_submit, name="self_submit"),
    # The reviewer’s draft.
    path(WRITE, views.write_home, name="write_home"),
    path(f"{WRITE}meeting/", views.write_meeting, name="write_meeting"),
    path(f"{WRITE}areas/<slug:code>/", views.write_area, name="write_area"),
    path(f"{WRITE}words/", views.write_words, name="write_words"),
    path(f"{WRITE}support/", views.write_support, name="write_support"),
    path(f"{WRITE}last-time/", views.previous_list, name="previous_list"),
    path(f"{WRITE}last-time/<int:objective>/", views.previous_update, name="previous_update"),
    path(f"{WRITE}next-time/", views.next_list, name="next_list"),
    path(f"{WRITE}next-time/new/", views.next_create, name="next_create"),
    path(f"{WRITE}next-time/<int:objective>/", views.next_update, name="next_update"),
    path(f"{WRITE}next-time/<int:objective>/take-out/", views.next_remove, name="next_remove"),
    path(f"{WRITE}actions/", views.action_list, name="action_list"),
    path(f"{WRITE}actions/new/", views.action_create, name="action_create"),
    path(f"{WRITE}actions/<int:action>/", views.action_update, name="action_update"),
    path(f"{WRITE}actions/<int:action>/take-out/", views.action_remove, name="action_remove"),
    path(f"{WRITE}check/", views.write_check, name="write_check"),
    path(f"{WRITE}check/reason/", views.reason_give, name="reason_give"),
    # From the draft to the seal.
    path(f"{REVIEW}share/", views.review_share, name="review_share"),
    path(f"{REVIEW}take-back/", views.review_take_back, name="review_take_back"),
    path(f"{REVIEW}answer/", views.review_respond, name="review_respond"),
    path(f"{REVIEW}sign/", views.review_sign, name="review_sign"),
    path(f"{REVIEW}not-signed/", views.review_unsigned, name="review_unsigned"),
    path(f"{REVIEW}countersigner/", views.review_countersigner, name="review_countersigner"),
    path(f"{REVIEW}meeting-of-three/", views.dispute_record, name="dispute_record"),
    path(f"{REVIEW}copy/", views.review_export, name="review_export"),
    # Into other hands, or off.
    path(f"{REVIEW}hand-over/", views.review_hand_over, name="review_hand_over"),
    path(f"{REVIEW}call-off/", views.review_cancel, name="review_cancel"),
    # Cycles.
    path("review/cycles/", views.cycle_list, name="cycle_list"),
    path("review/cycles/new/", views.cycle_create, name="cycle_create"),
    path("review/cycles/time-taken/", views.lateness, name="lateness"),
    path(CYCLE, views.cycle_detail, name="cycle_detail"),
    path(f"{CYCLE}change/", views.cycle_update, name="cycle_update"),
    path(f"{CYCLE}people/", views.cycle_people, name="cycle_people"),
    path(f"{CYCLE}remind/", views.cycle_remind, name="cycle_remind"),
    path(f"{CYCLE}close/", views.cycle_close, name="cycle_close"),
    # The rules.
    path("review/rules/", views.policy_detail, name="policy_detail"),
    path("review/rules/numbers/", views.policy_update, name="policy_update"),
    path("review/rules/areas/<int:pk>/", views.area_update, name="area_update"),
    path(TEMPLATE, views.template_detail, name="template_detail"),
    path(f"{TEMPLATE}change/", views.template_update, name="template_update"),
]
