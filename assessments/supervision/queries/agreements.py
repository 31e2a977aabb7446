"""Agreements as the screens need them. Lists load days and rhythm alone: nothing that is agreed."""

from datetime import date
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils import timezone

from cms.people.accounts.models import User
from cms.people.audit.models import AuditEvent
from cms.people.privacy.rules import Reader
from cms.people.teams.access import managed_by
from cms.people.teams.models import ReportingLine
from cms.people.teams.rules import CoverKind

from ..access import agreements_listed_for, agreements_readable_by, in_force
from ..models import AgreementSignature, SupervisionAgreement
from ..rules.agreement_words import Chapter, Names, chapters, words_hash
from ..rules.agreements import CONTENT_FIELDS, AgreementContent
from ..rules.states import AgreementState, Part

Agreements = QuerySet[SupervisionAgreement]
OPENED = "supervision_agreement.opened"
OUTLINE = (
    "supervisee", "supervisor", "manager", "version", "state", "starts_on", "review_on", "ends_on",
    "interval_days", "offered_at", "in_force_at", "drafted_by", "previous",
)  # fmt: skip
LIVE = (AgreementState.DRAFT, AgreementState.OFFERED, AgreementState.IN_FORCE)
PAST = (AgreementState.REPLACED, AgreementState.ENDED, AgreementState.WITHDRAWN)


def outlines(rows: Agreements) -> Agreements:
    """Days, rhythm and names. Nothing that anybody wrote is loaded."""
    names = [f"{who}__{name}" for who in ("supervisee", "supervisor", "manager")
             for name in ("first_name", "last_name", "known_as", "email", "is_active")]  # fmt: skip
    people = rows.select_related("supervisee", "supervisor", "manager")
    return people.only(*OUTLINE, *names)


# Whose agreements ----------------------------------------------------------------------


def current_agreements(supervisee: User, on: date | None = None) -> Agreements:
    """Those in force on a day, the newest first, with both people."""
    rows = SupervisionAgreement.objects.filter(in_force(on), supervisee=supervisee)
    return rows.select_related("supervisee", "supervisor").order_by("-starts_on", "-pk")


def current_supervisees(supervisor: User, on: date | None = None) -> QuerySet[User]:
    """Her own supervisees by an agreement in force, by name; those she covers for not among
    them."""
    rows = SupervisionAgreement.objects.filter(in_force(on), supervisor=supervisor)
    people = User.objects.filter(pk__in=rows.values("supervisee"), is_active=True)
    return people.order_by("last_name", "first_name", "pk")


def to_sign(person: User) -> Agreements:
    """What waits for somebody's signature, the longest wait first."""
    signed = AgreementSignature.objects.filter(agreement=OuterRef("pk"), signer=person)
    part = Q(supervisee=person) | Q(supervisor=person) | Q(manager=person)
    rows = SupervisionAgreement.objects.filter(part, ~Exists(signed), state=AgreementState.OFFERED)
    readable = rows.filter(agreements_readable_by(person))
    return outlines(readable).order_by("offered_at", "pk")


def listed_as(person: User, part: Part, *, past: bool = False) -> Agreements:
    """Where somebody is supervisee or supervisor: those that count, or those of before. A draft
    is listed for its supervisor alone."""
    own = Q(**{part.value: person.pk})
    rows = SupervisionAgreement.objects.filter(own & agreements_readable_by(person))
    rows = rows.filter(state__in=PAST if past else LIVE)
    return outlines(rows).order_by("supervisee__last_name", "supervisee__first_name", "-version")


def listed_of_team(manager: User, *, past: bool = False) -> Agreements:
    """Of the people somebody manages, and drafts she writes for them: that they exist, no more."""
    team = Q(supervisee__in=User.objects.filter(managed_by(manager)).values("pk"))
    hers = team | Q(drafted_by=manager.pk) | Q(manager=manager.pk)
    rows = SupervisionAgreement.objects.filter(hers, agreements_listed_for(manager))
    rows = rows.exclude(Q(supervisor=manager.pk) | Q(supervisee=manager.pk))
    rows = rows.filter(state__in=PAST if past else LIVE)
    return outlines(rows).order_by("supervisee__last_name", "supervisee__first_name", "-version")


def listed_of_all(reader: User, *, words: str = "", past: bool = False) -> Agreements:
    """Every agreement whose existence somebody may know of, by the name of either person."""
    rows = SupervisionAgreement.objects.filter(agreements_listed_for(reader))
    rows = rows.filter(state__in=PAST if past else LIVE)
    for word in words.split()[:5]:
        rows = rows.filter(_named(word, "supervisee") | _named(word, "supervisor"))
    return outlines(rows).order_by("supervisee__last_name", "supervisee__first_name", "-version")


def _named(word: str, who: str) -> Q:
    names = ("first_name", "last_name", "known_as")
    found = Q(pk__in=[])
    for name in names:
        found |= Q(**{f"{who}__{name}__icontains": word})
    return found


def versions_of(agreement: SupervisionAgreement, reader: User) -> Agreements:
    """Every text between the same two people that somebody may know of, the newest first."""
    rows = between(agreement.supervisee_id, agreement.supervisor_id)
    return outlines(rows.filter(agreements_listed_for(reader))).order_by("-version", "-pk")


def between(supervisee: int, supervisor: int) -> Agreements:
    rows = SupervisionAgreement.objects.filter(supervisee=supervisee, supervisor=supervisor)
    return rows.order_by("-version", "-pk")


# One agreement -------------------------------------------------------------------------


def content_of(agreement: SupervisionAgreement) -> AgreementContent:
    values: dict[str, Any] = {name: getattr(agreement, name) for name in CONTENT_FIELDS}
    values["types"] = tuple(values["types"])
    values["shared_with_manager"] = tuple(values["shared_with_manager"])
    return AgreementContent(**values)


def words_hash_of(agreement: SupervisionAgreement) -> str:
    """Over the words as they stand now: the same as `words_hash` as long as nobody touched them."""
    return words_hash(
        content_of(agreement),
        version=agreement.version,
        supervisee=agreement.supervisee_id,
        supervisor=agreement.supervisor_id,
        manager=agreement.manager_id,
    )


def text_of(agreement: SupervisionAgreement) -> tuple[Chapter, ...]:
    names = Names(
        supervisee=agreement.supervisee.display_name,
        supervisor=agreement.supervisor.display_name,
    )
    return chapters(content_of(agreement), names)


def signers_of(agreement: SupervisionAgreement) -> list[User]:
    people = (agreement.supervisee, agreement.supervisor, agreement.manager)
    return [person for person in people if person is not None]


def signature_rows(agreement: SupervisionAgreement) -> list[dict[str, Any]]:
    """Who signs, in which part, and when they did."""
    signed = {row.signer_id: row for row in agreement.signatures.all()}
    return [
        {"person": person, "part": agreement.part_of(person), "signature": signed.get(person.pk)}
        for person in signers_of(agreement)
    ]


def compared_with(
    agreement: SupervisionAgreement, reader: User, asked: int | None = None
) -> SupervisionAgreement | None:
    """The earlier text to hold it against: the one asked for, else the last that was in force,
    else the one before. Only one the reader may read."""
    rows = between(agreement.supervisee_id, agreement.supervisor_id)
    earlier = rows.filter(agreements_readable_by(reader), version__lt=agreement.version)
    earlier = earlier.select_related("supervisee", "supervisor", "manager")
    if asked is not None:
        return earlier.filter(pk=asked).first()
    return earlier.exclude(in_force_at=None).first() or earlier.first()


def next_after(agreement: SupervisionAgreement, reader: User) -> SupervisionAgreement | None:
    """The newest text that has taken its place and that the reader may read."""
    rows = between(agreement.supervisee_id, agreement.supervisor_id)
    later = rows.filter(agreements_readable_by(reader), version__gt=agreement.version)
    return later.exclude(state=AgreementState.WITHDRAWN).select_related(
        "supervisee", "supervisor", "manager"
    ).first()  # fmt: skip


def has_past_with_others(agreement: SupervisionAgreement) -> bool:
    """Whether the supervisee had another supervisor before, so that there may be records."""
    rows = SupervisionAgreement.objects.filter(supervisee=agreement.supervisee_id)
    return rows.exclude(supervisor=agreement.supervisor_id).exclude(in_force_at=None).exists()


def past_choice_before(agreement: SupervisionAgreement) -> bool:
    """What the supervisee had chosen in the version that is in force with the same supervisor."""
    rows = between(agreement.supervisee_id, agreement.supervisor_id).filter(in_force())
    return rows.filter(opens_past_records=True).exclude(pk=agreement.pk).exists()


def line_manager_of(person: User | int, on: date | None = None) -> User | None:
    """Her line manager by the reporting line; nobody who only stands in."""
    pk = person if isinstance(person, int) else person.pk
    line = ReportingLine.objects.on(on).filter(person=pk).select_related("manager").first()
    return line.manager if line is not None and line.manager.is_active else None


def people_readings(agreement: SupervisionAgreement) -> QuerySet[AuditEvent]:
    """Who opened it, the last first; the supervisee's own looking is nobody's news."""
    events = AuditEvent.objects.filter(
        content_type=ContentType.objects.get_for_model(SupervisionAgreement),
        object_id=str(agreement.pk),
        verb=OPENED,
    )
    return events.exclude(actor=F("about")).select_related("actor").order_by("-at", "-pk")


def readers_of(agreement: SupervisionAgreement) -> list[Reader]:
    """Who can read it today, and why (domain.md 2.2; 2.3 rule 9)."""
    supervisee, supervisor = agreement.supervisee, agreement.supervisor
    is_draft = agreement.state == AgreementState.DRAFT
    found = [Reader("The supervisor", "signs it, and reads every word", (supervisor,))]
    if not is_draft:
        found.insert(0, Reader("The supervisee", "signs it, and reads every word", (supervisee,)))
    if agreement.drafted_by_id not in (agreement.supervisor_id, agreement.manager_id):
        found.append(Reader("Who wrote it", "reads every word", (agreement.drafted_by,)))
    if agreement.manager is not None and not is_draft:
        why = "signs purpose, rhythm and limits, and reads every word; no session, no record"
        found.append(Reader("The line manager", why, (agreement.manager,)))
    if covers := _covers_of(agreement):
        found.append(Reader("Who stands in for the supervisor", "for named days", covers))
    if is_draft:
        return found
    only = "only that it exists, its days and how often; no word of it"
    manager = line_manager_of(supervisee)
    reads_all = {agreement.manager_id, agreement.supervisor_id, agreement.drafted_by_id}
    if manager is not None and manager.pk not in reads_all:
        found.append(Reader("The line manager", only, (manager,)))
    found.append(Reader("Quality lead, HR, data protection officer and site admin", only))
    return found


def _covers_of(agreement: SupervisionAgreement) -> tuple[User, ...]:
    day = timezone.localdate()
    if not SupervisionAgreement.objects.filter(in_force(), pk=agreement.pk).exists():
        return ()
    covers = agreement.supervisor.covered_by.filter(
        kind=CoverKind.SUPERVISOR, starts_on__lte=day, ends_on__gte=day
    )
    return tuple(cover.stands_in for cover in covers.select_related("stands_in"))
