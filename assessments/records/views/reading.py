"""The record as a document, with what its reader can do about it."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from assessments.supervision.access import can_supervise
from assessments.supervision.rules.kinds import HELD_BY_MANAGER
from cms.people.accounts.models import SignedInRequest, User

from .. import access, forms, queries, rules, services
from ..models import SupervisionRecord
from ..rules import RecordState, Stance
from .own import record_or_404

PAGE_SIZE = 20


@login_required
@require_safe
def record_list(request: SignedInRequest) -> HttpResponse:
    page = Paginator(queries.records_of(request.user), PAGE_SIZE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "rows": queries.rows_of(list(page.object_list), request.user),
        "unwritten": queries.unwritten_sessions(request.user),
        "supervises": can_supervise(request.user),
        "draws": access.can_draw_audits(request.user),
        "to_agree": queries.to_agree(request.user).count(),
    }
    return render(request, "records/record_list.html", context)


@never_cache
@login_required
@require_safe
def record_detail(request: SignedInRequest, pk: int) -> HttpResponse:
    record = record_or_404(request.user, pk)
    return detail_page(request, record)


def detail_page(
    request: SignedInRequest, record: SupervisionRecord, *, status: int = 200, **given: Any
) -> HttpResponse:
    """`given` are forms that hold what was sent and is to be put right."""
    user = request.user
    grant = queries.grant_used(record, user)
    services.note_opened(record=record, by=user, grant=grant)
    context = {
        "record": record,
        "session": record.session,
        "names": queries.names_in(record),
        "sections": queries.sections_of(record),
        "signatures": record.signatures.select_related("signer"),
        "returns": record.returns.select_related("author"),
        "addenda": record.addenda.select_related("author"),
        "dispute": getattr(record, "dispute", None),
        "grant": grant,
        "readers": queries.readers_of(record),
        "opened": queries.openings_shown(record, user),
        **what_she_can_do(record, user),
        **given,
    }
    return render(request, "records/record_detail.html", context, status=status)


def what_she_can_do(record: SupervisionRecord, user: User) -> dict[str, Any]:
    """Each form only for whom it is meant."""
    is_hers = access.is_supervisee(user, record)
    holds = access.can_begin(user, record.session)
    signed = {row.signer_id for row in record.signatures.all()}
    standing = {"words_hash": queries.words_hash_of(record)}
    can_sign = access.can_answer(user, record) or access.can_sign_late(user, record)
    is_group = queries.is_group(record)
    can_lock = access.can_countersign(user, record) or (
        holds
        and is_group
        and record.state == RecordState.SHARED
        and queries.is_group_ripe(record, timezone.localdate())
    )
    is_pair = (is_hers or holds) and record.session.agreement is not None
    managed = record.session.type in HELD_BY_MANAGER
    dispute = getattr(record, "dispute", None)
    return {
        "is_hers": is_hers,
        "holds": holds,
        "is_group": is_group,
        "sign_form": forms.SignForm(initial=standing)
        if can_sign and user.pk not in signed
        else None,
        "can_return": access.can_answer(user, record) and not signed,
        "lock_form": forms.CountersignForm(initial=standing)
        if can_lock and user.pk not in signed
        else None,
        "can_write": access.can_write(user, record),
        "can_note": holds
        and record.state == RecordState.SHARED
        and not is_group
        and record.reminded >= rules.checks.REMINDERS_BEFORE,
        "can_mark": is_pair and not managed and access.can_mark(user, record),
        "shows_marks": is_pair and not managed,
        "can_add": access.can_add(user, record),
        "can_export": services.can_export(user, record),
        "can_ask": is_hers
        and dispute is None
        and any(
            row.signer_id == user.pk and row.stance == Stance.NOT_AGREED
            for row in record.signatures.all()
        ),
        "outcome_form": forms.OutcomeForm()
        if dispute is not None and access.can_look_at_dispute(user, dispute)
        else None,
        "signatures_due_on": rules.signatures_due_on(
            timezone.localdate(record.session.held_at or record.session.starts_at),
            queries.closures(),
        ),
    }
