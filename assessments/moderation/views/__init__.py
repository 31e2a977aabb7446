from .calibration import (
    calibration_agree,
    calibration_create,
    calibration_detail,
    calibration_drift,
    calibration_list,
    calibration_rate,
    calibration_reveal,
    calibration_update,
)
from .cases import case_close, case_detail, case_rate, case_step_aside, moderators_update
from .outcomes import outcome_detail, outcome_list
from .rounds import rating_list, round_detail, round_draw, round_list

__all__ = [
    "calibration_agree",
    "calibration_create",
    "calibration_detail",
    "calibration_drift",
    "calibration_list",
    "calibration_rate",
    "calibration_reveal",
    "calibration_update",
    "case_close",
    "case_detail",
    "case_rate",
    "case_step_aside",
    "moderators_update",
    "outcome_detail",
    "outcome_list",
    "rating_list",
    "round_detail",
    "round_draw",
    "round_list",
]
