import pytest
from wagtail.blocks.struct_block import StructBlockValidationError

from content.blocks.body import BodyBlock
from content.blocks.teaching import CalloutBlock, InYourCollegeBlock, ReflectionBlock, TryItBlock

ALL_BLOCKS = sorted(BodyBlock().child_blocks)
WITHOUT_PREVIEW = {"image", "media", "download"}  # they need an upload


@pytest.mark.parametrize("name", ALL_BLOCKS)
def test_every_block_tells_editors_what_it_is_for(name):
    block = BodyBlock().child_blocks[name]

    assert block.meta.icon not in ("", "placeholder")
    assert block.get_description()
    assert block.meta.template.startswith("content/blocks/")
    assert block.is_previewable is True or name in WITHOUT_PREVIEW


@pytest.mark.parametrize("name", sorted(set(ALL_BLOCKS) - WITHOUT_PREVIEW))
def test_every_preview_renders(name, db):
    block = BodyBlock().child_blocks[name]

    html = block.render(block.get_preview_value())

    assert "{learner}" not in html
    assert "style=" not in html


def render(block, **value):
    return block.render(block.to_python(value))


def test_callout_says_its_kind_in_words(db):
    html = render(CalloutBlock(), kind="caution", title="Stop", text="Tell the {DSL}.")

    assert "Take care" in html
    assert '<h3 class="box-title">Stop</h3>' in html
    assert "designated safeguarding lead" in html


def test_callout_without_a_title_has_its_kind_as_title(db):
    html = render(CalloutBlock(), kind="note", title="", text="So.")

    assert '<h3 class="box-title">Good to know</h3>' in html
    assert "box-kind" not in html


def test_hook_just_starts(db):
    html = render(CalloutBlock(), kind="hook", title="", text="Wait.")

    assert "<h3" not in html
    assert '<div class="hook"><p>Wait.</p></div>' in html


def test_takeaway_is_named_for_everyone(db):
    html = render(CalloutBlock(), kind="takeaway", title="", text="Go.")

    assert 'aria-label="Takeaway"' in html
    assert "Take away" in html


def test_titles_are_escaped(db):
    html = render(TryItBlock(), title="<b>{learner}</b>", minutes=3, text="Ask.")

    assert "&lt;b&gt;learner&lt;/b&gt;" in html
    assert "3 min" in html


@pytest.mark.parametrize("key", ["", "Key", "a b", "-a"])
def test_keys_are_refused_unless_they_are_plain(key):
    value = ReflectionBlock().to_python({"key": key, "minutes": None, "prompt": "What?"})

    with pytest.raises(StructBlockValidationError):
        ReflectionBlock().clean(value)


def test_reflection_shows_the_question_and_no_field(db):
    html = render(ReflectionBlock(), key="file", minutes=2, prompt="What?")

    assert "What?" in html
    assert "2 min" in html
    assert "<textarea" not in html


def test_in_your_college_keeps_the_trainers_brief_from_readers(db):
    html = render(InYourCollegeBlock(), key="where", title="Here", brief="Say it.", prompt="Ask.")

    assert "Ask." in html
    assert "Say it." not in html
