"""Who plans, watches, writes and reads an observation (domain.md 2.2; 2.3 rules 14 and conflicts).

A developmental one is the mentor's: she reads it, the observer what the observer wrote, and nobody
else unless she shows it to her line manager or supervisor. A formal one is read by the mentor once
it is released, by the line manager of today and the quality lead. Whoever has a conflict of
interest with the mentor, declared by either or by HR, has no part in it.
"""

from datetime import datetime
from typing import Any

from django.db.models import Q
from django.utils import timezone

from assessments.supervision.access import is_supervisor_of, supervised_by
from cms.people.accounts.access import has_role, is_staff_member
from cms.people.accounts.models import User
from cms.people.accounts.rules import Role
from cms.people.privacy.access import can_take_along
from cms.people.teams.access import is_manager_of, managed_by
from cms.people.teams.access.conflicts import in_conflict_with

from .rules import (
    ANSWERS,
    BEING_WRITTEN,
    SHOWN,
    ObservationKind,
    ObservationState,
    Sight,
    are_words_open,
)

NOTHING = Q(pk__in=[])
FORMAL = Q(kind=ObservationKind.FORMAL)
DEVELOPMENTAL = Q(kind=ObservationKind.DEVELOPMENTAL)
ARE_SHOWN = Q(state__in=SHOWN)
SEALED = Q(state=ObservationState.SEALED)


# Conflicts of interest ----------------------------------------------------------------


def has_conflict_with(user: Any, person: Any) -> bool:
    return User.objects.filter(in_conflict_with(user), pk=person.pk).exists()


# Reading ------------------------------------------------------------------------------


def readable_by(user: Any) -> Q:
    """On `Observation`: whose page opens for somebody. How much it says is `sight_of`."""
    if not is_staff_member(user):
        return taken_along_by(user)
    others = as_observer(user) | as_manager(user) | as_quality_lead(user) | as_supervisor(user)
    conflicted = User.objects.filter(in_conflict_with(user)).values("pk")
    return Q(mentor=user.pk) | (others & ~Q(mentor=user.pk) & ~Q(mentor__in=conflicted))


def taken_along_by(user: Any) -> Q:
    """Somebody who has left: formal ones both signed, and developmental ones, which are hers."""
    if not can_take_along(user):
        return NOTHING
    return Q(mentor=user.pk) & ((FORMAL & SEALED) | (DEVELOPMENTAL & ARE_SHOWN))


def team_of(user: Any) -> Any:
    return User.objects.filter(managed_by(user)).values("pk")


def as_observer(user: Any) -> Q:
    """What she wrote. A formal one that is sealed follows the line manager of today, so whoever
    was that when it was written and is not any more does not keep it (domain.md 2.3)."""
    part = Q(observer=user.pk) | Q(second_observer=user.pk)
    return part & ~(FORMAL & SEALED & ~Q(second_observer=user.pk) & ~Q(mentor__in=team_of(user)))


def as_manager(user: Any) -> Q:
    if not has_role(user, Role.LINE_MANAGER):
        return NOTHING
    shown = DEVELOPMENTAL & ARE_SHOWN & Q(manager_reads=True)
    return Q(mentor__in=team_of(user)) & (FORMAL | shown)


def as_quality_lead(user: Any) -> Q:
    return FORMAL if has_role(user, Role.QUALITY_LEAD) else NOTHING


def as_supervisor(user: Any) -> Q:
    supervised = User.objects.filter(supervised_by(user)).values("pk")
    return Q(mentor__in=supervised, supervisor_reads=True) & ARE_SHOWN


def listed_for(user: Any) -> Q:
    """On `Observation`: that there is one, its dates and its state. The quality lead knows of every
    one, also of those she does not read."""
    if has_role(user, Role.QUALITY_LEAD):
        return ~NOTHING
    return readable_by(user)


def can_list_observations(user: Any) -> bool:
    return is_staff_member(user) or can_take_along(user)


def counted_for(user: Any) -> Q:
    """On `Observation`: what somebody sees numbers of, without names."""
    if has_role(user, Role.QUALITY_LEAD, Role.DPO):
        return ~NOTHING
    return FORMAL if has_role(user, Role.SITE_ADMIN) else NOTHING


def can_count_observations(user: Any) -> bool:
    return has_role(user, Role.QUALITY_LEAD, Role.DPO, Role.SITE_ADMIN)


def sight_of(user: Any, observation: Any, now: datetime | None = None) -> Sight:
    """How much of one somebody reads; of several parts she has, the one that shows most."""
    moment = now or timezone.now()
    if user.pk == observation.mentor_id:
        return _sight_of_mentor(user, observation, moment)
    if not is_staff_member(user) or has_conflict_with(user, observation.mentor):
        return Sight.NOTHING
    found = [_sight_of_observer(user, observation)]
    if observation.kind == ObservationKind.FORMAL:
        if has_role(user, Role.QUALITY_LEAD) or _manages(user, observation.mentor):
            found.append(Sight.WHOLE if observation.state in SHOWN else Sight.DATES)
    elif observation.manager_reads and observation.state in SHOWN:
        found.append(Sight.WHOLE if _manages(user, observation.mentor) else Sight.NOTHING)
    if observation.supervisor_reads and observation.state in SHOWN:
        found.append(_sight_of_supervisor(user, observation))
    return max(found)


def _sight_of_mentor(user: Any, observation: Any, moment: datetime) -> Sight:
    if not is_staff_member(user) and not can_take_along(user):
        return Sight.NOTHING
    if observation.state not in SHOWN:
        return Sight.DATES
    is_open = are_words_open(
        observation.kind, observation.reflected_at, observation.released_at, moment
    )
    return Sight.WHOLE if is_open else Sight.DATES


def _sight_of_observer(user: Any, observation: Any) -> Sight:
    is_second = user.pk == observation.second_observer_id
    if user.pk != observation.observer_id and not is_second:
        return Sight.NOTHING
    if observation.kind != ObservationKind.FORMAL or observation.state not in SHOWN:
        return Sight.OWN
    if observation.state != ObservationState.SEALED or is_second:
        return Sight.WHOLE
    return Sight.WHOLE if is_manager_of(user, observation.mentor) else Sight.NOTHING


def _sight_of_supervisor(user: Any, observation: Any) -> Sight:
    if not is_supervisor_of(user, observation.mentor):
        return Sight.NOTHING
    return Sight.AIMS if observation.kind == ObservationKind.FORMAL else Sight.WHOLE


def _manages(user: Any, person: Any) -> bool:
    return has_role(user, Role.LINE_MANAGER) and is_manager_of(user, person)


# Planning -----------------------------------------------------------------------------


def can_book(user: Any, mentor: Any, observer: Any, kind: str) -> bool:
    """A mentor invites a colleague to watch her, developmentally. A line manager observes her own
    people in either way. The quality lead plans formal ones, for herself, another quality lead or
    the mentor's line manager."""
    if user is None or mentor.pk == observer.pk or not has_role(mentor, Role.MENTOR):
        return False
    if not is_staff_member(observer):
        return False
    if user.pk == mentor.pk:
        return kind == ObservationKind.DEVELOPMENTAL
    if user.pk == observer.pk and _manages(user, mentor):
        return True
    if not has_role(user, Role.QUALITY_LEAD) or kind != ObservationKind.FORMAL:
        return False
    return has_role(observer, Role.QUALITY_LEAD) or _manages(observer, mentor)


def can_plan(user: Any) -> bool:
    """Has anybody to observe."""
    return has_role(user, Role.LINE_MANAGER, Role.QUALITY_LEAD)


def can_invite(user: Any) -> bool:
    return has_role(user, Role.MENTOR)


def can_move(user: Any, observation: Any) -> bool:
    """Before it took place: the observer, whoever leads it; the mentor of a developmental one."""
    if observation.state != ObservationState.PLANNED:
        return False
    return can_observe(user, observation) or _leads(user, observation) or _owns(user, observation)


def can_call_off(user: Any, observation: Any) -> bool:
    """Until the mentor has it: the same, and a mentor who was to be seen formally asks for it."""
    if observation.state not in BEING_WRITTEN:
        return False
    is_observer = user is not None and user.pk == observation.observer_id
    is_hers = is_observer and is_staff_member(user)
    return is_hers or _leads(user, observation) or _owns(user, observation)


def _owns(user: Any, observation: Any) -> bool:
    is_developmental = observation.kind == ObservationKind.DEVELOPMENTAL
    return is_developmental and is_mentor_of(user, observation)


def _leads(user: Any, observation: Any) -> bool:
    """The quality lead, of formal ones of others."""
    if user is None or user.pk == observation.mentor_id:
        return False
    is_formal = observation.kind == ObservationKind.FORMAL
    is_lead = is_formal and has_role(user, Role.QUALITY_LEAD)
    return is_lead and not has_conflict_with(user, observation.mentor)


def can_name_second(user: Any, observation: Any) -> bool:
    """A sample is seen by two; the quality lead says which (features.md R6)."""
    return observation.state in BEING_WRITTEN and _leads(user, observation)


def can_settle_recording(user: Any, observation: Any, to: str) -> bool:
    """The observer asks, and says that nothing is recorded; only the mentor says yes or no."""
    if observation.state != ObservationState.PLANNED:
        return False
    if to in ANSWERS:
        return is_mentor_of(user, observation)
    return can_observe(user, observation)


# Watching and writing -----------------------------------------------------------------


def can_observe(user: Any, observation: Any) -> bool:
    """The observer, who leads the write-up."""
    if user is None or user.pk != observation.observer_id or not is_staff_member(user):
        return False
    return not has_conflict_with(user, observation.mentor)


def can_watch(user: Any, observation: Any) -> bool:
    """The observer or the second: notes and, of formal ones, ratings; each her own."""
    if user is None or not is_staff_member(user):
        return False
    if user.pk not in (observation.observer_id, observation.second_observer_id):
        return False
    return not has_conflict_with(user, observation.mentor)


def can_note(user: Any, observation: Any) -> bool:
    return observation.state in BEING_WRITTEN and can_watch(user, observation)


def can_rate(user: Any, observation: Any) -> bool:
    """Only what was seen, and only formally: a developmental one has no ratings at all."""
    is_formal = observation.kind == ObservationKind.FORMAL
    return is_formal and observation.state == ObservationState.SEEN and can_watch(user, observation)


def can_write_up(user: Any, observation: Any) -> bool:
    return observation.state == ObservationState.SEEN and can_observe(user, observation)


# The mentor's own ---------------------------------------------------------------------


def is_mentor_of(user: Any, observation: Any) -> bool:
    return user is not None and is_staff_member(user) and user.pk == observation.mentor_id


def can_reflect(user: Any, observation: Any) -> bool:
    """Once it took place, and until she has answered."""
    is_open = observation.state in (ObservationState.SEEN, ObservationState.RELEASED)
    return is_open and _owns(user, observation)


def can_answer(user: Any, observation: Any) -> bool:
    is_released = observation.state == ObservationState.RELEASED
    return (
        is_released
        and is_mentor_of(user, observation)
        and sight_of(user, observation) == Sight.WHOLE
    )


def can_share(user: Any, observation: Any) -> bool:
    """She decides who else reads it, once she has read it herself (rule 14)."""
    return (
        observation.state in SHOWN
        and is_mentor_of(user, observation)
        and sight_of(user, observation) == Sight.WHOLE
    )


def can_attach(user: Any, observation: Any) -> bool:
    """A developmental one as evidence in her review; a formal one is evidence when it is sealed."""
    return observation.kind == ObservationKind.DEVELOPMENTAL and can_share(user, observation)


def can_seal(user: Any, observation: Any) -> bool:
    """The observer. Where she cannot any more, the quality lead signs that these words stand."""
    is_ready = observation.state == ObservationState.ANSWERED
    if not is_ready or observation.kind != ObservationKind.FORMAL:
        return False
    if can_observe(user, observation):
        return True
    is_gone = not can_observe(observation.observer, observation)
    return is_gone and _leads(user, observation)


# Templates ----------------------------------------------------------------------------


def templates_readable_by(user: Any) -> Q:
    """On `ObservationTemplate`: whoever is observed may know what is looked for."""
    return ~NOTHING if is_staff_member(user) else NOTHING


def can_list_templates(user: Any) -> bool:
    return is_staff_member(user)


def can_keep_templates(user: Any) -> bool:
    """The quality lead; None is the site, which brings the first two."""
    return user is None or has_role(user, Role.QUALITY_LEAD)
