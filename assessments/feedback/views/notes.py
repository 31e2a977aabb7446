from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cms.people.accounts.models import SignedInRequest, User

from .. import queries, services
from ..access import can_answer, can_correct, can_manage, can_write_about
from ..forms import NoteForm, ReplyForm
from ..models import FormativeNote
from .lists import person_or_404


@login_required
@require_safe
def note_detail(request: SignedInRequest, pk: int) -> HttpResponse:
    note = note_or_404(request.user, pk)
    if request.user.pk == note.mentor_id:
        services.mark_seen(notes=[note], by=request.user)
    services.note_opened(notes=[note], person=note.mentor, by=request.user)
    return _detail(request, note)


def _detail(
    request: SignedInRequest, note: FormativeNote, form: ReplyForm | None = None
) -> HttpResponse:
    user = request.user
    later = list(note.corrected_by.all())
    context = {
        "note": note,
        "later": later[0] if later else None,
        "form": (form or ReplyForm()) if can_answer(user, note) else None,
        "is_hers": user.pk == note.mentor_id,
        "can_correct": not later and can_correct(user, note),
        "is_team": can_manage(user) and user.pk != note.mentor_id,
        "readers": queries.readers_of(note),
    }
    return render(request, "feedback/note_detail.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def note_create(request: SignedInRequest, pk: int) -> HttpResponse:
    """About one of her team; ?corrects=7 puts an earlier note right."""
    mentor = person_or_404(request.user, pk)
    if not can_write_about(request.user, mentor):
        raise Http404
    corrects = _corrected(request, mentor)
    form = NoteForm(request.POST if request.method == "POST" else None, initial=_start(corrects))
    if request.method == "POST" and form.is_valid() and not form.wants_a_second_look:
        note = _write(request, form, mentor, corrects)
        if note is not None:
            messages.success(request, f"{mentor.display_name} can read it now.")
            return redirect(note)
    context = {
        "form": form,
        "person": mentor,
        "corrects": corrects,
        "looks_again": form.is_bound and form.is_valid() and form.wants_a_second_look,
    }
    return render(request, "feedback/note_create.html", context)


def _write(
    request: SignedInRequest, form: NoteForm, mentor: User, corrects: FormativeNote | None
) -> FormativeNote | None:
    """None where somebody was quicker: what was typed stays in the form."""
    values = form.cleaned_data
    try:
        return services.write_note(
            mentor=mentor,
            kind=values["kind"],
            seen_on=values["seen_on"],
            what_seen=values["what_seen"],
            next_step=values["next_step"],
            statements=values["statements"],
            corrects=corrects,
            by=request.user,
        )
    except ValidationError as problem:
        form.add_error(None, problem.messages)
        return None


def _start(corrects: FormativeNote | None) -> dict[str, Any]:
    """Of a correction: the words as they are, to be put right."""
    if corrects is None:
        return {}
    return {
        "kind": corrects.kind,
        "seen_on": corrects.seen_on,
        "what_seen": corrects.what_seen,
        "next_step": corrects.next_step,
        "statements": [statement.pk for statement in corrects.statements.all()],
    }


def _corrected(request: SignedInRequest, mentor: User) -> FormativeNote | None:
    asked = request.GET.get("corrects", "")
    if not asked:
        return None
    if not (asked.isascii() and asked.isdigit() and len(asked) < 16):
        raise Http404
    note = note_or_404(request.user, int(asked))
    if note.mentor_id != mentor.pk or not can_correct(request.user, note):
        raise Http404
    return note


@login_required
@require_POST
def reply_create(request: SignedInRequest, pk: int) -> HttpResponse:
    note = note_or_404(request.user, pk)
    if not can_answer(request.user, note):
        raise Http404
    form = ReplyForm(request.POST)
    if not form.is_valid():
        return _detail(request, note, form)
    services.reply_to_note(note=note, text=form.cleaned_data["text"], by=request.user)
    messages.success(request, "Your answer stands under the note.")
    if form.details_warning:
        messages.warning(request, form.details_warning)
    return redirect(note)


def note_or_404(reader: User, pk: int) -> FormativeNote:
    note: FormativeNote = get_object_or_404(queries.note_in_full(reader), pk=pk)
    return note
