"""What a run that nobody keeps brings along with each choice, and where it is to begin."""

import json
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from wagtail.models import Page

from assessments.drafting.rules.trying import GONE, Run, begin, facts_of, read_run
from assessments.drafting.rules.walks import each_once
from assessments.scenarios.rules.graph import HIGHEST, LOWEST, Graph, meter_label

LONGEST_RUN = 40_000  # characters


def run_in(posted: Any, graph: Graph) -> Run:
    """Out of the hidden field. Raises ValidationError."""
    text = posted.get("run", "")
    try:
        data = json.loads(text) if len(text) <= LONGEST_RUN else None
    except (ValueError, RecursionError) as problem:
        raise ValidationError(GONE) from problem
    return read_run(graph, data)


class BeginForm(forms.Form):
    """From any scene, with any meters and facts."""

    scene = forms.ChoiceField(label="Scene")
    facts = forms.MultipleChoiceField(
        label="What has happened", required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, graph: Graph, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.graph = graph
        scene, facts = self.fields["scene"], self.fields["facts"]
        assert isinstance(scene, forms.ChoiceField)
        assert isinstance(facts, forms.MultipleChoiceField)
        scene.choices = [
            (one.key, f"{one.key}: {one.title}" if one.title else one.key)
            for one in each_once(graph.scenes)
        ]
        facts.choices = list(facts_of(graph).items())
        if not facts.choices:
            del self.fields["facts"]
        for gauge in graph.meters:
            self.fields[f"meter-{gauge.meter}"] = forms.IntegerField(
                label=meter_label(gauge.meter),
                min_value=LOWEST,
                max_value=HIGHEST,
                initial=gauge.start,
            )

    @property
    def run(self) -> Run:
        given = self.cleaned_data
        meters = {gauge.meter: given.get(f"meter-{gauge.meter}") for gauge in self.graph.meters}
        return begin(self.graph, given["scene"], meters, given.get("facts", []))


class PatternForm(forms.Form):
    """Where a new scenario is to stand."""

    pattern = forms.SlugField(widget=forms.HiddenInput)
    module = forms.ModelChoiceField(
        queryset=Page.objects.none(), empty_label=None, error_messages={"required": "Choose one."}
    )

    def __init__(self, *args: Any, modules: list[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        module = self.fields["module"]
        assert isinstance(module, forms.ModelChoiceField)
        module.queryset = Page.objects.filter(pk__in=[one.pk for one in modules])
