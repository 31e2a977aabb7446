from django.urls import path

from .views import entry, log, shared, sync, writing

app_name = "cpd"
urlpatterns = [
    path("cpd/", log.entry_list, name="entry_list"),
    path("cpd/new/", writing.entry_create, name="entry_create"),
    path("cpd/sync/", sync.entry_sync, name="entry_sync"),
    path("cpd/from-step/<int:pk>/", writing.entry_from_step, name="entry_from_step"),
    path("cpd/shared/", shared.shared_list, name="shared_list"),
    path("cpd/shared/<int:pk>/", shared.shared_entry, name="shared_entry"),
    path("cpd/shared/<int:pk>/files/<int:file>/", shared.shared_file, name="shared_file"),
    path("cpd/<int:pk>/", entry.entry_detail, name="entry_detail"),
    path("cpd/<int:pk>/change/", writing.entry_update, name="entry_update"),
    path("cpd/<int:pk>/discard/", entry.entry_discard, name="entry_discard"),
    path("cpd/<int:pk>/restore/", entry.entry_restore, name="entry_restore"),
    path("cpd/<int:pk>/hand-in/", entry.entry_submit, name="entry_submit"),
    path("cpd/<int:pk>/take-back/", entry.entry_take_back, name="entry_take_back"),
    path("cpd/<int:pk>/share/", entry.entry_share, name="entry_share"),
    path("cpd/<int:pk>/impact/", entry.entry_impact, name="entry_impact"),
]
