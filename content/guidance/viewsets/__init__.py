"""Where facts are kept: their words, the sources they lean on, and the editions of those."""

from wagtail.admin.viewsets.base import ViewSetGroup

from .facts import FactViewSet
from .sources import SourceViewSet


class GuidanceGroup(ViewSetGroup):
    items = (FactViewSet, SourceViewSet)
    menu_label = "Facts and sources"
    menu_icon = "clipboard-list"
    menu_order = 245
