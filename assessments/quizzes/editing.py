"""The trainer's form for a quiz, and the reading of quizzes written as text files."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.admin.panels import FieldPanel, FieldRowPanel, HelpPanel, MultiFieldPanel

from .rules import Kind, Option, Question

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


def read_questions(data: Mapping[str, Any]) -> list[tuple[str, str, Question]]:
    """(question id, lesson id, question) for each question of a quiz file.

    Options are lines, a leading * marking a right one, or mappings of text, right and fb.
    """
    found: list[tuple[str, str, Question]] = []
    errors: list[str] = []
    for number, raw in enumerate(data.get("questions") or [], start=1):
        name = str(raw.get("id") or "") if isinstance(raw, Mapping) else ""
        try:
            if not name:
                raise ValidationError("Give the question an id; its versions are known by it.")
            if name in {known for known, _, _ in found}:
                raise ValidationError("Another question has the same id.")
            found.append((name, str(raw.get("lesson") or ""), read_question(raw)))
        except ValidationError as error:
            label = name or f"Question {number}"
            errors += [f"{label}: {message}" for message in error.messages]
    if errors:
        raise ValidationError(errors)
    return found


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
        text, is_right = str(raw.get("text") or ""), raw.get("right") is True
        return Option(text.strip(), is_right, str(raw.get("fb") or "").strip())
    if isinstance(raw, bool):  # YAML reads a bare True as a truth value
        return Option(str(raw))
    text = str(raw).strip()
    return Option(text.removeprefix("*").strip(), text.startswith("*"))


def true_first(options: tuple[Option, ...]) -> tuple[Option, ...]:
    if sorted(option.text for option in options) != ["False", "True"]:
        raise ValidationError("A true or false question has the options True and False.")
    return tuple(sorted(options, key=lambda option: option.text, reverse=True))
