from wagtail import hooks
from wagtail.permissions import register_permission_policy

from content.local_texts.models import LocalText
from content.local_texts.viewsets import LocalTextPolicy, LocalTextViewSet

register_permission_policy(LocalText, LocalTextPolicy(LocalText))


@hooks.register("register_admin_viewset")
def register_local_texts() -> LocalTextViewSet:
    return LocalTextViewSet("local_texts")
