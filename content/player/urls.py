"""Every address where H5P plays, and nothing else is there: see cms.security.

Plain words for what goes wrong: the site's own error pages lead to the site's own addresses.
"""

from django.urls import path

from .views import answers, files, plays

handler400 = answers.bad_request
handler403 = answers.refused
handler404 = answers.not_found
handler500 = answers.went_wrong

urlpatterns = [
    path("play/<token>/", plays.play_page, name="play_page"),
    path("play/<token>/state/<data_type>/<sub_content_id>/", plays.play_state, name="play_state"),
    path("play/<token>/statements/", plays.play_statements, name="play_statements"),
    path("h5p/bundles/<slug:digest>.<slug:kind>", files.bundle, name="bundle"),
    path("h5p/libraries/<folder>/<path:path>", files.library_file, name="library_file"),
    path(
        "h5p/files/<token>/content/<int:content_id>/<path:path>",
        files.content_file,
        name="content_file",
    ),
]
