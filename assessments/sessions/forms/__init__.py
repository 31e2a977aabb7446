from .booking import BookForm, DebriefForm, GroupForm, MoveForm
from .holding import AddHeldForm, HeldForm, WhyForm
from .times import AGAINST, TimeForm

__all__ = [
    "AGAINST",
    "AddHeldForm",
    "BookForm",
    "DebriefForm",
    "GroupForm",
    "HeldForm",
    "MoveForm",
    "TimeForm",
    "WhyForm",
]
