"""What an import would do: every difference between an upload and the pages as they stand."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from content.material.shapes import MaterialError, ModuleMaterial, StepMaterial
from courses.bundles import rules
from courses.bundles.queries.drafts import PageNow, StepNow
from courses.bundles.queries.files import NewFile, Resolved

Material = ModuleMaterial | StepMaterial


@dataclass
class Change:
    """One page: as it stands, and as it would be."""

    material: Material
    page: Any  # in memory only
    here: PageNow | None
    after: str
    is_edited_since: bool = False
    goes_out: bool = False
    key: int = 0  # the page's own, or what stands for it while it is new

    @property
    def before(self) -> str:
        return self.here.text if self.here else ""

    @property
    def state(self) -> str:
        if self.here is None:
            return "new"
        return "unchanged" if self.before == self.after else "changed"

    @property
    def is_to_do(self) -> bool:
        return self.state != "unchanged"

    @property
    def kind(self) -> str:
        return getattr(self.page, "kind_label", "Module")

    @cached_property
    def differences(self) -> rules.Differences:
        return rules.differences(self.before, self.after)


@dataclass
class Plan:
    module: Change | None  # None where one step came alone
    steps: list[Change]
    kept: list[StepNow] = field(default_factory=list)
    order: list[int] = field(default_factory=list)  # of what stands below the module afterwards
    order_now: list[int] = field(default_factory=list)
    is_order_kept: bool = False  # the bundle has another order, which is not taken over
    files: list[NewFile] = field(default_factory=list)
    resolved: Resolved = field(default_factory=Resolved)
    lessons: dict[str, int] = field(default_factory=dict)  # by id, as questions link to them
    notes: list[MaterialError] = field(default_factory=list)
    has_marks: bool = False
    may_publish: bool = False
    titles: dict[int, str] = field(default_factory=dict)

    @property
    def changes(self) -> list[Change]:
        return [*([self.module] if self.module else []), *self.steps]

    @property
    def to_do(self) -> list[Change]:
        return [change for change in self.changes if change.is_to_do]

    @property
    def is_order_new(self) -> bool:
        """Whether pages that are here change their places among one another."""
        known = set(self.order_now)
        return [key for key in self.order if key in known] != self.order_now

    @property
    def is_nothing(self) -> bool:
        return not self.to_do and not self.is_order_new

    @property
    def edited_since(self) -> list[Change]:
        return [change for change in self.to_do if change.is_edited_since]

    @property
    def going_out(self) -> list[Change]:
        return [change for change in self.to_do if change.goes_out] if self.may_publish else []

    def titles_in(self, order: Iterable[int]) -> list[str]:
        return [self.titles[key] for key in order if key in self.titles]

    @property
    def seen(self) -> str:
        """What was shown, so that what is done later is that and nothing else."""
        parts = [f"{change.state}\0{change.before}\0{change.after}" for change in self.changes]
        text = "\0\0".join([*parts, repr(self.order), repr([file.digest for file in self.files])])
        return hashlib.sha256(text.encode()).hexdigest()
