from .answering import AnswerForm, EvidenceForm, ReflectForm, SignForm
from .booking import BookForm, CallOffForm, InviteForm, MoveForm, SecondForm
from .instruments import TemplateForm
from .watching import NoteForm, SeenForm, SentNoteForm, TallyForm, tally_from
from .writing import RatingsForm, WriteUpForm

__all__ = [
    "AnswerForm",
    "BookForm",
    "CallOffForm",
    "EvidenceForm",
    "InviteForm",
    "MoveForm",
    "NoteForm",
    "RatingsForm",
    "ReflectForm",
    "SecondForm",
    "SeenForm",
    "SentNoteForm",
    "SignForm",
    "TallyForm",
    "TemplateForm",
    "WriteUpForm",
    "tally_from",
]
