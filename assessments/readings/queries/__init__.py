"""What a review reads of somebody, and who reads it."""

from .readers import readers_of
from .reading import reading_of

__all__ = ["readers_of", "reading_of"]
