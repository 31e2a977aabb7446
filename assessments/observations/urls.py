from django.urls import path

from . import views

app_name = "observations"
ALL = "review/observations/"
ONE = f"{ALL}<int:pk>/"
urlpatterns = [
    path(ALL, views.observation_list, name="observation_list"),
    path(f"{ALL}plan/", views.observation_book, name="observation_book"),
    path(f"{ALL}invite/", views.observation_invite, name="observation_invite"),
    path(f"{ALL}numbers/", views.observation_counts, name="observation_counts"),
    path(f"{ALL}templates/", views.template_list, name="template_list"),
    path(f"{ALL}templates/<int:pk>/", views.template_detail, name="template_detail"),
    path(f"{ALL}templates/<int:pk>/change/", views.template_update, name="template_update"),
    path(ONE, views.observation_detail, name="observation_detail"),
    path(f"{ONE}print/", views.observation_print, name="observation_print"),
    path(f"{ONE}move/", views.observation_move, name="observation_move"),
    path(f"{ONE}call-off/", views.observation_cancel, name="observation_cancel"),
    path(f"{ONE}second/", views.observation_second, name="observation_second"),
    path(f"{ONE}recording/", views.observation_recording, name="observation_recording"),
    path(f"{ONE}live/", views.observation_live, name="observation_live"),
    path(f"{ONE}live/sync/", views.observation_sync, name="observation_sync"),
    path(f"{ONE}notes/<int:note>/take-out/", views.note_remove, name="note_remove"),
    path(f"{ONE}seen/", views.observation_seen, name="observation_seen"),
    path(f"{ONE}write/", views.observation_write, name="observation_write"),
    path(f"{ONE}rate/", views.observation_rate, name="observation_rate"),
    path(f"{ONE}release/", views.observation_release, name="observation_release"),
    path(f"{ONE}reflect/", views.observation_reflect, name="observation_reflect"),
    path(f"{ONE}answer/", views.observation_answer, name="observation_answer"),
    path(f"{ONE}sign/", views.observation_sign, name="observation_sign"),
    path(f"{ONE}share/", views.observation_share, name="observation_share"),
    path(f"{ONE}evidence/", views.observation_evidence, name="observation_evidence"),
]
