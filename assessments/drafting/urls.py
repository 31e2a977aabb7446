"""Two sets: the authors' screens stand in the Wagtail admin (assessments/wagtail_hooks.py puts them
there), a reviewer's address outside it, so each has a namespace of its own."""

from django.urls import URLPattern, path

from assessments.drafting.views import checking, links, patterns, reviewing, trying

app_name = "drafting"

urlpatterns = [
    path("check/", checking.check, name="check"),
    path("try/", trying.try_create, name="try_create"),
    path("try/<str:token>/", trying.try_detail, name="try_detail"),
    path("<int:pk>/links/", links.link_list, name="link_list"),
    path("links/<int:pk>/withdraw/", links.link_withdraw, name="link_withdraw"),
    path("patterns/", patterns.pattern_list, name="pattern_list"),
]

for_reviewers: tuple[list[URLPattern], str] = (
    [
        path("review/<str:token>/", reviewing.review_detail, name="review_detail"),
        path("review/<str:token>/<slug:kind>/<int:pk>/", reviewing.review_file, name="review_file"),
    ],
    "reviewing",
)
