from collections.abc import Iterator

import pytest

from cms.people.privacy import registry
from cms.people.privacy.registry import RecordClass, register
from tests.factories import grants


@pytest.fixture
def kinds() -> Iterator[tuple[RecordClass, ...]]:
    """Four kinds of record and no others, whatever the slices have registered."""
    before = dict(registry._CLASSES)
    registry._CLASSES.clear()
    register(*grants.KINDS)
    yield grants.KINDS
    registry._CLASSES.clear()
    registry._CLASSES.update(before)
