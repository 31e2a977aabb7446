import pytest

from courses.checks.rules import Module, Step, exercise_checks, module_checks

WORDS = {"formative assessment": "a check while you learn"}


def item(value):
    return {"type": "item", "value": value, "id": "i"}


def sort(*sizes, **more):
    places = [
        item(
            {
                "name": f"Place {number}",
                "items": [
                    item({"text": f"{number}-{n}", "feedback": "", **more}) for n in range(size)
                ],
            }
        )
        for number, size in enumerate(sizes, start=1)
    ]
    return [{"type": "sort", "value": {"key": "k", "places": places}, "id": "s1"}]


def drill(text):
    prompts = [item({"said": "“I can't.”", "exemplars": [item({"text": text, "note": ""})]})]
    return [{"type": "drill", "value": {"key": "k", "prompts": prompts}, "id": "d1"}]


def bench(text):
    targets = [item({"target": "Be better.", "exemplars": [item({"text": text, "note": ""})]})]
    return [{"type": "bench", "value": {"key": "k", "targets": targets}, "id": "t1"}]


def messages(body):
    return [check.message for check in exercise_checks(body, WORDS)]


def test_a_sort_with_something_in_every_place():
    assert messages(sort(3, 2)) == []
    assert messages(sort(3, 1)) == []  # too few to tell


def test_a_sort_with_nearly_everything_in_one_place():
    (check,) = exercise_checks(sort(9, 1), WORDS)

    assert (check.level, check.where) == ("should", "s1")
    assert "9 of 10 belong to “Place 1”" in check.message


def test_a_matter_of_safety_says_why():
    assert messages(sort(2, 1, must=True, feedback="The lead decides.")) == []
    assert len(messages(sort(2, 1, must=True))) == 3


def test_an_example_of_a_question_that_is_one():
    assert messages(drill("What would be different?")) == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Did you try?", "yes or no is a full answer"),
        ("What happened? And what will you do? Who can help?", "in one breath"),
        ("What about getting up earlier?", "puts an idea forward"),
        ("That must be hard.", "does not ask anything"),
    ],
)
def test_an_example_that_the_drill_itself_would_turn_back(text, words):
    (check,) = exercise_checks(drill(text), WORDS)

    assert (check.level, check.where, check.quote) == ("should", "d1", text)
    assert "another look" in check.message
    assert words in check.message


def test_a_better_version_that_is_better():
    assert messages(bench("By Friday, write one page and show it to your tutor.")) == []


def test_versions_that_the_bench_itself_would_turn_back():
    for text in ("Improve your organisation.", "Work on the whole portfolio this year."):
        (check,) = exercise_checks(bench(text), WORDS)

        assert (check.level, check.where, check.quote) == ("should", "t1", text)


def test_half_done_exercises_are_no_error():
    bodies = [
        [{"type": kind, "value": {"key": ""}, "id": "x"}] for kind in ("sort", "drill", "bench")
    ]

    assert [messages(body) for body in [*bodies, drill(""), bench("word " * 200)]] == [[]] * 5


# A module --------------------------------------------------------------------


def step(kind="lesson", *, is_live=True, minutes=10, codes=("S1",), title="A step"):
    return Step(title, kind, is_live, minutes, frozenset(codes))


def module(**fields):
    given = {
        "outcomes": ["Find the priority."],
        "can_now": ["You can find it."],
        "codes": ["S1"],
        "steps": [step(), step("quiz")],
    }
    return module_checks(Module(**{**given, **fields}))


def test_a_sound_module_has_figures_only():
    (figure,) = module()

    assert figure.is_figure
    assert figure.message == "2 of 2 steps published, 20 minutes in all."


def test_what_is_missing_in_a_module():
    for fields, level, words, where in [
        ({"outcomes": []}, "should", "by the end", "outcomes"),
        ({"can_now": []}, "should", "can now show", "can_now"),
        ({"codes": []}, "should", "Name the statements", "codes"),
        ({"codes": ["S1", "K9"]}, "should", "works on K9", "codes"),
        ({"steps": []}, "must", "No step is published", ""),
        ({"steps": [step(is_live=False)]}, "must", "No step is published", ""),
        ({"steps": [step("quiz"), step()]}, "should", "no quiz", ""),
        ({"steps": [step(is_live=False), step("quiz")]}, "should", "Not published: “A step”", ""),
        ({"steps": [step(minutes=0), step("quiz")]}, "should", "No minutes", ""),
    ]:
        found = [check for check in module(**fields) if not check.is_figure]

        assert [(check.level, check.where) for check in found] == [(level, where)], fields
        assert words in found[0].message


def test_a_module_about_safeguarding_says_how_far_its_approval_is():
    waits = module(is_safeguarding=True, approved=2, pages=3, steps=[step(is_live=False)])
    through = module(is_safeguarding=True, approved=3, pages=3)

    assert [check.message for check in waits if not check.is_figure] == [
        "About safeguarding: 2 of 3 pages are out as a safeguarding lead approved them. The others "
        "wait for her; see Approvals."
    ]
    assert all(check.is_figure for check in through)
    assert "every page is out" in through[-1].message
