"""Which versions somebody ticked."""

from collections.abc import Iterable, Sequence

from courses.approval.queries import OpenRow


def chosen_rows(tokens: Sequence[str], rows: Iterable[OpenRow]) -> tuple[list[OpenRow], int]:
    """The rows that were ticked, in the order of the list, and how many are no more what they were.

    A token names a version with its words, so a page that was changed meanwhile is not among them.
    """
    asked = set(tokens)
    found = [row for row in rows if row.version.token in asked]
    return found, len(asked) - len(found)
