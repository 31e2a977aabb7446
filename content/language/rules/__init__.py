"""How authored and typed English reads: sentences, grade, jargon, and what looks personal.

Every pattern here takes time in proportion to the text, whoever typed it.
"""

from .details import (
    DATE_OF_BIRTH,
    EMAIL,
    NHS,
    PHONE,
    POSTCODE,
    ULN,
    Detail,
    is_nhs_number,
    personal_details,
)
from .grades import reading_grade, syllables
from .jargon import Jargon, jargon_in
from .learners import NAME, kinds_of_details, learner_details
from .naming import names_said
from .sentences import plain_blocks, sentence_spans, sentences, words

__all__ = [
    "DATE_OF_BIRTH",
    "EMAIL",
    "NAME",
    "NHS",
    "PHONE",
    "POSTCODE",
    "ULN",
    "Detail",
    "Jargon",
    "is_nhs_number",
    "jargon_in",
    "kinds_of_details",
    "learner_details",
    "names_said",
    "personal_details",
    "plain_blocks",
    "reading_grade",
    "sentence_spans",
    "sentences",
    "syllables",
    "words",
]
