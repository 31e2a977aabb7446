"""What the statements of two frameworks have in common: suggested by files, checked by people."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from cms.people.accounts.models import SignedInRequest

from .. import queries, services
from ..access import can_check_mappings
from ..forms import LinkForm
from ..models import Framework, StatementMapping
from ..rules import MappingStrength
from .found import framework_or_404

Pair = tuple[Framework, Framework]


@login_required
@require_http_methods(["GET", "POST"])
def crosswalk_detail(request: SignedInRequest, here: str, there: str) -> HttpResponse:
    pair = _pair(request, here, there)
    if request.method == "POST":
        try:
            changed = services.check_mappings(
                here=pair[0],
                there=pair[1],
                strengths=_ticked(request.POST),
                doubted=_numbers(request.POST, "shown"),
                by=request.user,
            )
        except ValidationError as problem:
            messages.error(request, " ".join(problem.messages))
        else:
            words = f"{len(changed)} link{'' if len(changed) == 1 else 's'} changed in your name."
            messages.success(request, words if changed else "Nothing was changed.")
        return redirect("standards:crosswalk_detail", here, there)
    return _page(request, pair, LinkForm(here=pair[0], there=pair[1]))


@login_required
@require_POST
def mapping_create(request: SignedInRequest, here: str, there: str) -> HttpResponse:
    pair = _pair(request, here, there)
    form = LinkForm(request.POST, here=pair[0], there=pair[1])
    if form.is_valid():
        try:
            mapping = services.add_mapping(**form.cleaned_data, by=request.user)
        except ValidationError as problem:
            form.add_error(None, problem)
        else:
            messages.success(request, f"{mapping.source.code} and {mapping.target.code} linked.")
            return redirect("standards:crosswalk_detail", here, there)
    return _page(request, pair, form, status=422)


@login_required
@require_http_methods(["GET", "POST"])
def mapping_remove(request: SignedInRequest, here: str, there: str, pk: int) -> HttpResponse:
    pair = _pair(request, here, there)
    links = StatementMapping.objects.filter(queries.between(*pair))
    mapping = get_object_or_404(links.select_related("source", "target"), pk=pk)
    if request.method == "POST":
        services.remove_mapping(mapping=mapping, by=request.user)
        messages.success(request, "The link is taken out.")
        return redirect("standards:crosswalk_detail", here, there)
    context = {"mapping": mapping, "here": pair[0], "there": pair[1]}
    return render(request, "standards/mapping_remove.html", context)


def _page(request: SignedInRequest, pair: Pair, form: LinkForm, status: int = 200) -> HttpResponse:
    context = {
        "crosswalk": queries.crosswalk(*pair),
        "form": form,
        "strengths": MappingStrength.choices,
        "only_open": "open" in request.GET,
    }
    return render(request, "standards/crosswalk_detail.html", context, status=status)


def _ticked(posted: QueryDict) -> dict[int, str]:
    """Of the links that are ticked, the strength chosen beside each."""
    return {key: posted.get(f"strength-{key}", "") for key in _numbers(posted, "checked")}


def _numbers(posted: QueryDict, name: str) -> set[int]:
    return {int(key) for key in posted.getlist(name) if key.isdecimal() and len(key) < 12}


def _pair(request: SignedInRequest, here: str, there: str) -> Pair:
    if not can_check_mappings(request.user) or here == there:
        raise Http404
    return framework_or_404(here, request.user), framework_or_404(there, request.user)
