"""Everything the body of a page can be made of."""

from wagtail import blocks

from content.blocks.activities import ActivityBlock
from content.blocks.diagrams import DiagramBlock
from content.blocks.facts import FactBlock
from content.blocks.local import ContactsBlock, MomentumBlock
from content.blocks.media import DownloadBlock, MediaBlock, PictureBlock
from content.blocks.practice import BenchBlock, DrillBlock, SortBlock, TalkTimeBlock
from content.blocks.teaching import (
    CalloutBlock,
    InYourCollegeBlock,
    ReflectionBlock,
    TryItBlock,
    WorkedExampleBlock,
)
from content.blocks.text import HeadingBlock, MarkdownBlock, RichTextBlock

WORDS, LEARNING, PRACTICE = "Words", "Learning", "Practice"
COLLEGE, FILES = "Of your college", "Pictures and files"


class BodyBlock(blocks.StreamBlock):
    """Names are stored with the content: a block may be renamed only together with its data."""

    heading = HeadingBlock(group=WORDS)
    text = RichTextBlock(group=WORDS)
    markdown = MarkdownBlock(group=WORDS)
    callout = CalloutBlock(group=LEARNING)
    worked_example = WorkedExampleBlock(group=LEARNING)
    try_it = TryItBlock(group=LEARNING, label="Try it with a learner")
    fact = FactBlock(group=LEARNING)
    diagram = DiagramBlock(group=LEARNING)
    reflection = ReflectionBlock(group=PRACTICE)
    sort = SortBlock(group=PRACTICE)
    drill = DrillBlock(group=PRACTICE)
    bench = BenchBlock(group=PRACTICE)
    talk_time = TalkTimeBlock(group=PRACTICE)
    activity = ActivityBlock(group=PRACTICE)
    in_your_college = InYourCollegeBlock(group=COLLEGE)
    contacts = ContactsBlock(group=COLLEGE)
    momentum = MomentumBlock(group=COLLEGE)
    image = PictureBlock(group=FILES)
    media = MediaBlock(group=FILES, label="Video or sound")
    download = DownloadBlock(group=FILES)
