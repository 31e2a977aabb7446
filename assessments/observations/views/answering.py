"""The mentor's side, and the signatures."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from cms.people.accounts.models import SignedInRequest

from .. import access, forms, queries, services
from ..rules import ObservationKind, ObservationState
from .own import PAGE, form_page, moved, observation_or_404, say_doubts, too_late, tried
from .reading import detail_page


@never_cache
@login_required
@require_http_methods(PAGE)
def observation_reflect(request: SignedInRequest, pk: int) -> HttpResponse:
    observation = observation_or_404(request.user, pk)
    if not access.can_reflect(request.user, observation):
        return too_late(request, observation)
    form = forms.ReflectForm(request.POST or None, initial={"reflection": observation.reflection})
    if request.method == "POST" and form.is_valid():
        values = {**form.cleaned_data, "observation": observation, "by": request.user}
        if tried(form, services.reflect_on_observation, **values) is not None:
            is_released = observation.state == ObservationState.RELEASED
            more = " Now read what was seen." if is_released else ""
            messages.success(request, f"Kept.{more}")
            say_doubts(request, form)
            return redirect(observation)
    words = {
        "title": "Your own view",
        "lead": "Before you read what somebody else saw. It opens their words to you, and nobody "
        "reads it unless you show the observation to them.",
        "submit": "Keep my view",
    }
    return form_page(request, observation, form, **words)


@never_cache
@login_required
@require_POST
def observation_answer(request: SignedInRequest, pk: int) -> HttpResponse:
    observation = observation_or_404(request.user, pk)
    form = forms.AnswerForm(request.POST)
    if not access.can_answer(request.user, observation):
        return too_late(request, observation)
    if not form.is_valid():
        return detail_page(request, observation, status=422, answer_form=form)
    is_formal = observation.kind == ObservationKind.FORMAL
    said = "Answered and signed." if is_formal else "Answered."
    service = services.answer_observation
    return moved(request, observation, service, said, form, **form.cleaned_data)


@never_cache
@login_required
@require_POST
def observation_sign(request: SignedInRequest, pk: int) -> HttpResponse:
    observation = observation_or_404(request.user, pk)
    form = forms.SignForm(request.POST)
    if not form.is_valid():
        return redirect(observation)
    said = "Signed by both. It stays as it is."
    return moved(request, observation, services.sign_observation, said, **form.cleaned_data)


@never_cache
@login_required
@require_POST
def observation_share(request: SignedInRequest, pk: int) -> HttpResponse:
    """One switch (`switch`), on (`on`) or off."""
    observation = observation_or_404(request.user, pk)
    on = request.POST.get("on") == "yes"
    said = "They can read it from now on." if on else "Taken back: they can no longer read it."
    switch = request.POST.get("switch", "")
    return moved(request, observation, services.set_sharing, said, switch=switch, on=on)


@never_cache
@login_required
@require_http_methods(PAGE)
def observation_evidence(request: SignedInRequest, pk: int) -> HttpResponse:
    """Let it stand as evidence, for statements the mentor chooses; with `back`, take it back."""
    observation = observation_or_404(request.user, pk)
    if not access.can_attach(request.user, observation):
        return too_late(request, observation)
    if request.method == "POST" and "back" in request.POST:
        said = "Taken back: a review no longer reads it."
        return moved(request, observation, services.take_back_evidence, said)
    statements = queries.statements_of_template(observation.template)
    form = forms.EvidenceForm(request.POST or None, statements=statements)
    if request.method == "POST" and form.is_valid():
        said = "It stands as evidence in your review."
        service = services.stand_as_evidence
        return moved(request, observation, service, said, codes=form.cleaned_data["codes"])
    words = {
        "title": "Let it stand as evidence",
        "lead": "Your review then reads what was seen and your next step, without your own view. "
        "You can take it back until a review that is final has quoted it.",
        "submit": "Let it stand",
    }
    return form_page(request, observation, form, **words)
