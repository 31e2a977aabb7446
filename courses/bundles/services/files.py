"""Pictures and files of a bundle that nobody has here yet, taken in as an author uploads them."""

from types import TracebackType
from typing import Any

from cms.people.accounts.models import User
from courses.bundles.queries.files import NewFile
from courses.bundles.queries.taking import form_for


class FilesTaken:
    """New rows are rolled back with the rest when something fails; what was stored for them has to
    be deleted, so this stands around the transaction."""

    def __init__(self, by: User) -> None:
        self.by = by
        self.rows: list[Any] = []

    def take(self, file: NewFile) -> Any:
        """The new row; raises Refused when this person might not have uploaded it herself."""
        row = form_for(file, self.by).save()
        self.rows.append(row)
        return row

    def __enter__(self) -> "FilesTaken":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        _problem: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        for row in self.rows if kind else ():
            row.file.storage.delete(row.file.name)
