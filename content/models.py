"""Index of the box's models, for Django. Import from the slice."""

from content.local_texts.models import LocalText

__all__ = ["LocalText"]
