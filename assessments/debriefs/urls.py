from django.urls import path

from assessments.debriefs.views import debrief, outcomes, runs, sharing

app_name = "debriefs"

urlpatterns = [
    path("runs/", runs.run_list, name="run_list"),
    path("runs/export/", runs.runs_export, name="runs_export"),
    path("attempts/<int:pk>/debrief/", debrief.debrief_detail, name="debrief_detail"),
    path("attempts/<int:pk>/debrief/answers/", debrief.answers_save, name="answers_save"),
    path("attempts/<int:pk>/debrief/cpd/", debrief.cpd_draft, name="cpd_draft"),
    path("attempts/<int:pk>/debrief/supervision/", debrief.bookmark, name="bookmark"),
    path("debrief-answers/<int:pk>/delete/", debrief.answer_delete, name="answer_delete"),
    path("attempts/<int:pk>/share/", sharing.share_create, name="share_create"),
    path("shares/<int:pk>/take-back/", sharing.share_withdraw, name="share_withdraw"),
    path("attempts/<int:pk>/path/", sharing.path_detail, name="path_detail"),
    path("shared/", sharing.shared_list, name="shared_list"),
    path("people/<int:pk>/outcomes/", outcomes.person_outcomes, name="person_outcomes"),
]
