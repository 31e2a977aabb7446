import pytest

from tests.factories.standards import st0148


@pytest.fixture(autouse=True)
def framework(request) -> None:
    if request.node.get_closest_marker("django_db"):
        request.getfixturevalue("db")
        st0148()
