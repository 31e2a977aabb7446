from .agreements import AgreementSignature, SupervisionAgreement
from .bookmarks import SupervisionBookmark
from .policies import CollegeClosure, SupervisionNeed, SupervisionPolicy, SupervisorPost

__all__ = [
    "AgreementSignature",
    "CollegeClosure",
    "SupervisionAgreement",
    "SupervisionBookmark",
    "SupervisionNeed",
    "SupervisionPolicy",
    "SupervisorPost",
]
