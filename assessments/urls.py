"""Every address of the box. Each slice has a line and a namespace of its own."""

from django.urls import URLPattern, URLResolver, include, path

from assessments.drafting.urls import for_reviewers

urlpatterns: list[URLPattern | URLResolver] = [
    path("quizzes/", include("assessments.quizzes.urls")),
    path("scenarios/", include("assessments.scenarios.urls")),
    path("scenarios/", include("assessments.debriefs.urls")),
    path("scenarios/", include("assessments.insights.urls")),
    path("rooms/", include("assessments.rooms.urls")),
    path("scenarios/", include(for_reviewers)),
    path("", include("assessments.standards.urls")),
    path("", include("assessments.cpd.urls")),
    path("", include("assessments.files.urls")),
    path("", include("assessments.verification.urls")),
    path("", include("assessments.witnesses.urls")),
    path("", include("assessments.targets.urls")),
    path("", include("assessments.plans.urls")),
    path("", include("assessments.events.urls")),
    path("", include("assessments.contact_hours.urls")),
    path("", include("assessments.mailbox.urls")),
    path("", include("assessments.profiles.urls")),
    path("", include("assessments.supervision.urls")),
    path("", include("assessments.sessions.urls")),
    path("", include("assessments.actions.urls")),
    path("", include("assessments.concerns.urls")),
    path("", include("assessments.personal_notes.urls")),
    path("", include("assessments.records.urls")),
    path("", include("assessments.preparation.urls")),
    path("", include("assessments.assurance.urls")),
]
