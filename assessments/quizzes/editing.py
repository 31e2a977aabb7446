"""The trainer's form for a quiz, and the reading of quizzes written as text files."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.admin.panels import FieldPanel, FieldRowPanel, HelpPanel, MultiFieldPanel

from content.material.yaml_writing import in_line

from . import rules
from .blocks import OPTION_LISTS, stable_id
from .rules import Kind, Option, Question

if TYPE_CHECKING:
    from content.material.shapes import Names

QUIZ_PANELS = [
    FieldPanel("intro"),
    MultiFieldPanel(
        [
            FieldPanel("pass_mark"),
            FieldRowPanel([FieldPanel("shuffle_options"), FieldPanel("shuffle_questions")]),
        ],
        heading="How it is marked",
    ),
    HelpPanel(
        heading="Before you publish",
        content="<p>A draft may be half done. When you publish, every question is checked, and "
        "you are told what to look at again. People who are in the middle of an attempt finish "
        "it on the questions they started with; old attempts keep the words they were taken "
        "on.</p>",
    ),
    FieldPanel("questions"),
]


class QuizPageForm(WagtailAdminPageForm):
    """Lets a draft be unsound. Publishing asks the model, which asks the rules."""

    def _post_clean(self) -> None:
        # Each block has said its own errors already; said twice they would only be noise.
        is_heard = "questions" in self.errors
        self.instance.is_draft_allowed = self.is_deferred_validation or is_heard
        super()._post_clean()


@dataclass(frozen=True)
class ReadQuestion:
    name: str
    lesson: str  # the id of the lesson that teaches it
    question: Question
    at: str = ""  # the id of its block and those of its options, where the file gives them
    option_ids: tuple[str, ...] = ()


def read_questions(data: Mapping[str, Any]) -> list[ReadQuestion]:
    """Each question of a quiz file.

    Options are lines, a leading * marking a right one, or mappings of text, right and fb.
    """
    found: list[ReadQuestion] = []
    errors: list[ValidationError] = []
    for place, raw in enumerate(data.get("questions") or []):
        name = str(raw.get("id") or "") if isinstance(raw, Mapping) else ""
        try:
            if not name:
                raise ValidationError("Give the question an id; its versions are known by it.")
            if name in {known.name for known in found}:
                raise ValidationError("Another question has the same id.")
            ids = [
                str(option.get("at") or "") if isinstance(option, Mapping) else ""
                for option in raw.get("options") or []
            ]
            question, lesson = read_question(raw), str(raw.get("lesson") or "")
            at = str(raw.get("at") or "")
            found.append(ReadQuestion(name, lesson, question, at, tuple(ids)))
        except ValidationError as error:
            errors += located(error, name or f"Question {place + 1}", place)
    if errors:
        raise ValidationError(errors)
    return found


def located(error: ValidationError, label: str, place: int) -> Iterator[ValidationError]:
    """Each message with the place of the question in its file (courses.catalogue asks for it)."""
    for message in error.messages:
        words = f"{label}: {message}".replace("%", "%%")  # params make it a format
        yield ValidationError(words, params={"keys": ("questions", place)})


def faults_of(item: ReadQuestion, place: int) -> list[ValidationError]:
    try:
        rules.check_question(item.question)
    except ValidationError as error:
        return list(located(error, item.name, place))
    return []


def read_question(raw: Mapping[str, Any]) -> Question:
    try:
        kind = Kind(raw.get("type", ""))
    except ValueError as error:
        kinds = ", ".join(Kind.values)
        raise ValidationError(f"“{raw.get('type')}” is not a type: use {kinds}.") from error
    options = tuple(read_option(option) for option in raw.get("options") or [])
    if kind == Kind.TRUE_FALSE:
        options = true_first(options)
    return Question(
        kind=kind,
        stem=str(raw.get("stem") or "").strip(),
        options=options,
        codes=tuple(str(code) for code in raw.get("codes") or []),
        feedback=str(raw.get("fb") or "").strip(),
        is_must=raw.get("must") is True,
    )


def read_option(raw: Any) -> Option:
    if isinstance(raw, Mapping):
        given, is_right = raw.get("text"), raw.get("right") is True
        text = "" if given is None else str(given)
        return Option(text.strip(), is_right, str(raw.get("fb") or "").strip())
    if isinstance(raw, bool):  # YAML reads a bare True as a truth value
        return Option(str(raw))
    text = str(raw).strip()
    return Option(text.removeprefix("*").strip(), text.startswith("*"))


def true_first(options: tuple[Option, ...]) -> tuple[Option, ...]:
    if sorted(option.text for option in options) != ["False", "True"]:
        raise ValidationError("A true or false question has the options True and False.")
    return tuple(sorted(options, key=lambda option: option.text, reverse=True))


# From the page to a text file ------------------------------------------------


def write_questions(stream: Iterable[Mapping[str, Any]], names: "Names") -> list[dict[str, Any]]:
    """The raw stream as the list that `read_questions` reads back as it is."""
    written: list[dict[str, Any]] = []
    for block in stream:
        value, kind, block_id = block["value"], str(block["type"]), str(block["id"])
        name = name_of(block_id, names.step, {item["id"] for item in written})
        is_derived = stable_id(name) == block_id
        details = {
            "id": name,
            "type": kind,
            "codes": in_line(list(value.get("codes") or [])),
            "must": bool(value.get("must")),
            "stem": (value.get("stem") or "").strip(),
            "options": list(written_options(kind, value, name)),
            "fb": (value.get("fb") or "").strip(),
            "lesson": names.lessons.get(value.get("lesson"), ""),
            "at": "" if is_derived else block_id,
        }
        written.append(
            {key: part for key, part in details.items() if part or key in {"stem", "options"}}
        )
    return written


def written_options(kind: str, value: Mapping[str, Any], name: str) -> Iterator[Any]:
    if kind == Kind.TRUE_FALSE:
        answer = value.get("answer") or ""
        for text in ("True", "False"):
            is_right = answer == text.lower()
            yield option_text(text, is_right, value.get(f"fb_{text.lower()}") or "")
    for key in sorted(OPTION_LISTS & value.keys()):
        for place, item in enumerate(value[key] or []):
            is_item = isinstance(item, Mapping) and item.get("type") == "item"
            part, own = (item["value"], item.get("id")) if is_item else (item, "")
            at = "" if own in {"", None, stable_id(f"{name}/{place}")} else str(own)
            if isinstance(part, Mapping):
                text, fb = part.get("text") or "", part.get("fb") or ""
                yield option_text(text, bool(part.get("right")), fb, at)
            elif at or str(part or "").strip().startswith("*"):
                yield option_text(part or "", False, "", at)
            else:
                yield str(part or "").strip()


def option_text(text: str, is_right: bool, fb: str, at: str = "") -> dict[str, Any]:
    more = {"right": is_right, "fb": fb.strip(), "at": at}
    return {"text": text.strip(), **{key: part for key, part in more.items() if part}}


def name_of(block_id: str, step: str, taken: set[str]) -> str:
    """A question's own id cannot be read from its block's, but the usual ones can be tried."""
    usual = usual_names(step.partition("-")[0]).get(block_id)
    if usual and usual not in taken:
        return usual
    digits = next(size for size in (8, 13, 18, 23, 36) if f"q-{block_id[:size]}" not in taken)
    return f"q-{block_id[:digits]}"


@cache
def usual_names(code: str) -> dict[str, str]:
    """Of TGT-Q01, Q1, q1 and the like, each by the id of its block."""
    numbers = range(1, 100)
    forms = (f"{code}-Q{{:02}}", f"{code}-Q{{}}", "Q{}", "q{}")
    return {stable_id(form.format(n)): form.format(n) for form in forms for n in numbers}
