"""Exercises as they stand in a lesson before anything is handed in."""

from django import template

from content.bodies import BodyPart
from courses.practice.forms import BenchForm
from courses.practice.rules.sorting import SortReading, items_of, read_sort

register = template.Library()


@register.simple_tag
def sort_at_start(part: BodyPart) -> SortReading:
    places = part.content["places"]
    return read_sort(items_of(places, seed=part.block_id), {}, places=len(places))


@register.simple_tag
def bench_at_start(part: BodyPart) -> BenchForm:
    return BenchForm(targets=part.content["targets"])


@register.filter
def numbered(block_id: str, place: int) -> str:
    """The name under which something written at one of a block's prompts is kept."""
    return f"{block_id}-{place}"
