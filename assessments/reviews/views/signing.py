"""Three signatures; who gives the last; and that the first is missing, and why."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from cms.people.accounts.models import SignedInRequest

from .. import access, services
from ..forms.answering import PersonForm, UnsignedForm, WordsForm
from ..queries.seniors import countersigners_for, suggested_countersigner
from .own import PAGE, form_page, is_done, listed_or_404, moved, only, review_or_404


@never_cache
@login_required
@require_POST
def review_sign(request: SignedInRequest, pk: int) -> HttpResponse:
    """By whoever has the turn: each with a service of her own."""
    review = review_or_404(request.user, pk)
    is_last = access.can_countersign(request.user, review)
    is_party = access.is_reviewer(request.user, review) or access.can_respond(request.user, review)
    only(is_last or is_party)
    form = WordsForm(request.POST)
    if not form.is_valid():
        return redirect(review)
    service = services.countersign_review if is_last else services.sign_review
    said = "Signed: “I have read this”." if not is_last else "Signed. The review is final."
    return moved(request, review, service, said, **form.cleaned_data)


@never_cache
@login_required
@require_http_methods(PAGE)
def review_unsigned(request: SignedInRequest, pk: int) -> HttpResponse:
    review = review_or_404(request.user, pk)
    only(access.can_share(request.user, review))
    form = UnsignedForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        said = "Noted. The mentor can still sign until the review is final."
        return moved(request, review, services.note_unsigned, said, **form.cleaned_data)
    return form_page(
        request,
        review,
        form,
        title="Note that it is not signed",
        lead="After two reminders. Nobody signs for somebody else: the review says that there is "
        "no signature, and why. Then it goes on.",
        submit="Note it",
    )


@never_cache
@login_required
@require_http_methods(PAGE)
def review_countersigner(request: SignedInRequest, pk: int) -> HttpResponse:
    review = listed_or_404(request.user, pk)
    only(access.can_choose_countersigner(request.user, review))
    people = countersigners_for(review.reviewer, review.reviewee)
    people = [person for person in people if person.pk != request.user.pk]
    now = review.countersigner or suggested_countersigner(review.reviewer, review.reviewee)
    initial = {"countersigner": now and now.pk}
    form = PersonForm(
        request.POST or None, initial=initial, name="countersigner",
        label="Who countersigns", people=people,
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        given = {"review": review, "by": request.user, **form.chosen}
        if is_done(form, services.choose_countersigner, **given):
            return redirect(review)
    return form_page(
        request,
        review,
        form,
        title="Who countersigns",
        lead="Somebody to whom the reviewer reports, directly or further up, or a senior leader. "
        "Nobody for whom a conflict of interest is declared.",
        submit="Choose",
        nobody=""
        if people
        else "Nobody can be chosen yet: the reviewer needs a line manager "
        "here, or somebody the role of a senior leader. HR can help.",
    )
