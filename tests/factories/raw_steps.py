"""Questions and scenes as the editor stores them, drafts included: half done, with any text."""

from typing import Any

from hypothesis import strategies as st

from tests.factories.bodies import FLAG, TEXT, items, value

CODE = st.from_regex(r"[A-Za-z][A-Za-z0-9.\-]{0,5}", fullmatch=True)
CODES = st.lists(CODE, max_size=3, unique=True)
OPTION = value(text=TEXT, right=FLAG, fb=TEXT)


def question(kind: str, **parts: Any) -> st.SearchStrategy[dict[str, Any]]:
    every = value(
        stem=TEXT, fb=TEXT, must=FLAG, codes=CODES, lesson=st.one_of(st.none(), st.just(7)), **parts
    )
    return st.builds(
        lambda part, own: {"type": kind, "value": part, "id": str(own)}, every, st.uuids(version=4)
    )


QUESTIONS = st.lists(
    st.one_of(
        question("single", options=items(OPTION)),
        question("multi", options=items(OPTION)),
        question("tf", answer=st.sampled_from(["true", "false", ""]), fb_true=TEXT, fb_false=TEXT),
        question("order", lines=items(TEXT)),
    ),
    max_size=4,
    unique_by=lambda found: found["id"],
)
KEY = st.one_of(st.sampled_from(["n1", "n2", "good", ""]), TEXT)
SCORES = items(value(code=st.one_of(CODE, st.just("")), points=st.sampled_from(["0", "1", "2"])))
METER = st.sampled_from(["trust", "ownership", "safety", "time"])
FACT = st.sampled_from(["told-dsl", "followed-up"])
CONDITION = st.one_of(
    value(kind=st.sampled_from(["at_least", "at_most"]), meter=METER, value=st.integers(0, 10)),
    value(kind=st.sampled_from(["happened", "not_happened"]), fact=FACT),
)
WHEN = items(CONDITION)
CHOICE = value(
    key=KEY, text=TEXT, out=TEXT, why=TEXT, critical=FLAG, next=KEY, scores=SCORES,
    stops=FLAG, votes=st.integers(0, 20), facts=items(FACT), when=WHEN,
    effects=items(value(meter=METER, change=st.integers(-3, 3))),
    ways=items(value(when=WHEN, target=KEY)), stance=st.sampled_from(["", "asks", "tells"]),
)  # fmt: skip
SCENE = value(
    key=KEY, title=TEXT, week=st.one_of(st.none(), st.integers(1, 40)), text=TEXT,
    speaker=value(name=TEXT, role=TEXT, tone=TEXT), openings=items(value(when=WHEN, text=TEXT)),
    own_words=FLAG, exemplars=items(TEXT), seconds=st.integers(0, 300), late=KEY,
    options=items(CHOICE),
)  # fmt: skip
PANEL = st.one_of(
    value(panel=st.just(False), panel_codes=st.just([])),
    value(panel=st.just(True), panel_codes=items(CODE, least=1)),
)
SCENE = st.builds(lambda scene, panel: {**scene, **panel}, SCENE, PANEL)
END = value(key=KEY, band=st.sampled_from(["good", "mixed", "poor", "unsafe"]), text=TEXT)


def stream(kind: str, part: st.SearchStrategy[Any]) -> st.SearchStrategy[list[dict[str, Any]]]:
    block = st.builds(
        lambda content, own: {"type": kind, "value": content, "id": str(own)},
        part,
        st.uuids(version=4),
    )
    return st.lists(block, max_size=3, unique_by=lambda found: found["id"])


SCENES, ENDS = stream("scene", SCENE), stream("end", END)
