"""How shares of a group are told, wherever the choices of many are counted."""

# Fewer people are never shown: it would say something about one of them (domain.md 2.2).
SMALLEST_GROUP = 5


def percent_of(count: int, total: int) -> int:
    """Rounded as people round: halves go up."""
    return (200 * count + total) // (2 * total) if total else 0
