"""Names of learners and their families in what mentors write, by the words around them.

A first name alone may be anybody's. It counts as a learner's unless the text says that it belongs
to a colleague, an author or somebody in a story.
"""

import re
from collections.abc import Collection, Iterable

from content.language.rules import bystanders, contexts
from content.language.rules.details import Detail, personal_details
from content.language.rules.naming import (
    CAPITAL,
    Candidate,
    Look,
    candidates,
    is_no_name,
    is_public,
    plain_letters,
)
from content.language.rules.owners import is_nobodys

NAME = "name"
# Longer than any field; whatever is sent, the time it takes stays within bounds.
LONGEST = 40_000
BEFORE, AFTER = 60, 90
STOPS = ".!?\n"
AND_ANOTHER = re.compile(rf"(?:,| and| &|, and) (?P<name>{CAPITAL}(?: {CAPITAL})?)(?![\w@])")
BESIDE_BEFORE = re.compile(r"\b(?P<name>\w{2,20})(?: and| &) \Z")
BESIDE_AFTER = re.compile(r"\A(?: and| &) (?P<name>\w{2,20})\b")
BETWEEN = re.compile(r"(?:,| and| &|, and|,? or) ")


class Reading:
    """One text and what is known of the names in it."""

    def __init__(self, text: str, known: Collection[str]) -> None:
        self.text = text
        self.known = {plain_letters(part) for name in known for part in name.split()}
        self.named = [one for one in candidates(text) if self.may_be_a_name(one)]
        self.exempt = self.known | {one.first for one in self.named if self.is_made_up(one)}
        self.staff = self.names_of_staff()

    def before(self, one: Candidate) -> str:
        return self.text[max(0, one.start - BEFORE) : one.start]

    def after(self, one: Candidate) -> str:
        return self.text[one.end : one.end + AFTER]

    def may_be_a_name(self, one: Candidate) -> bool:
        if one.look is Look.PLAIN:
            return bool(contexts.CALLED.search(self.before(one))) and is_odd(
                one.words, self.after(one)
            )
        return not is_public(one.words)

    def is_made_up(self, one: Candidate) -> bool:
        return bool(
            bystanders.NOT_REAL.match(self.after(one))
            or bystanders.CALLED_HERE.search(self.before(one))
        )

    def names_of_staff(self) -> set[str]:
        """Whoever is called a colleague once, or stands in a row with one, is one throughout."""
        found: set[str] = set()
        row: list[Candidate] = []
        for one in self.named:
            if row and not BETWEEN.fullmatch(self.text[row[-1].end : one.start]):
                found |= self.staff_of(row)
                row = []
            row.append(one)
        return found | self.staff_of(row)

    def staff_of(self, row: list[Candidate]) -> set[str]:
        if any(self.is_staff(one) for one in row):
            return {one.first for one in row if not self.is_learners(one)}
        return set()

    def is_staff(self, one: Candidate) -> bool:
        before, after = self.before(one), self.after(one)
        return bool(
            bystanders.IS_STAFF.match(after)
            or bystanders.STAFF_DID.match(after)
            or bystanders.STAFF_BEFORE.search(before)
        )

    def is_learners(self, one: Candidate) -> bool:
        """The text itself says so, whatever else it says."""
        before, after = self.before(one), self.after(one)
        if contexts.TITLE.search(before):
            return bool(
                contexts.PARENT_OF.match(after)
                or contexts.OF_A_LEARNER.search(before.rsplit(" ", 2)[0] + " ")
            )
        is_first_name = one.look in (Look.KNOWN, Look.DOUBTFUL)
        is_aged = is_first_name and contexts.AGED.match(after)
        return bool(
            contexts.OF_A_LEARNER.search(before) or contexts.OWN_FAMILY.match(after) or is_aged
        )

    def is_nobodys(self, one: Candidate) -> bool:
        before, after = self.before(one), self.after(one)
        return bool(
            one.first in self.exempt
            or bystanders.A_PLACE_OR_THING.match(after)
            or bystanders.PLACE_BEFORE.search(before)
            or bystanders.CITED_AFTER.match(after)
            or bystanders.CITED_BEFORE.search(before)
            or bystanders.FICTION.search(self.sentence_of(one))
            or is_beside_a_theorist(before, after)
        )

    def sentence_of(self, one: Candidate) -> str:
        """The sentence around a name, as far as it is near."""
        before = self.text[max(0, one.start - 160) : one.start]
        after = self.text[one.end : one.end + 160]
        start = max(before.rfind(stop) for stop in STOPS) + 1
        ends = [place for stop in STOPS if (place := after.find(stop)) >= 0]
        return before[start:] + one.words + after[: min(ends, default=len(after))]

    def is_meant(self, one: Candidate) -> bool:
        if self.is_nobodys(one):
            return False
        if self.is_learners(one):
            return True
        if one.first in self.staff or contexts.TITLE.search(self.before(one)):
            return False
        return one.look is Look.KNOWN or self.is_likely(one)

    def is_likely(self, one: Candidate) -> bool:
        before, after = self.before(one), self.after(one)
        talked = bool(contexts.TALKED_WITH.search(before))
        if contexts.OWN_THINGS.match(after):
            return True
        if one.look is Look.STRANGE:
            return bool(
                contexts.DID_CERTAINLY.match(after) or (talked and contexts.GOES_ON.match(after))
            )
        return one.look is Look.DOUBTFUL and (talked or bool(contexts.DID.match(after)))

    def names(self) -> Iterable[Detail]:
        reached = 0
        for one in self.named:
            if one.start < reached or not self.is_meant(one):
                continue
            yield named(self.text, one.start, one.end)
            reached = one.end
            while another := AND_ANOTHER.match(self.text, reached):
                if not self.goes_along(another):
                    break
                yield named(self.text, another.start("name"), another.end())
                reached = another.end()

    def goes_along(self, another: re.Match[str]) -> bool:
        first = another["name"].split()[0]
        is_exempt = plain_letters(first) in self.exempt | self.staff
        return not is_no_name(first) and not is_exempt and not is_public(another["name"])


def is_beside_a_theorist(before: str, after: str) -> bool:
    """“Deci and Ryan”."""
    found = [BESIDE_BEFORE.search(before), BESIDE_AFTER.match(after)]
    return any(one and is_public(one["name"]) for one in found)


def is_odd(word: str, after: str) -> bool:
    """“a student called tsering who …”, but not “a student called yesterday”."""
    is_word = word.islower() and len(word) > 2 and not is_no_name(word)
    return is_word and bool(contexts.GOES_ON_AS_A_NAME.match(after))


def named(text: str, start: int, end: int) -> Detail:
    return Detail(NAME, text[start:end], start, end)


def learner_details(text: str, *, known: Collection[str] = ()) -> list[Detail]:
    """Personal details and names of learners and their families, in reading order.

    A reason to look, never a proof. `known` are names that say nothing here: the people of the
    story that the text is about.
    """
    text = text[:LONGEST]
    details = [one for one in personal_details(text) if not is_nobodys(text, one)]
    taken = [(one.start, one.end) for one in details]
    names = [
        one
        for one in Reading(text, known).names()
        if not any(one.start < end and start < one.end for start, end in taken)
    ]
    return sorted([*details, *names], key=lambda one: (one.start, one.kind))


def kinds_of_details(*texts: str, known: Collection[str] = ()) -> list[str]:
    """What kinds of details are in the texts, each once, in the order they stand."""
    found = (one for text in texts for one in learner_details(text, known=known))
    return list(dict.fromkeys(one.kind for one in found))
