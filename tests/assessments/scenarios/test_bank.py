"""The scenarios and the starting patterns that come with the site: sound, and worth what they
should be. The sums are done by hand from the tables of points, never by the code they test."""

from collections import Counter
from pathlib import Path

import pytest
import yaml

from assessments.scenarios.blocks.graphs import graph_of
from assessments.scenarios.blocks.material import content_from_material
from assessments.scenarios.models import ScenarioPage
from assessments.scenarios.rules.checks import graph_faults, graph_notes
from assessments.scenarios.rules.graph import STOP
from assessments.scenarios.rules.play import opening_state, options_on_offer, turns_of
from assessments.scenarios.rules.scoring import ending_of, result_of
from cms.dashboard.services import PROGRAMMES, set_up_site
from content.material.reader import read_programme
from tests.factories.pages import root_page

MATERIAL = Path(__file__).resolve().parents[3] / "content" / "material"
IDS = {
    "SAF-SC1", "SAF-SC2", "SAF-SC3", "COQ-SC1", "COQ-SC2", "TGT-SC1", "TGT-SC2", "MND-SC1",
    "MND-SC2", "MOT-SC1", "MOT-SC2", "ROL-SC1", "ROL-SC2", "COM-SC1", "COM-SC2", "REC-SC1",
    "REC-SC2", "WRK-SC1", "WRK-SC2", "WRK-SC3", "GRP-SC1", "GRP-SC2", "DEV-SC1", "DEV-SC2",
    "LEAD-SC1", "LEAD-SC2",
}  # fmt: skip
DISTRESSING = {"SAF-SC1", "SAF-SC2", "SAF-SC3", "MND-SC2", "ROL-SC2", "REC-SC2", "GRP-SC1"}
PATTERNS = sorted((MATERIAL / "patterns").glob("*.yaml"))


def text_of(path):
    return yaml.safe_load(path.read_text(encoding="utf-8"))


BANK = {
    data["id"]: data
    for programme in PROGRAMMES
    for data in map(text_of, programme.glob("*/scenario*.yaml"))
}


def graph_in(data):
    content = content_from_material(data)
    return graph_of({**content, "codes": data["codes"], "unsafe": data.get("unsafe", "")})


def all_runs(graph):
    """Every run there is, by brute force; a story of five scenes has a few hundred."""
    open_runs = [(graph.start, opening_state(graph), ())]
    while open_runs:
        key, state, choices = open_runs.pop()
        scene = graph.scene(key)
        if scene is None:
            yield choices
            continue
        for option in options_on_offer(scene, state):
            longer = (*choices, (key, option.key))
            turn = turns_of(graph, longer)[-1]
            if turn.target == STOP:
                yield longer
            else:
                open_runs.append((turn.target, turn.after, longer))


# What comes with the site --------------------------------------------------


def test_there_are_these_26_scenarios_and_no_other():
    assert len(IDS) == 26
    assert set(BANK) == IDS
    shipped = [
        step.id
        for folder in PROGRAMMES
        for module in read_programme(folder).modules
        for step in module.steps
        if step.kind == "scenario"
    ]
    assert Counter(shipped) == Counter(IDS)


@pytest.mark.parametrize("material_id", sorted(IDS))
def test_it_passes_the_checker(material_id):
    graph = graph_in(BANK[material_id])

    assert [fault.message for fault in graph_faults(graph)] == []
    assert graph_notes(graph) == []


@pytest.mark.parametrize("material_id", sorted(IDS))
def test_every_end_of_it_is_fair_to_the_run_that_reaches_it(material_id):
    """However it was played there is an end with words, and a weak run is shown no good one."""
    graph = graph_in(BANK[material_id])

    for choices in all_runs(graph):
        result = result_of(graph, choices)
        end = turns_of(graph, choices)[-1].target
        ending = ending_of(graph, end, result)
        assert ending.text
        assert not (ending.band == "good" and result.percent < 60)


def test_what_may_distress_says_so_before_and_offers_another_way():
    warned = {material_id for material_id, data in BANK.items() if data.get("warning")}

    assert warned == DISTRESSING
    for material_id in DISTRESSING:
        way = BANK[material_id]["way_out"]
        assert len(way.split()) > 150, material_id
        assert [f"\n{number}. " in way for number in (1, 2, 3, 4)] == [True, True, True, False]


@pytest.mark.slow
@pytest.mark.django_db
def test_all_of_them_load():
    root_page()
    set_up_site()

    pages = ScenarioPage.objects.all()
    assert {page.material_id for page in pages} == IDS
    assert [page.title for page in pages if graph_faults(page.graph)] == []
    # About safeguarding: these wait for an approval. The others are out.
    modules = {page.material_id.partition("-")[0] for page in pages if not page.live}
    assert modules == {"SAF", "ROL", "REC", "GRP"}


# By hand -------------------------------------------------------------------
#
# Each: (the path), {statement: (earned, available)}, percent, band, is it unsafe, the end shown.
# For instance SAF-SC1, n1: the best option gives S9 2 and b 2, so 2 and 2 are to be had there.

DONT_TELL = {  # a scenario with critical options
    # S9 2+2+2, b 2+1, K9 2, S5 2, S7 2, K5 1+2: 18 of 18.
    "best": (
        "n1:b n2:b n3:b n4:a n5:a",
        {"S9": (6, 6), "K9": (2, 2), "S5": (2, 2), "S7": (2, 2), "K5": (3, 3), "b": (3, 3)},
        100, "strong", False, "good",
    ),
    # A promise, an interview and an email: S9 0 of 2+2+2, b 0 of 2, K9 0 of 2, S5 0 of 2.
    "worst": (
        "n1:a n2:a n3:a",
        {"S9": (0, 6), "K9": (0, 2), "S5": (0, 2), "b": (0, 2)},
        0, "repeat", True, "unsafe",
    ),
    # Without a critical choice. S9 0+1+0+2 of 2+1+2+2, b 0+1+0 of 2+1+1, K9 0 of 2, S5 2 of 2,
    # S7 0 of 2, K5 0 of 1+2: 6 of 20 = 30 %.
    "worst that is safe": (
        "n1:c n1r:a n2:a n3:b n4:b n5:b",
        {"S9": (3, 7), "K9": (0, 2), "S5": (2, 2), "S7": (0, 2), "K5": (0, 3), "b": (1, 4)},
        30, "repeat", False, "mixed",
    ),
}  # fmt: skip
BE_MORE_ORGANISED = {  # a scenario with a repair
    # S1 2+2+2, a 2, S6 1+2, K6 1, S8 2: 14 of 14.
    "best": (
        "n1:b n2:a n4:b n5:b",
        {"S1": (6, 6), "S6": (3, 3), "S8": (2, 2), "K6": (1, 1), "a": (2, 2)},
        100, "strong", False, "good",
    ),
    # "Why?", a silence and a signature: S1 0 of 2+1+2, a 0 of 2+1, S6 0 of 1.
    "worst": (
        "n1:a n1r:b n3:b",
        {"S1": (0, 5), "S6": (0, 1), "a": (0, 3)},
        0, "repeat", False, "poor",
    ),
    # S1 0+1+2+2 of 2+1+2+2, a 0+1 of 2+1, the rest in full: 12 of 16 = 75 %.
    "repaired": (
        "n1:a n1r:a n2:a n4:b n5:b",
        {"S1": (5, 7), "S6": (3, 3), "S8": (2, 2), "K6": (1, 1), "a": (1, 3)},
        75, "sound", False, "good",
    ),
}  # fmt: skip
THE_REVIEW = {  # one of the practice programme
    # S11 2+2, e 2, K11 2, S2 2, b 2, c 2: 14 of 14.
    "best": (
        "n1:b n3:a n4:c n5:c",
        {"S11": (4, 4), "K11": (2, 2), "c": (2, 2), "e": (2, 2), "S2": (2, 2), "b": (2, 2)},
        100, "strong", False, "good",
    ),
    # Last year's text, and more of it: S11 0 of 2+1, e 0 of 2+1.
    "worst": (
        "n1:a n2:b",
        {"S11": (0, 3), "e": (0, 3)},
        0, "repeat", False, "mixed",
    ),
    # S11 0+1+2 of 2+1+2, e 0+1 of 2+1, K11 2, S2 2, b 1 of 2, c 0 of 2: 9 of 16 = 56.25 %, so the
    # good end that it comes to is shown as the mixed one.
    "late, and cold about it": (
        "n1:a n2:a n3:a n4:b n5:c",
        {"S11": (3, 5), "K11": (2, 2), "c": (0, 2), "e": (1, 3), "S2": (2, 2), "b": (1, 2)},
        56, "repeat", False, "mixed",
    ),
}  # fmt: skip
BY_HAND = [
    pytest.param(material_id, *row, id=f"{material_id} {name}")
    for material_id, rows in [
        ("SAF-SC1", DONT_TELL), ("TGT-SC1", BE_MORE_ORGANISED), ("LEAD-SC1", THE_REVIEW),
    ]
    for name, row in rows.items()
]  # fmt: skip


@pytest.mark.parametrize(
    ("material_id", "path", "codes", "percent", "band", "is_unsafe", "end"), BY_HAND
)
def test_it_is_worth_what_it_is_by_hand(material_id, path, codes, percent, band, is_unsafe, end):
    graph = graph_in(BANK[material_id])
    choices = [tuple(choice.split(":")) for choice in path.split()]

    result = result_of(graph, choices)

    assert {code.code: (code.earned, code.available) for code in result.codes} == codes
    assert (result.percent, result.band, result.is_unsafe) == (percent, band, is_unsafe)
    last = turns_of(graph, choices)[-1]
    assert ending_of(graph, last.target, result).band == end


@pytest.mark.parametrize("material_id", ["SAF-SC1", "TGT-SC1", "LEAD-SC1"])
def test_no_run_is_better_or_worse_than_those_by_hand(material_id):
    graph = graph_in(BANK[material_id])
    results = [result_of(graph, choices) for choices in all_runs(graph)]

    assert (min(r.percent for r in results), max(r.percent for r in results)) == (0, 100)
    if material_id == "SAF-SC1":
        assert min(result.percent for result in results if not result.is_unsafe) == 30


# Starting patterns ---------------------------------------------------------


def test_there_are_ten_patterns_each_with_a_name_and_what_it_is_for():
    texts = [text_of(path) for path in PATTERNS]

    assert len(texts) == 10
    for field in ("name", "about"):
        assert all(len(text["pattern"][field]) > 5 for text in texts)
    for field in ("id", "slug", "title"):
        assert len({text[field] for text in texts}) == 10
    assert len({text["pattern"]["name"] for text in texts}) == 10


@pytest.mark.parametrize("path", PATTERNS, ids=lambda path: path.stem)
def test_a_pattern_passes_the_checker_as_it_stands(path):
    graph = graph_in(text_of(path))

    assert [fault.message for fault in graph_faults(graph)] == []
    assert graph_notes(graph) == []


@pytest.mark.parametrize(
    ("stem", "shows"),
    [
        ("disclosure", lambda data: data["musts"] and "stop: true" in yaml.safe_dump(data)),
        ("four-weeks", lambda data: [n["week"] for n in data["nodes"].values()] == [1, 2, 3, 4]),
        ("trust-earned", lambda data: "trust at least 6" in yaml.safe_dump(data)),
        ("own-words", lambda data: any(n.get("own_words") for n in data["nodes"].values())),
        ("the-clock", lambda data: any(n.get("late") for n in data["nodes"].values())),
        ("expert-panel", lambda data: any(n.get("panel") for n in data["nodes"].values())),
        ("group-loses-the-thread", lambda data: set(data["meters"]) == {"time", "ownership"}),
        ("three-way-review", lambda data: any(n.get("speaker") for n in data["nodes"].values())),
        ("hard-conversation", lambda data: "repair" in data["nodes"]),
        ("unworkable-target", lambda data: {e["band"] for e in data["ends"].values()} >= {"poor"}),
    ],
)
def test_a_pattern_shows_what_it_is_named_for(stem, shows):
    assert shows(text_of(MATERIAL / "patterns" / f"{stem}.yaml"))
