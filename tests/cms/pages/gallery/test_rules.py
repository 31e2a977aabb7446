import pytest
from django.core.exceptions import ValidationError

from cms.pages.gallery.rules import Theme, check_theme


@pytest.mark.parametrize("value", ["auto", "light", "dark"])
def test_check_theme_knows_three(value):
    assert check_theme(value) == Theme(value)


@pytest.mark.parametrize("value", ["", "Dark", "neon"])
def test_check_theme_refuses_anything_else(value):
    with pytest.raises(ValidationError, match="Choose light, dark"):
        check_theme(value)
