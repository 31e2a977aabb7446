"""Names, texts and stories as people, and other programs, make them."""

import html

from hypothesis import strategies as st

from content.twine.passages import RESERVED, STYLESHEET, Passage, Story, one_line

SIGNS = st.characters(exclude_categories=["Cs"], exclude_characters="\0")
ODD = st.sampled_from([
    "[", "]", "{", "}", "\\", '"', "'", ":", "::", "\\::", "[[", "]]", "->", "<-", "|", "*", ">",
    "~", "=", "!", "#", "- ", " ", "  ", "\t", "\n", "\n\n", "\r\n", "\u2028", "\x85", "\u00a0",
    "\ufeff", "&amp;", "<", "</", "é", "😀", "a", "n1", "S1", ":: a [b]", '{"a":1}',
])  # fmt: skip


def words(most=12):
    return st.lists(st.one_of(ODD, SIGNS), max_size=most).map("".join)


names = (
    words()
    .map(lambda word: one_line(word)[:60])
    .filter(lambda word: word.strip() and word not in RESERVED)
)
tags = st.lists(words(4).map(lambda word: "".join(word.split())).filter(bool), max_size=3)
metadata = st.dictionaries(st.sampled_from(["position", "size", "é\u2028"]), words(3), max_size=2)
passages = st.builds(
    Passage, name=names, text=words(30), tags=tags.map(tuple), metadata=metadata
)  # fmt: skip
stories = st.builds(
    Story,
    title=words(),
    ifid=st.sampled_from(["", "D674C58C-DEFA-4F70-B7A2-27742230C0FC"]),
    start=names | st.just(""),
    format=st.sampled_from(["", "Harlowe", "SugarCube"]),
    format_version=st.sampled_from(["", "2.28.2"]),
    zoom=st.none() | st.floats(0.1, 5),
    tag_colors=st.dictionaries(st.sampled_from(["bar", "é", STYLESHEET]), st.just("green")),
    passages=st.lists(passages, min_size=1, max_size=6, unique_by=lambda one: one.name),
)


def page_with(story):
    """As Twine publishes it: every sign of HTML escaped."""
    pids = {one.name: pid for pid, one in enumerate(story.passages, start=1)}
    parts = "".join(
        f'<tw-passagedata pid="{pids[one.name]}" name="{html.escape(one.name)}"'
        f' tags="{html.escape(" ".join(one.tags))}"'
        f' position="{html.escape(one.metadata.get("position", ""))}">'
        f"{html.escape(one.text)}</tw-passagedata>"
        for one in story.passages
    )
    start = pids.get(story.start, 1)
    return (
        f'<tw-storydata name="{html.escape(story.title)}" startnode="{start}" ifid="{story.ifid}"'
        f' format="{story.format}">{parts}</tw-storydata>'
    )


# Materials of scenarios: as an export, a person with a text editor, or a half-written draft has it.

text = words(8).map(lambda word: word.replace("\r", ""))
prose = st.one_of(text, st.sampled_from([
    "", "How do you open?", "* one\n* two", "* a: [[b->c]]", "[[n1]]", "@ week: 2", "\\@ week: 2",
    "a\n\n@ title: b\n\n* [[c]]", "> x\n~ y", "  indented", "ends  ", "\n\nlate", "a\n\n", "{a: 1}",
    "::", ":: n1 [scene]", "(leads nowhere)", "* (leads nowhere)", "say [quietly]", "a -> b",
    "a <- b | c", "say ]] or [[", "**bold** <b> <<set $a>> (if: x) {mentor}", "'a': b # c", "- a",
]))  # fmt: skip
keys = st.sampled_from(["n1", "n1r", "n2", "good", "poor", "a", "StoryData", "Scenario settings"])
odd_keys = st.one_of(
    keys, text, st.sampled_from(["", " ", "n1 2", "Untitled", "a->b", "what now?"])
)
codes = st.sampled_from(["S1", "K6", "a", "S1.2"]) | text
meters = st.sampled_from(["trust", "time"])
conditions = st.lists(
    st.sampled_from(["trust at least 4", "time at most 2", "told-dsl", "not told-dsl"]) | text,
    max_size=2,
)
flags = st.booleans()


def some(required, optional):
    return st.fixed_dictionaries(required, optional=optional)


options = st.builds(
    lambda option, score: {**option, **({} if score is None and "votes" in option else {
        "score": score or {}
    })},
    some(
        {"id": keys | text | st.integers(0, 9), "text": prose, "out": prose, "why": prose,
         "next": odd_keys},
        {
            "crit": flags, "stop": flags, "votes": st.integers(0, 99), "when": conditions,
            "effects": st.dictionaries(meters, st.integers(-3, 3)),
            "facts": st.lists(keys | text, max_size=2),
            "stance": st.sampled_from(["asks", "tells"]),
            "ways": st.lists(some({"when": conditions, "next": odd_keys}, {}), max_size=2),
        },
    ),
    st.none() | st.dictionaries(codes, st.integers(-1, 3), max_size=2),
)  # fmt: skip
scenes = some(
    {"text": prose, "options": st.lists(options, max_size=3)},
    {
        "title": text, "week": st.integers(0, 60), "seconds": st.integers(0, 600), "late": keys,
        "speaker": some({}, {"name": text, "role": text, "tone": text}), "own_words": flags,
        "openings": st.lists(some({"when": conditions, "text": prose}, {}), max_size=2),
        "exemplars": st.lists(prose, max_size=2), "panel": st.lists(codes, max_size=2),
        "at": st.just("b7a6a1d4-3f0f-4b0b-9d55-6a2d6a0f8a11"),
    },
)  # fmt: skip
bands = st.sampled_from(["good", "mixed", "poor", "unsafe", ""]) | text
ends = some({"text": prose, "band": bands}, {"at": text})


def named(parts):
    """By name; or a list, where a draft has a name twice or not yet."""
    listed = st.builds(lambda key, part: {"key": key, **part}, odd_keys, parts)
    return st.dictionaries(odd_keys, parts, max_size=4) | st.lists(listed, max_size=4)


materials = some(
    {"nodes": named(scenes), "ends": named(ends)},
    {
        "id": text, "title": prose, "situation": prose, "start": odd_keys,
        "minutes": st.integers(1, 99), "codes": st.lists(codes, max_size=3), "unsafe": prose,
        "draft": flags, "warning": prose, "mode": st.sampled_from(["practice", "assessed"]),
        "prompts": st.lists(prose, max_size=3),
        "way_out": prose, "review_on": st.dates(), "facts": st.dictionaries(keys, text),
        "meters": st.dictionaries(meters, some({}, {"start": st.integers(0, 10)})),
        "musts": st.lists(some({"do": keys, "text": text}, {}), max_size=2),
        "sources": st.lists(st.dictionaries(keys, text), max_size=2),
    },
)  # fmt: skip
