"""Index of the box's models, for Django. Import from the slice."""

from content.guidance.models import Edition, Fact, Publication
from content.local_texts.models import LocalText
from content.momentum.models import CollegeYear, Dip
from content.plain_words.models import PlainWord

__all__ = ["CollegeYear", "Dip", "Edition", "Fact", "LocalText", "PlainWord", "Publication"]
