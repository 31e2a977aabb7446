"""The formats of an export. Plain values in, bytes out."""

from .archives import FileToPack, pack
from .pages import profile_pdf
from .tables import everything_csv, profile_csv, profile_xlsx

__all__ = [
    "FileToPack",
    "everything_csv",
    "pack",
    "profile_csv",
    "profile_pdf",
    "profile_xlsx",
]
