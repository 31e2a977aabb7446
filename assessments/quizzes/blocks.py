"""The kinds of question an author can add. A draft may be half done; what is published may not."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from django.core.exceptions import ValidationError
from wagtail import blocks
from wagtail.blocks.struct_block import BlockGroup, StructBlockValidationError, StructValue

from content.fields import CodesFormField

from . import rules
from .rules import Kind, Option, Question

STEM_HELP = (
    "**bold** and *italic* work; words such as {learner} and {mentor} appear as your college "
    "says them. Use no real learner."
)
EXTRAS = ["codes", "lesson"]
OPTION_LISTS = frozenset({"options", "lines"})


class CodesBlock(blocks.FieldBlock):
    """Statement codes as people write them: “S1, K6”."""

    def __init__(self, required: bool = False, help_text: str = "", **kwargs: Any) -> None:
        self.field = CodesFormField(required=required, help_text=help_text)
        super().__init__(**kwargs)

    def get_form_state(self, value: Any) -> Any:
        return self.field.prepare_value(value or [])

    class Meta:
        icon = "tag"
        default: list[str] = []


class QuestionValue(StructValue):
    """A block's value that can say itself as a plain question, however unfinished it is."""

    @property
    def question(self) -> Question:
        lesson = self.get("lesson")
        return Question(
            kind=Kind(self.block.kind),
            stem=self["stem"] or "",
            options=tuple(self.block.options_of(self)),
            codes=tuple(self.get("codes") or ()),
            feedback=self.get("fb") or "",
            is_must=bool(self.get("must")),
            lesson=lesson.pk if lesson else None,
        )


class QuestionBlock(blocks.StructBlock):
    kind: Kind

    stem = blocks.TextBlock(label="Question", rows=3, help_text=STEM_HELP)
    fb = blocks.TextBlock(
        label="Feedback for everyone",
        required=False,
        rows=3,
        help_text="Shown after handing in, whatever the answer was: the idea behind the question. "
        "It is shown after a fail too, so explain without pointing at an option.",
    )
    must = blocks.BooleanBlock(
        label="Must be right to pass",
        required=False,
        help_text="For what nobody may get wrong, such as reporting a concern. Needs feedback.",
    )
    codes = CodesBlock(
        label="Statements",
        help_text="The statements it tests, with commas: S1, K6. Answered right, they count as "
        "evidence when the quiz is passed.",
    )
    lesson = blocks.PageChooserBlock(
        label="Lesson that teaches it",
        page_type="courses.LessonPage",
        required=False,
        help_text="People are sent there from the feedback.",
    )

    class Meta:
        value_class = QuestionValue
        label_format = "{stem}"

    def options_of(self, value: Mapping[str, Any]) -> Iterable[Option]:
        raise NotImplementedError

    def raw_options(self, question: Question, seed: str) -> dict[str, Any]:
        raise NotImplementedError

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        if not self.is_deferred_validation:
            try:
                rules.check_question(cleaned.question)
            except ValidationError as error:
                raise StructBlockValidationError(non_block_errors=error.error_list) from error
        return cleaned


class OptionBlock(blocks.StructBlock):
    text = blocks.TextBlock(label="Option", rows=2)
    right = blocks.BooleanBlock(label="This is right", required=False)
    fb = blocks.TextBlock(
        label="Feedback for this option",
        required=False,
        rows=2,
        help_text="Shown to those who picked it: why it is tempting and what it leads to.",
    )

    class Meta:
        icon = "radio-full"
        label_format = "{text}"


class OptionsBlock(blocks.ListBlock):
    """Three empty options to begin with: two are few and four are work."""

    def __init__(self, child_block: Any = OptionBlock, **kwargs: Any) -> None:
        kwargs.setdefault("default", [{"text": "", "right": False, "fb": ""}] * 3)
        super().__init__(child_block, **kwargs)


class ChoiceQuestionBlock(QuestionBlock):
    options = OptionsBlock(
        help_text="Options of about the same length: where the right one is the longest, "
        "people learn to pick the longest. They are shuffled on screen."
    )

    class Meta:
        form_layout = BlockGroup(children=["stem", "options", "fb", "must"], settings=EXTRAS)

    def options_of(self, value: Mapping[str, Any]) -> Iterable[Option]:
        for option in value["options"]:
            yield Option(option["text"] or "", bool(option["right"]), option["fb"] or "")

    def raw_options(self, question: Question, seed: str) -> dict[str, Any]:
        values = (
            {"text": option.text, "right": option.is_right, "fb": option.feedback}
            for option in question.options
        )
        return {"options": items(values, seed)}


class SingleBlock(ChoiceQuestionBlock):
    kind = Kind.SINGLE

    class Meta:
        icon = "radio-full"
        label = Kind.SINGLE.label
        description = "A question and a few options, exactly one of which is right."


class MultiBlock(ChoiceQuestionBlock):
    kind = Kind.MULTI

    class Meta:
        icon = "tick-inverse"
        label = Kind.MULTI.label
        description = "Several options are right, and at least one is not. Partly right counts."


class TrueFalseBlock(QuestionBlock):
    kind = Kind.TRUE_FALSE

    answer = blocks.ChoiceBlock(label="It is", choices=[("true", "True"), ("false", "False")])
    fb_true = blocks.TextBlock(label="Feedback for “True”", required=False, rows=2)
    fb_false = blocks.TextBlock(label="Feedback for “False”", required=False, rows=2)

    class Meta:
        icon = "help"
        label = Kind.TRUE_FALSE.label
        description = "A statement that is either true or false."
        form_layout = BlockGroup(
            children=["stem", "answer", "fb_true", "fb_false", "fb", "must"], settings=EXTRAS
        )

    def options_of(self, value: Mapping[str, Any]) -> Iterable[Option]:
        yield Option("True", value["answer"] == "true", value["fb_true"] or "")
        yield Option("False", value["answer"] == "false", value["fb_false"] or "")

    def raw_options(self, question: Question, seed: str) -> dict[str, Any]:
        true, false = question.options
        answer = "false" if false.is_right else ""  # a draft may leave it open
        return {
            "answer": "true" if true.is_right else answer,
            "fb_true": true.feedback,
            "fb_false": false.feedback,
        }


class OrderBlock(QuestionBlock):
    kind = Kind.ORDER

    lines = blocks.ListBlock(
        blocks.TextBlock(label="Line", rows=1),
        default=["", "", ""],
        help_text="Write the lines in the right order. They are shuffled on screen.",
    )

    class Meta:
        icon = "list-ol"
        label = Kind.ORDER.label
        description = "Lines that people put in order. Neighbours in the right order count."
        form_layout = BlockGroup(children=["stem", "lines", "fb", "must"], settings=EXTRAS)

    def options_of(self, value: Mapping[str, Any]) -> Iterable[Option]:
        return (Option(line or "") for line in value["lines"])

    def raw_options(self, question: Question, seed: str) -> dict[str, Any]:
        return {"lines": items((option.text for option in question.options), seed)}


class QuestionsBlock(blocks.StreamBlock):
    """Names are the kinds of rules.Kind and are stored with the content."""

    single = SingleBlock()
    multi = MultiBlock()
    tf = TrueFalseBlock()
    order = OrderBlock()

    class Meta:
        required = False


def items(values: Iterable[Any], seed: str) -> list[dict[str, Any]]:
    """List items with ids that stay the same from one load of the material to the next."""
    return [
        {"type": "item", "value": value, "id": stable_id(f"{seed}/{number}")}
        for number, value in enumerate(values)
    ]


def stable_id(question_id: str) -> str:
    return str(uuid5(NAMESPACE_URL, f"waymark:quiz-question:{question_id}"))


def raw_question(
    question_id: str, question: Question, *, at: str = "", option_ids: Sequence[str] = ()
) -> dict[str, Any]:
    """A question as the stream stores it, for material that was written as text.

    Its id and those of its options follow from `question_id`, but for those that are given.
    """
    block: QuestionBlock = QuestionsBlock.base_blocks[question.kind]
    options = block.raw_options(question, question_id)
    for name in OPTION_LISTS & options.keys():
        for item, own in zip(options[name], option_ids, strict=False):
            item["id"] = own or item["id"]
    return {
        "type": str(question.kind),
        "id": at or stable_id(question_id),
        "value": {
            "stem": question.stem,
            "fb": question.feedback,
            "must": question.is_must,
            "codes": list(question.codes),
            "lesson": question.lesson,
            **options,
        },
    }
