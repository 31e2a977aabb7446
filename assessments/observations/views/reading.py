"""The list, one observation as its reader may see it, and how many there are."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from cms.people.accounts.models import SignedInRequest, User

from .. import access, forms, queries, rules, services
from ..models import Observation
from ..rules import ObservationKind, ObservationState, RecordingConsent
from .own import observation_or_404

PAGE_SIZE = 20


@login_required
@require_safe
def observation_list(request: SignedInRequest) -> HttpResponse:
    if not access.can_list_observations(request.user):
        raise Http404
    wanted = queries.Filter(
        **{name: request.GET.get(name, "") for name in ("kind", "state", "mentor")}
    )
    found = queries.listed(request.user, wanted)
    page = Paginator(found, PAGE_SIZE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "rows": queries.rows_of(list(page.object_list), request.user),
        "wanted": wanted,
        "kinds": ObservationKind.choices,
        "states": ObservationState.choices,
        "mentors": queries.mentors_listed(request.user) if _sees_others(request.user) else [],
        "plans": access.can_plan(request.user),
        "invites": access.can_invite(request.user),
        "counts": access.can_count_observations(request.user),
    }
    return render(request, "observations/observation_list.html", context)


def _sees_others(user: User) -> bool:
    return access.can_plan(user)


@login_required
@require_safe
def observation_counts(request: SignedInRequest) -> HttpResponse:
    """How many, by kind and state, for those who watch over the site. No names."""
    if not access.can_count_observations(request.user):
        raise Http404
    context = {
        "rows": queries.counts_for(request.user),
        "states": [state.label for state in ObservationState],
    }
    return render(request, "observations/observation_counts.html", context)


@never_cache
@login_required
@require_safe
def observation_detail(request: SignedInRequest, pk: int) -> HttpResponse:
    return detail_page(request, observation_or_404(request.user, pk))


def detail_page(
    request: SignedInRequest, observation: Observation, *, status: int = 200, **given: Any
) -> HttpResponse:
    """`given` are forms that hold what was sent and is to be put right."""
    services.note_opened(observation=observation, by=request.user)
    context = {**whole_of(observation, request.user), **given}
    return render(request, "observations/observation_detail.html", context, status=status)


@never_cache
@login_required
@require_safe
def observation_print(request: SignedInRequest, pk: int) -> HttpResponse:
    """On paper, as much as its reader may read."""
    observation = observation_or_404(request.user, pk)
    services.note_opened(observation=observation, by=request.user)
    context = {**whole_of(observation, request.user), "today": timezone.localdate()}
    return render(request, "observations/observation_print.html", context)


def whole_of(observation: Observation, user: User) -> dict[str, Any]:
    shown = queries.shown_to(user, observation)
    return {
        "observation": observation,
        "shown": shown,
        "is_formal": observation.kind == ObservationKind.FORMAL,
        "is_mentor": user.pk == observation.mentor_id,
        "watches": user.pk in (observation.observer_id, observation.second_observer_id),
        "state_words": queries.state_words(observation, user),
        "turn": queries.turn_of(observation, user)[2],
        "signatures": queries.signatures_of(observation),
        "is_disputed": queries.is_disputed(observation) and shown.reads_answer,
        "readers": queries.readers_of(observation),
        **what_she_can_do(observation, user),
    }


def what_she_can_do(observation: Observation, user: User) -> dict[str, Any]:
    answers, seals = access.can_answer(user, observation), access.can_seal(user, observation)
    standing = {"words_hash": queries.words_hash_of(observation)} if answers or seals else {}
    return {
        "can_move": access.can_move(user, observation),
        "can_call_off": access.can_call_off(user, observation),
        "can_name_second": access.can_name_second(user, observation),
        "can_note": access.can_note(user, observation),
        "can_mark_seen": observation.state == ObservationState.PLANNED
        and access.can_observe(user, observation),
        "can_rate": access.can_rate(user, observation),
        "can_write_up": access.can_write_up(user, observation),
        "can_reflect": access.can_reflect(user, observation),
        "can_share": access.can_share(user, observation),
        "can_attach": access.can_attach(user, observation),
        "answer_form": forms.AnswerForm(initial=standing) if answers else None,
        "sign_form": forms.SignForm(initial=standing) if seals else None,
        "recording_moves": recording_moves(observation, user),
    }


RECORDING_WORDS = {
    RecordingConsent.ASKED: "Ask whether it may be recorded",
    RecordingConsent.NOT_NEEDED: "Nothing is recorded after all",
    RecordingConsent.GIVEN: "Yes: I agree, and so does everybody in it",
    RecordingConsent.REFUSED: "No: it is not recorded",
}


def recording_moves(observation: Observation, user: User) -> list[tuple[str, str]]:
    """What may be said now about a recording, with the words of its button."""
    possible = rules.recording.MOVES[RecordingConsent(observation.recording)]
    return [
        (to.value, words)
        for to, words in RECORDING_WORDS.items()
        if to in possible and access.can_settle_recording(user, observation, to)
    ]
