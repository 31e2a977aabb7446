from .inputs import CAVEATS, InputKind
from .reading import Chart, Figure, Piece, Reading, Section, Table, shortened

__all__ = [
    "CAVEATS",
    "Chart",
    "Figure",
    "InputKind",
    "Piece",
    "Reading",
    "Section",
    "Table",
    "shortened",
]
