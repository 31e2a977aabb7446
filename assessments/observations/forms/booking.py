"""Planning an observation: whom, when, and what to look at."""

from typing import Any

from django import forms
from django.db.models import QuerySet

from cms.people.accounts.models import User
from content.language.forms import GuardedTextMixin

from .. import rules
from ..models import Observation, ObservationTemplate
from ..rules import Setting

FOCUS_HELP = (
    "One thing, as you two agreed: “the questions after a silence”, for example. Name no learner."
)


class MomentWidget(forms.SplitDateTimeWidget):
    def __init__(self) -> None:
        super().__init__(
            date_format="%Y-%m-%d",
            time_format="%H:%M",
            date_attrs={"type": "date", "aria-label": "Day"},
            time_attrs={"type": "time", "aria-label": "Time"},
        )


def moment_field(label: str, **options: Any) -> forms.SplitDateTimeField:
    return forms.SplitDateTimeField(
        label=label,
        widget=MomentWidget,
        error_messages={"required": "Choose a day and a time."},
        **options,
    )


def setting_field() -> forms.ChoiceField:
    return forms.ChoiceField(
        label="What is watched?", choices=Setting.choices, initial=Setting.ONE_TO_ONE
    )


def focus_field(*, required: bool) -> forms.CharField:
    return forms.CharField(
        label="What to look at",
        max_length=300,
        required=required,
        help_text=FOCUS_HELP,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": "Say what to look at. One thing is enough."},
    )


class PersonField(forms.ModelChoiceField):
    def label_from_instance(self, obj: User) -> str:
        return obj.display_name


class TemplateField(forms.ModelChoiceField):
    def label_from_instance(self, obj: ObservationTemplate) -> str:
        return f"{obj.get_kind_display()}: {obj.title}"


class InviteForm(GuardedTextMixin, forms.Form):
    """A mentor asks a colleague to watch her."""

    guarded = ("focus",)

    observer = PersonField(
        label="Whom do you invite?",
        queryset=User.objects.none(),
        empty_label="Choose a colleague",
        error_messages={"required": "Choose a colleague."},
    )
    template = TemplateField(
        label="What will they look for?", queryset=ObservationTemplate.objects.none()
    )
    planned_for = moment_field("When?")
    setting = setting_field()
    focus = focus_field(required=True)

    def __init__(
        self,
        *args: Any,
        observers: QuerySet[User],
        templates: QuerySet[ObservationTemplate],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        _fill(self.fields["observer"], observers)
        _fill_templates(self, templates)


class BookForm(GuardedTextMixin, forms.Form):
    """A line manager, or the quality lead, plans to watch somebody."""

    guarded = ("focus",)

    mentor = PersonField(
        label="Whose session?",
        queryset=User.objects.none(),
        empty_label="Choose a mentor",
        error_messages={"required": "Choose a mentor."},
    )
    template = TemplateField(
        label="With which template?",
        queryset=ObservationTemplate.objects.none(),
        widget=forms.RadioSelect,
        empty_label=None,
        error_messages={"required": "Choose a template."},
    )
    observer = PersonField(
        label="Who watches?",
        queryset=User.objects.none(),
        required=False,
        empty_label="You",
    )
    planned_for = moment_field("When?")
    setting = setting_field()
    focus = focus_field(required=False)

    def __init__(
        self,
        *args: Any,
        mentors: QuerySet[User],
        observers: QuerySet[User] | None,
        templates: QuerySet[ObservationTemplate],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        _fill(self.fields["mentor"], mentors)
        _fill_templates(self, templates)
        if observers is None:
            del self.fields["observer"]
        else:
            _fill(self.fields["observer"], observers)

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        template = self.cleaned_data.get("template")
        if template is not None and "focus" in self.cleaned_data:
            rules.check_focus(template.kind, self.cleaned_data["focus"])
        return cleaned


def _fill(field: forms.Field, people: QuerySet[Any]) -> None:
    assert isinstance(field, forms.ModelChoiceField)
    field.queryset = people


def _fill_templates(form: InviteForm | BookForm, templates: QuerySet[ObservationTemplate]) -> None:
    """One alone is not asked about."""
    _fill(form.fields["template"], templates)
    found = list(templates[:2])
    if len(found) == 1:
        form.initial.setdefault("template", found[0].pk)
        form.fields["template"].widget = forms.HiddenInput()


class MoveForm(GuardedTextMixin, forms.Form):
    guarded = ("focus",)

    planned_for = moment_field("When?")
    setting = setting_field()
    focus = focus_field(required=False)
    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    @staticmethod
    def start(observation: Observation) -> dict[str, Any]:
        return {
            "planned_for": observation.planned_for,
            "setting": observation.setting,
            "focus": observation.focus,
            "revision": observation.revision,
        }


class CallOffForm(GuardedTextMixin, forms.Form):
    guarded = ("reason",)

    reason = forms.CharField(
        label="Why?",
        max_length=200,
        help_text="In a few words. Everybody concerned reads it.",
        error_messages={"required": "Say why in a few words."},
    )


class SecondForm(forms.Form):
    second = PersonField(
        label="Who observes as the second person?",
        queryset=User.objects.none(),
        required=False,
        empty_label="Nobody",
        help_text="Both rate apart. Neither sees the other’s ratings until both are done.",
    )

    def __init__(self, *args: Any, people: QuerySet[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _fill(self.fields["second"], people)
