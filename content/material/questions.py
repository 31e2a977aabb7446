"""The shape of a quiz's file. What its questions must hold, the quiz knows. No Django here."""

import uuid
from functools import partial
from typing import Any

from content.material.yaml_files import Sheet, shown

QUESTION = frozenset({"id", "type", "codes", "must", "stem", "options", "fb", "lesson", "at"})
OPTION = frozenset({"text", "right", "fb", "at"})


def check_questions(sheet: Sheet) -> None:
    if not sheet.has("questions"):
        return
    seen: dict[str, int] = {}
    blocks: dict[str, int] = {}
    for place, question in enumerate(sheet.sheets("questions")):
        line = question.lines()
        if not question.data.get("id"):
            question.wrong("A question has an “id”.")
            continue
        name = str(question.data["id"])
        earlier = seen.setdefault(name, place)
        if earlier != place:
            found = sheet.lines("questions", earlier)
            question.wrong(f"The id “{name}” is already used in line {found}.")
        check_question(question)
        at = question.data.get("at")
        if isinstance(at, str) and blocks.setdefault(at, line) != line:
            question.wrong(f"“at: {at}” stands in line {blocks[at]} too; leave it out of a copy.")


def check_question(sheet: Sheet) -> None:
    sheet.only(QUESTION)
    for key in ("stem", "fb", "lesson"):
        sheet.text(key, required=False)
    sheet.texts("codes", required=False)
    sheet.flag("must", default=False)
    check_at(sheet)
    options = sheet.data.get("options") or []
    if not isinstance(options, list):
        sheet.wrong("“options” is a list.", "options")
        return
    for place, option in enumerate(options):
        if isinstance(option, dict):
            check_option(sheet, place, option)
        elif not isinstance(option, str | bool):
            words = f"An option is text; put {shown(option)} in quotes."
            sheet.wrong(words, "options", place)


def check_option(sheet: Sheet, place: int, option: dict[Any, Any]) -> None:
    part = Sheet(sheet.path, option, partial(sheet.lines, "options", place), sheet.problems)
    part.only(OPTION)
    if not isinstance(option.get("text", ""), str | bool):
        part.wrong(f"“text” is text; put {shown(option['text'])} in quotes.", "text")
    part.text("fb", required=False)
    part.flag("right", default=False)
    check_at(part)


def check_at(sheet: Sheet) -> None:
    at = sheet.data.get("at")
    if at is not None and not is_block_id(at):
        sheet.wrong(f"“at” is the mark of a part as it was exported, not {shown(at)}.", "at")


def is_block_id(value: Any) -> bool:
    try:
        return isinstance(value, str) and str(uuid.UUID(value)) == value
    except ValueError:
        return False
