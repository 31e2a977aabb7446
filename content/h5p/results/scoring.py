"""Scores worked out again from what was answered and what the content says.

Possible for types whose response says all there is to know. Everything else is as the browser
reported it, and has to be marked so.
"""

from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from typing import Any

from ..names import LibraryName
from ..semantics.uses import SubContent, Uses
from .blanks import score_blanks
from .choice import score_multi_choice, score_true_false
from .choice_sets import questions_of, score_choice_set
from .marked_words import score_marked_words
from .scores import Score, entries, mapping, number_or, score_of
from .subjects import CHOICE_SET, Subject, inner_contents, is_inside, plain_id, question_of

Judge = Callable[[Mapping[str, Any], str | None], Score | None]

JUDGES: Mapping[str, Judge] = {
    "H5P.MultiChoice": score_multi_choice,
    "H5P.TrueFalse": score_true_false,
    "H5P.Blanks": score_blanks,
    "H5P.MarkTheWords": score_marked_words,
    CHOICE_SET: score_choice_set,
}
QUESTION_SET = "H5P.QuestionSet"
# Their score is the sum of what lies in them, and nothing else.
SUMS = frozenset({
    QUESTION_SET, "H5P.Column", "H5P.Row", "H5P.RowColumn", "H5P.InteractiveBook",
    "H5P.CoursePresentation",
})  # fmt: skip
# They give no points, so a sum is whole without them.
POINTLESS = frozenset({
    "H5P.Accordion", "H5P.AdvancedText", "H5P.Agamotto", "H5P.Audio", "H5P.Chart", "H5P.Collage",
    "H5P.ContinuousText", "H5P.ExportableTextArea", "H5P.IFrameEmbed", "H5P.Image",
    "H5P.ImageHotspots", "H5P.ImageSlider", "H5P.Link", "H5P.Nil", "H5P.Shape", "H5P.Table",
    "H5P.Text", "H5P.Timeline", "H5P.TwitterUserFeed", "H5P.Video",
})  # fmt: skip


def can_recompute(machine_name: str) -> bool:
    return machine_name in JUDGES


def can_recompute_whole(
    library: LibraryName, params: Mapping[str, Any], uses: Uses | None = None
) -> bool:
    """Whether the score of an activity can be worked out here, whatever is answered in it."""
    if can_recompute(library.machine_name):
        return True
    uses = uses or inner_contents(params)
    scored = scored_contents(library.machine_name, params, uses)
    return bool(scored) and all(can_recompute(one.library.machine_name) for one in scored)


def recompute(machine_name: str, params: Mapping[str, Any], response: str | None) -> Score | None:
    """The score of one activity; a response of None is that of somebody who left it alone.

    None for types that cannot be judged here and for a response that no player sends.
    """
    judge = JUDGES.get(machine_name)
    return judge(params, response) if judge else None


def recompute_compound(children: Iterable[Score | None]) -> Score | None:
    """The sum, if every child that gives points could be worked out, and there is one."""
    raw = most = Decimal(0)
    for child in children:
        if child is None:
            return None
        raw, most = raw + child.raw, most + child.max
    return score_of(raw, most)


def recompute_whole(
    library: LibraryName,
    params: Mapping[str, Any],
    uses: Uses | None,
    responses: Mapping[str, str],
    *,
    reported: Score | None,
) -> Score | None:
    """The score of a set, a column, a book or a presentation from the answers inside it.

    `responses` has the newest response under each sub-content id. What was left alone counts as
    nothing; but a set can be played without its questions reporting anything (with their “Check”
    buttons hidden, h5p-question-set sends no `answered` for them). So while answers are missing,
    the sum stands only if the browser reported the same.
    """
    uses = uses or inner_contents(params)
    given = {plain_id(key): response for key, response in responses.items()}
    if library.machine_name == CHOICE_SET:
        subjects = _questions(library, params, uses, inside=None)
    else:
        subjects = [
            subject
            for content in scored_contents(library.machine_name, params, uses)
            for subject in _subjects_of(content, library, params, uses)
        ]
    answers = [(subject, given.get(plain_id(key))) for key, subject in subjects]
    whole = recompute_compound(
        recompute(subject.machine_name, subject.params, answer) for subject, answer in answers
    )
    if any(answer is None for _, answer in answers) and whole != reported:
        return None
    return whole


def scored_contents(
    machine_name: str, params: Mapping[str, Any], uses: Uses
) -> tuple[SubContent, ...]:
    """The activities inside one that give points to it; empty where it is no plain sum of them."""
    if machine_name not in SUMS or _is_drawn(machine_name, params):
        return ()
    drawn = any(_is_drawn(one.library.machine_name, one.params) for one in uses.sub_contents)
    return () if drawn else tuple(
        one
        for one in uses.sub_contents
        if one.library.machine_name not in SUMS | POINTLESS and not _is_in_a_judge(one, uses)
    )  # fmt: skip


def _is_in_a_judge(content: SubContent, uses: Uses) -> bool:
    """A picture in a question, or whatever a type that is judged as a whole has inside it."""
    return any(
        is_inside(content.place, other) and other.library.machine_name not in SUMS
        for other in uses.sub_contents
    )


def _is_drawn(machine_name: str, params: Mapping[str, Any]) -> bool:
    """A set that asks only some of its questions: which, the content does not say."""
    size = number_or(params.get("poolSize"), 0)
    return machine_name == QUESTION_SET and 0 < size < len(entries(params.get("questions")))


def _subjects_of(
    content: SubContent, library: LibraryName, params: Mapping[str, Any], uses: Uses
) -> list[tuple[str, Subject]]:
    if content.library.machine_name == CHOICE_SET:
        return _questions(library, params, uses, inside=content)
    subject = Subject(content.library.machine_name, content.params)
    return [(content.sub_content_id, subject)]


def _questions(
    library: LibraryName, params: Mapping[str, Any], uses: Uses, *, inside: SubContent | None
) -> list[tuple[str, Subject]]:
    """Each question of a single choice set under its own id; the whole set where ids are missing,
    so that its points are counted among what nobody answered."""
    found = [
        (part.sub_content_id, subject)
        for part in uses.parts
        if inside is None or is_inside(part.place, inside)
        if (subject := question_of(part, library=library, params=params, uses=uses)) is not None
    ]
    whole = inside.params if inside else params
    if len(found) == len(questions_of(mapping(whole))):
        return found
    return [("", Subject(CHOICE_SET, whole))]
