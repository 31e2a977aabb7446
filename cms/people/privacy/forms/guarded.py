"""The look through a text for learners' details belongs to the box above (`content.language`), and
is reached by name: this box knows of none above it."""

from typing import TYPE_CHECKING

from django.utils.module_loading import import_string

if TYPE_CHECKING:
    from content.language.forms import GuardedTextMixin
else:
    GuardedTextMixin = import_string("content.language.forms.GuardedTextMixin")

__all__ = ["GuardedTextMixin"]
