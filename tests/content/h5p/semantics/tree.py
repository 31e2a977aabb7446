"""Looking into content and markup from outside, by other means than the code under test."""

from html.parser import HTMLParser


def places_of(value, start=()):
    """The way to every value inside, as keys."""
    pairs = value.items() if isinstance(value, dict) else enumerate(value)
    found = []
    for key, one in pairs:
        found.append((*start, key))
        if isinstance(one, dict | list):
            found += places_of(one, (*start, key))
    return found


def value_at(value, place):
    """What holds the value, and its key there."""
    for key in place[:-1]:
        value = value[key]
    return value, place[-1]


def attributes_of(markup):
    found = []

    class Reader(HTMLParser):
        def handle_starttag(self, tag, attrs):
            found.append((tag, "", ""))
            found.extend((tag, name, value or "") for name, value in attrs)

    Reader().feed(markup)
    return found
