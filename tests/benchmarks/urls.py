"""The site's own addresses and one bare view behind the same middleware: the unit of measure."""

from django.http import HttpRequest, HttpResponse
from django.urls import path

from cms.urls import urlpatterns as site


def bare(request: HttpRequest) -> HttpResponse:
    return HttpResponse(f"Hello, {request.user.pk}")


urlpatterns = [path("bare/", bare, name="bare"), *site]
