import pytest
from django.core.exceptions import ValidationError
from django.db import models
from hypothesis import given
from hypothesis import strategies as st
from wagtail import blocks

from content.blocks.body import BodyBlock
from content.blocks.sources import SourcesBlock
from content.fields import BodyField, CodesField, CodesFormField


def test_body_field_keeps_its_blocks_out_of_migrations():
    name, path, args, kwargs = BodyField(blank=True, help_text="Read this.").deconstruct()

    assert (name, path) == (None, "content.fields.BodyField")
    assert args == []
    assert kwargs == {"blank": True, "help_text": "Read this."}


def test_body_field_deconstructs_the_same_whatever_its_blocks_are():
    assert BodyField(SourcesBlock).deconstruct() == BodyField(BodyBlock).deconstruct()


def test_body_field_made_again_from_a_migration_has_blocks():
    _name, _path, args, kwargs = BodyField(blank=True).deconstruct()

    again = BodyField(*args, **kwargs)

    assert set(again.stream_block.child_blocks) == set(BodyBlock().child_blocks)
    assert again.stream_block.meta.required is False


def test_body_field_takes_blocks_as_pairs():
    field = BodyField([("line", blocks.CharBlock())])

    assert list(field.stream_block.child_blocks) == ["line"]


def test_body_field_clone_keeps_its_own_blocks():
    clone = BodyField(SourcesBlock, blank=True).clone()

    assert list(clone.stream_block.child_blocks) == ["source"]


@pytest.mark.parametrize(
    ("written", "codes"),
    [
        ("S1, S6, K8", ["S1", "S6", "K8"]),
        ("S1 S6\nK8", ["S1", "S6", "K8"]),
        ("a;b , a", ["a", "b"]),
        ("", []),
        (["S1", "S1", "K2"], ["S1", "K2"]),
    ],
)
def test_codes_form_field_reads_what_people_write(written, codes):
    assert CodesFormField(required=False).clean(written) == codes


@pytest.mark.parametrize("written", ["1S", "S1, <b>", "S" * 20])
def test_codes_form_field_says_which_code_is_none(written):
    with pytest.raises(ValidationError, match="is not a statement code"):
        CodesFormField().clean(written)


def test_codes_form_field_required_and_empty_is_refused():
    with pytest.raises(ValidationError, match="required"):
        CodesFormField(required=True).clean(" ")


def test_codes_form_field_shows_codes_with_commas_and_sees_changes():
    field = CodesField().formfield()

    assert field.prepare_value(["S1", "K6"]) == "S1, K6"
    assert field.has_changed(["S1", "K6"], "S1,K6") is False
    assert field.has_changed(["S1"], "S1, K6") is True
    assert field.has_changed(["S1"], "1") is True


@given(st.lists(st.from_regex(r"[A-Z][0-9]{1,2}", fullmatch=True), unique=True))
def test_codes_form_field_reads_back_what_it_shows(codes):
    field = CodesFormField(required=False)

    assert field.clean(field.prepare_value(codes)) == codes


@pytest.mark.parametrize("value", ["S1", None, ["S1", 2], {"S1": 1}])
def test_codes_field_refuses_what_is_no_list_of_codes(value):
    with pytest.raises(ValidationError):
        CodesField().clean(value, None)


def test_codes_field_starts_empty():
    field = CodesField()

    assert field.get_default() == []
    assert field.blank is True
    assert isinstance(field, models.JSONField)
