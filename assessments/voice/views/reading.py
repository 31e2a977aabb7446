"""What was released, for those whose it is. To open somebody else’s figures is written down."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from cms.people.accounts.access import has_role
from cms.people.accounts.models import SignedInRequest, User
from cms.people.accounts.rules import Role
from cms.people.audit.services import record
from cms.tables import csv_table

from .. import services
from ..access import (
    can_ask_learners,
    can_read_concerns,
    can_read_voice,
    can_show_to_supervisor,
)
from ..models import VoiceCampaign, VoiceRelease
from ..queries.campaigns import campaigns_listed
from ..queries.home import concerns_waiting
from ..queries.readers import readers_of
from ..queries.releases import (
    CSV_COLUMNS,
    campaigns_with_figures,
    csv_rows,
    people_read_by,
    releases_about,
    summaries,
    trend_of,
)
from ..queries.releases import (
    campaign_figures as figures_of_campaign,
)

PAGE_SIZE = 20
LATEST = 6  # releases in one trend
READ = "voice_figures.opened"


@login_required
@require_safe
def voice_home(request: SignedInRequest) -> HttpResponse:
    """For each of them what is hers: campaigns, her team’s figures, her own, what was passed on."""
    reader = request.user
    is_asker = can_ask_learners(reader)
    people = people_read_by(reader)
    if not can_read_voice(reader) and not people.exists():
        raise Http404
    found = campaigns_listed(reader) if is_asker else campaigns_with_figures(reader)
    page = Paginator(found.order_by("-opens_on", "-pk"), PAGE_SIZE)
    context = {
        "is_asker": is_asker,
        "is_mentor": has_role(reader, Role.MENTOR),
        "page": page.get_page(request.GET.get("page")),
        "own": summaries(reader, releases_about(reader, reader))[-1:],
        "people": [] if is_asker else people[:PAGE_SIZE],
        "is_dsl": can_read_concerns(reader),
        "concerns": concerns_waiting(reader),
    }
    return render(request, "voice/voice_home.html", context)


@login_required
@require_safe
def person_figures(request: SignedInRequest, pk: int) -> HttpResponse:
    """What her learners said over the last releases."""
    person = get_object_or_404(User, pk=pk)
    rows = summaries(person, releases_about(request.user, person))[-LATEST:]
    is_own = person.pk == request.user.pk
    if not rows and not is_own:
        raise Http404
    if not is_own:
        record(actor=request.user, verb=READ, about=person)
    context = {
        "person": person,
        "rows": rows,
        "trend": trend_of(rows),
        "is_own": is_own,
    }
    return render(request, "voice/person_figures.html", context)


@login_required
@require_safe
def release_detail(request: SignedInRequest, pk: int, person: int) -> HttpResponse:
    about = get_object_or_404(User, pk=person)
    releases = releases_about(request.user, about).filter(campaign=pk)
    release: VoiceRelease = get_object_or_404(releases.select_related("campaign"))
    rows = summaries(about, releases)
    if not rows:
        raise Http404
    if about.pk != request.user.pk:
        record(actor=request.user, verb=READ, obj=release, about=about)
    context = {
        "person": about,
        "row": rows[0],
        "release": release,
        "is_own": can_show_to_supervisor(request.user, about),
        "readers": readers_of(about, supervisor_reads=rows[0].supervisor_reads),
    }
    return render(request, "voice/release_detail.html", context)


@login_required
@require_POST
def sharing_set(request: SignedInRequest, pk: int) -> HttpResponse:
    """Her own figures to her supervisor, or no longer."""
    campaign = get_object_or_404(VoiceCampaign, pk=pk)
    is_shown = request.POST.get("show") == "yes"
    try:
        services.show_to_supervisor(
            campaign=campaign, mentor=request.user, is_shown=is_shown, by=request.user
        )
    except ValidationError as problem:
        raise Http404 from problem
    now = "can read it now" if is_shown else "reads it no longer"
    messages.success(request, f"Your supervisor {now}.")
    return redirect("voice:release_detail", pk, request.user.pk)


@login_required
@require_safe
def campaign_figures(request: SignedInRequest, pk: int) -> HttpResponse:
    """The whole, teams, and for whom there is more: a manager’s people, or everybody."""
    campaign = get_object_or_404(campaigns_with_figures(request.user), pk=pk)
    found = figures_of_campaign(request.user, campaign)
    context = {
        "campaign": campaign,
        "found": found,
        "is_asker": can_ask_learners(request.user),
        "page": Paginator(found.mentors, PAGE_SIZE).get_page(request.GET.get("page")),
    }
    return render(request, "voice/campaign_figures.html", context)


@login_required
@require_safe
def campaign_export(request: SignedInRequest, pk: int) -> HttpResponse:
    if not can_ask_learners(request.user):
        raise Http404
    campaign = get_object_or_404(campaigns_with_figures(request.user), pk=pk)
    found = figures_of_campaign(request.user, campaign)
    record(actor=request.user, verb="voice_figures.exported", obj=found.release)
    response = HttpResponse(
        csv_table([CSV_COLUMNS, *csv_rows(found)]), content_type="text/csv; charset=utf-8"
    )
    name = f"learner-voice-{campaign.pk}-{campaign.closes_on:%Y-%m-%d}.csv"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
