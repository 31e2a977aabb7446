"""How much of an observation somebody reads, from nothing to all of it (domain.md 2.2)."""

from enum import IntEnum


class Sight(IntEnum):
    NOTHING = 0
    DATES = 1  # that there is one, when, with whom, how far it is
    AIMS = 2  # and its next step: a supervisor whom the mentor shows a formal one
    OWN = 3  # what she wrote herself, as an observer
    WHOLE = 4
