from .answering import answer_observation, reflect_on_observation, sign_observation
from .booking import (
    book_observation,
    call_off_observation,
    move_observation,
    name_second_observer,
    settle_recording,
)
from .instruments import change_template, load_default_templates
from .reading import note_opened
from .reminding import remind_of_observations
from .sharing import set_sharing, stand_as_evidence, take_back_evidence
from .watching import TallyChangedError, keep_note, keep_tally, mark_seen, remove_note
from .writing import rate_observation, release_observation, write_up

__all__ = [
    "TallyChangedError",
    "answer_observation",
    "book_observation",
    "call_off_observation",
    "change_template",
    "keep_note",
    "keep_tally",
    "load_default_templates",
    "mark_seen",
    "move_observation",
    "name_second_observer",
    "note_opened",
    "rate_observation",
    "reflect_on_observation",
    "release_observation",
    "remind_of_observations",
    "remove_note",
    "set_sharing",
    "settle_recording",
    "sign_observation",
    "stand_as_evidence",
    "take_back_evidence",
    "write_up",
]
