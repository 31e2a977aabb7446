"""Everything the body of a page can be made of."""

from wagtail import blocks

from content.blocks.media import DownloadBlock, MediaBlock, PictureBlock
from content.blocks.teaching import (
    CalloutBlock,
    InYourCollegeBlock,
    ReflectionBlock,
    TryItBlock,
    WorkedExampleBlock,
)
from content.blocks.text import HeadingBlock, MarkdownBlock, RichTextBlock

WORDS, LEARNING, FILES = "Words", "Learning", "Pictures and files"


class BodyBlock(blocks.StreamBlock):
    """Names are stored with the content: a block may be renamed only together with its data."""

    heading = HeadingBlock(group=WORDS)
    text = RichTextBlock(group=WORDS)
    markdown = MarkdownBlock(group=WORDS)
    callout = CalloutBlock(group=LEARNING)
    worked_example = WorkedExampleBlock(group=LEARNING)
    try_it = TryItBlock(group=LEARNING, label="Try it with a learner")
    in_your_college = InYourCollegeBlock(group=LEARNING)
    reflection = ReflectionBlock(group=LEARNING)
    image = PictureBlock(group=FILES)
    media = MediaBlock(group=FILES, label="Video or sound")
    download = DownloadBlock(group=FILES)
