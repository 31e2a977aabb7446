"""The colours are readable by sum, in light and in dark: WCAG contrast of every pair we use."""

import re

import pytest
from django.conf import settings

CSS = settings.ROOT / "cms" / "static" / "cms" / "css"
READING, TEXT, SIGN = 7.0, 4.5, 3.0  # AAA for text to read, AA for other text, AA for signs
PAIRS = [
    ("ink", "paper", READING),
    ("ink", "surface", READING),
    ("ink", "paper-sunk", READING),
    ("ink-soft", "paper", TEXT),
    ("ink-soft", "surface", TEXT),
    ("ink-soft", "paper-sunk", TEXT),
    ("ink-soft", "yours-soft", TEXT),
    ("accent", "paper", TEXT),
    ("accent", "surface", TEXT),
    ("accent", "paper-sunk", TEXT),
    ("accent-hover", "accent-soft", TEXT),
    ("accent", "accent-soft", TEXT),
    ("on-accent", "accent", TEXT),
    ("on-accent", "accent-hover", TEXT),
    ("on-yours", "yours", TEXT),
    ("yours-ink", "yours-soft", TEXT),
    ("ink", "yours-soft", READING),
    ("ink", "note-soft", READING),
    ("ink", "late-soft", READING),
    ("ink", "warn-soft", READING),
    ("ink", "done-soft", READING),
    ("done", "done-soft", TEXT),
    ("done", "paper", TEXT),
    ("warn", "warn-soft", TEXT),
    ("late", "late-soft", TEXT),
    ("late", "paper", TEXT),
    ("late", "surface", TEXT),
    ("note", "note-soft", TEXT),
    ("rest", "rest-soft", TEXT),
    ("rest", "paper", TEXT),
    ("line-strong", "paper", SIGN),
    ("line-strong", "surface", SIGN),
]


def tokens(name):
    return dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", (CSS / name).read_text()))


LIGHT = tokens("tokens.css")
THEMES = {"light": LIGHT, "dark": LIGHT | tokens("tokens-dark.css")}


def luminance(colour):
    parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one, other):
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(("front", "back", "least"), PAIRS)
def test_contrast(front, back, least, theme):
    colours = THEMES[theme]

    assert contrast(colours[front], colours[back]) >= least


def test_dark_renames_no_colour_and_forgets_none():
    dark = set(tokens("tokens-dark.css"))

    assert dark == set(LIGHT)


def test_no_stylesheet_has_a_colour_of_its_own():
    stray = {
        path.name: re.findall(r"#[0-9a-f]{3,8}\b", path.read_text())
        for path in CSS.glob("*.css")
        if path.name not in ("tokens.css", "tokens-dark.css", "print.css")
    }

    assert not any(stray.values()), stray
