"""What a reader sees of a text: its paragraphs, sentences and words, without marks."""

import re

FRONT_MATTER = re.compile(r"\A---\n.*?\n---[ \t]*(?:\n|\Z)", re.DOTALL)
RULE = re.compile(r"\s*(?:-{3,}|\*{3,}|_{3,}|:{3}.*|\|[\s:|\-]+\|)\s*")
HEAD = re.compile(r"\s*#{1,6}\s+")
MARK = re.compile(r"\s*(?:[-*+•]|\d{1,3}[.)])\s+(?=\S)")
QUOTE = re.compile(r"(?:\s*>)+\s?")
SPEAKER = re.compile(r"\s*\*\*[^*:\n]{1,40}:?\*\*:?\s*(?=\S)")
COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
IMAGE_OR_LINK = re.compile(r"!?\[([^\[\]]*)\]\([^()\s]*(?:\s+\"[^\"()]*\")?\)")
TAG = re.compile(r"</?[A-Za-z][^<>]*>")
TOKEN = re.compile(r"\{([A-Za-z][A-Za-z_]{0,40})\}")
EMPHASIS = re.compile(r"[*`~]+|(?<![^\W_])_++|_++(?![^\W_])")

END = re.compile(r"(?<![.!?…])[.!?…]++[”’\"')\]]*+(?=\s|\Z)")
ABBREVIATION = re.compile(
    r"(?:\b(?:mr|mrs|ms|mx|dr|st|vs|approx|no|e\.g|i\.e|etc)|\b(?!i\b)[a-z])\Z", re.IGNORECASE
)
WORD = re.compile(r"\d+(?:[.,:]\d+)+|[^\W_]+(?:['’‑\-][^\W_]+)*")


def plain_blocks(text: str) -> list[str]:
    """The text without Markdown, dialogue marks and directives, one string a paragraph or item.

    A heading, a list item and a table cell stand for themselves: run together they would read as
    one endless sentence.
    """
    text = COMMENT.sub(" ", text.replace("\r\n", "\n").replace("\r", "\n"))
    text = FRONT_MATTER.sub("", text, count=1)
    blocks: list[list[str]] = [[]]
    in_code = False
    for line in text.split("\n"):
        if line.lstrip().startswith(("```", "~~~")):
            in_code = not in_code
            blocks.append([])
        elif in_code:
            continue
        elif not line.strip() or RULE.fullmatch(line):
            blocks.append([])
        elif line.lstrip().startswith("|"):
            blocks += [[cell] for cell in re.split(r"(?<!\\)\|", line)]
            blocks.append([])
        elif HEAD.match(line):
            blocks += [[HEAD.sub("", line, count=1)], []]
        else:
            line = QUOTE.sub("", line, count=1) if QUOTE.match(line) else line
            if MARK.match(line):
                blocks.append([])
                line = MARK.sub("", line, count=1)
            blocks[-1].append(line)
    plain = (without_inline_marks(" ".join(lines)) for lines in blocks)
    return [block for block in plain if block]


def without_inline_marks(block: str) -> str:
    block = SPEAKER.sub("", block, count=1) if SPEAKER.match(block) else block
    block = IMAGE_OR_LINK.sub(r"\1", block)
    block = TAG.sub("", block)
    block = TOKEN.sub(lambda token: token[1].replace("_", " "), block)
    return " ".join(EMPHASIS.sub("", block).split())


def sentences(text: str) -> list[str]:
    return [
        block[start:end].strip()
        for block in plain_blocks(text)
        for start, end in sentence_spans(block)
        if WORD.search(block[start:end])
    ]


def sentence_spans(block: str) -> list[tuple[int, int]]:
    """Where the sentences of one paragraph stand; together they cover it."""
    ends = [end.end() for end in END.finditer(block) if not is_inside_a_sentence(block, end)]
    if not ends or ends[-1] < len(block):
        ends.append(len(block))
    return list(zip([0, *ends[:-1]], ends, strict=True))


def is_inside_a_sentence(block: str, end: re.Match[str]) -> bool:
    """“Mr Fenn”, “e.g.” and a pause “… maybe” end nothing."""
    following = block[end.end() : end.end() + 2].strip()
    mark = end[0].rstrip("”’\"')]")
    if mark == ".":
        before = block[max(0, end.start() - 8) : end.start()]
        return bool(ABBREVIATION.search(before)) and bool(following)
    return mark in ("…", "...") and following[:1].islower()


def words(text: str) -> list[str]:
    return [word for block in plain_blocks(text) for word in WORD.findall(block)]
