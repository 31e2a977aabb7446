"""A person's own notes: every screen is its author's alone, whatever roles anybody holds. Nothing
is audited as “opened”, because nobody else can open it here."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cms.people.accounts.access import is_staff_member
from cms.people.accounts.models import SignedInRequest

from . import queries, rules, services
from .access import can_keep_notes_of
from .forms import NoteForm
from .models import PersonalNote

PAGE_SIZE = 10


def _only_who_works_here(request: SignedInRequest) -> None:
    if not is_staff_member(request.user):
        raise Http404


def _own_note_or_404(request: SignedInRequest, pk: int) -> PersonalNote:
    note = get_object_or_404(queries.own_notes(request.user).select_related("author"), pk=pk)
    if not can_keep_notes_of(request.user, note.author):
        raise Http404
    return note


@never_cache
@login_required
@require_safe
def note_list(request: SignedInRequest) -> HttpResponse:
    _only_who_works_here(request)
    page = Paginator(queries.own_notes(request.user), PAGE_SIZE)
    context = {
        "page": page.get_page(request.GET.get("page")),
        "today": timezone.localdate(),
        "months": rules.KEPT_MONTHS,
    }
    return render(request, "personal_notes/note_list.html", context)


@sensitive_post_parameters()
@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def note_create(request: SignedInRequest) -> HttpResponse:
    _only_who_works_here(request)
    session = queries.session_of(request.user, request.GET.get("session", ""))
    form = NoteForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        services.save_note(
            author=request.user,
            words=form.cleaned_data["words"],
            session=session,
            by=request.user,
        )
        return _saved(request, form)
    context = {"form": form, "session": session, "months": rules.KEPT_MONTHS}
    status = 422 if form.is_bound else 200
    return render(request, "personal_notes/note_create.html", context, status=status)


@sensitive_post_parameters()
@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def note_update(request: SignedInRequest, pk: int) -> HttpResponse:
    note = _own_note_or_404(request, pk)
    form = NoteForm(request.POST if request.method == "POST" else None, instance=note)
    if form.is_bound and form.is_valid():
        words = form.cleaned_data["words"]
        try:
            services.save_note(author=request.user, words=words, note=note, by=request.user)
        except ValidationError as problem:
            form.add_error(None, problem.messages)
        else:
            return _saved(request, form)
    context = {"form": form, "note": note, "today": timezone.localdate()}
    status = 422 if form.is_bound else 200
    return render(request, "personal_notes/note_update.html", context, status=status)


def _saved(request: SignedInRequest, form: NoteForm) -> HttpResponse:
    messages.success(request, "Saved. Only you can read it here.")
    if form.details_warning:
        messages.warning(request, form.details_warning)
    return redirect("personal_notes:note_list")


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def note_delete(request: SignedInRequest, pk: int) -> HttpResponse:
    """What it answers is the only place where the note still is: with it she can put it back."""
    note = _own_note_or_404(request, pk)
    if request.method != "POST":
        return render(request, "personal_notes/note_delete.html", {"note": note})
    try:
        token = services.delete_note(note=note, by=request.user)
    except ValidationError as problem:
        messages.warning(request, " ".join(problem.messages))
        return redirect("personal_notes:note_list")
    context = {"token": token, "minutes": rules.UNDO_MINUTES}
    return render(request, "personal_notes/note_deleted.html", context)


@sensitive_post_parameters()
@login_required
@require_POST
def note_restore(request: SignedInRequest) -> HttpResponse:
    _only_who_works_here(request)
    try:
        note = services.restore_note(token=request.POST.get("token", ""), by=request.user)
    except ValidationError as problem:
        messages.warning(request, " ".join(problem.messages))
        return redirect("personal_notes:note_list")
    messages.success(request, "It is back.")
    return redirect(note)
