import pytest

from tests.factories.supervision import agreement, held


@pytest.fixture
def meeting(mentor, supervisor):
    return held(agreement(mentor, supervisor))
