"""Within the Wagtail admin (content/wagtail_hooks.py puts them there)."""

from django.urls import path

from .views import media, official, saving, screens

app_name = "activity_authoring"

urlpatterns = [
    path("", screens.choose, name="choose"),
    path("new/<str:name>/", screens.new, name="new"),
    path("<int:pk>/", screens.edit, name="edit"),
    path("<int:pk>/preview/", screens.preview, name="preview"),
    path("save/", saving.create, name="create"),
    path("<int:pk>/save/", saving.save, name="save"),
    path("fields/", saving.fields, name="fields"),
    path("media/", media.add, name="media_add"),
    path("media/<str:ticket>/", media.sent_file, name="sent_file"),
    path("versions/<int:pk>/files/<path:path>", media.kept_file, name="kept_file"),
    path("official/new/<str:name>/", official.new, name="official_new"),
    path("official/<int:pk>/", official.edit, name="official_edit"),
    path("official/save/", official.create, name="official_create"),
    path("official/<int:pk>/save/", official.save, name="official_save"),
    path("official/ajax/", official.ajax, name="official_ajax"),
    path("official/assets/<path:path>", official.asset, name="official_asset"),
    path("official/files/<path:path>", official.sent_file, name="official_file"),
    path(
        "official/h5p/libraries/<str:folder>/<path:path>",
        official.library_file,
        name="official_library_file",
    ),
    path(
        "official/h5p/content/<int:pk>/<path:path>",
        official.content_file,
        name="official_content_file",
    ),
]
