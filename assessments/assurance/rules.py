"""Whether supervision happens and helps, in counts; small numbers are hidden (domain.md 4.8)."""

PULSE_QUESTIONS = (
    "My supervision happens when it should.",
    "I can say what I really think.",
    "I leave knowing what to do next.",
    "It helps me with the load of the work.",
    "It helps my learners.",
)
