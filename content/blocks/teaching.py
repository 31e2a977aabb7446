"""What makes a lesson: openings, examples, things to try, questions to think about."""

from wagtail import blocks

from content.blocks.practice import ExerciseValue, KeyBlock, MinutesBlock
from content.blocks.text import MarkdownBlock


class CalloutValue(blocks.StructValue):
    ICONS = {"note": "info", "caution": "caution"}
    NAMES = {
        "hook": "",
        "note": "Good to know",
        "caution": "Take care",
        "takeaway": "Take away",
    }

    @property
    def kind(self) -> str:
        return str(self.get("kind") or "note")

    @property
    def icon(self) -> str:
        return self.ICONS.get(self.kind, "info")

    @property
    def label(self) -> str:
        """What a reader is told this is; a hook simply starts."""
        return self.NAMES.get(self.kind, "")

    @property
    def heading(self) -> str:
        return str(self.get("title") or "") or self.label

    @property
    def eyebrow(self) -> str:
        """The kind in a word, where the author gave a title of their own."""
        return self.label if self.get("title") else ""


class CalloutBlock(blocks.StructBlock):
    kind = blocks.ChoiceBlock(
        choices=[
            ("hook", "Hook: two or three lines that open the lesson"),
            ("note", "Note"),
            ("caution", "Caution"),
            ("takeaway", "Takeaway: the one line to remember"),
        ],
        default="note",
    )
    title = blocks.CharBlock(required=False, max_length=120)
    text = MarkdownBlock(rows=4)

    class Meta:
        icon = "info-circle"
        template = "content/blocks/callout.html"
        value_class = CalloutValue
        label_format = "{kind}: {title}"
        form_layout = ["kind", "title", "text"]
        preview_value = {
            "kind": "caution",
            "title": "When it stops being about targets",
            "text": "If you worry that a person is not safe, tell the {DSL} without delay.",
        }
        description = "A short text set apart: an opening, a note, a caution, a takeaway."


class WorkedExampleBlock(blocks.StructBlock):
    title = blocks.CharBlock(max_length=120)
    text = MarkdownBlock(rows=10)

    class Meta:
        icon = "openquote"
        template = "content/blocks/worked_example.html"
        label_format = "Example: {title}"
        preview_value = {
            "title": "Two ways into the same review",
            "text": "**Mentor:** What's going all right?\n\n**Callum:** Workshop.",
        }
        description = "A situation shown in full: who says what, and why it works."


class TryItBlock(blocks.StructBlock):
    title = blocks.CharBlock(max_length=120, default="Try it with a {learner}")
    minutes = blocks.IntegerBlock(required=False, min_value=1, max_value=240)
    text = MarkdownBlock(rows=6)

    class Meta:
        icon = "pick"
        template = "content/blocks/try_it.html"
        label_format = "Try it: {title}"
        preview_value = {
            "title": "Try it with a {learner}",
            "minutes": 3,
            "text": "Plan the first two questions of your next meeting.",
        }
        description = "Something to do in the next days, away from the screen."


class InYourCollegeBlock(blocks.StructBlock):
    key = KeyBlock(
        help_text="The college's own text is kept under this name, such as quiet-rooms. "
        "Lessons may share one.",
    )
    title = blocks.CharBlock(max_length=120, default="In your college")
    brief = MarkdownBlock(
        required=False,
        rows=2,
        label="What your college should write",
        help_text="For whoever fills it in. Readers never see this.",
    )
    prompt = MarkdownBlock(
        rows=4,
        label="Until it is written",
        help_text="What readers see meanwhile: whom to ask, and what.",
    )

    class Meta:
        icon = "home"
        template = "content/blocks/in_your_college.html"
        label_format = "In your college: {key}"
        preview_value = {
            "key": "starting-points",
            "title": "In your college",
            "brief": "",
            "prompt": "Ask your {line_manager} where the first assessments are kept.",
        }
        description = "Local names, links and ways of working, which your college fills in once."


class ReflectionBlock(blocks.StructBlock):
    key = KeyBlock()
    minutes = MinutesBlock()
    prompt = MarkdownBlock(rows=3, label="Question to think about")

    class Meta:
        icon = "edit"
        template = "content/blocks/reflection.html"
        value_class = ExerciseValue
        exercise_template = "progress/reflection_form.html"
        label_format = "Reflection: {key}"
        preview_value = {
            "key": "what-the-file-missed",
            "minutes": 2,
            "prompt": "Think of a {learner} who turned out to be different from their file.",
        }
        description = "A question to think about. What a person writes stays theirs alone."
