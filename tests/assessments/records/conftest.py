import pytest

from tests.factories.standards import st0148


@pytest.fixture
def framework(db: None) -> None:
    st0148()
