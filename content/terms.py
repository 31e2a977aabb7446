"""Words as the college says them: `{learner}` in any text becomes `student`, if that is the word.

A capital in the token gives a capital in the word: `{Learner}` → `Student`. A token that nobody has
defined stays as it is, so that a mistake is seen by its author and costs the reader nothing.
"""

import re
from collections.abc import Mapping

from django.utils.html import escape
from django.utils.safestring import SafeData, SafeString, mark_safe

from cms.people.college.queries import terms

TOKEN = re.compile(r"\{([A-Za-z][A-Za-z_]*)\}")


def word_for(token: str, words: Mapping[str, str]) -> str | None:
    """What the college says for a token, or None where it has no word for it."""
    if token in words:
        return words[token]
    lowered = token[0].lower() + token[1:]
    if token[0].isupper() and lowered in words:
        word = words[lowered]
        return word[:1].upper() + word[1:]
    return None


def apply_terms(text: str) -> str:
    """The text with the college's words. Markup marked safe stays so: words are escaped in it."""
    if "{" not in text:
        return text
    words = terms()
    is_markup = isinstance(text, SafeData)

    def replace(match: re.Match[str]) -> str:
        word = word_for(match[1], words)
        if word is None:
            return match[0]
        return str(escape(word)) if is_markup else word

    replaced = TOKEN.sub(replace, text)
    return mark_safe(replaced) if is_markup else replaced


def apply_terms_to_html(html: str) -> SafeString:
    """The same for markup that is known to be clean."""
    return SafeString(apply_terms(SafeString(html)))
