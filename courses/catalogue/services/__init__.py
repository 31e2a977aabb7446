"""What happens to the catalogue: pages change (outlines), a bundle of text files is loaded."""

from courses.catalogue.services.loading import LoadLine, LoadReport, load_programme
from courses.catalogue.services.outlines import refresh_modules

__all__ = ["LoadLine", "LoadReport", "load_programme", "refresh_modules"]
