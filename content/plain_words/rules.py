"""What the plain version of a word may be. How jargon is found in a text: `content.language`."""

from django.core.exceptions import ValidationError

from content.language.rules import jargon_in


def check_plain(jargon: str, plain: str) -> None:
    if jargon_in(plain, {jargon: plain}):
        raise ValidationError({"plain": f"This still says “{jargon}”. Say it in other words."})
