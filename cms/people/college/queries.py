import hashlib

from django.core.cache import cache

from .models import CollegeSettings

CACHE_KEY = "people.college"
TERM_FIELDS = (
    "mentor", "mentors", "learner", "learners", "teacher", "teachers", "tutor", "tutors",
    "supervisor", "line_manager", "dsl", "ilp",
)  # fmt: skip
SPELT_OTHERWISE = {"dsl": "DSL", "ilp": "ILP"}  # authors write these as the abbreviations they are


def college() -> CollegeSettings:
    """The college's own words and numbers; read once, then from the cache of all processes."""
    found: CollegeSettings | None = cache.get(CACHE_KEY)
    if found is None:
        found = CollegeSettings.load()
        cache.set(CACHE_KEY, found, timeout=None)
    return found


def terms() -> dict[str, str]:
    """What {learner}, {DSL} … stand for here, by the word authors write."""
    ours = college()
    words = {SPELT_OTHERWISE.get(name, name): getattr(ours, name) for name in TERM_FIELDS}
    return {**words, "college": ours.short_name}


def terms_version() -> str:
    """Changes whenever a word changes, so that text rendered with the old word is not reused."""
    written = "\x1f".join(f"{word}={value}" for word, value in sorted(terms().items()))
    return hashlib.sha256(written.encode()).hexdigest()[:12]
