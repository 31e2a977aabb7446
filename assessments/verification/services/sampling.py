"""Samples of what was verified: the draw, what was found, and a fair way through a query."""

import secrets
from dataclasses import asdict
from datetime import date, datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from assessments.cpd.models import CPDEntry
from assessments.cpd.services import close_entry, mark_sampled
from cms.people.accounts.models import User
from cms.people.audit.services import record

from .. import queries, rules
from ..access import can_draw_samples, can_look_at, can_reply
from ..models import CPDSample, CPDVerification, SampleRound
from ..rules import Findings, Outcome, Reason, Result
from . import telling

SEEDS = 10**12  # short enough to be written down, and nobody guesses it beforehand


@transaction.atomic
def draw_sample(
    *,
    label: str,
    first_on: date,
    last_on: date,
    by: User,
    seed: int | None = None,
    at: datetime | None = None,
) -> SampleRound:
    """Draw from what was verified on these days, by the college's numbers. The seed is kept, so
    that anybody can draw it again; `seed` is for a history that is built. What the quality lead may
    not look at herself is left to another one."""
    if not can_draw_samples(by):
        raise PermissionDenied("Samples are drawn by a quality lead.")
    if last_on < first_on:
        raise ValidationError({"last_on": "The last day is before the first. Change one of them."})
    numbers = queries.numbers_of(last_on)
    hers, _ = queries.split_for(by, queries.candidates_in(first_on, last_on))
    seed = secrets.randbelow(SEEDS) if seed is None else seed
    drawn = rules.draw(hers, numbers, seed)
    if not drawn:
        raise ValidationError("There is nothing to draw from these days.", code="nothing")
    made = SampleRound(
        label=label.strip(),
        first_on=first_on,
        last_on=last_on,
        **asdict(numbers),
        seed=seed,
        drawn_at=at or timezone.now(),
        drawn_by=by,
    )
    made.full_clean()
    made.save()
    _take(made, drawn, by)
    _record_draw(made, len(drawn), by, at)
    return made


def _record_draw(made: SampleRound, entries: int, by: User, at: datetime | None) -> None:
    record(actor=by, verb="cpd_sample.drawn", obj=made, detail={"entries": entries}, at=at)


def _take(made: SampleRound, drawn: dict[int, Reason], by: User) -> None:
    verified = CPDVerification.objects.filter(entry__in=drawn, outcome=Outcome.VERIFIED)
    answers = {row.entry_id: row for row in verified}
    for entry in CPDEntry.objects.filter(pk__in=drawn).order_by("pk"):
        marked = mark_sampled(entry=entry, by=by, at=made.drawn_at)
        CPDSample.objects.create(
            round=made, entry=marked, verification=answers[entry.pk], why=drawn[entry.pk]
        )


@transaction.atomic
def answer_sample(
    *,
    sample: CPDSample,
    result: Result,
    findings: Findings,
    by: User,
    at: datetime | None = None,
) -> CPDSample:
    """What the quality lead found, once. In order closes the entry; a query asks its owner and its
    verifier first."""
    locked = _locked(sample)
    if not can_look_at(by, locked):
        raise PermissionDenied("A sampled entry is looked at by a quality lead who is not near it.")
    if locked.result:
        raise ValidationError(
            "This entry was looked at already. Nothing was saved.", code="answered"
        )
    rules.check_findings(result, findings)
    locked.result, locked.sampler, locked.answered_at = result, by, at or timezone.now()
    for name, value in asdict(findings).items():
        setattr(locked, name, value.strip() if isinstance(value, str) else value)
    locked.clean_fields(exclude=["round", "entry", "verification", "sampler", "replied_by"])
    locked.save()
    _record(locked, by, "cpd_sample.answered", at)
    if result == Result.OK:
        close_entry(entry=locked.entry, by=by, at=at)
        telling.of_good_order(locked, by, at)
    else:
        telling.of_query(locked, by, at)
    return locked


@transaction.atomic
def reply_to_query(
    *, sample: CPDSample, reply: str, by: User, at: datetime | None = None
) -> CPDSample:
    """One answer, by the owner or the verifier: the first of the two counts."""
    locked = _locked(sample)
    if not can_reply(by, locked):
        raise PermissionDenied("A query is answered by the entry’s owner or its verifier.")
    rules.check_reply(locked.stage, reply)
    locked.reply, locked.replied_by = reply.strip(), by
    locked.replied_at = at or timezone.now()
    locked.save(update_fields=["reply", "replied_by", "replied_at"])
    _record(locked, by, "cpd_sample.replied", at)
    telling.of_reply(locked, by, at)
    return locked


@transaction.atomic
def settle_query(*, sample: CPDSample, by: User, at: datetime | None = None) -> CPDSample:
    """The end of a query, after they answered or the time for it is over. The entry stays verified:
    what was found is about how entries are verified, and no sanction on anybody."""
    locked = _locked(sample)
    if not can_look_at(by, locked):
        raise PermissionDenied("A query is settled by a quality lead who is not near it.")
    moment = at or timezone.now()
    rules.check_is_query(locked.result)
    last, today = queries.reply_by(locked), timezone.localdate(moment)
    rules.check_can_be_settled(locked.stage, reply_by=last, today=today)
    locked.settled_at = moment
    locked.save(update_fields=["settled_at"])
    _record(locked, by, "cpd_sample.resolved", at)
    close_entry(entry=locked.entry, by=by, at=at)
    telling.of_settling(locked, by, at)
    return locked


def _locked(sample: CPDSample) -> CPDSample:
    rows = CPDSample.objects.select_for_update(of=("self",))
    return rows.select_related("entry__owner", "verification__verifier").get(pk=sample.pk)


def _record(sample: CPDSample, by: User, verb: str, at: datetime | None) -> None:
    record(actor=by, verb=verb, obj=sample, about=sample.entry.owner, at=at)
