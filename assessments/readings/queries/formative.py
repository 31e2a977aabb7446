"""What was said through the year, when it was said."""

from assessments.feedback.access import readable_by
from assessments.feedback.models import FormativeNote
from assessments.feedback.queries import notes_between
from assessments.feedback.rules import FeedbackKind

from ..rules import Figure, InputKind, Piece, Section, shortened
from .scope import Scope

LONGEST = 140


def formative_section(scope: Scope) -> Section:
    """Two queries."""
    notes = notes_between(scope.person, scope.period_from, scope.period_to)
    rows = notes.filter(readable_by(scope.reader))
    found = list(rows.prefetch_related(None).prefetch_related("statements"))
    counts = [(kind, sum(note.kind == kind for note in found)) for kind in FeedbackKind]
    return Section(
        InputKind.FORMATIVE,
        figures=[Figure(str(kind.label), str(count)) for kind, count in counts if count],
        pieces=[_piece(note, scope) for note in found],
        gaps=[] if found else ["Nothing was written down in this time."],
    )


def _piece(note: FormativeNote, scope: Scope) -> Piece:
    codes = [each.code for each in note.statements.all() if each.code in scope.statements]
    return Piece(
        key=f"formative:{note.pk}",
        label=shortened(f"{note.get_kind_display()}: {note.what_seen}", LONGEST),
        kind=InputKind.FORMATIVE,
        on=note.seen_on,
        url=note.get_absolute_url(),
        meta=f"by {note.author.display_name}",
        codes=scope.in_order(codes),
    )
