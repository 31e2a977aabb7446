import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from courses.practice.rules.targets import Rung, check_ladder, note_to_teacher, read_target


def ladder(*stretches):
    return [Rung(f"step {n}", stretch) for n, stretch in enumerate(stretches, start=1)]


def keys(steps):
    return [finding.key for finding in check_ladder(steps)]


@pytest.mark.parametrize(
    ("stretches", "expected"),
    [
        ((1, 2, 3), ["ladder"]),
        ((2, 4, 5), ["ladder"]),
        ((1, 3, 3), ["ladder"]),
        ((1, 1, 1), ["challenge"]),
        ((2, 2), ["challenge"]),
        ((4, 4, 5), ["doable"]),
        ((3, 4), ["start"]),
        ((1, 4), ["jump"]),
        ((1, 3, 2), ["falling"]),
        ((3, 2, 5), ["start", "falling", "jump"]),
        ((2, 1), ["challenge", "falling"]),
        ((1,), ["few"]),
        ((), ["few"]),
    ],
)
def test_a_ladder_is_read_by_where_it_starts_and_how_it_rises(stretches, expected):
    assert keys(ladder(*stretches)) == expected


def test_all_easy_lacks_challenge_and_all_hard_is_not_doable():
    assert "lacks challenge" in check_ladder(ladder(1, 2, 2))[0].because
    assert "not doable" in check_ladder(ladder(4, 5, 5))[0].because


def test_a_jump_names_both_steps():
    because = check_ladder(ladder(1, 5))[0].because

    assert because == "From “step 1” to “step 2” is a jump of 4. Put one step in between."


def test_an_empty_step_is_named_and_the_others_are_read_without_it():
    steps = [Rung("Open the file", 1), Rung("  ", 5), Rung("Write a title", 3)]

    assert [one.because for one in check_ladder(steps)] == [
        "Step 2 is empty. Write what the learner will do, or drop it."
    ]


@pytest.mark.parametrize("stretch", [0, 6, -1])
def test_a_stretch_that_is_none_is_refused(stretch):
    with pytest.raises(ValidationError, match="from 1"):
        check_ladder([Rung("Open the file", stretch)])


@given(st.lists(st.builds(Rung, st.sampled_from(["a", " ", "b c"]), st.integers(1, 5))))
def test_any_ladder_gets_an_answer(steps):
    findings = check_ladder(steps)

    assert findings
    is_good = [finding.verdict for finding in findings] == ["good"]
    assert is_good == (findings[0].key == "ladder")


PLAIN_WORDS = {"professional behaviours": "how people act at work"}


def note(target="Be more professional", rewritten="Phone away until break on Monday.", **words):
    findings = read_target(target, plain_words=PLAIN_WORDS).findings
    given_words = {"teacher": "Bev", "learner": "student", **words}
    return note_to_teacher(target=target, findings=findings, rewritten=rewritten, **given_words)


def test_the_note_is_ready_to_send():
    assert note() == (
        "Hello Bev,\n\n"
        "Thank you for the target “Be more professional”. I am helping with the first steps. "
        "From the wording I could not tell what to do first, what there will be to show, when to "
        "look at it together and how much is enough for one step.\n\n"
        "It matters because a student who can picture the next step is more likely to take it, "
        "and then we all look for the same thing.\n\n"
        "Could it read like this? “Phone away until break on Monday”\n\n"
        "What would you need to see to feel that it is on track?\n\n"
        "Thank you"
    )


def test_the_note_names_hard_words():
    written = note(target="Show professional behaviours by Friday")

    assert "Words such as “professional behaviours” may be hard to follow for a student." in written


def test_a_clear_target_gets_a_note_that_says_so():
    assert "The target is clear." in note(target="By Friday, write two headings.")


def test_the_colleges_word_for_a_teacher_is_no_name_to_greet():
    assert note(teacher="teacher").startswith("Hello,\n")


@pytest.mark.parametrize("learner", ["Kieran", "Amina K", "", "KIERAN"])
def test_a_note_names_no_learner(learner):
    written = note(learner=learner)

    assert "Kieran" not in written
    assert "Amina" not in written
    assert "a learner who can" in written


def test_an_article_fits_the_colleges_word():
    assert "because an apprentice who can" in note(learner="apprentice")


@given(
    st.sampled_from(["Be more organised", "Finish unit 4", "Demonstrate professional behaviours"])
)
def test_a_note_blames_nobody_and_asks_what_the_teacher_needs(target):
    written = note(target=target)

    blaming = ("vague", "wrong", "bad", "should", "failed", "you did", "you have not", "unclear")
    assert not any(word in written.replace(target, "").lower() for word in blaming)
    assert written.count("What would you need to see") == 1


@pytest.mark.parametrize(("target", "rewritten"), [("", "x"), ("x", " ")])
def test_a_note_needs_both_versions(target, rewritten):
    with pytest.raises(ValidationError, match="Write the target"):
        note(target=target, rewritten=rewritten)
