"""Between a scenario's material (what its text file holds) and a Twine story, both ways.

A story of ours reads back as the same material. The title stands for itself: a material without
one takes the story's. A story that was made elsewhere becomes a draft. No Django here.
"""

from collections.abc import Mapping
from typing import Any

from content.twine.drafts import draft_of
from content.twine.notation import SETTINGS
from content.twine.passages import Notice, Story, cut
from content.twine.scenario_reading import read_story
from content.twine.scenario_writing import write_story


def is_ours(story: Story) -> bool:
    return any(SETTINGS in passage.tags for passage in story.passages)


def story_from_material(material: Mapping[str, Any], *, title: str, ifid: str) -> Story:
    """Every scene and every end a passage, the settings in one of their own."""
    return write_story(material, title, ifid)


def material_from_story(story: Story) -> tuple[dict[str, Any], list[Notice]]:
    """The material, and everything that is not carried over into it.

    Raises StoryErrors where the YAML in a story of ours cannot be read. What the material says is
    judged by whoever takes it, like that of any text file.
    """
    material, notices = read_story(story) if is_ours(story) else draft_of(story)
    return material, cut(notices)
