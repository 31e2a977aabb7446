"""How often supervision is due: policies, needs, closures of the college, posts of supervisors."""

from dataclasses import asdict
from datetime import date, datetime
from decimal import Decimal

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.text import slugify

from cms.people.accounts.models import User
from cms.people.audit.services import record
from cms.people.notices.rules import NoticeKind
from cms.people.notices.services import send_notice

from ..access import can_change_policies, can_keep_posts, can_set_need_of, can_supervise
from ..models import CollegeClosure, SupervisionNeed, SupervisionPolicy, SupervisorPost
from ..queries.policies import policy_values
from ..rules import policies as rules
from ..rules.frequency import DEFAULT_POLICIES, Policy
from ..rules.states import NeedKind

KEY_LENGTH = 40


# Policies ---------------------------------------------------------------------------


@transaction.atomic
def load_default_policies() -> int:
    """The rows a college starts from. One it has already stays as the college left it, also when
    it is out of use. Answers how many were made."""
    made = 0
    for values in DEFAULT_POLICIES:
        _, is_new = SupervisionPolicy.objects.get_or_create(
            key=values.key, defaults=_columns(values)
        )
        made += is_new
    return made


@transaction.atomic
def save_policy(
    *,
    policy: SupervisionPolicy | None,
    values: Policy,
    seen: str = "",
    by: User | None,
    at: datetime | None = None,
) -> SupervisionPolicy:
    """A policy as it shall be; None makes a new one. `seen` is the fingerprint of what the form
    showed: when somebody else was faster, nothing is saved."""
    _check_may_change(by)
    row, before = SupervisionPolicy(key=_free_key(values.name)), {}
    if policy is not None:
        row = SupervisionPolicy.objects.select_for_update().get(pk=policy.pk)
        now = policy_values(row)
        rules.check_unchanged(seen, rules.fingerprint(now))
        before = asdict(now)
    rules.check_policy(values)
    for name, value in _columns(values).items():
        setattr(row, name, value)
    row.full_clean()
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as error:
        raise ValidationError("Somebody made one of this name just now. Try again.") from error
    after = asdict(policy_values(row))
    changed = sorted(name for name, value in after.items() if before.get(name) != value)
    detail = {"policy": row.key, "changed": changed}
    record(actor=by, verb="supervision_policy.changed", obj=row, detail=detail, at=at)
    return row


def _columns(values: Policy) -> dict[str, object]:
    columns = asdict(values)
    columns["team_id"] = columns.pop("team")
    columns["types_allowed"] = [str(kind) for kind in columns["types_allowed"]]
    columns["name"] = values.name.strip()
    del columns["key"]  # given once: rows are known by it
    return columns


def _free_key(name: str) -> str:
    key = slugify(name)[: KEY_LENGTH - 4] or "policy"
    taken = set(SupervisionPolicy.objects.filter(key__startswith=key).values_list("key", flat=True))
    number = 1
    free = key
    while free in taken:
        number += 1
        free = f"{key}-{number}"
    return free


def _check_may_change(by: User | None) -> None:
    if not can_change_policies(by):
        raise PermissionDenied("How often supervision is due is set by HR or the quality lead.")


# Needs ------------------------------------------------------------------------------


@transaction.atomic
def set_need(
    *,
    person: User,
    kind: str,
    starts_on: date,
    ends_on: date | None = None,
    by: User | None,
    at: datetime | None = None,
) -> SupervisionNeed:
    """Days in which more supervision is due for somebody. Why is written down nowhere."""
    _check_may_set_need(by, person)
    rules.check_days(starts_on, ends_on)
    list(User.objects.select_for_update().filter(pk=person.pk))  # one at a time for a person
    others = SupervisionNeed.objects.filter(person=person, kind=kind)
    rules.check_needs_apart((starts_on, ends_on), others.values_list("starts_on", "ends_on"))
    need = SupervisionNeed(
        person=person,
        kind=NeedKind(kind),
        starts_on=starts_on,
        ends_on=ends_on,
        set_by=by,
        set_at=at or timezone.now(),
    )
    need.full_clean(exclude=["set_by"])
    need.save()
    detail = {"from": starts_on.isoformat(), "to": ends_on.isoformat() if ends_on else ""}
    record(actor=by, verb="supervision_need.set", obj=need, about=person, detail=detail, at=at)
    _tell(need, "set", "Supervision is due more often for a while", by, at)
    return need


@transaction.atomic
def end_need(
    *,
    need: SupervisionNeed,
    ends_on: date | None = None,
    by: User | None,
    at: datetime | None = None,
) -> SupervisionNeed:
    """Its last day, today when none is given. One that never began is taken out."""
    need = SupervisionNeed.objects.select_for_update(of=("self",)).get(pk=need.pk)
    _check_may_set_need(by, need.person)
    ends_on = ends_on or (timezone.localdate(at) if at else timezone.localdate())
    if need.ends_on is not None and need.ends_on < ends_on:
        raise ValidationError("It has ended already.", code="ended")
    detail = {"to": ends_on.isoformat()}
    record(
        actor=by, verb="supervision_need.ended", obj=need, about=need.person, detail=detail, at=at
    )
    _tell(need, "ended", "Supervision is due as usual again", by, at)
    if ends_on < need.starts_on:
        need.delete()
        return need
    need.ends_on = ends_on
    need.save(update_fields=["ends_on"])
    return need


def _check_may_set_need(by: User | None, person: User) -> None:
    if not can_set_need_of(by, person):
        raise PermissionDenied("This is set by her line manager or HR.")


def _tell(
    need: SupervisionNeed, what: str, title: str, by: User | None, at: datetime | None
) -> None:
    """Told to the person herself; the notice names neither the need nor a reason."""
    send_notice(
        recipient=need.person,
        kind=NoticeKind.SUPERVISION,
        key=f"supervision-need-{need.pk}-{what}",
        title=title,
        body="Your line manager or HR can tell you more.",
        url="/supervision/policies/",
        by=by,
        at=at,
    )


# Closures of the college ------------------------------------------------------------


@transaction.atomic
def add_closure(
    *, name: str, starts_on: date, ends_on: date, by: User | None, at: datetime | None = None
) -> CollegeClosure:
    """Days on which the college is closed: they count for nobody’s supervision."""
    _check_may_change(by)
    rules.check_closure(starts_on, ends_on)
    closure = CollegeClosure(name=name.strip(), starts_on=starts_on, ends_on=ends_on)
    closure.full_clean()
    closure.save()
    detail = {"from": starts_on.isoformat(), "to": ends_on.isoformat()}
    record(actor=by, verb="college_closure.added", obj=closure, detail=detail, at=at)
    return closure


@transaction.atomic
def remove_closure(*, closure: CollegeClosure, by: User | None, at: datetime | None = None) -> None:
    _check_may_change(by)
    detail = {"from": closure.starts_on.isoformat(), "to": closure.ends_on.isoformat()}
    record(actor=by, verb="college_closure.removed", obj=closure, detail=detail, at=at)
    closure.delete()


# Posts of supervisors ---------------------------------------------------------------


@transaction.atomic
def save_post(
    *,
    supervisor: User,
    fte: Decimal,
    trained_on: date | None = None,
    may_exceed_until: date | None = None,
    by: User | None,
    at: datetime | None = None,
) -> SupervisorPost:
    """How much time somebody has for supervising; whoever allows more people answers for it."""
    if not can_keep_posts(by):
        raise PermissionDenied("Time for supervising is set down by HR or the quality lead.")
    if not can_supervise(supervisor):
        raise ValidationError(
            f"{supervisor} holds no role in which somebody supervises. A site admin gives it."
        )
    list(User.objects.select_for_update().filter(pk=supervisor.pk))
    found = SupervisorPost.objects.filter(supervisor=supervisor).first()
    post = found or SupervisorPost(supervisor=supervisor)
    is_new_approval = may_exceed_until != post.may_exceed_until
    if is_new_approval and may_exceed_until and by is not None and by.pk == supervisor.pk:
        raise ValidationError(
            {"may_exceed_until": ["Nobody approves this for themselves. Ask a colleague."]}
        )
    rules.check_post(
        trained_on=trained_on,
        may_exceed_until=may_exceed_until,
        today=timezone.localdate(at) if at else timezone.localdate(),
        is_new_approval=is_new_approval,
    )
    post.fte, post.trained_on, post.may_exceed_until = fte, trained_on, may_exceed_until
    if is_new_approval:
        post.approved_by = by if may_exceed_until else None
    post.full_clean(exclude=["approved_by"])
    post.save()
    detail = {
        "fte": str(fte),
        "trained_on": trained_on.isoformat() if trained_on else "",
        "may_exceed_until": may_exceed_until.isoformat() if may_exceed_until else "",
    }
    record(actor=by, verb="supervisor_post.set", obj=post, about=supervisor, detail=detail, at=at)
    return post
