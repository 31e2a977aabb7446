"""Every address of the site. Ours stand before Wagtail's, which answers whatever is left."""

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.urls import URLPattern, URLResolver, include, path
from django.views.static import serve
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("cms.people.urls")),
    path("", include("cms.dashboard.urls")),
    path("", include("cms.pages.gallery.urls")),
    path("", include("content.urls")),
    path("", include("courses.urls")),
    path("", include("assessments.urls")),
    path("cms/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    path("accounts/", include("allauth.urls")),
    # Pictures only, and only for people who are signed in: documents go through Wagtail's own view.
    path(
        "media/images/<path:path>",
        login_required(serve),
        {"document_root": settings.MEDIA_ROOT / "images"},
        name="image",
    ),
    path("", include("cms.pages.urls")),
    path("", include(wagtail_urls)),
]
