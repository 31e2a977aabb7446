"""What every lesson has: one hook to open it, one takeaway to close it."""

from collections.abc import Iterator, Sequence

from content.checks.rules.findings import Block, Check, Kind, Level

HOOK, TAKEAWAY = "hook", "takeaway"
MISSING = {
    HOOK: "There is no hook. Open with two or three lines from a real day: a callout of the kind "
    "“Hook”.",
    TAKEAWAY: "There is no takeaway. Close with the one line to remember: a callout of the kind "
    "“Takeaway”.",
}
TOO_MANY = {
    HOOK: "This is hook number {number}. A lesson opens once: make it a note, or join them.",
    TAKEAWAY: "This is takeaway number {number}. People keep one line: choose it.",
}


NOTHING = "There is nothing in the lesson yet. Begin with a hook: a callout of that kind."


def hook_and_takeaway(body: Sequence[Block]) -> Iterator[Check]:
    if not body:
        yield Check(Kind.SHAPE, Level.SHOULD, NOTHING, "body")
        return
    for kind in (HOOK, TAKEAWAY):
        places = [
            str(block.get("id") or "")
            for block in body
            if block["type"] == "callout" and block["value"].get("kind") == kind
        ]
        if not places:
            yield Check(Kind.SHAPE, Level.SHOULD, MISSING[kind], "body")
        for number, where in enumerate(places[1:], start=2):
            message = TOO_MANY[kind].format(number=number)
            yield Check(Kind.SHAPE, Level.SHOULD, message, where)
