from .boxes import BoxError
from .letters import take_letter
from .reading import read_mail

__all__ = ["BoxError", "read_mail", "take_letter"]
