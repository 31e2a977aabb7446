"""A quality lead's desk: rounds of samples, one sampled entry, the letter about a query."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from assessments.cpd.queries.shared import shared_entry
from assessments.cpd.rules import CPDYear, cpd_year
from assessments.verification import queries, services
from assessments.verification.access import (
    can_draw_samples,
    can_look_at,
    can_reply,
    rounds_readable_by,
)
from assessments.verification.documents import round_table
from assessments.verification.forms import DrawForm, FindingsForm, ReplyForm, this_term
from assessments.verification.models import CPDSample, SampleRound
from assessments.verification.rules import Result, Stage
from cms.people.accounts.models import SignedInRequest
from cms.people.audit.services import record

PAGE_SIZE = 25
READ = "cpd_entry.opened"


def _only_quality_leads(request: SignedInRequest) -> None:
    if not can_draw_samples(request.user):
        raise Http404


def _round_or_404(request: SignedInRequest, pk: int) -> SampleRound:
    rounds = SampleRound.objects.filter(rounds_readable_by(request.user))
    return get_object_or_404(rounds.select_related("drawn_by"), pk=pk)


@login_required
@require_safe
def sample_list(request: SignedInRequest) -> HttpResponse:
    _only_quality_leads(request)
    page = Paginator(queries.rounds(request.user), PAGE_SIZE).get_page(request.GET.get("page"))
    return render(request, "verification/sample_list.html", {"page": page})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def sample_draw(request: SignedInRequest) -> HttpResponse:
    """By GET what would be drawn and why, by POST the draw itself."""
    _only_quality_leads(request)
    given = request.POST or (request.GET if "first_on" in request.GET else this_term())
    form = DrawForm(given)
    if request.method == "POST" and form.is_valid() and form.was_shown:
        try:
            drawn = services.draw_sample(**form.cleaned_data, by=request.user)
        except ValidationError as problem:
            form.add_error(None, problem)
        else:
            messages.success(request, "Drawn. The seed is kept, so that it can be drawn again.")
            return redirect(drawn)
    form.is_valid()
    first_on, last_on = form.cleaned_data.get("first_on"), form.cleaned_data.get("last_on")
    shown = queries.preview(request.user, first_on, last_on) if first_on and last_on else None
    is_other_days = request.method == "POST" and not form.errors
    context = {"form": form, "preview": shown, "is_other_days": is_other_days}
    status = 422 if request.method == "POST" else 200
    return render(request, "verification/sample_draw.html", context, status=status)


@login_required
@require_safe
def sample_detail(request: SignedInRequest, pk: int) -> HttpResponse:
    drawn = _round_or_404(request, pk)
    rows = queries.round_rows(request.user, drawn)
    progress = queries.progress_of(rows)
    context = {
        "round": drawn,
        "page": Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page")),
        "progress": progress,
        "for_others": drawn.samples.count() - progress.total,
        "first": rows.filter(result="").first(),
    }
    return render(request, "verification/sample_detail.html", context)


@login_required
@require_safe
def sample_export(request: SignedInRequest, pk: int) -> HttpResponse:
    drawn = _round_or_404(request, pk)
    record(actor=request.user, verb="cpd_sample.exported", obj=drawn)
    table = round_table(queries.round_rows(request.user, drawn))
    response = HttpResponse(table, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="cpd-sample-{drawn.pk}.csv"'
    return response


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def sample_answer(request: SignedInRequest, pk: int) -> HttpResponse:
    """One sampled entry: what was claimed, what the verifier said, and the fixed form."""
    sample = queries.sample_at(request.user, pk)
    if sample is None:
        raise Http404
    if sample.result:
        return redirect("verification:entry_history", sample.entry_id)
    form = FindingsForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        result = Result(form.cleaned_data["outcome"])
        try:
            services.answer_sample(
                sample=sample, result=result, findings=form.findings, by=request.user
            )
        except ValidationError as problem:
            form.add_error(None, problem)
        else:
            return _after_the_answer(request, sample, result, form.details_warning)
    return _sampled_entry(request, sample, form)


def _sampled_entry(request: SignedInRequest, sample: CPDSample, form: FindingsForm) -> HttpResponse:
    """Each time it is shown is written down, below an answer that cannot stand too."""
    if request.method != "HEAD":
        record(actor=request.user, verb=READ, obj=sample.entry, about=sample.entry.owner)
    context = {
        "sample": sample,
        "entry": sample.entry,
        "shared": shared_entry(sample.entry),
        "earlier": queries.answers_of(sample.entry),
        "statements": queries.statements_of(sample.entry),
        "form": form,
        "following": queries.next_to_look_at(request.user, sample),
    }
    status = 422 if form.is_bound else 200
    return render(request, "verification/sample_answer.html", context, status=status)


def _after_the_answer(
    request: SignedInRequest, sample: CPDSample, result: Result, warning: str
) -> HttpResponse:
    if result == Result.OK:
        messages.success(request, "In order. The entry is closed and its owner has been told.")
    else:
        messages.success(request, "The query is out. Its owner and its verifier have a letter.")
    if warning:
        messages.warning(request, warning)
    following = queries.next_to_look_at(request.user, sample)
    if following is None:
        return redirect(sample.round)
    return redirect("verification:sample_answer", following.pk)


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def sample_letter(request: SignedInRequest, pk: int) -> HttpResponse:
    """What was found, who decides, by when to answer; and the answer."""
    sample = queries.letter_of(request.user, pk)
    if sample is None:
        raise Http404
    may_reply = can_reply(request.user, sample) and sample.stage == Stage.ASKED
    form = ReplyForm(request.POST or None) if may_reply else None
    if request.method == "POST":
        if form is None:
            messages.warning(request, "This query was answered already. Nothing was saved.")
            return redirect("verification:sample_letter", pk)
        if form.is_valid() and _reply(request, sample, form):
            return redirect("verification:sample_letter", pk)
    return _letter(request, sample, form)


def _letter(request: SignedInRequest, sample: CPDSample, form: ReplyForm | None) -> HttpResponse:
    is_own = sample.entry.owner_id == request.user.pk
    if request.method != "HEAD" and not is_own:
        record(actor=request.user, verb=READ, obj=sample.entry, about=sample.entry.owner)
    reply_by = queries.reply_by(sample)
    context = {
        "sample": sample,
        "entry": sample.entry,
        "form": form,
        "is_own": is_own,
        "reply_by": reply_by,
        "is_late": timezone.localdate() > reply_by,
        "may_settle": can_look_at(request.user, sample),
    }
    status = 422 if form is not None and form.is_bound else 200
    return render(request, "verification/sample_letter.html", context, status=status)


def _reply(request: SignedInRequest, sample: CPDSample, form: ReplyForm) -> bool:
    try:
        services.reply_to_query(sample=sample, reply=form.cleaned_data["reply"], by=request.user)
    except ValidationError as problem:
        form.add_error(None, problem)
        return False
    messages.success(
        request, "Your answer is with the quality lead. You are told when it is settled."
    )
    if form.details_warning:
        messages.warning(request, form.details_warning)
    return True


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def sample_settle(request: SignedInRequest, pk: int) -> HttpResponse:
    """The end of a query, asked once more: the entry closes with it."""
    sample = queries.sample_at(request.user, pk)
    if sample is None or sample.result != Result.QUERY:
        raise Http404
    if request.method != "POST":
        return render(request, "verification/sample_settle.html", {"sample": sample})
    try:
        services.settle_query(sample=sample, by=request.user)
    except ValidationError as problem:
        messages.error(request, " ".join(problem.messages))
        return redirect("verification:sample_letter", pk)
    messages.success(request, "Settled. The entry is closed, and both have been told.")
    return redirect(sample.round)


@login_required
@require_safe
def verifier_list(request: SignedInRequest) -> HttpResponse:
    _only_quality_leads(request)
    now = cpd_year(timezone.localdate())
    asked = request.GET.get("year", "")
    is_year = len(asked) == 4 and asked.isdecimal() and now.start - 10 <= int(asked) <= now.start
    year = CPDYear(int(asked)) if is_year else now
    context = {
        "year": year,
        "years": [CPDYear(now.start - back) for back in range(3)],
        "rows": queries.verifier_rows(request.user, year),
        "within": queries.policy_days(),
    }
    return render(request, "verification/verifier_list.html", context)
