"""Every directive a lesson's text may have, with the block it stands for. No Django here."""

from content.material.directives import Callout, College, Kind, Source
from content.material.exercises import Activity, Diagram, Exercise, Sort
from content.material.files import Download, Media, Picture

DIRECTIVES: dict[str, Kind] = {
    "hook": Kind("callout", rarely=["title"], kind="hook", title=""),
    "example": Kind("worked_example", must=["title"]),
    "try": Kind("try_it", may=["minutes", "title"], title="Try it with a {learner}"),
    "reflect": Kind("reflection", must=["key"], may=["minutes"], text="prompt"),
    "callout": Callout("callout", may=["kind", "title"], kind="note"),
    "college": College(
        "in_your_college", must=["key"], may=["title", "brief"], title="In your college"
    ),
    "fact": Kind("fact", must=["key"], text=""),
    "diagram": Diagram("diagram", must=["kind", "title"]),
    "sort": Sort("sort", ("places", "name", "", "items", "feedback", "must"), least=2),
    "drill": Exercise("drill", ("prompts", "said", "about", "exemplars", "note", ""), least=1),
    "bench": Exercise("bench", ("targets", "target", "about", "exemplars", "note", ""), least=1),
    "talktime": Kind("talk_time", must=["key", "title"], may=["minutes"]),
    "activity": Activity("activity"),
    "momentum": Kind("momentum", must=["title"], is_text_optional=True),
    "contacts": Kind("contacts", must=["title"], is_text_optional=True),
    "picture": Picture(),
    "media": Media(),
    "download": Download(),
    "html": Source("text"),
    "takeaway": Kind("callout", rarely=["title"], kind="takeaway", title=""),
}
ONCE = ("hook", "takeaway")
NAMED = frozenset(name for name, kind in DIRECTIVES.items() if "key" in kind.attributes)


def directive_of(block: str, value: object) -> str | None:
    """The name under which a block is written, None for one that is no directive."""
    found = [name for name, kind in DIRECTIVES.items() if kind.block == block]
    if block == "callout" and isinstance(value, dict) and value.get("kind") in ONCE:
        return str(value["kind"])
    return "callout" if block == "callout" else next(iter(found), None)
