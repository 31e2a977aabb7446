from django.urls import path

from . import views

app_name = "accounts"
urlpatterns = [
    path("account/", views.my_account, name="my_account"),
    path("invitation/<str:token>/", views.invitation_accept, name="invitation_accept"),
    path("people/<int:pk>/", views.person_detail, name="person_detail"),
    path("people/<int:pk>/roles/", views.role_grant, name="role_grant"),
    path("people/<int:pk>/invitation/", views.invitation_send, name="invitation_send"),
    path("people/<int:pk>/close/", views.account_close, name="account_close"),
    path("people/roles/<int:pk>/end/", views.role_end, name="role_end"),
    path(
        "people/invitations/<int:pk>/withdraw/",
        views.invitation_withdraw,
        name="invitation_withdraw",
    ),
]
