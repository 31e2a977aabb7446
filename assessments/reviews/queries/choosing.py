"""What a reviewer can choose from: evidence out of the reading, and modules to learn from."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import QuerySet

from assessments.readings.rules import InputKind, Piece, Reading, Section
from courses.catalogue.models import ModulePage

from ..models import EvidenceLink, ReviewArea


@dataclass(frozen=True)
class Choice:
    """A piece that can be linked. `is_here`: it stands for a statement of this area."""

    piece: Piece
    is_here: bool
    is_chosen: bool
    is_gone: bool = False


@dataclass(frozen=True)
class Group:
    section: Section
    choices: list[Choice] = field(default_factory=list)

    @property
    def kind(self) -> InputKind:
        return self.section.kind

    @property
    def chosen(self) -> int:
        return sum(choice.is_chosen for choice in self.choices)

    @property
    def is_open(self) -> bool:
        return any(choice.is_chosen or choice.is_here for choice in self.choices)


def evidence_for(
    area: ReviewArea,
    reading: Reading,
    linked: Iterable[EvidenceLink],
    chosen: Iterable[str],
) -> list[Group]:
    """All that was read, by kind; what fits the area first. Nothing is chosen for anybody. What
    was linked and is shown no longer stands there, too, so that it can be taken out."""
    codes = {statement.code for statement in area.statements.all()}
    ticked, pieces = set(chosen), reading.pieces()
    groups = []
    for section in reading.sections:
        found = [_choice(piece, codes, ticked) for piece in section.pieces]
        found.sort(key=lambda choice: not choice.is_here)
        groups.append(Group(section, found))
    for link in linked:
        if link.key not in pieces and link.key in ticked:
            gone = Choice(_piece_of(link), is_here=False, is_chosen=True, is_gone=True)
            _group_of(groups, InputKind(link.kind)).choices.append(gone)
    return [group for group in groups if group.choices or not group.section.is_empty]


def labels_of(reading: Reading, linked: Iterable[EvidenceLink]) -> dict[str, str]:
    """Key → words of all that can be linked, what is linked already included."""
    kept = {link.key: link.label for link in linked}
    return kept | {key: piece.label for key, piece in reading.pieces().items()}


def _choice(piece: Piece, codes: set[str], ticked: set[str]) -> Choice:
    return Choice(piece, bool(codes & set(piece.codes)), piece.key in ticked)


def _piece_of(link: EvidenceLink) -> Piece:
    return Piece(key=link.key, label=link.label, kind=InputKind(link.kind), on=link.on)


def _group_of(groups: list[Group], kind: InputKind) -> Group:
    found = next((group for group in groups if group.kind == kind), None)
    if found is None:
        found = Group(Section(kind))
        groups.append(found)
    return found


def statements_to_filter(groups: Iterable[Group]) -> list[str]:
    """The codes that any piece stands for."""
    return sorted({code for group in groups for each in group.choices for code in each.piece.codes})


# Development actions ----------------------------------------------------------------


def modules_to_offer() -> QuerySet[ModulePage]:
    return ModulePage.objects.live().order_by("title")


def modules_for(codes: Iterable[str], modules: Iterable[ModulePage]) -> list[ModulePage]:
    """Those that teach any of these statements."""
    wanted = set(codes)
    return [module for module in modules if wanted & set(module.codes or ())]
