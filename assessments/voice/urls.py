from django.urls import path

from . import views

app_name = "voice"
urlpatterns = [
    # Learners: no account, no cookie.
    path("say/", views.say, name="say"),
    path("say/thanks/", views.say_thanks, name="say_thanks"),
    path("say/done/<int:pk>/", views.said, name="said"),
    path("review/voice/", views.voice_home, name="voice_home"),
    path("review/voice/people/<int:pk>/", views.person_figures, name="person_figures"),
    path("review/voice/concerns/", views.concern_list, name="concern_list"),
    path("review/voice/concerns/<int:pk>/taken/", views.concern_take, name="concern_take"),
    path("review/voice/concerns/<int:pk>/return/", views.concern_return, name="concern_return"),
    path("review/voice/comments/<int:pk>/", views.comment_decide, name="comment_decide"),
    path("review/voice/questions/", views.questionnaire_detail, name="questionnaire_detail"),
    path("review/voice/questions/new/", views.language_create, name="language_create"),
    path("review/voice/questions/<str:code>/", views.language_update, name="language_update"),
    path("review/voice/new/", views.campaign_create, name="campaign_create"),
    path("review/voice/<int:pk>/", views.campaign_detail, name="campaign_detail"),
    path("review/voice/<int:pk>/change/", views.campaign_update, name="campaign_update"),
    path("review/voice/<int:pk>/open/", views.campaign_open, name="campaign_open"),
    path("review/voice/<int:pk>/close/", views.campaign_close, name="campaign_close"),
    path("review/voice/<int:pk>/give-up/", views.campaign_withdraw, name="campaign_withdraw"),
    path("review/voice/<int:pk>/release/", views.campaign_release, name="campaign_release"),
    path("review/voice/<int:pk>/preview/", views.campaign_preview, name="campaign_preview"),
    path("review/voice/<int:pk>/poster/", views.campaign_poster, name="campaign_poster"),
    path("review/voice/<int:pk>/comments/", views.comment_list, name="comment_list"),
    path("review/voice/<int:pk>/figures/", views.campaign_figures, name="campaign_figures"),
    path("review/voice/<int:pk>/export/", views.campaign_export, name="campaign_export"),
    path("review/voice/<int:pk>/learners/new/", views.cohort_create, name="cohort_create"),
    path("review/voice/learners/<int:pk>/remove/", views.cohort_delete, name="cohort_delete"),
    path("review/voice/learners/<int:pk>/slips/", views.codes_create, name="codes_create"),
    path("review/voice/<int:pk>/people/<int:person>/", views.release_detail, name="release_detail"),
    path("review/voice/<int:pk>/supervisor/", views.sharing_set, name="sharing_set"),
    path("review/voice/<int:pk>/replies/", views.reply_list, name="reply_list"),
    path("review/voice/<int:pk>/replies/new/", views.reply_create, name="reply_create"),
    path("review/voice/<int:pk>/replies/poster/", views.reply_poster, name="reply_poster"),
    path("review/voice/replies/<int:pk>/change/", views.reply_update, name="reply_update"),
    path("review/voice/replies/<int:pk>/delete/", views.reply_delete, name="reply_delete"),
]
