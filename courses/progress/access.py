"""Who may see progress. Reflections are not here: their author alone reads them."""

from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Left, Length
from wagtail.models import Page

from cms.people.accounts.access import is_staff_member
from cms.people.accounts.models import User
from courses.enrolment.access import readable_by as enrolments_readable_by
from courses.enrolment.models import Enrolment


def readable_by(user: Any) -> Q:
    """On rows with a `participant` (Completion): her own, her team's, all for quality and admin."""
    return enrolments_readable_by(user)


def reflections_readable_by(user: Any) -> Q:
    return Q(author=user.pk) if is_staff_member(user) else Q(pk__in=[])


def steps_readable_by(user: Any) -> Q:
    """Published steps, and those of a module she takes: one may be taken out while she reads it."""
    if not is_staff_member(user):
        return Q(pk__in=[])
    above = Left(OuterRef("path"), Length(OuterRef("path")) - Page.steplen)
    taken = Enrolment.objects.filter(participant=user.pk, withdrawn_at=None, module__path=above)
    return Q(live=True) | Q(Exists(taken))


def can_learn(user: Any) -> bool:
    """Published modules and steps are open to everybody who works here."""
    return is_staff_member(user)


def can_record(user: Any, participant: User) -> bool:
    """Progress is made by the person herself and by nobody for her."""
    return bool(user is not None and user.pk == participant.pk and is_staff_member(user))
