from django.urls import URLPattern

app_name = "personal_notes"
urlpatterns: list[URLPattern] = []
