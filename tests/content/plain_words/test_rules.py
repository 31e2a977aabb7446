import pytest
from django.core.exceptions import ValidationError

from content.plain_words.rules import check_plain


@pytest.mark.parametrize(
    ("jargon", "plain"),
    [("leverage", "use"), ("SEND", "what you send for"), ("learning aim", "the aim of learning")],
)
def test_check_plain_lets_other_words_stand(jargon, plain):
    check_plain(jargon, plain)


@pytest.mark.parametrize(
    ("jargon", "plain"),
    [("target", "a SMART Target"), ("action point", "two action points"), ("IQA", "our IQA")],
)
def test_check_plain_refuses_the_jargon_itself(jargon, plain):
    with pytest.raises(ValidationError, match="other words"):
        check_plain(jargon, plain)
