"""Full names of people who may be learners. A first name alone is how fiction is written here."""

import re
from collections.abc import Iterator

from content.checks.rules.passages import after, before
from content.language.rules import Detail
from content.language.rules.first_names import ALSO_WORDS, FIRST_NAMES, listed

FULL_NAME = "full name"

WORD_OF_NAME = r"[A-ZÀ-Ž][a-zà-ž]+(?:['’-][A-ZÀ-Ž][a-zà-ž]+)*"
BEFORE_A_SURNAME = r"(?:O['’]|Mac|Mc|De |Al-|El-|Van |Von |St\.? )?"
INITIAL = r"[A-Z]\.(?!\w)|[A-Z](?=[\s,;:)]|\Z)"
SURNAME = rf"(?:{BEFORE_A_SURNAME}{WORD_OF_NAME}|{INITIAL})"
NAME = re.compile(rf"(?<![\w{{])({WORD_OF_NAME})((?: {WORD_OF_NAME})?) ({SURNAME})")
IN_REGISTER = re.compile(
    rf"(?<![\w{{])({WORD_OF_NAME}|[A-Z]{{2,}}(?:-[A-Z]+)?), ({WORD_OF_NAME})(?!\w)"
)
# “A student called Tsering Dolma”: here the text says itself whose name it is.
LEARNER = r"(?:learner|student|pupil|apprentice|mentee|trainee|tutee|young person|lad|girl|boy)s?"
CALLED = re.compile(
    rf"\b(?i:{LEARNER})(?:,| is| was)? (?:called|named) (?P<name>{WORD_OF_NAME} {SURNAME})"
)
NOUN_AND_NAME = re.compile(rf"\b(?P<noun>(?i:{LEARNER})) (?P<name>{WORD_OF_NAME} {SURNAME})")
NAME_AND_AGE = re.compile(
    rf"(?<![\w{{])(?P<name>{WORD_OF_NAME} {SURNAME})(?:, | \()(?:aged? )?(?:1[4-9]|2[0-5])(?=[,);])"
)
NEAR = re.compile(
    rf"\b(?:{LEARNER}|mentor(?:ee|ed|ing)?|case ?load|tutor group|year 1[0-4]|level [1-3]"
    r"|(?:his|her|their) (?:mother|father|parents?|carer|nan|gran|foster|sister|brother"
    r"|social worker|target|ilp|plan|course)|mum|dad|foster carer|ehcp?|send|in care|care leaver"
    r"|looked[- ]after|lac|attendance|bursary|free meals?"
    r"|(?:aged?|is|was|turned) (?:1[4-9]|2[0-5])"
    r"|d\.?o\.?b|born|lives (?:in|at|on|with)|disclosed?|self-harm\w*|adhd|autis\w+|dyslexi\w+"
    r"|anxiety|exclu\w+|referr?(?:al|ed)|risk|safeguarding (?:concern|log)|my group|in my|told me"
    r"|withdr\w+|drop(?:ped|ping)? out|uln|e-?mail|rang|ring|text(?:ed)?)\b",
    re.IGNORECASE,
)
# Whoever wrote a book, leads the college or gave a thing a name is no learner.
PUBLIC = re.compile(
    r"\b(?:professor|prof|dr|doctor|sir|dame|lord|lady|baroness|minister|author|psychologist"
    r"|researchers?|researched|research|by|mr|mrs|ms|miss|mx|principal|head(?:teacher)?|"
    r"(?:vice|deputy|assistant) principal|director|manager|lead|dsl|tutor|teacher|lecturer"
    r"|colleague|trainer|supervisor|counsellor|governor|judge|mp|according to|see|after|inspired by"
    r"|philosopher|founder|(?:work|theory|ideas?|words|research) of)(?:[,:(]| is| was)? ?\Z",
    re.IGNORECASE,
)
CITED = re.compile(
    r"\A(?:['’]s (?:\w+ )?(?:research|work|book|study|theory|model|idea|law|hierarchy|cycle|paper"
    r"|article|talk|matrix|principle|rule)\b"
    r"|,? (?:et al|and (?:colleagues|others))"
    r"|,? (?:wrote|writes|argue[sd]|showed|found|calls|called it|describe[sd]|developed|coined"
    r"|proposed|publish)"
    r"|(?: (?:&|and) [A-Z][\w’'-]+)?,? \(?(?:19|20)\d\d)"
)
NOT_SURNAMES = listed(
    """
    a an and am are at but by can college could did do does for from had has have he her his how i
    if in is it its level like may might monday tuesday wednesday thursday friday saturday sunday
    january february march april june july august september october november december must my
    no not of on or our park road street lane avenue house hall school academy university trust
    centre center council city town award awards act day days week weeks term year years unit
    course group team room block campus site north south east west new old said says she should
    so some still that the their then there they this to two three was we were what when where
    which who why will with would yes you your gcse btec nvq esol diploma certificate english maths
    science sport sports art business care construction hospital clinic library bank app union party
    station court prize hypothesis effect theory model scale question questions speaking test tests
    """
)


def names_in(text: str, *, has_details: bool = False) -> Iterator[Detail]:
    """`has_details`: a telephone number or the like stands in the same text."""
    found: dict[int, Detail] = {}
    for pattern in (CALLED, NOUN_AND_NAME, NAME_AND_AGE):
        for match in pattern.finditer(text):
            if says_whose_it_is(match):
                start = match.start("name")
                found[start] = Detail(FULL_NAME, match["name"], start, match.end("name"))
    for match in NAME.finditer(text):
        if match.start() not in found and is_persons_name(text, match, has_details=has_details):
            found[match.start()] = Detail(FULL_NAME, match[0], match.start(), match.end())
    for match in IN_REGISTER.finditer(text):
        if is_register_entry(text, match):
            found[match.start()] = Detail(FULL_NAME, match[0], match.start(), match.end())
    yield from found.values()


def says_whose_it_is(match: re.Match[str]) -> bool:
    first, last = match["name"].split()[0], match["name"].split()[-1]
    if match.re is CALLED:
        return True
    # “Student Support Hub”, “Learner Voice”: after a capital only a known first name is one.
    is_title = match.re is NOUN_AND_NAME and match["noun"][0].isupper()
    is_likely = is_likely_surname(last) and is_likely_surname(first)
    return is_first_name(first) or (is_likely and not is_title)


def is_persons_name(text: str, match: re.Match[str], *, has_details: bool) -> bool:
    first, surname = match[1], match[3]
    if not is_first_name(first) or not is_likely_surname(surname):
        return False
    if is_cited(text, match.start(), match.end()):
        return False
    reach = 60 if first.casefold() in ALSO_WORDS else 120
    return has_details or has_learner_near(text, match, reach)


def is_register_entry(text: str, match: re.Match[str]) -> bool:
    """“REID, Callum 14/03/2008”: surname first, as lists are exported."""
    surname, first = match[1], match[2]
    if not re.search(r"\d", after(text, match.end(), 30)):
        return False
    is_turned_round = is_first_name(first) and not is_first_name(surname)
    return surname.isupper() or (is_turned_round and is_likely_surname(surname))


def is_first_name(word: str) -> bool:
    return word.casefold().split("-")[0] in FIRST_NAMES


def is_likely_surname(word: str) -> bool:
    return word.strip(".").casefold() not in NOT_SURNAMES


def is_cited(text: str, start: int, end: int) -> bool:
    return bool(PUBLIC.search(before(text, start, 30)) or CITED.match(after(text, end, 40)))


def has_learner_near(text: str, match: re.Match[str], reach: int) -> bool:
    return bool(
        NEAR.search(before(text, match.start(), reach))
        or NEAR.search(after(text, match.end(), reach))
    )
