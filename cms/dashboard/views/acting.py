"""With the chosen: who gets what, asked first; then what was done, said in one sentence."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from cms.people.accounts.models import SignedInRequest

from .. import access, queries, services
from ..forms import ActForm
from ..queries import Outcome
from ..rules import Act, Column
from .fetching import check_may_read_grid, grid_address

ELSEWHERE = {Act.VERIFY: Column.CPD, Act.BOOK: Column.SUPERVISION}
TITLES = {
    Act.REMIND_MODULES: "Remind of modules",
    Act.REMIND_REVIEW: "Remind of a review",
    Act.ENROL: "Put a module on their list",
    Act.VERIFY: "Verify CPD",
    Act.BOOK: "See to supervision",
}
BUTTONS = {
    Act.REMIND_MODULES: "Send the reminder",
    Act.REMIND_REVIEW: "Send the reminder",
    Act.ENROL: "Put it on the list",
}
EXPECTED = ("required", "too_many")  # said in words; anything else was not asked on our page


def acts_of(reader: Any) -> list[Act]:
    may = access.can_verify_and_book(reader)
    return [act for act in Act if may or act not in ELSEWHERE]


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def team_act(request: SignedInRequest) -> HttpResponse:
    check_may_read_grid(request)
    given = request.POST if request.method == "POST" else request.GET
    form = ActForm(given, reader=request.user)
    back = grid_address(given.get("back", ""))
    if not form.is_valid():
        return _say_what_is_missing(request, form, back)
    act = Act(form.cleaned_data["do"])
    if act not in acts_of(request.user):
        raise Http404
    if request.method == "POST" and act in BUTTONS and not _waits_for_module(act, form):
        return _done(request, act, form, back)
    return _confirm_page(request, act, form, back)


def _say_what_is_missing(
    request: SignedInRequest, form: ActForm, back: str
) -> HttpResponseRedirect:
    problems = form.errors.as_data()
    if set(problems) - {"person"}:
        raise Http404
    for problem in problems["person"]:
        if problem.code not in EXPECTED:
            raise Http404
        messages.warning(request, problem.messages[0])
    return redirect(back)


def _waits_for_module(act: Act, form: ActForm) -> bool:
    return act == Act.ENROL and form.cleaned_data["module"] is None


def _confirm_page(request: SignedInRequest, act: Act, form: ActForm, back: str) -> HttpResponse:
    outcomes = [] if _waits_for_module(act, form) else _outcomes(request, act, form)
    context = {
        "act": act,
        "title": TITLES[act],
        "form": form,
        "people": form.cleaned_data["person"],
        "module": form.cleaned_data["module"],
        "asks_module": act == Act.ENROL,
        "is_elsewhere": act in ELSEWHERE,
        "goes_to": [each for each in outcomes if each.goes_out],
        "left_out": [each for each in outcomes if not each.goes_out],
        "button": BUTTONS.get(act, ""),
        "back": back,
        "back_query": form.cleaned_data["back"],
    }
    return render(request, "dashboard/team_act.html", context)


def _outcomes(request: SignedInRequest, act: Act, form: ActForm) -> Sequence[Outcome]:
    people = form.cleaned_data["person"]
    if act == Act.REMIND_MODULES:
        return queries.module_reminders(people, now=timezone.now())
    if act == Act.REMIND_REVIEW:
        return queries.review_reminders(request.user, people, now=timezone.now())
    if act == Act.ENROL:
        return queries.enrolments_to_come(people, form.cleaned_data["module"])
    return queries.places_to_act(request.user, people, ELSEWHERE[act])


def _done(request: SignedInRequest, act: Act, form: ActForm, back: str) -> HttpResponseRedirect:
    people = form.cleaned_data["person"]
    if act == Act.REMIND_MODULES:
        outcomes = services.remind_of_modules(people=people, by=request.user)
    elif act == Act.REMIND_REVIEW:
        outcomes = services.remind_of_reviews(people=people, by=request.user)
    else:
        module = form.cleaned_data["module"]
        outcomes = services.enrol_chosen(people=people, module=module, by=request.user)
    _tell(request, act, outcomes)
    return redirect(back)


def _tell(request: SignedInRequest, act: Act, outcomes: Sequence[Outcome]) -> None:
    told = [each.person.display_name for each in outcomes if each.goes_out]
    if told:
        done = "The module is on the list of" if act == Act.ENROL else "A reminder went to"
        messages.success(request, f"{done} {_names(told)}.")
    for each in outcomes:
        if not each.goes_out:
            messages.info(request, f"{each.person.display_name}: {each.words}")


def _names(names: Sequence[str]) -> str:
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} and {names[-1]}"
