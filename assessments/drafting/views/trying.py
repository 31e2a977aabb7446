"""A draft played by its author, from any scene. Each choice comes with all those before it."""

from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST
from wagtail.models import Page

from assessments.drafting import services
from assessments.drafting.access import can_draft, can_try
from assessments.drafting.forms import BeginForm, run_in
from assessments.drafting.queries.checking import story_of, taken_in
from assessments.drafting.queries.trying import KeptTry, TryScreen, kept_try, try_screen
from assessments.drafting.rules.trying import Run, begin, read_run
from assessments.drafting.rules.walks import walk
from assessments.drafting.views.answers import WRITERS_ONLY, refusal, sent_json
from assessments.scenarios.blocks.graphs import graph_of
from assessments.scenarios.editing.shapes import text
from assessments.scenarios.rules.graph import Graph
from cms.people.accounts.models import SignedInRequest

TITLE = text(255)
NO_SCENE = "Write a scene first: there is nothing to try yet."


@never_cache
@require_POST
def try_create(request: SignedInRequest) -> JsonResponse:
    """The story as it stands in the editor, saved or not."""
    try:
        data = sent_json(request)
        page = _page(data.get("page") if isinstance(data, dict) else None)
        if not (can_draft(request.user) if page is None else can_try(request.user, page)):
            return refusal(WRITERS_ONLY, 403)
        content = taken_in(story_of(data))
        graph = graph_of(content)
        if not graph.scenes:
            raise ValidationError(NO_SCENE)
        run = begin(graph, data.get("scene"), data.get("meters"), data.get("facts"))
        if graph.scene(run.scene) is None:  # there is no first scene yet
            run = begin(graph, graph.scenes[0].key, data.get("meters"), data.get("facts"))
        title = page.title if page else TITLE(data.get("title"), "The title") or "A new scenario"
        token = services.keep_try(page=page, content=content, title=title, run=run, by=request.user)
    except ValidationError as problem:
        return refusal(problem.messages[0], 400)
    return JsonResponse({"url": reverse("drafting:try_detail", args=[token])})


def _page(pk: Any) -> Page | None:
    """None while it has not been saved. Raises ValidationError for one that is not there."""
    if pk in (None, ""):
        return None
    is_key = isinstance(pk, int) and not isinstance(pk, bool) and 0 < pk < 2**31
    page = Page.objects.filter(pk=pk).first() if is_key else None
    if page is None:
        raise ValidationError("This page is no longer there.")
    return page


@never_cache
@require_http_methods(["GET", "POST"])
def try_detail(request: SignedInRequest, token: str) -> HttpResponse:
    kept = kept_try(request.user, token)
    if kept is None:
        return render(request, "drafting/try_gone.html", status=404)
    graph = graph_of(kept.content)
    context: dict[str, Any] = {}
    run = read_run(graph, kept.beginning)
    if request.method == "POST":
        try:
            run = _next(request, kept, graph, run_in(request.POST, graph), context)
        except ValidationError as problem:
            context["problem"] = problem.messages[0]
    screen = try_screen(kept, graph, run)
    context |= {"screen": screen, "begin": context.get("begin") or _begin_form(screen)}
    return render(request, "drafting/try_detail.html", context)


def _next(
    request: SignedInRequest, kept: KeptTry, graph: Graph, run: Run, context: dict[str, Any]
) -> Run:
    """The run after what was pressed."""
    posted = request.POST
    if "choice" in posted:
        here = try_screen(kept, graph, run).playing.here
        choice = (here.key if here else "", posted["choice"])
        after = read_run(graph, run.then(choice).as_json)
        services.note_tried(kept=kept, choice=choice, by=request.user)
        return after
    if "back" in posted:
        return run.one_back()
    if "again" in posted:
        return Run(run.scene, run.state)
    if "begin" in posted:
        form = BeginForm(posted, graph=graph)
        if form.is_valid():
            return form.run
        context["begin"] = form
    if "walk" in posted:
        context["walk"] = walk(graph, run.scene, run.state)
    return run


def _begin_form(screen: TryScreen) -> BeginForm:
    """With what is true now, so that a jump keeps it."""
    here = screen.playing.here
    initial: dict[str, Any] = {
        "scene": here.key if here else screen.run.scene,
        "facts": [key for key, _, has_happened in screen.facts if has_happened],
        **{f"meter-{meter.name}": meter.value for meter in screen.meters},
    }
    return BeginForm(initial=initial, graph=screen.graph)
