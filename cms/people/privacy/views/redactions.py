"""The queue of passages, a page at a time. Reading it is written down, for the person to see."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from cms.people.accounts.models import SignedInRequest

from ..forms.requests import ANSWER_PREFIX, AnswersForm
from ..queries.passages import alike_rows, redaction_counts
from ..services import redactions
from .requests import handled_or_404

PASSAGES = 10


@never_cache
@login_required
@require_http_methods(["GET", "HEAD"])
def redaction_list(request: SignedInRequest, pk: int) -> HttpResponse:
    asked = handled_or_404(request, pk)
    rows = alike_rows(asked)
    if request.GET.get("show") != "all":
        rows = [row for row in rows if not row.answer]
    page = Paginator(rows, PASSAGES).get_page(request.GET.get("page"))
    form = AnswersForm(
        hashes=[row.words_hash for row in page],
        initial={f"{ANSWER_PREFIX}{row.words_hash}": row.answer for row in page},
    )
    if page.object_list:
        redactions.note_passages_opened(request=asked, by=request.user)
    context = {
        "asked": asked,
        "page": page,
        "rows": [(row, form[f"{ANSWER_PREFIX}{row.words_hash}"]) for row in page],
        "counts": redaction_counts(asked),
        "shows_all": request.GET.get("show") == "all",
    }
    return render(request, "privacy/redaction_list.html", context)


@login_required
@require_POST
def redaction_answer(request: SignedInRequest, pk: int) -> HttpResponse:
    asked = handled_or_404(request, pk)
    hashes = [
        name.removeprefix(ANSWER_PREFIX) for name in request.POST if name.startswith(ANSWER_PREFIX)
    ]
    form = AnswersForm(request.POST, hashes=hashes)
    try:
        answers = form.answers() if form.is_valid() else {}
        count = redactions.answer_redactions(request=asked, answers=answers, by=request.user)
    except ValidationError as error:
        messages.error(request, error.messages[0])
        return redirect(asked)
    messages.success(request, f"{count} passage{' is' if count == 1 else 's are'} answered.")
    return redirect("privacy:redaction_list", asked.pk)


@login_required
@require_POST
def redaction_refresh(request: SignedInRequest, pk: int) -> HttpResponse:
    asked = handled_or_404(request, pk)
    try:
        waiting = redactions.refresh_queue(request=asked, by=request.user)
    except ValidationError as error:
        messages.error(request, error.messages[0])
        return redirect(asked)
    said = f"Everything was looked through. {waiting} wait{'s' if waiting == 1 else ''} for you."
    messages.success(request, said)
    return redirect("privacy:redaction_list", asked.pk)
