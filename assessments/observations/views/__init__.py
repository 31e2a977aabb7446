from .answering import (
    observation_answer,
    observation_evidence,
    observation_reflect,
    observation_share,
    observation_sign,
)
from .booking import (
    observation_book,
    observation_cancel,
    observation_invite,
    observation_move,
    observation_recording,
    observation_second,
)
from .instruments import template_detail, template_list, template_update
from .reading import observation_counts, observation_detail, observation_list, observation_print
from .watching import note_remove, observation_live, observation_seen, observation_sync
from .writing import observation_rate, observation_release, observation_write

__all__ = [
    "note_remove",
    "observation_answer",
    "observation_book",
    "observation_cancel",
    "observation_counts",
    "observation_detail",
    "observation_evidence",
    "observation_invite",
    "observation_list",
    "observation_live",
    "observation_move",
    "observation_print",
    "observation_rate",
    "observation_recording",
    "observation_reflect",
    "observation_release",
    "observation_second",
    "observation_seen",
    "observation_share",
    "observation_sign",
    "observation_sync",
    "observation_write",
    "template_detail",
    "template_list",
    "template_update",
]
